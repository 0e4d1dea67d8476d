"""Which values do the tables of a package hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import ordinary, precise
from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.covered import covered, has_merges
from bonusmalus_core.workbook.package.meaning import Cells, Meanings, Wanted
from bonusmalus_core.workbook.package.parts import Parts, SheetPart, TablePart, refuse_doubled
from bonusmalus_core.workbook.package.tree import read as read_tree
from bonusmalus_core.workbook.package.tree import tag
from bonusmalus_core.workbook.port import Cell, Table, heading

_WORKSHEET = tag("worksheet")


def read(archive: Archive, parts: Parts, meanings: Meanings) -> dict[str, Table]:
    """Every table of the package by name. FileRefused: file.corrupt, file.covered, file.duplicate, file.entities."""
    refuse_doubled(archive, parts)
    with_tables = (sheet for sheet in parts.sheets.values() if sheet.tables)
    tables = (table for sheet in with_tables for table in _tables(archive, sheet, meanings))
    return {table.name: replace(table, from_1904=parts.from_1904) for table in tables}


def one(archive: Archive, sheet: SheetPart, address: str, meanings: Meanings) -> Cell:
    """The value of a single cell. FileRefused: file.corrupt, file.entities."""
    area, part = Area.of(address), archive.read(sheet.part)
    try:
        found = precise.cells(read_tree(part, archive.path, sheet.part), Wanted.of([area]), meanings)
    except ValueError as error:
        raise FileRefused("file.corrupt", archive.path, member=sheet.part) from error
    return found.get(area.top, {}).get(area.left)


def _tables(archive: Archive, sheet: SheetPart, meanings: Meanings) -> Iterator[Table]:
    cells = _cells(archive, sheet, meanings)
    return (_table(sheet, table, cells) for table in sheet.tables)


def _cells(archive: Archive, sheet: SheetPart, meanings: Meanings) -> Cells:
    """The cells of the tables and of the row under each: the quick way if written as usual, else the precise one."""
    with_next = (replace(table.area, bottom=table.area.bottom + 1) for table in sheet.tables)
    part, wanted = archive.read(sheet.part), Wanted.of(with_next)
    cells = ordinary.cells(part, wanted, meanings)
    if cells is not None and not has_merges(part):
        return cells
    root = read_tree(part, archive.path, sheet.part)
    if root.tag != _WORKSHEET:  # in another language its cells would all look blank
        raise FileRefused("file.corrupt", archive.path, member=sheet.part)
    try:
        cells = precise.cells(root, wanted, meanings) if cells is None else cells
        hidden = covered(root, (table.area for table in sheet.tables), cells)
    except ValueError as error:
        raise FileRefused("file.corrupt", archive.path, member=sheet.part) from error
    if hidden:
        raise FileRefused("file.covered", archive.path, sheet=sheet.name, cell=hidden)
    return cells


def _table(sheet: SheetPart, table: TablePart, cells: Cells) -> Table:
    columns, body = table.area.columns(), table.body

    def row(number: int) -> tuple[Cell, ...]:
        found = cells.get(number, {})
        return tuple(map(found.get, columns))

    texts = row(table.area.top) if table.header_rows else table.columns
    header = tuple(heading(text, name) for text, name in zip(texts, table.columns, strict=True))
    rows = tuple(map(row, range(body.top, body.bottom + 1)))
    below = _below(sheet, table, cells)
    return Table(table.name, sheet.name, body.top - 1, table.area.left, header, rows, below)


def _below(sheet: SheetPart, table: TablePart, cells: Cells) -> str | None:
    """The first filled cell right under the table that is no other table's."""
    row = table.area.bottom + 1
    held = cells.get(row, {})
    filled = ((row, column) for column in table.area.columns() if column in held and not _is_blank(held[column]))
    return next((name(*at) for at in filled if not any(at in other.area for other in sheet.tables)), None)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
