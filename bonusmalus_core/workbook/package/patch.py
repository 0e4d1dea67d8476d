"""Which parts of a package change when results are written, and how do they read then?

What is written as usual is patched as text; a sheet in any other state is taken to pieces as XML, and stays so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import kinds
from bonusmalus_core.workbook.package.address import name as address_of
from bonusmalus_core.workbook.package.address import place
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.lines import Lines
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.parts import Parts, SheetPart, TablePart, relations
from bonusmalus_core.workbook.package.recalculation import recalculating, without_chain
from bonusmalus_core.workbook.package.restating import restated
from bonusmalus_core.workbook.package.spelling import refreshed
from bonusmalus_core.workbook.port import Cell, Formula, Row, Written

if TYPE_CHECKING:
    from bonusmalus_core.workbook.package.grid import Grid

_SIGNATURES, _SIGNED = "_xmlsignatures/", "origin"
"""The folder of digital signatures, and the kind of the link to them."""

_ONLY_SHEET = "xl/worksheets/sheet1.xml"


@dataclass
class _Sheet:
    """A sheet being written: its part as it was and as text by now, its tables, and its cells once they are needed."""

    part: SheetPart
    was: bytes
    text: bytes
    tables: dict[str, TablePart]
    grid: Grid | None = None


class Patch:
    """Changes to the sheets of one package, gathered until the new `package` is asked for."""

    def __init__(self, archive: Archive, parts: Parts, meanings: Meanings) -> None:
        self._archive = archive
        self._parts = parts
        self._meanings = meanings
        self._sheets: dict[str, _Sheet] = {}
        self._shown: set[str] = set()
        self._charts: dict[str, bytes] = {}

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table (see the port). KeyError when there is no such table."""
        from bonusmalus_core.workbook.package import tables

        sheet = self._sheet(self._parts.table(table)[0].name)
        others = [other.area for other in sheet.tables.values() if other.name != table]
        sheet.tables[table] = tables.write_body(self._grid(sheet), sheet.tables[table], others, rows)

    def write_sheet(self, name: str, rows: Sequence[Row]) -> None:
        """Replaces the rows of a result sheet (see the port). KeyError when there is no such sheet.

        FileRefused: file.statement when its user took away what says where the rows and its tables go.
        """
        sheet = self._sheet(name)
        lines = None if sheet.grid else Lines.of(sheet.text, self._meanings)
        if lines:
            sheet.tables = self._moved(sheet, lines.kinds, rows)
            sheet.text = lines.replaced(rows, self._parts.from_1904)
            return
        from bonusmalus_core.workbook.package import laying

        grid = self._grid(sheet)
        old = laying.read_kinds(grid, self._meanings)
        sheet.tables = self._moved(sheet, old, rows)
        laying.write_rows(grid, rows, old)

    def write_cells(self, name: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells (see the port). FileRefused: file.merged, file.formula-group. ValueError: a header."""
        from bonusmalus_core.workbook.package.formulas import refuse_torn

        sheet = self._sheet(name)
        grid, places = self._grid(sheet), {place(address): value for address, value in cells.items()}
        for table, at in product(sheet.tables.values(), places):
            if at in table.header:
                raise ValueError(f"{address_of(*at)} heads a column of {table.name}")
        refuse_torn(grid, frozenset(places))
        for area, at in product((area for area, _ in grid.merges()), places):
            if at in area and at != (area.top, area.left):
                raise FileRefused("file.merged", self._archive.path, sheet=name, cell=address_of(*at))
        for at, value in places.items():
            grid.fill(*at, value)

    def refresh(self, name: str, values: Mapping[str, Cell]) -> None:
        """Puts values beside plain formulas (see the port); a sheet without any of them is not touched."""
        if name not in self._parts.sheets:
            return
        sheet = self._sheet(name)
        text = None if sheet.grid else refreshed(sheet.text, values, self._parts.from_1904)
        if text is not None:
            sheet.text = text
            return
        grid = sheet.grid or self._pieces(sheet)
        formulas = grid.formulas()
        for address, value in values.items():
            formula = formulas.get(place(address))
            if formula is not None and formula.text and formula.get("t") is None:
                grid.fill(*place(address), Formula(formula.text, value))
                sheet.grid = grid

    def redraw(self, name: str, drawn: bytes) -> None:
        """Lets formulas and charts of a sheet show what they do on the sheet of another package (see the port)."""
        from bonusmalus_core.workbook.package import redrawing
        from bonusmalus_core.workbook.package.respelling import is_spelled_usually, respelled

        sheet, other = self._sheet(name), Archive.of(self._archive.path, drawn)
        if sheet.grid or not is_spelled_usually(sheet.text):
            sheet.text, sheet.grid = respelled(self._grid(sheet).root), None
        sheet.text = redrawing.redrawn(sheet.text, other.read(_ONLY_SHEET))
        self._charts |= redrawing.charts(self._archive, sheet.part.part, sheet.text, name)

    def show(self, name: str) -> None:
        """Lets a hidden sheet be seen (see the port). KeyError when there is no such sheet."""
        self._shown.add(self._parts.sheets[name].name)

    def package(self) -> list[bytes | memoryview]:
        """The whole package, in pieces, with the changes in it. FileRefused: file.signed."""
        if self._is_signed():
            raise FileRefused("file.signed", self._archive.path)
        replaced = dict(self._charts)
        for sheet in self._sheets.values():
            replaced |= self._written(sheet)
        changed, dropped = without_chain(self._archive, self._parts, replaced)
        return self._archive.rewritten(
            replaced | changed | recalculating(self._archive, self._parts, self._shown), dropped
        )

    def _is_signed(self) -> bool:
        """Whether there are signatures, where they always are or where the package says."""
        linked = any(link.kind == _SIGNED for link in relations(self._archive, ""))
        return linked or any(name.startswith(_SIGNATURES) for name in self._archive.spellings)

    def _written(self, sheet: _Sheet) -> dict[str, bytes]:
        """What changed of a sheet and its tables."""
        if sheet.grid:
            from bonusmalus_core.workbook.package.xml import serialise

            sheet.grid.measure()
            sheet.text = serialise(sheet.grid.root)
        written = {} if sheet.text == sheet.was else {sheet.part.part: sheet.text}
        moved = (old for old in sheet.part.tables if sheet.tables[old.name] != old)
        return written | {old.part: restated(self._archive, old, sheet.tables[old.name]) for old in moved}

    def _moved(self, sheet: _Sheet, old: dict[int, str], rows: Sequence[Row]) -> dict[str, TablePart]:
        """The tables of a result sheet at their new rows."""
        try:
            return {table.name: kinds.moved(table, old, rows) for table in sheet.tables.values()}
        except ValueError as error:
            raise FileRefused("file.statement", self._archive.path, sheet=sheet.part.name) from error

    def _sheet(self, name: str) -> _Sheet:
        if name not in self._sheets:
            part = self._parts.sheets[name]
            text = self._archive.read(part.part)
            self._sheets[name] = _Sheet(part, text, text, {table.name: table for table in part.tables})
        return self._sheets[name]

    def _grid(self, sheet: _Sheet) -> Grid:
        """The cells of a sheet, which from now on are changed one by one."""
        if sheet.grid is None:
            sheet.grid = self._pieces(sheet)
        return sheet.grid

    def _pieces(self, sheet: _Sheet) -> Grid:
        from bonusmalus_core.workbook.package.grid import Grid
        from bonusmalus_core.workbook.package.xml import parse

        root = parse(sheet.text, self._archive.path, sheet.part.part)
        return Grid(root, self._archive.path, sheet.part.name, self._parts.from_1904, self._meanings.shows_day)
