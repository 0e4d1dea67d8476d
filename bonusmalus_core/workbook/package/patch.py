"""Which parts of a package change when results are written, and how do they read then?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import kinds, tables
from bonusmalus_core.workbook.package.address import name as address_of
from bonusmalus_core.workbook.package.address import place
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.formulas import refuse_torn
from bonusmalus_core.workbook.package.grid import Grid
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.parts import Parts, SheetPart, TablePart
from bonusmalus_core.workbook.package.recalculation import recalculating, without_chain
from bonusmalus_core.workbook.package.xml import parse, serialise
from bonusmalus_core.workbook.port import Cell, Formula, Row, Written

_SIGNATURES = "_xmlsignatures/"


@dataclass
class _Sheet:
    """A sheet being written: its cells, its tables as they stand now, and where its formulas were."""

    part: SheetPart
    grid: Grid
    tables: dict[str, TablePart]
    formulas: frozenset[tuple[int, int]]


class Patch:
    """Changes to the sheets of one package, gathered until the new `package` is asked for."""

    def __init__(self, archive: Archive, parts: Parts) -> None:
        self._archive = archive
        self._parts = parts
        self._meanings = Meanings(archive, parts)
        self._sheets: dict[str, _Sheet] = {}
        self._shown: set[str] = set()

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table (see the port). KeyError when there is no such table."""
        sheet = self._sheet(self._parts.table(table)[0].name)
        others = [other.area for other in sheet.tables.values() if other.name != table]
        sheet.tables[table] = tables.write_body(sheet.grid, sheet.tables[table], others, rows)

    def write_sheet(self, name: str, rows: Sequence[Row]) -> None:
        """Replaces the rows of a result sheet (see the port). KeyError when there is no such sheet.

        FileRefused: file.statement when its user took away what says where the rows and its tables go.
        """
        sheet = self._sheet(name)
        old = kinds.read_kinds(sheet.grid, self._meanings)
        try:
            sheet.tables = {table.name: kinds.moved(table, old, rows) for table in sheet.tables.values()}
        except ValueError as error:
            raise FileRefused("file.statement", self._archive.path, sheet=name) from error
        kinds.write_rows(sheet.grid, rows, old)

    def write_cells(self, name: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells (see the port). FileRefused: file.merged, file.formula-group. ValueError: a header."""
        sheet = self._sheet(name)
        places = {place(address): value for address, value in cells.items()}
        for table, at in product(sheet.tables.values(), places):
            if at in table.header:
                raise ValueError(f"{address_of(*at)} heads a column of {table.name}")
        refuse_torn(sheet.grid, frozenset(places))
        for area, at in product((area for area, _ in sheet.grid.merges()), places):
            if at in area and at != (area.top, area.left):
                raise FileRefused("file.merged", self._archive.path, sheet=name, cell=address_of(*at))
        for at, value in places.items():
            sheet.grid.fill(*at, value)

    def refresh(self, name: str, values: Mapping[str, Cell]) -> None:
        """Puts values beside plain formulas (see the port); a sheet without any of them is not touched."""
        if name not in self._parts.sheets:
            return
        sheet = self._sheets.get(name) or self._opened(name)
        formulas = sheet.grid.formulas()
        for address, value in values.items():
            formula = formulas.get(place(address))
            if formula is not None and formula.text and formula.get("t") is None:
                sheet.grid.fill(*place(address), Formula(formula.text, value))
                self._sheets[name] = sheet

    def show(self, name: str) -> None:
        """Lets a hidden sheet be seen (see the port). KeyError when there is no such sheet."""
        self._shown.add(self._parts.sheets[name].name)

    def package(self) -> list[bytes | memoryview]:
        """The whole package, in pieces, with the changes in it. FileRefused: file.signed."""
        if any(member.startswith(_SIGNATURES) for member in self._archive.members):
            raise FileRefused("file.signed", self._archive.path)
        replaced, dropped = recalculating(self._archive, self._parts, self._shown), frozenset[str]()
        for sheet in self._sheets.values():
            replaced |= self._written(sheet)
        if any(sheet.grid.formulas().keys() != sheet.formulas for sheet in self._sheets.values()):
            changed, dropped = without_chain(self._archive, self._parts)
            replaced |= changed
        return self._archive.rewritten(replaced, dropped)

    def _written(self, sheet: _Sheet) -> dict[str, bytes]:
        sheet.grid.measure()
        written = {sheet.part.part: serialise(sheet.grid.root)}
        for old in sheet.part.tables:
            if sheet.tables[old.name] != old:
                root = parse(self._archive.read(old.part), self._archive.path, old.part)
                tables.state(root, sheet.tables[old.name])
                written[old.part] = serialise(root)
        return written

    def _sheet(self, name: str) -> _Sheet:
        if name not in self._sheets:
            self._sheets[name] = self._opened(name)
        return self._sheets[name]

    def _opened(self, name: str) -> _Sheet:
        part = self._parts.sheets[name]
        root = parse(self._archive.read(part.part), self._archive.path, part.part)
        grid = Grid(root, self._archive.path, name, self._parts.from_1904)
        held = {table.name: table for table in part.tables}
        return _Sheet(part, grid, held, frozenset(grid.formulas()))
