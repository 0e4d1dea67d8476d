"""Which values do the tables of a package hold?

The quick reader (calamine, in Rust) is right about ordinary sheets, and silent or wrong about a few rare ones; a scan
of the sheet's bytes finds those, and the precise reader takes over for that sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import isfinite

import python_calamine

from bonusmalus_core.model.numbers import exact
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts, SheetPart, TablePart
from bonusmalus_core.workbook.package.precise import PreciseReader
from bonusmalus_core.workbook.port import Cell, Table

# A cell in a column beyond ZZ or a row beyond 9999: the quick reader would fill memory with all the blanks between.
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})')
# A formula without a value: the quick reader shows a blank.
_BARE = re.compile(rb"/f>\s*<(?:/|v\s*/>|v>\s*</v>)|<f[^>]*/>\s*</")
# Written in a way that the patterns above do not look for: other quotes, spaces round "=", prefixes.
_UNUSUAL = (b"='", b' ="', b'= "', b"<!", b":sheetData")
_ERROR = b't="e"'
_EMPTY_TEXT = b't="str"'


def read(archive: Archive, parts: Parts) -> dict[str, Table]:
    """Every table of the package by name. FileRefused: file.corrupt, file.entities."""
    reader = _Reader(archive, parts)
    return {table.name: table for sheet in parts.sheets.values() if sheet.tables for table in reader.tables(sheet)}


class _Reader:
    """Reads each sheet once, by the quick or the precise way."""

    def __init__(self, archive: Archive, parts: Parts) -> None:
        self._archive = archive
        self._parts = parts

    @cached_property
    def _quick(self) -> python_calamine.CalamineWorkbook:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._archive.blob))

    @cached_property
    def _precise(self) -> PreciseReader:
        return PreciseReader(self._archive, self._parts)

    @cached_property
    def _shared_parts_are_ordinary(self) -> bool:
        shared = (self._parts.one(kind) for kind in ("sharedStrings", "styles"))
        return all(_is_utf8(self._archive.read(part)) for part in shared if part)

    def tables(self, sheet: SheetPart) -> Iterator[Table]:
        """The tables of one sheet."""
        part = self._archive.read(sheet.part)
        cells = self._quick_cells(sheet) if self._shared_parts_are_ordinary and is_ordinary(part) else None
        if cells is None:
            cells = self._precise.cells(part, sheet.part, [table.area for table in sheet.tables])
        return (self._table(sheet, table, cells) for table in sheet.tables)

    def _quick_cells(self, sheet: SheetPart) -> Mapping[tuple[int, int], Cell] | None:
        """The cells of the sheet's tables; None when a value is one that the quick reader gets wrong."""
        try:
            opened = self._quick.get_sheet_by_name(sheet.name)
        except python_calamine.CalamineError:
            return None
        grid = opened.to_python(skip_empty_area=False)
        cells: dict[tuple[int, int], Cell] = {}
        for table in sheet.tables:
            for row, column in _filled(table.area, grid):
                value = grid[row - 1][column - 1]
                if value == "":
                    continue
                if isinstance(value, float) and isfinite(value):
                    cells[row, column] = exact(value)
                elif isinstance(value, (str, bool, date)):
                    cells[row, column] = value
                else:
                    return None  # a time of day (which it also makes of a negative date), or no finite number
        return cells

    def _table(self, sheet: SheetPart, table: TablePart, cells: Mapping[tuple[int, int], Cell]) -> Table:
        area, body = table.area, table.body
        columns = area.columns()
        header = table.columns
        if table.header_rows:
            header = tuple(
                str(cells.get((area.top, column)) or name) for column, name in zip(columns, header, strict=True)
            )
        rows = tuple(tuple(cells.get((row, column)) for column in columns) for row in range(body.top, body.bottom + 1))
        return Table(table.name, sheet.name, body.top - 1, area.left, header, rows)


def is_ordinary(part: bytes) -> bool:
    """Whether the quick reader can be trusted with a sheet part.

    >>> is_ordinary(b'<c r="A1"><f>1/3</f><v>0.33</v></c>'), is_ordinary(b'<c r="A1"><f>1/3</f></c>')
    (True, False)
    """
    if not _is_utf8(part) or _ERROR in part or any(sign in part for sign in _UNUSUAL) or _FAR.search(part):
        return False
    return all(_EMPTY_TEXT in part[part.rfind(b"<c ", 0, bare.start()) : bare.start()] for bare in _BARE.finditer(part))


def _is_utf8(part: bytes) -> bool:
    """Whether a part is UTF-8 without a document type: the quick reader sees nothing in other encodings."""
    start = part[:200].lower()
    return b"\0" not in start and (b"encoding" not in start or b"utf-8" in start) and b"<!DOCTYPE" not in part


def _filled(area: Area, grid: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """The cells of the area that the grid reaches: it ends at the last cell with content."""
    width = len(grid[0]) if grid else 0
    return Area(area.top, area.left, min(area.bottom, len(grid)), min(area.right, width)).cells()
