"""How do the figures behind a chart stand on the sheet? As columns of formulas with their values, beside the print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from bonusmalus_core.workbook.build.design import CAPTION, TEXT
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import CellError, Written

TOP = 3
"""The 0-based row of the headers; the figures stand below."""

NOTHING = CellError("#N/A")
"""What a line breaks at: a blank would be drawn as 0."""

Rows = Sequence[Mapping[str, Written]]


@dataclass(frozen=True)
class Block:
    """Columns by name from the 0-based column `left` on, each of `size` rows."""

    sheet: str
    left: int
    names: tuple[str, ...]
    size: int

    @property
    def right(self) -> int:
        """The first column after the block."""
        return self.left + len(self.names)

    def at(self, name: str, row: int) -> str:
        """The address of one figure; rows count from 0."""
        return str(xl_rowcol_to_cell(TOP + 1 + row, self._column(name), row_abs=True, col_abs=True))

    def all(self, name: str, rows: int | None = None) -> str:
        """The addresses of a column, or of its first rows."""
        return f"{self.at(name, 0)}:{self.at(name, (self.size if rows is None else rows) - 1)}"

    def series(self, name: str) -> str:
        """A column as a chart names it."""
        return f"={self.sheet}!{self.all(name)}"

    def write(self, page: Page, rows: Rows) -> None:
        """Puts the figures on the sheet, the names above them."""
        for name in self.names:
            page.put(TOP, self._column(name), name, CAPTION)
            for number, row in enumerate(rows, TOP + 1):
                page.put(number, self._column(name), row[name], TEXT)

    def _column(self, name: str) -> int:
        return self.left + self.names.index(name)


def unless(rule: str, text: str) -> str:
    """A figure that is not there while the rule holds."""
    return f"IF({rule},NA(),{text})"
