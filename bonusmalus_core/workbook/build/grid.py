"""How is a table put on a sheet, with its widths, groups, validations and calculated columns?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from bonusmalus_core.workbook.build.design import HEADER, Style
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import Formula, Written

GROWTH = 300
"""Validations and conditional formats reach so many rows below a table, for the rows that it will grow."""


@dataclass(frozen=True)
class Shown:
    """A column as it is written: its key, header, width, cells from top to bottom and their style.

    `looks` overrides the style row by row. Grouped columns can be unfolded by the user, hidden ones carry formulas.
    """

    key: str
    header: str
    width: float
    cells: Sequence[Written]
    style: Style
    header_style: Style = field(default_factory=lambda: HEADER)
    looks: Sequence[Style] = ()
    grouped: bool = False
    hidden: bool = False
    checked: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Area:
    """Where a table stands: the 0-based row of its header, the number of its body rows, its columns by key."""

    top: int
    rows: int
    columns: Mapping[str, int]

    @property
    def first(self) -> int:
        """The 0-based row of the first body row."""
        return self.top + 1

    @property
    def last(self) -> int:
        """The 0-based row of the last body row."""
        return self.top + self.rows

    def cell(self, key: str, fixed: bool = True) -> str:
        """The first body cell of a column as conditional formats name it: "$C5", or "C5" where the column may move."""
        return str(xl_rowcol_to_cell(self.first, self.columns[key], col_abs=fixed))

    def above(self, key: str) -> str:
        """The cell above the first body cell: "$C4"."""
        return str(xl_rowcol_to_cell(self.top, self.columns[key], col_abs=True))

    def reach(self, first: str, last: str | None = None) -> str:
        """The body of the columns from `first` to `last` and the room to grow below."""
        return str(xl_range(self.first, self.columns[first], self.last + GROWTH, self.columns[last or first]))

    def fixed(self, key: str) -> str:
        """The body of a column and the room below, with absolute addresses."""
        return f"{self.start(key)}:{_fixed(self.last + GROWTH, self.columns[key])}"

    def start(self, key: str) -> str:
        """The first body cell with an absolute address."""
        return _fixed(self.first, self.columns[key])


def write_table(
    page: Page, name: str, place: tuple[int, int], columns: Sequence[Shown], filtered: bool = False
) -> Area:
    """Writes the table with its header at `place` (0-based row and column); every column has as many cells."""
    (top, left), rows = place, len(columns[0].cells)
    declared = [_declared(page, column) for column in columns]
    page.sheet.add_table(
        top, left, top + rows, left + len(columns) - 1,
        {"name": name, "style": None, "autofilter": filtered, "columns": declared},
    )  # fmt: skip
    for number, column in enumerate(columns, left):
        following = columns[number - left + 1 :]
        folds = not column.grouped and bool(following) and following[0].grouped
        _write_column(page, top, number, column, folds)
    return Area(top, rows, {column.key: number for number, column in enumerate(columns, left)})


def _declared(page: Page, column: Shown) -> dict[str, Any]:
    declared = {"header": column.header, "header_format": page.book.style(column.header_style)}
    texts = {cell.text if isinstance(cell, Formula) else None for cell in column.cells}
    same = texts.pop() if len(texts) == 1 else None
    return declared | ({"formula": f"={same}"} if same else {})


def _write_column(page: Page, top: int, place: int, column: Shown, folds: bool) -> None:
    """One column; with `folds` it carries the button that unfolds the group to its right."""
    options: dict[str, Any] = {"hidden": column.hidden, "collapsed": folds}
    if column.grouped:
        options = {"level": 1, "hidden": True}
    page.sheet.set_column(place, place, column.width, None, options)
    for row, cell in enumerate(column.cells):
        page.put(top + 1 + row, place, cell, column.looks[row] if column.looks else column.style)
    if column.checked is not None:
        page.sheet.data_validation(top + 1, place, top + len(column.cells) + GROWTH, place, dict(column.checked))


def _fixed(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
