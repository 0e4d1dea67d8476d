"""Where are the cells of a sheet, and how is one added in its right place?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

from lxml import etree

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import tree
from bonusmalus_core.workbook.package.address import Area, name, place
from bonusmalus_core.workbook.package.cell import fill, refill
from bonusmalus_core.workbook.package.precise import column_in, row_of
from bonusmalus_core.workbook.package.tree import is_on, tag
from bonusmalus_core.workbook.package.xml import Element, strip
from bonusmalus_core.workbook.port import Written

_CELL = tag("c")


class Grid:
    """The rows and cells of one sheet part, addressed by 1-based numbers; whose sheet it is, and its date system.

    `shows_day` tells of a style whether a number looks like a day in it. FileRefused: file.corrupt for addresses that
    are none.
    """

    def __init__(
        self, root: Element, path: Path, sheet: str, from_1904: bool, shows_day: Callable[[str], bool]
    ) -> None:
        self.root, self.path, self.sheet = root, path, sheet
        self._from_1904, self._shows_day = from_1904, shows_day
        self.rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        found = root.find(tag("sheetData"))
        self._sheet_data = etree.SubElement(root, tag("sheetData")) if found is None else found
        try:
            self._number_rows()
        except ValueError as error:
            raise FileRefused("file.corrupt", path, member=sheet) from error

    def _number_rows(self) -> None:
        # A comment counts as content of what it stands in.
        etree.strip_tags(self._sheet_data, etree.Comment, etree.ProcessingInstruction)
        row = 0
        for line in self._sheet_data.iterfind(tag("row")):
            row = row_of(cast("tree.Element", line), row)
            line.set("r", str(row))
            self.rows[row], self._cells[row] = line, dict(_numbered(line, row))

    def get(self, row: int, column: int) -> Element | None:
        """The cell, if the part has it."""
        return self._cells.get(row, {}).get(column)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell has more than a style."""
        cell = self.get(row, column)
        return cell is not None and len(cell) > 0

    def style(self, row: int, column: int) -> str | None:
        """The style of the cell: its index in the workbook's list of styles."""
        cell = self.get(row, column)
        return None if cell is None else cell.get("s")

    def shows_day(self, row: int, column: int, style: str | None) -> bool:
        """Whether a number looks like a day in the cell; one that the part does not have gets that style."""
        cell = self.get(row, column)
        return self._shows_day((style if cell is None else cell.get("s")) or "0")

    def fill(self, row: int, column: int, written: Written, style: str | None = None) -> None:
        """Writes a cell; one that the part does not have yet gets that style, or else that of its row."""
        cell = self.get(row, column)
        if cell is None:
            cell = self._new(row, column, style)
        refill(cell, written, self._from_1904)

    def _new(self, row: int, column: int, style: str | None) -> Element:
        line, cell = self.row(row), etree.Element(_CELL, r=name(row, column))
        if style is None and is_on(line.get("customFormat")):
            style = line.get("s")
        if style is not None:
            cell.set("s", style)
        self.put(row, column, cell)
        return cell

    def put(self, row: int, column: int, cell: Element) -> None:
        """Adds a cell where the part has none."""
        cell.set("r", name(row, column))
        line = self.row(row)
        strip(line, "spans")
        _place(line, cell, self._cells[row], column)

    def row(self, row: int, like: Element | None = None) -> Element:
        """The row, made in its right place, with the height and format of `like`."""
        if row not in self.rows:
            line = etree.Element(tag("row"))
            line.attrib.update({} if like is None else like.attrib)
            strip(line, "spans", "hidden")
            line.set("r", str(row))
            self._cells[row] = {}
            _place(self._sheet_data, line, self.rows, row)
        return self.rows[row]

    def append(self, row: int, like: Element | None, cells: Iterable[tuple[int, str | None, Written]]) -> None:
        """Adds a row below all others, with cells as (column, style, content) from left to right."""
        line = self.row(row, like)
        for column, style, written in cells:
            cell = self._cells[row][column] = etree.SubElement(line, _CELL, r=name(row, column))
            if style is not None:
                cell.set("s", style)
            if written is not None:
                fill(cell, written, self._from_1904)

    def remove(self, row: int, column: int) -> Element | None:
        """Takes a cell away, and its row when that leaves it without cells."""
        cell = self._cells.get(row, {}).pop(column, None)
        if cell is not None:
            self.rows[row].remove(cell)
            if not self._cells[row]:
                self._sheet_data.remove(self.rows.pop(row))
        return cell

    def clear(self) -> None:
        """Takes all rows away, and what stood between them."""
        del self._sheet_data[:]
        self._sheet_data.text = None
        self.rows.clear()
        self._cells.clear()

    def contents(self) -> Iterator[tuple[int, int]]:
        """The row and column of every cell with more than a style."""
        return ((row, column) for row, cells in self._cells.items() for column, cell in cells.items() if len(cell))

    def formulas(self) -> dict[tuple[int, int], Element]:
        """The formulas by row and column."""
        formulas = self._sheet_data.iterfind(f"{tag('row')}/{tag('c')}/{tag('f')}")
        cells = ((formula.getparent(), formula) for formula in formulas)
        return {place(cell.get("r", "")): formula for cell, formula in cells if cell is not None}

    def merges(self) -> list[tuple[Area, Element]]:
        """The merged areas."""
        return [(self.area(merge), merge) for merge in self.root.iter(tag("mergeCell"))]

    def area(self, element: Element) -> Area:
        """The area that a merge or formula says it spans."""
        try:
            return Area.of(element.get("ref", ""))
        except ValueError as error:
            raise FileRefused("file.corrupt", self.path, member=self.sheet) from error

    def drop(self, merge: Element) -> None:
        """Undoes a merge."""
        merges = merge.getparent()
        if merges is not None:
            merges.remove(merge)
            merges.set("count", str(len(merges)))
            if not len(merges):
                self.root.remove(merges)

    def measure(self) -> None:
        """Brings the sheet's stated dimension in line with its cells."""
        dimension, filled = (
            self.root.find(tag("dimension")),
            {row: cells for row, cells in self._cells.items() if cells},
        )
        if dimension is not None and filled:
            left, right = min(map(min, filled.values())), max(map(max, filled.values()))
            dimension.set("ref", str(Area(min(filled), left, max(filled), right)))


def _numbered(line: Element, row: int) -> Iterator[tuple[int, Element]]:
    """The cells of a row by column; addresses that a file may leave out are written down."""
    column = 0
    for cell in line.iterfind(_CELL):
        column = column_in(row, cast("tree.Element", cell), column)
        cell.set("r", name(row, column))
        yield column, cell


def _place(parent: Element, child: Element, siblings: dict[int, Element], position: int) -> None:
    """Adds a row or cell before the first sibling that comes after it."""
    following = min((other for other in siblings if other > position), default=None)
    if following is None:
        parent.append(child)
    else:
        siblings[following].addprevious(child)
    siblings[position] = child
