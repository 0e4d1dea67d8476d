"""Where are the cells of a sheet, and how is one added in its right place?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bonusmalus_core.workbook.package.address import Area, name, place
from bonusmalus_core.workbook.package.cell import fill
from bonusmalus_core.workbook.package.precise import placed
from bonusmalus_core.workbook.package.xml import Element, is_on, strip, tag
from bonusmalus_core.workbook.port import Written


class Grid:
    """The rows and cells of one sheet part, addressed by 1-based numbers; whose sheet it is, and its date system."""

    def __init__(self, root: Element, path: Path, sheet: str, from_1904: bool) -> None:
        self.root, self.path, self.sheet = root, path, sheet
        self._from_1904 = from_1904
        self.rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        found = root.find(tag("sheetData"))
        self._sheet_data = etree.SubElement(root, tag("sheetData")) if found is None else found
        _number(self._sheet_data, root)
        for line in self._sheet_data.iterfind(tag("row")):
            row = int(line.get("r", ""))
            self.rows[row] = line
            self._cells[row] = {place(cell.get("r", ""))[1]: cell for cell in line.iterfind(tag("c"))}

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

    def fill(self, row: int, column: int, written: Written, style: str | None = None) -> None:
        """Writes a cell; one that the part does not have yet gets that style, or else that of its row."""
        cell = self.get(row, column)
        if cell is None:
            cell = self._new(row, column, style)
        fill(cell, written, self._from_1904)

    def _new(self, row: int, column: int, style: str | None) -> Element:
        line, cell = self.row(row), etree.Element(tag("c"), r=name(row, column))
        if style is None and is_on(line, "customFormat"):
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

    def remove(self, row: int, column: int) -> Element | None:
        """Takes a cell away, and its row when that leaves it without cells."""
        cell = self._cells.get(row, {}).pop(column, None)
        if cell is not None:
            self.rows[row].remove(cell)
            if not self._cells[row]:
                self._sheet_data.remove(self.rows.pop(row))
        return cell

    def clear(self) -> None:
        """Takes all rows away."""
        for line in list(self._sheet_data):
            self._sheet_data.remove(line)
        self.rows.clear()
        self._cells.clear()

    def cells(self) -> Iterator[tuple[int, int, Element]]:
        """Every cell with its row and column."""
        return ((row, column, cell) for row, cells in self._cells.items() for column, cell in cells.items())

    def formulas(self) -> frozenset[tuple[int, int]]:
        """Where the formulas are."""
        return frozenset((row, column) for row, column, cell in self.cells() if cell.find(tag("f")) is not None)

    def merges(self) -> list[tuple[Area, Element]]:
        """The merged areas."""
        return [(Area.of(merge.get("ref", "")), merge) for merge in self.root.iter(tag("mergeCell"))]

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
        dimension, places = self.root.find(tag("dimension")), [(row, column) for row, column, _ in self.cells()]
        if dimension is not None:
            rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
            area = Area(min(rows), min(columns), max(rows), max(columns))
            dimension.set("ref", str(area) if len(places) > 1 else name(area.top, area.left))


def _number(sheet_data: Element, root: Element) -> None:
    """Writes down the addresses that a file may leave out."""
    for (row, column), cell in placed(root):
        cell.set("r", name(row, column))
    row = 0
    for line in sheet_data.iterfind(tag("row")):
        row = int(line.get("r") or row + 1)
        line.set("r", str(row))


def _place(parent: Element, child: Element, siblings: dict[int, Element], position: int) -> None:
    """Adds a row or cell before the first sibling that comes after it."""
    order = sorted(siblings)
    following = bisect_left(order, position)
    if following < len(order):
        siblings[order[following]].addprevious(child)
    else:
        parent.append(child)
    siblings[position] = child
