"""Where on the sheets does a finding stand?

Findings speak in the contract's terms (`findings.Where`: section, record, field); a user looks for a sheet and a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bonusmalus_core.findings import NOTHING, Finding, Where
from bonusmalus_core.workbook.port import Table

HEADER = -1

_STANDS_AS = {"holidays": "holidays_country", "from_": "from", "measures": "month"}
"""Fields of the model that stand under another name on the sheets."""


class Place(NamedTuple):
    """A cell to show to the user: the sheet's name as it stands in the workbook, and an address such as "C7"."""

    sheet: str
    cell: str


class Named(NamedTuple):
    """What names a row to its reader: its month ("2026-01") and its KPI's code; None where the row has neither."""

    month: str | None
    kpi: str | None


class SectionPlaces(NamedTuple):
    """Where the records of one section stand in its table; columns and rows are 0-based positions in the table.

    `columns` maps a field to its column, that of a level as "thresholds.1". `rows` maps the index of a record to its
    row. `named` also knows the rows that were prepared but not filled in. `fields` is the contract's: a row per field.
    """

    table: Table
    columns: Mapping[str, int]
    rows: tuple[int, ...] = ()
    named: Mapping[Named, int] = NOTHING
    fields: Mapping[str, int] = NOTHING

    def place(self, row: int, column: int) -> Place:
        """The cell of a body row, or of the header when `row` is HEADER."""
        return Place(self.table.sheet, self.table.cell(row, column))

    def of(self, finding: Finding) -> Place:
        """The cell that a finding about this section means: as near as its place, month and KPI tell."""
        where = finding.where
        if where.cell:
            return Place(self.table.sheet, where.cell)
        name = _STANDS_AS.get(where.field or "", where.field or "")
        if self.fields:
            return self.place(self.fields.get(name, HEADER), self.columns.get("value", 0))
        column = self.columns.get(name, self.columns.get(f"{name}.1", min(self.columns.values(), default=0)))
        return self.place(self._row(where.row, Named(finding.month, finding.kpi)), column)

    def _row(self, record: int | None, named: Named) -> int:
        if record is not None and record < len(self.rows):
            return self.rows[record]
        nearest = (named, Named(named.month, None), Named(None, named.kpi))
        return next((self.named[name] for name in nearest if name in self.named), HEADER)


class Places(NamedTuple):
    """Where every section of one workbook stands."""

    sections: Mapping[str, SectionPlaces] = NOTHING

    def of(self, finding: Finding) -> Place | None:
        """The cell that a finding points at; None when the workbook has no table for it."""
        if (finding.where.table, finding.where.field) == ("contract", "levels"):
            finding = finding._replace(where=Where("levels", 0, "levels"))
        places = self.sections.get(finding.where.table)
        return places.of(finding) if places else None
