"""Which values do the tables of a package hold?

The quick reader (calamine, in Rust) is right about ordinary sheets, and silent or wrong about a few rare ones; a scan
of the sheet's bytes finds those, and the precise reader takes over for that sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

import python_calamine

from bonusmalus_core.model.numbers import exact
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts, SheetPart, TablePart
from bonusmalus_core.workbook.package.precise import PreciseReader
from bonusmalus_core.workbook.port import Cell, Table

_Block = list[tuple[Cell, ...]]

# A cell in a column beyond ZZ or a row beyond 9999: the quick reader would fill memory with all the blanks between.
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})')
# A formula without a value: the quick reader shows a blank.
_BARE = (re.compile(rb"/f>\s*<(?:/|v\s*/>|v>\s*</v>)"), re.compile(rb"<f[^>]*/>\s*</"))
_ERROR = b't="e"'
_EMPTY_TEXT = b't="str"'
# Written in a way that the patterns above do not look for: other quotes, comments, prefixes, addresses that come later.
# The first of each pair is one byte, which is found at once, or not at all in most sheets.
_UNUSUAL = ((b"'", b"='"), (b"!", b"<!"))
_ROWS = b"<sheetData"
_ADDRESSED = ((b"<c ", b'<c r="'), (b"<row ", b'<row r="'))


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
        blocks = self._quick_blocks(sheet) if self._shared_parts_are_ordinary and is_ordinary(part) else None
        if blocks is None:
            cells = self._precise.cells(part, sheet.part, [table.area for table in sheet.tables])
            blocks = [_block(table.area, cells) for table in sheet.tables]
        return (_table(sheet, table, block) for table, block in zip(sheet.tables, blocks, strict=True))

    def _quick_blocks(self, sheet: SheetPart) -> list[_Block] | None:
        """The cells of the sheet's tables; None when a value is one that the quick reader gets wrong."""
        try:
            grid = self._quick.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            return [_cut(table.area, grid) for table in sheet.tables]
        except (python_calamine.CalamineError, ValueError):
            return None


def _cut(area: Area, grid: Sequence[Sequence[object]]) -> _Block:
    """An area of the grid, which ends at the last row and column with content. ValueError as `_value`."""
    width = area.right - area.left + 1
    reached = max(0, min(len(grid[0]) - area.left + 1, width)) if grid else 0
    found = [
        (
            *[
                (value or None) if value.__class__ is str else _value(value)
                for value in row[area.left - 1 : area.right]
            ],
            *(None,) * (width - reached),
        )
        for row in grid[area.top - 1 : area.bottom]
    ]
    return [*found, *[(None,) * width] * (area.bottom - area.top + 1 - len(found))]


def _block(area: Area, cells: Mapping[tuple[int, int], Cell]) -> _Block:
    rows = range(area.top, area.bottom + 1)
    return [tuple(cells.get((row, column)) for column in area.columns()) for row in rows]


def _value(value: object) -> Cell:
    """A value other than text. ValueError for a time of day, which the quick reader also makes of a negative date."""
    if isinstance(value, float):
        return _exact(value)
    if isinstance(value, (bool, date)):
        return value
    raise ValueError(value)


@lru_cache(4096)
def _exact(number: float) -> Decimal:
    """The same few numbers stand in a contract again and again."""
    return exact(number)


def _table(sheet: SheetPart, table: TablePart, block: _Block) -> Table:
    texts = block[0] if table.header_rows else table.columns
    header = tuple(str(text or name) for text, name in zip(texts, table.columns, strict=True))
    body = block[table.header_rows : len(block) - table.totals_rows]
    return Table(table.name, sheet.name, table.body.top - 1, table.area.left, header, tuple(body))


def is_ordinary(part: bytes) -> bool:
    """Whether the quick reader can be trusted with a sheet part.

    >>> calculated, uncalculated = b'<c r="A1"><f>1/3</f><v>0.33</v></c>', b'<c r="A1"><f>1/3</f></c>'
    >>> is_ordinary(b"<sheetData>" + calculated), is_ordinary(b"<sheetData>" + uncalculated)
    (True, False)
    """
    if not _is_utf8(part) or _ROWS not in part or _ERROR in part or _FAR.search(part):
        return False
    if any(sign in part and usage in part for sign, usage in _UNUSUAL):
        return False
    if any(part.count(element) != part.count(addressed) for element, addressed in _ADDRESSED):
        return False
    bare = (found.start() for pattern in _BARE for found in pattern.finditer(part))
    return all(_EMPTY_TEXT in part[part.rfind(b"<c ", 0, start) : start] for start in bare)


def _is_utf8(part: bytes) -> bool:
    """Whether a part is UTF-8 without a document type: the quick reader sees nothing in other encodings."""
    start = part[:200].lower()
    return b"\0" not in start and (b"encoding" not in start or b"utf-8" in start) and b"<!DOCTYPE" not in part
