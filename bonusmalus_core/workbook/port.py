"""What must a host that holds a contract workbook be able to do?

The port is small and two-dimensional: read every table once, write result tables, result sheets and single result
cells, show a sheet, save. Values cross it normalised, so that nothing behind it knows a file format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple, Protocol, runtime_checkable

from bonusmalus_core.model.decimals import exact

UNCACHED = "uncached"
"""The `CellError` kind of a formula that was stored without a value."""

UNREADABLE = "unreadable"
"""The `CellError` kind of a cell whose content is none of Excel's types."""


@dataclass(frozen=True)
class CellError:
    """A cell without a usable value: `kind` is Excel's error ("#N/A", "#DIV/0!"), UNCACHED or UNREADABLE."""

    kind: str


Cell = None | bool | Decimal | str | date | datetime | CellError
"""One value. Numbers are exact decimals of at most 15 significant digits, times of day fractions of a day, and a text
without characters is None: a spreadsheet user cannot tell it from a blank."""


class Formula(NamedTuple):
    """A formula with the value to show until it is recalculated.

    `text` is in the file format's English (functions, `,` between arguments), without the leading "=".
    """

    text: str
    value: Cell


Written = Cell | Formula
"""What may be written into a result cell."""


@dataclass(frozen=True)
class Table:
    """A table as it stands on its sheet: the header's texts and the rows below, without a totals row.

    `row` and `column` (1-based) place the first header cell. Every row is as long as the header. `below` is the address
    of the first filled cell in the row right under the table, if that row is no other table's: what somebody typed
    there looks like a row of the table and is none. `from_1904`: the workbook counts its days from 1904, not 1900.
    """

    name: str
    sheet: str
    row: int
    column: int
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: str | None = None
    from_1904: bool = False

    def cell(self, row: int, column: int) -> str:
        """The address of a body cell, both indices 0-based; row -1 is the header.

        >>> Table("tblKpis", "KPIs", 4, 2, ("code",), ((None,),)).cell(0, 0)
        'B5'
        """
        return f"{letters(self.column + column)}{self.row + 1 + row}"

    def holding(self, cells: Mapping[str, Written]) -> Table:
        """The table once these cells of its body, by address, are written.

        >>> Table("tblKpis", "KPIs", 4, 2, ("code",), ((None,), ("CES",))).holding({"B5": "FCR", "B9": ""}).rows
        (('FCR',), ('CES',))
        """

        def held(row: int, column: int, old: Cell) -> Cell:
            address = self.cell(row, column)
            return shown(cells[address]) if address in cells else old

        rows = (tuple(held(at, *cell) for cell in enumerate(row)) for at, row in enumerate(self.rows))
        return replace(self, rows=tuple(rows))


class Row(NamedTuple):
    """A row of a result sheet: its kind (hidden column A), and its cells from column B on."""

    kind: str
    cells: tuple[Written, ...]


class Workbook(Protocol):
    """A contract workbook in some host. Nothing reaches the file or the screen before `save`."""

    def tables(self) -> Mapping[str, Table]:
        """Every table by name, as it was when the workbook was opened."""

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table; it grows or shrinks, but keeps one (blank) row when there is nothing to hold.

        Each row is as long as the header. New rows look like the table's first body row.
        """

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Replaces all rows of a result sheet, from row 1 on; each looks like the first old row of its kind.

        A table on the sheet moves to the rows of its kinds: the first row of the same kind as its old header row, then
        the unbroken rows of its old first body row's kind (at least one, else ValueError).
        """

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells by address ("B4"), formulas included; their style stays."""

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Lets the formulas at these addresses show what they will give, for programs that do not compute on opening.

        What is no formula, and a sheet that is not there, stays as it is.
        """

    def show(self, sheet: str) -> None:
        """Lets a hidden sheet be seen. KeyError when there is no such sheet."""

    def save(self) -> None:
        """Makes all that was written visible, or raises FileRefused and leaves the workbook as it was."""


@runtime_checkable
class Closed(Protocol):
    """A workbook that no program holds: its formulas show what stands beside them until one opens it."""

    def peek(self, sheet: str, address: str) -> Cell:
        """What a cell held when the workbook was opened. KeyError when there is no such sheet."""

    def named(self, name: str) -> tuple[str, str] | None:
        """The sheet and address of the one cell that has this name in the whole workbook; None when there is none."""

    def is_shown(self, sheet: str) -> bool:
        """Whether there is such a sheet, and it is to be seen."""

    def redraw(self, sheet: str, drawn: bytes) -> None:
        """Lets a sheet's formulas and charts show what they do on the one sheet of the package `drawn`.

        Formulas that are not the same there show nothing until a program computes them. KeyError: no such sheet.
        """


def shown(written: Written) -> Cell:
    """The value that a written cell reads back as: what a sheet shows of it.

    >>> shown(Formula("1/3", Decimal(1) / 3)), shown(datetime(2026, 1, 31)), shown("")
    (Decimal('0.333333333333333'), datetime.date(2026, 1, 31), None)
    """
    value = written.value if isinstance(written, Formula) else written
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second or value.microsecond):
        return value.date()
    return None if value == "" else value


def heading(cell: Cell, otherwise: str = "") -> str:
    """What heads a column by the cell above it: its text, or the error that it shows.

    >>> heading("Teller"), heading(CellError("#REF!")), heading(None, "Kolom1")
    ('Teller', '#REF!', 'Kolom1')
    """
    return cell.kind if isinstance(cell, CellError) else str(cell or otherwise)


@cache
def letters(column: int) -> str:
    """The name of a 1-based column.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
