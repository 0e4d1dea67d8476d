"""Which cells does a sheet part hold, in whatever way its XML is written?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bonusmalus_core.workbook.package.address import column_of
from bonusmalus_core.workbook.package.meaning import Cells, Meanings, Wanted
from bonusmalus_core.workbook.package.shared import text_of
from bonusmalus_core.workbook.package.tree import Element, tag
from bonusmalus_core.workbook.port import Cell

_ROW, _CELL = f"{tag('sheetData')}/{tag('row')}", tag("c")
_VALUE, _FORMULA, _INLINE = tag("v"), tag("f"), tag("is")


def cells(root: Element, wanted: Wanted, meanings: Meanings) -> Cells:
    """The wanted cells with content. ValueError for an address that is none, or that two of them have."""
    found: Cells = defaultdict(dict)
    for (row, column), cell in placed(root):
        if len(cell) and row in wanted.rows and column in wanted.columns:
            if column in found[row]:
                raise ValueError("the same cell twice")
            found[row][column] = value(cell, meanings)
    return found


def placed(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Every cell of a sheet with its row and column; where a file leaves addresses out, cells follow each other."""
    row = 0
    for line in root.iterfind(_ROW):
        row = int(line.get("r") or row + 1)
        column = 0
        for cell in line.iterfind(_CELL):
            address = cell.get("r")
            column = column_of(address) if address else column + 1
            yield (row, column), cell


def value(cell: Element, meanings: Meanings) -> Cell:
    """What one cell holds; None when it is blank."""
    kind, inline = cell.get("t", "n"), cell.find(_INLINE)
    text = cell.findtext(_VALUE) if kind != "inlineStr" else None if inline is None else text_of(inline)
    return meanings.of(kind, cell.get("s", "0"), text, cell.find(_FORMULA) is not None)
