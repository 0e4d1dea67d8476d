"""Which records does one table hold, and where does each of them stand?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.record import Record
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.headers import Headers, fields_of, read_headers
from bonusmalus_core.workbook.reading.impossible import impossible
from bonusmalus_core.workbook.reading.levels import gathered
from bonusmalus_core.workbook.reading.notes import Spot, note
from bonusmalus_core.workbook.reading.rows import Plan, ReadRow, read_rows
from bonusmalus_core.workbook.reading.vocabulary import Terms

R = TypeVar("R", bound=Record)
Tables = Mapping[str, Table]
"""The tables of a workbook by case-folded name."""


class Section(NamedTuple, Generic[R]):
    """One section as it was read. `places` is None without a table; `complete`: no needed column is missing."""

    key: str
    places: SectionPlaces | None = None
    rows: tuple[ReadRow, ...] = ()
    records: tuple[R, ...] = ()
    findings: tuple[Finding, ...] = ()
    complete: bool = False

    def cell(self, row: ReadRow, field: str) -> str:
        """The address of a field of a row; of the row's first cell when the table has no such column."""
        assert self.places is not None  # a row stands in a table
        return self.places.place(row.position, self._column(field)).cell

    def note(
        self, code: str, row: ReadRow, field: str, *,
        severity: Severity = Severity.BLOCKER, found: str | Decimal = "", expected: str = "", other: str = "",
    ) -> Finding:  # fmt: skip
        """The finding about a field of a row."""
        assert self.places is not None  # a row stands in a table
        spot = Spot(self.key, self.places.table, row.position, self._column(field), field)
        month, kpi = row.named
        return note(code, severity, spot, found=found, expected=expected, other=other, month=month, kpi=kpi)

    def _column(self, field: str) -> int:
        assert self.places is not None  # a row stands in a table
        columns = self.places.columns
        return columns.get(field, min(columns.values()))


AnySection = Section[Any]


def table_missing(section: str, name: str) -> Finding:
    """The finding about a table that a contract workbook needs."""
    return Finding(codes.TABLE_MISSING, Severity.BLOCKER, Where(section), facts={"table": name})


def row_below(table: Table, layout: TableLayout) -> tuple[Finding, ...]:
    """The finding about what was typed right below the table: its rows would be left out in silence."""
    if table.below is None:
        return ()
    where = Where(layout.section, cell=table.below)
    return (Finding(codes.ROW_BELOW, Severity.BLOCKER, where, facts={"cell": table.below, "table": table.sheet}),)


def read_section(
    tables: Tables,
    layout: TableLayout,
    model: type[R],
    terms: Terms,
    *,
    levels: int = 0,
    further: Mapping[str, int] = MappingProxyType({}),
) -> Section[R]:
    """Reads a table into records of `model`; `further` are columns (0-based) of numbers, by what they hold."""
    table = tables.get(layout.name.casefold())
    if table is None:
        missing = (table_missing(layout.section, layout.name),)
        return Section(layout.section, findings=missing if layout.required else ())
    headers = read_headers(table, layout, terms, levels)
    plan = Plan(layout.section, table, _fields(layout, headers, further), levels)
    rows = tuple(read_rows(plan, terms))
    made = [(row, *_record(plan, row, model, further)) for row in rows if row.usable and headers.complete]
    return Section(
        layout.section,
        _places(plan, rows, [row for row, record, _ in made if record is not None]),
        rows,
        tuple(record for _, record, _ in made if record is not None),
        (*headers.findings, *_found(rows, [refused for *_, refused in made]), *row_below(table, layout)),
        complete=headers.complete,
    )


def _found(rows: Iterable[ReadRow], refused: Iterable[Iterable[Finding]]) -> Iterator[Finding]:
    """What was found in the rows, and then why no record could be made of some."""
    yield from (found for row in rows for found in row.findings)
    yield from (found for each in refused for found in each)


def _fields(layout: TableLayout, headers: Headers, further: Mapping[str, int]) -> Mapping[str, tuple[Column, int]]:
    known = fields_of(layout)
    fields = {name: (known[name].column, position) for name, position in headers.columns.items()}
    inputs = {name: field for name, field in fields.items() if not field[0].result}
    return inputs | {name: (Column(name, Kind.NUMBER), position) for name, position in further.items()}


def _places(plan: Plan, rows: Sequence[ReadRow], recorded: Iterable[ReadRow]) -> SectionPlaces:
    named = {name: row.position for row in reversed(rows) if any(name := row.named)}
    columns = {name: position for name, (_, position) in plan.fields.items()}
    return SectionPlaces(plan.table, columns, tuple(row.position for row in recorded), named)


def _record(plan: Plan, row: ReadRow, model: type[R], further: Iterable[str]) -> tuple[R | None, tuple[Finding, ...]]:
    """The record of a row, or why the model refuses it; the columns that are `further` are told even where blank."""
    try:
        return model.model_validate(dict.fromkeys(further) | gathered(row.values)), ()
    except ValidationError as invalid:
        faults = impossible(invalid)
        return None, tuple(plan.note(row.position, name, fault, row.named) for name, fault in faults.items())
