"""How do findings get onto the Checks sheet, and what did the parties write beside them?

A finding is known again by its code and its words, or else by its code and its place: so the reason for which it was
accepted survives another run, and so does what the user wrote in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonusmalus_core.findings import Severity
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import Said
from bonusmalus_core.workbook.layout import label
from bonusmalus_core.workbook.port import Cell, Formula, Table, Workbook, Written
from bonusmalus_core.workbook.sheets import SHEETS, TBL_CHECKS
from bonusmalus_core.workbook.statement.start_cells import FINDINGS, show_on_start

MARK = "_mark"
"""The hidden column by which the input sheets find their marked cells: "e:kpis!C5"."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding in words, the section of contract data that it is about, and why the parties accept it ("" if not)."""

    said: Said
    section: str
    accepted: str = ""

    @property
    def weighs(self) -> bool:
        """Whether it still has to be dealt with: a blocker cannot be accepted away."""
        return not self.accepted or self.said.severity is Severity.BLOCKER


def with_reasons(workbook: Workbook, findings: Iterable[tuple[Said, str]]) -> tuple[Checked, ...]:
    """Findings with their sections, each with the reason that stands beside it in the workbook."""
    table = _table(workbook)
    kept = _kept(table) if table else {}
    place = _columns(table).get("accepted", -1) if table else -1
    return tuple(Checked(each, section, str(_old(kept, each).get(place) or "").strip()) for each, section in findings)


def put_findings(workbook: Workbook, findings: Sequence[Checked]) -> str | None:
    """Replaces the findings on the sheet and shows it; its name, or None when the workbook has no such table."""
    table = _table(workbook)
    if table is None:
        return None
    columns, kept = _columns(table), _kept(table)
    workbook.write_rows(table.name, [_row(table, columns, each, _old(kept, each.said)) for each in findings])
    workbook.show(table.sheet)
    show_on_start(workbook, {FINDINGS: Decimal(len(findings))})
    return table.sheet


Kept = Mapping[tuple[str, str], Mapping[int, Cell]]
"""What the user wrote in a row, by the finding's code and its words or place."""


def _table(workbook: Workbook) -> Table | None:
    named = {name.casefold(): table for name, table in workbook.tables().items()}
    table = named.get(TBL_CHECKS.name.casefold())
    return table if table and "code" in _columns(table) else None


def _columns(table: Table) -> dict[str, int]:
    """Where each field stands, whatever the language of its header."""
    labels = {
        label(language, TBL_CHECKS.section, column.key).casefold(): column.key
        for language in LANGUAGES
        for column in TBL_CHECKS.columns
    } | {MARK: MARK}
    found = ((labels.get(header.strip().casefold()), place) for place, header in enumerate(table.header))
    return {key: place for key, place in found if key is not None}


def _kept(table: Table) -> Kept:
    """The cells of every row that no command writes."""
    columns = _columns(table)
    written = {columns[column.key] for column in TBL_CHECKS.columns if column.result and column.key in columns}
    written |= {columns[MARK]} if MARK in columns else set()
    kept: dict[tuple[str, str], Mapping[int, Cell]] = {}
    for row in table.rows:
        own = {place: cell for place, cell in enumerate(row) if place not in written}
        for key in ("place", "message"):
            if key in columns:
                kept[str(row[columns["code"]]), str(row[columns[key]])] = own
    return kept


def _old(kept: Kept, said: Said) -> Mapping[int, Cell]:
    return kept.get((said.code, said.message)) or kept.get((said.code, _place(said))) or {}


def _row(table: Table, columns: Mapping[str, int], each: Checked, old: Mapping[int, Cell]) -> tuple[Written, ...]:
    said = each.said
    cells: dict[str, Written] = {
        "severity": words_of(said.severity, _language(table)),
        "code": said.code,
        "place": _link(said),
        "message": said.message,
        "remedy": said.remedy,
        MARK: _mark(each),
    }
    written = {place: cells[key] for key, place in columns.items() if key in cells}
    return tuple(written.get(place, old.get(place)) for place in range(len(table.header)))


def words_of(severity: Severity, language: str) -> str:
    """The severity in words."""
    return words(language, "cli")[f"severity.{severity}"]


def _language(table: Table) -> str:
    """The language of the sheet, by the header of the findings."""
    headers = {header.strip().casefold() for header in table.header}
    return next((each for each in LANGUAGES if label(each, TBL_CHECKS.section, "message").casefold() in headers), "nl")


def _place(said: Said) -> str:
    return f"{said.sheet} {said.cell}" if said.sheet else ""


def _link(said: Said) -> Written:
    """A link to the cell; names of sheets are data, so their quotes are doubled."""
    if not said.sheet:
        return None
    sheet, shown = said.sheet.replace("'", "''").replace('"', '""'), _place(said).replace('"', '""')
    return Formula(f'HYPERLINK("#\'{sheet}\'!{said.cell}","{shown}")', _place(said))


def _mark(each: Checked) -> str | None:
    sheet = next((sheet.key for sheet in SHEETS for table in sheet.tables if table.section == each.section), None)
    return f"{each.said.severity[0]}:{sheet}!{each.said.cell}" if sheet and each.said.cell else None
