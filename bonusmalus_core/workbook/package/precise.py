"""Which cells does a sheet part hold, in whatever way its XML is written?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from bonusmalus_core.workbook.package.address import place
from bonusmalus_core.workbook.package.meaning import Cells, Meanings, Wanted
from bonusmalus_core.workbook.package.shared import text_of
from bonusmalus_core.workbook.package.tree import Element, tag
from bonusmalus_core.workbook.port import UNREADABLE, Cell, CellError

_ROWS, _ROW, _CELL = tag("sheetData"), tag("row"), tag("c")
_IN_A_ROW = frozenset((_CELL, tag("extLst")))
_VALUE, _FORMULA, _INLINE = tag("v"), tag("f"), tag("is")


def cells(root: Element, wanted: Wanted, meanings: Meanings) -> Cells:
    """The wanted cells with content. ValueError as for `placed`, and for an address that two of them have."""
    found: Cells = defaultdict(dict)
    for (row, column), cell in placed(root):
        if len(cell) and row in wanted.rows and column in wanted.columns:
            if column in found[row]:
                raise ValueError("the same cell twice")
            found[row][column] = value(cell, meanings)
    return found


def placed(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Every cell of a sheet with its row and column; where a file leaves addresses out, cells follow each other.

    ValueError for an address that is none or that lies in another row, and for what is no row or cell between them.
    """
    row = 0
    for line in chain.from_iterable(root.iterfind(_ROWS)):
        row, column = row_of(line, row), 0
        for cell in line:
            if line.tag != _ROW or cell.tag not in _IN_A_ROW:
                raise ValueError(f"{cell.tag} is no cell of a row")
            if cell.tag == _CELL:
                column = column_in(row, cell, column)
                yield (row, column), cell


def row_of(line: Element, before: int) -> int:
    """The number of a row after the row `before`: its own, that of its first address, or the next one."""
    stated, first = line.get("r"), line.find(_CELL)
    address = None if first is None else first.get("r")
    return int(stated) if stated else place(address)[0] if address else before + 1


def column_in(row: int, cell: Element, before: int) -> int:
    """The column of a cell after the column `before`. ValueError for an address in another row."""
    address = cell.get("r")
    if not address:
        return before + 1
    stated, column = place(address)
    if stated != row:
        raise ValueError(f"{address} does not lie in row {row}")
    return column


def value(cell: Element, meanings: Meanings) -> Cell:
    """What one cell holds; None when it is blank."""
    kind, inline, values = cell.get("t", "n"), cell.find(_INLINE), cell.findall(_VALUE)
    if len(values) > 1 or any(map(len, values)):  # programs differ on what that says
        return CellError(UNREADABLE)
    text = next((each.text or "" for each in values), None)
    if kind == "inlineStr":
        text = None if inline is None else text_of(inline)
    return meanings.of(kind, cell.get("s", "0"), text, cell.find(_FORMULA) is not None)
