"""What can be said of one cell of a contract: what was found there, how its result came about, what belongs there?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bonusmalus_core.calc.explain import explanation
from bonusmalus_core.calc.periods import contract_month, spans
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.offering import Period
from bonusmalus_core.declare.settling import found_in, language_of
from bonusmalus_core.hosts.live.proposals import proposal
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words import LANGUAGES, say, words
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.package.address import place
from bonusmalus_core.workbook.places import Place, SectionPlaces
from bonusmalus_core.workbook.port import Table, Workbook
from bonusmalus_core.workbook.read import Reading, read_agreement

_STATEMENT = "tblsettlement"


def explained(workbook: Workbook, at: Place) -> str:
    """Everything there is to say of a cell, in the contract's language; of a cell outside all tables that it is so."""
    reading = read_agreement(workbook)
    language = language_of(reading)
    parts = [*_found(reading, at), *_stated(workbook, at)]
    for section, places in reading.places.sections.items():
        row, column = _position(places.table, at)
        if row is not None and column is not None:
            parts += _reckoned(workbook, reading, section, places, row)
            parts += _meant(section, places, row, column, language)
    return "\n\n".join(dict.fromkeys(parts)) or say(language, "live", "explain.nothing")


def _position(table: Table, at: Place) -> tuple[int | None, int | None]:
    """Row (-1 is the header) and column of a cell in a table; None where it is outside."""
    row, column = place(at.cell)
    inside = (
        table.sheet == at.sheet
        and table.row <= row <= table.row + len(table.rows)
        and table.column <= column < table.column + len(table.header)
    )
    return (row - table.row - 1, column - table.column) if inside else (None, None)


def _found(reading: Reading, at: Place) -> Iterator[str]:
    """The findings about this cell."""
    for finding in found_in(reading):
        if reading.places.of(finding) == at:
            each = said(finding, language_of(reading), reading.places.of)
            yield f"{each.message} → {each.remedy}"


def _stated(workbook: Workbook, at: Place) -> Iterator[str]:
    """What the statement itself says of its row."""
    table = next((table for name, table in workbook.tables().items() if name.casefold() == _STATEMENT), None)
    row, _ = _position(table, at) if table else (None, None)
    if table and row is not None and row >= 0:
        heads = {words(language, "sheets")["settlement.kpi.explanation"] for language in LANGUAGES}
        told = [table.rows[row][column] for column, text in enumerate(table.header) if text in heads]
        yield from (f"{table.rows[row][0]}: {text}" for text in told if text)


def _reckoned(workbook: Workbook, reading: Reading, section: str, places: SectionPlaces, row: int) -> Iterator[str]:
    """How the KPI of this row comes to its impact: in the period of a measurement, else in the one to settle next."""
    agreement = reading.agreement
    if agreement is None or row not in places.rows or section not in ("kpis", "measurements"):
        return
    record = places.rows.index(row)
    if section == "kpis":
        next_one = proposal(workbook, Period.NEXT)
        code, period = agreement.kpis[record].code, next_one.period if next_one else 1
    else:
        measured = agreement.measurements[record]
        code, period = measured.kpi, _period(agreement, contract_month(agreement.contract, measured.month))
    yield from _impacts(reading, agreement, code, period)


def _period(agreement: Agreement, month: int) -> int:
    """The period of a contract month; the first one for a month outside the term."""
    return next((number for number, span in enumerate(spans(agreement.contract), 1) if month in span), 1)


def _impacts(reading: Reading, agreement: Agreement, code: str, period: int) -> Iterator[str]:
    settled = settle(agreement, period, date.today(), found_in(reading))
    if isinstance(settled, Settlement):
        for line in settled.kpis:
            if line.code == code:
                yield f"{code}, {settled.label}: {explanation(line, agreement.contract)}"


def _meant(section: str, places: SectionPlaces, row: int, column: int, language: str) -> Iterator[str]:
    """What the sheet's own help says of the field."""
    fields = {number: key for key, number in places.fields.items()}
    columns = {number: key.partition(".")[0] for key, number in places.columns.items()}
    key = fields.get(row) if fields else columns.get(column)
    texts = words(language, "fields")
    if key and f"{section}.{key}.help" in texts:
        yield texts[f"{section}.{key}.help"]
