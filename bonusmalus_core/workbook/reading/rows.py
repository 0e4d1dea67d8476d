"""Which rows of a table hold a record, and what does each of their cells say?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.layout import Column
from bonusmalus_core.workbook.places import Named
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault, is_blank, read_cell
from bonusmalus_core.workbook.reading.headers import severity_of
from bonusmalus_core.workbook.reading.levels import needed
from bonusmalus_core.workbook.reading.notes import Spot, note
from bonusmalus_core.workbook.reading.vocabulary import Terms

PREPARED: Mapping[str, frozenset[str]] = {
    "months": frozenset({"month"}),
    "measurements": frozenset({"month", "kpi", "part"}),
    "mapping": frozenset({"key"}),
}
"""What the template fills in beforehand: a row with no more than that waits to be measured and is no record."""


UNNAMED = Named(None, None)


class Plan(NamedTuple):
    """What to read of every row of a table: for each field its declaration and its 0-based column."""

    section: str
    table: Table
    fields: Mapping[str, tuple[Column, int]]
    levels: int

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every row must have filled, those of levels aside."""
        return tuple(name for name, (column, _) in self.fields.items() if column.required and not column.per_level)

    def note(self, row: int, name: str, fault: Fault, named: Named = UNNAMED) -> Finding:
        """The finding about one cell of a row, with the month and KPI that the row is named by."""
        column, position = self.fields[name]
        severity = Severity.WARNING if fault.kept is not None else severity_of(column)
        spot = Spot(self.section, self.table, row, position, name)
        month, kpi = named
        return note(fault.code, severity, spot, found=fault.found, expected=fault.expected, month=month, kpi=kpi)


class ReadRow(NamedTuple):
    """A row that is not blank: its position in the table, its values by field, and what is wrong with its cells.

    A cell at fault has no value. Those of levels stand under their names: "thresholds.1".
    """

    position: int
    values: Mapping[str, object]
    prepared: bool
    findings: tuple[Finding, ...]

    @property
    def usable(self) -> bool:
        """Whether a record can be made of it."""
        return not self.prepared and all(finding.severity is not Severity.BLOCKER for finding in self.findings)

    @property
    def named(self) -> Named:
        """What names the row to its reader, for finding it again."""
        return _named(self.values)


def read_rows(plan: Plan, terms: Terms) -> Iterator[ReadRow]:
    """All rows with anything in their input cells."""
    places, required = [(name, position) for name, (_, position) in plan.fields.items()], plan.required
    for row, cells in enumerate(plan.table.rows):
        filled = {
            name: cell for name, position in places if (cell := cells[position]) is not None and not is_blank(cell)
        }
        if filled:
            yield _read_row(plan, row, filled, required, terms)


def _read_row(plan: Plan, row: int, filled: Mapping[str, Cell], required: Iterable[str], terms: Terms) -> ReadRow:
    values: dict[str, object] = {}
    faults: list[tuple[str, Fault]] = []
    for name, cell in filled.items():
        value = read_cell(cell, plan.fields[name][0], terms)
        if isinstance(value, Fault):
            faults.append((name, value))
            value = value.kept
            if value is None:
                continue
        values[name] = value
    prepared = filled.keys() <= PREPARED.get(plan.section, frozenset())
    if prepared:
        faults = [(name, fault) for name, fault in faults if fault.code != codes.UNKNOWN_KPI]
    else:
        code = codes.BLANK_FIELD if plan.section == "levels" else codes.BLANK
        faults += ((name, Fault(code, "")) for name in _missing(plan, filled, required))
    named = _named(values) if faults else UNNAMED
    return ReadRow(row, values, prepared, tuple(plan.note(row, name, fault, named) for name, fault in faults))


def _named(values: Mapping[str, object]) -> Named:
    month, code = values.get("month"), values.get("kpi", values.get("code"))
    return Named(str(month) if isinstance(month, Month) else None, code if isinstance(code, str) else None)


def _missing(plan: Plan, filled: Collection[str], required: Iterable[str]) -> Iterator[str]:
    yield from (name for name in required if name not in filled)
    yield from (
        name for name in needed(plan.section, filled, plan.levels) if name in plan.fields and name not in filled
    )
