"""How is a table put on a sheet, with its widths, groups, validations and calculated columns?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import HEADER, Style
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
    """Where a table stands: 0-based row of its header, column of its first cell, number of body rows, columns by key."""

    top: int
    left: int
    rows: int
    columns: Mapping[str, int] = field(default_factory=dict)

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

    def reach(self, first: str, last: str | None = None) -> str:
        """The body of the columns from `first` to `last` and the room to grow below."""
        return str(xl_range(self.first, self.columns[first], self.last + GROWTH, self.columns[last or first]))

    def fixed(self, key: str) -> str:
        """The body of a column and the room below, with absolute addresses."""
        column = self.columns[key]
        start = xl_rowcol_to_cell(self.first, column, row_abs=True, col_abs=True)
        return f"{start}:{xl_rowcol_to_cell(self.last + GROWTH, column, row_abs=True, col_abs=True)}"


def write_table(
    book: Book, sheet: Any, name: str, top: int, left: int, columns: Sequence[Shown], filtered: bool = False
) -> Area:
    """Writes the table with its header at (top, left), 0-based; every column has the same number of cells."""
    rows = len(columns[0].cells)
    sheet.add_table(
        top, left, top + rows, left + len(columns) - 1,
        {
            "name": name, "style": None, "autofilter": filtered,
            "columns": [_declared(book, column) for column in columns],
        },
    )  # fmt: skip
    for offset, column in enumerate(columns):
        _write_column(book, sheet, top, left + offset, column)
    return Area(top, left, rows, {column.key: left + offset for offset, column in enumerate(columns)})


def _declared(book: Book, column: Shown) -> dict[str, Any]:
    texts = {cell.text if isinstance(cell, Formula) else None for cell in column.cells}
    declared = {"header": column.header, "header_format": book.style(column.header_style)}
    same = texts.pop() if len(texts) == 1 else None
    return declared | ({"formula": f"={same}"} if same else {})


def _write_column(book: Book, sheet: Any, top: int, place: int, column: Shown) -> None:
    options: dict[str, Any] = {"level": 1, "hidden": True} if column.grouped else {"hidden": column.hidden}
    sheet.set_column(place, place, column.width, None, options)
    for row, cell in enumerate(column.cells):
        book.put(sheet, top + 1 + row, place, cell, column.looks[row] if column.looks else column.style)
    if column.checked is not None:
        sheet.data_validation(top + 1, place, top + len(column.cells) + GROWTH, place, dict(column.checked))
