"""How do raw records become rows of the measurements in a contract workbook?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from bonusmalus_core.calc.periods import contract_month, periods
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.declare import progress
from bonusmalus_core.declare.placing import Line, placed
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.settling import language_of, shows_dashboard
from bonusmalus_core.findings import Finding, Where, blocks
from bonusmalus_core.measures.apart import OVERS, Apart, Over
from bonusmalus_core.measures.measuring import Measured, SourceOf, measured
from bonusmalus_core.measures.opening.mapping import MappingFile, mapping_of, read_mapping
from bonusmalus_core.measures.opening.nesting import nested
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.decimals import decimal_text, exact
from bonusmalus_core.model.evidence import mark
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.mapping import MappingRow
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import number, quantity
from bonusmalus_core.words.said import Locate, said
from bonusmalus_core.workbook.measure_tables import TBL_MAPPING
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Cell, Table, Workbook
from bonusmalus_core.workbook.read import read_agreement, read_tables

SECTION = TBL_MAPPING.section

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}


@dataclass(frozen=True, slots=True)
class Done:
    """What was measured, and where it stands; nothing was written when it is `refused`."""

    measured: Measured
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    language: str
    places: Places
    sheet: str
    refused: bool


def measure_workbook(
    workbook: Workbook, records: Path, mapping: Path | None, today: date, master: str | None = None
) -> Done:
    """Measures the records at a path and puts the rows in the workbook, which waits to be saved.

    FileRefused: records or mapping that cannot be read.
    """
    reading = read_agreement(workbook)
    choices = read_mapping(mapping) if mapping else mapping_in(reading.agreement)
    language, places = language_of(reading), reading.places
    section = places.sections.get("measurements")
    if reading.agreement is None or section is None:
        return Done(Measured((), {}, (), {}), (), reading.findings, language, places, "", refused=True)
    found = measured(reading.agreement, records, choices, progress.step, master)
    lines = _lines(reading.agreement, found, today)
    rows = placed(section, lines, _lost(found))
    held = () if mapping else reading.agreement.mapping
    about = tuple(in_its_row(each, held) for each in found.findings)
    findings = (*(each for each in reading.findings if each.where.table == SECTION), *about, *rows.findings)
    refused = blocks(findings)
    if not refused and rows.cells:
        workbook.write_cells(section.table.sheet, rows.cells)
        if shows_dashboard(workbook, language):
            _redraw(workbook, section.table.holding(rows.cells))
    return Done(found, tuple(rows.lines), findings, language, places, section.table.sheet, refused)


def _redraw(workbook: Workbook, measurements: Table) -> None:
    """Lets the dashboard show what was measured."""
    from bonusmalus_core.workbook.dashboard_sheet import redraw

    read = read_tables({**workbook.tables(), measurements.name: measurements}).agreement
    if read is not None:
        redraw(workbook, read)


def mapping_in(agreement: Agreement | None) -> MappingFile:
    """The mapping that the workbook holds; an empty one where it has none."""
    return mapping_of(nested((row.key, row.value) for row in agreement.mapping) if agreement else {})


def in_its_row(finding: Finding, rows: Sequence[MappingRow]) -> Finding:
    """A finding about the mapping with the row that it is about, where the mapping stands in the workbook."""
    key = str(finding.facts.get("key", ""))
    if finding.where.table != SECTION or not key:
        return finding
    at = next((number for number, row in enumerate(rows) if f"{row.key}.".startswith(f"{key}.")), None)
    return finding._replace(where=Where(SECTION, at, "value"))


def _lost(found: Measured) -> dict[tuple[Month, str], str]:
    """The SHA-256 of the records that tell of a month and KPI and do not measure it."""
    return {(month, kpi): found.sources[kind].digest for (kpi, month), kind in found.lost.items()}


def _lines(agreement: Agreement, found: Measured, today: date) -> list[Line]:
    """The rows as the measurements hold them."""
    lines: list[Line] = []
    for row in found.rows:
        kpi = _in_force(agreement, row.kpi, row.month)
        if kpi is None or row.value is None:
            continue
        numbers = _numbers(kpi, row)
        source = found.sources[row.measure.records]
        told: dict[str, Cell] = {
            "source": source.name,
            "evidence": mark(source.name, source.digest, source.rows, numbers),
            "measured_on": today,
            "open_until": found.open_until.get((row.kpi, row.month), (None, None))[1],
            **_precision(kpi, row, found),
            "note": _note(agreement.contract.language, kpi, row, found) or None,
        }
        lines.append(Line(row.month, row.kpi, row.part, {**numbers, **told}, _others(agreement, kpi, row.month)))
    return lines


def _in_force(agreement: Agreement, code: str, month: Month) -> Kpi | None:
    stage, kpi = standing(progressions(agreement.kpis)[code], contract_month(agreement.contract, month))
    return kpi if stage is Stage.ACTIVE else None


def _others(agreement: Agreement, kpi: Kpi, month: Month) -> tuple[Month, ...]:
    """The other months of which a row in this one holds the figures: those of its period, of a KPI per period."""
    if kpi.frequency == "monthly":
        return ()
    period = next(months for months in periods(agreement.contract) if month in months)
    rows = {other: _in_force(agreement, kpi.code, other) for other in period if other != month}
    return tuple(other for other, row in rows.items() if row and row.frequency == "period")


def _numbers(kpi: Kpi, row: MeasuredRow) -> dict[str, Cell]:
    """What the KPI's aggregate asks for: numerator and denominator, value and n, or the value alone."""
    scale = _scale(kpi, row)
    if kpi.aggregate == "ratio":
        per = row.measure.multiplier * scale / Fraction(kpi.multiplier)
        return {"numerator": _decimal(Fraction(row.numerator) * per), "denominator": row.denominator}
    value = _decimal((row.value or Fraction(0)) * scale)
    return {"value": value, "n": row.denominator} if kpi.aggregate == "mean" else {"value": value}


def _scale(kpi: Kpi, row: MeasuredRow) -> Fraction:
    """What a value in the unit of the measure is multiplied by to be in that of the KPI."""
    return Fraction(1, _SECONDS[kpi.unit]) if row.measure.unit == "seconds" and kpi.unit in _SECONDS else Fraction(1)


def _decimal(fraction: Fraction) -> Decimal:
    return exact(Decimal(fraction.numerator) / Decimal(fraction.denominator))


def _note(language: str, kpi: Kpi, row: MeasuredRow, found: Measured) -> str:
    """What the other party should know: that the value is incomplete, and how sure it is."""
    notes = list[str]()
    window = found.open_until.get((row.kpi, row.month))
    if window:
        last, until = (day.isoformat() for day in window)
        notes.append(say(language, "measuring", "incomplete", last=last, until=until))
    if row.margin:
        low, high = (quantity(_rounded(each), kpi.unit, language) for each in row.margin)
        notes.append(say(language, "measuring", "margin", low=low, high=high))
    for over in OVERS:
        apart = _apart(kpi, row, found, over)
        if apart:
            low, high = (quantity(_rounded(each), kpi.unit, language) for each in (apart.low, apart.high))
            notes.append(say(language, "measuring", over, count=apart.many, low=low, high=high))
    return " ".join(notes)


def _precision(kpi: Kpi, row: MeasuredRow, found: Measured) -> dict[str, Cell]:
    """The margin that no counts of the row tell, and how far agents and days lie apart in a month, as numbers."""
    cells: dict[str, Cell] = {}
    if row.measure.margin == "nps" and row.margin:
        cells["margin"] = _rounded((row.margin[1] - row.margin[0]) / 2)
    for over in OVERS:
        apart = _apart(kpi, row, found, over)
        if apart:
            cells |= {f"{over}_low": _rounded(apart.low), f"{over}_high": _rounded(apart.high)}
    return cells


def _apart(kpi: Kpi, row: MeasuredRow, found: Measured, over: Over) -> Apart | None:
    """How far agents or days of a month lie apart, in the unit of the KPI."""
    apart, scale = found.apart.get((over, row.kpi, row.month)), _scale(kpi, row)
    if apart is None or kpi.frequency != "monthly":
        return None
    return Apart(apart.many, apart.low * scale, apart.high * scale)


def _rounded(value: Fraction) -> Decimal:
    return Decimal(round(value * 10_000)) / 10_000


def measured_data(done: Done) -> dict[str, Any]:
    """The rows and their sources as data: decimals are strings in full, months are "2026-01"."""
    sources = done.measured.sources.values()
    return {
        "sheet": done.sheet,
        "sources": [_source_data(each) for each in sources],
        "rows": [
            {
                "month": str(line.month),
                "kpi": line.kpi,
                "part": line.part,
                **{key: _told(cell) for key, cell in line.cells.items()},
                "complete": (line.kpi, line.month) not in done.measured.open_until,
            }
            for line in done.lines
        ],
    }


def _source_data(source: SourceOf) -> dict[str, Any]:
    return {
        "records": source.records,
        "file": source.name,
        "sha256": source.digest,
        "rows": source.rows,
        "columns": dict(source.columns),
        "unused": list(source.unused),
    }


def _told(cell: Cell) -> str | None:
    return None if cell is None else decimal_text(cell) if isinstance(cell, Decimal) else str(cell)


def measured_report(done: Done) -> Report:
    """The rows for people, and which column was taken for which field, and which for none."""
    texts = words(done.language, "measuring")
    header = tuple(texts[key] for key in ("month", "kpi", "part", "numerator", "denominator", "value"))
    values = {(row.month, row.kpi, row.part): row for row in done.measured.rows}
    rows = tuple(_row(line, values.get((line.month, line.kpi, line.part)), done.language) for line in done.lines)
    sources = done.measured.sources.values()
    columns = tuple(
        (each.name, each.records, field, column) for each in sources for field, column in each.columns.items()
    )
    unused = tuple(
        texts["unused"].format(file=each.name, columns=", ".join(each.unused)) for each in sources if each.unused
    )
    taken = Listing(tuple(texts[key] for key in ("file", "kind", "field", "column")), columns, texts["columns"])
    measured = Listing(header, rows, texts["heading"], frozenset({3, 4, 5}))
    return [
        taken,
        *([Passage(unused)] if unused else []),
        measured,
        *([Passage(told_findings(done.findings, done.language, done.places.of))] if done.findings else []),
    ]


def told_findings(findings: Iterable[Finding], language: str, locate: Locate) -> tuple[str, ...]:
    """What was found, two lines each; part of the report, so that no host shows figures without it.

    One file can hold records of two kinds: what is as true of either is told once.
    """
    severities = words(language, "cli")
    told = dict.fromkeys(said(each, language, locate) for each in findings)
    return tuple(
        line
        for each in told
        for line in (
            say(
                language,
                "cli",
                "labelled",
                label=f"{severities[f'severity.{each.severity}']} {each.code}",
                text=each.message,
            ),
            f"  → {each.remedy}",
        )
    )


def _row(line: Line, row: MeasuredRow | None, language: str) -> tuple[str, ...]:
    def shown(cell: Cell) -> str:
        return number(cell, language) if isinstance(cell, Decimal) else "–"

    share = row is not None and row.measure.unit == "%" and row.value is not None and 0 <= row.value <= 1
    value = "–" if row is None or row.value is None else quantity(_rounded(row.value), "%" if share else "", language)
    numbers: Mapping[str, Cell] = line.cells
    above, below = numbers.get("numerator"), numbers.get("denominator", numbers.get("n"))
    return str(line.month), line.kpi, line.part or "–", shown(above), shown(below), value
