"""How does a command work on a workbook of Excel without touching Excel, until what it wrote is written for good?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bonusmalus_core.workbook.port import Cell, Row, Table, Workbook, Written


class WorkingCopy:
    """The tables as they were read, and what was written since, which nothing shows yet."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = dict(tables)
        self._steps: list[Callable[[Workbook], None]] = []

    def tables(self) -> Mapping[str, Table]:
        """Every table by name, as it was when the workbook was read."""
        return self._tables

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Keeps the rows of a table. KeyError when there is no such table."""
        name, kept = self._tables[table].name, tuple(map(tuple, rows))
        self._steps.append(lambda workbook: workbook.write_rows(name, kept))

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Keeps the rows of a result sheet."""
        kept = tuple(rows)
        self._steps.append(lambda workbook: workbook.write_sheet(sheet, kept))

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Keeps single cells by address."""
        kept = dict(cells)
        self._steps.append(lambda workbook: workbook.write_cells(sheet, kept))

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Nothing: Excel computes the formulas of an open workbook by itself."""

    def show(self, sheet: str) -> None:
        """Keeps that a hidden sheet is to be seen."""
        self._steps.append(lambda workbook: workbook.show(sheet))

    def save(self) -> None:
        """Nothing: only who holds the workbook itself can save."""

    def write_into(self, workbook: Workbook) -> None:
        """Passes everything on that was kept; the workbook shows it when it is saved."""
        for step in self._steps:
            step(workbook)
