"""What is a statement while its formulas are put in? Its rows, addressed as the cells of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bonusmalus_core.workbook.port import Cell, Formula, Row, Written, letters
from bonusmalus_core.workbook.statement.columns import COLUMNS

LETTERS = tuple(letters(place + 2) for place in range(120))
"""The column of each place: the margin is column B."""

Value = float | str | None


class Draft:
    """The rows of a statement, and the working block in the columns to their right. Rows count from 1."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.kinds = [row.kind for row in rows]
        self._cells = [list(row.cells) for row in rows]

    def rows(self) -> list[Row]:
        """The rows as they are now."""
        return [Row(kind, tuple(cells)) for kind, cells in zip(self.kinds, self._cells, strict=True)]

    def of(self, kind: str) -> list[int]:
        """The rows of a kind."""
        return [number for number, each in enumerate(self.kinds, 1) if each == kind]

    def reach(self, last: int) -> None:
        """Lets the sheet have at least so many rows."""
        while len(self.kinds) < last:
            self.kinds.append("space")
            self._cells.append([])

    def get(self, row: int, place: int) -> Written:
        """What stands in a cell."""
        return self._cells[row - 1][place]

    def value(self, row: int, place: int) -> float | str | None:
        """What a cell shows: a number, another thing as text, or nothing."""
        written = self._cells[row - 1][place] if place < len(self._cells[row - 1]) else None
        shown = written.value if isinstance(written, Formula) else written
        return float(shown) if isinstance(shown, Decimal) else None if shown is None else str(shown)

    def known(self, row: int, place: int) -> float | None:
        """The number that a cell shows, if it is one."""
        value = self.value(row, place)
        return value if isinstance(value, float) else None

    def known_at(self, address: str) -> float:
        """The number in a cell by its fixed address; ValueError when there is none."""
        _, column, row = address.split("$")
        value = self.known(int(row), LETTERS.index(column))
        if value is None:
            raise ValueError(f"{address} shows no number")
        return value

    def put(self, row: int, place: int, written: Cell | float) -> None:
        """A value."""
        cells = self._cells[row - 1]
        if place >= len(cells):
            cells.extend([None] * (place + 1 - len(cells)))
        cells[place] = Decimal(written) if isinstance(written, (float, int)) else written

    def compute(self, row: int, place: int, text: str, value: Value | Cell) -> None:
        """A formula with the value that it has now."""
        cells = self._cells[row - 1]
        if place >= len(cells):
            cells.extend([None] * (place + 1 - len(cells)))
        cells[place] = Formula(
            text, Decimal(value) if isinstance(value, (float, int)) else "" if value is None else value
        )

    def explain(self, row: int, place: int, text: str) -> None:
        """A formula for a figure that stands there already."""
        cells = self._cells[row - 1]
        value = cells[place]
        cells[place] = Formula(text, value.value if isinstance(value, Formula) else "" if value is None else value)


def at(place: int, row: int) -> str:
    """The cell, with its column fixed."""
    return f"${LETTERS[place]}{row}"


def fixed(place: int, row: int) -> str:
    """The cell, fixed."""
    return f"${LETTERS[place]}${row}"


def down(place: int, first: int, last: int) -> str:
    """Cells below each other, fixed."""
    return f"${LETTERS[place]}${first}:${LETTERS[place]}${last}"


def across(first: int, last: int, row: int) -> str:
    """Cells beside each other, with their columns fixed."""
    return f"${LETTERS[first]}{row}:${LETTERS[last]}{row}"


WORK = COLUMNS
"""The first place of the working block."""
