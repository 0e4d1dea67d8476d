"""How does a contract workbook work without any file? The port's reference, for tests and for `--dry-run`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bonusmalus_core.workbook.port import Cell, Row, Table, Written, shown


class MemoryWorkbook:
    """Tables held as values, and what was written to result sheets as it was given.

    Without a template there are no row kinds to move tables by: `write_sheet` leaves `tables` alone.
    """

    def __init__(self, *tables: Table) -> None:
        self._tables = {table.name: table for table in tables}
        self._pending = dict(self._tables)
        self.sheets: dict[str, tuple[Row, ...]] = {}
        self.cells: dict[tuple[str, str], Written] = {}
        self.shown: set[str] = set()

    def tables(self) -> Mapping[str, Table]:
        """Every table, as it was last saved."""
        return dict(self._tables)

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table. KeyError when there is no such table."""
        held = self._pending[table]
        body = tuple(_values(row, len(held.header)) for row in rows) or ((None,) * len(held.header),)
        self._pending[table] = replace(held, rows=body)

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Keeps the rows of a result sheet."""
        self.sheets[sheet] = tuple(rows)

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Keeps single cells; those of a table stand in it once they are saved."""
        self.cells |= {(sheet, address): value for address, value in cells.items()}
        on_sheet = {name: table for name, table in self._pending.items() if table.sheet == sheet}
        self._pending |= {name: table.holding(cells) for name, table in on_sheet.items()}

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Nothing: there are no formulas here."""

    def show(self, sheet: str) -> None:
        """Keeps which sheets are to be seen."""
        self.shown.add(sheet)

    def save(self) -> None:
        """Makes what was written readable."""
        self._tables = dict(self._pending)


def _values(row: Sequence[Written], width: int) -> tuple[Cell, ...]:
    if len(row) != width:
        raise ValueError(f"a row of {len(row)} cells for {width} columns")
    return tuple(map(shown, row))
