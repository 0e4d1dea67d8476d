"""How do cells of LibreOffice answer as those of Excel would, through xlwings?

Values come as pywin32 gives them: numbers as floats, amounts in a currency's format as decimals of four places, days
with a time zone, errors as codes. What is written is taken as if it had been typed: a text behind an apostrophe is that
text, "=1+1" a formula, and "1e5" a number.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Any

from xlwings import base_classes

from bonusmalus_core.workbook.port import letters
from tests.support.excel import native
from tests.support.excel.marks import ConditionalFormats, Note

_DATE, _CURRENCY, _LOGICAL = 2, 8, 1024
_CODES = {
    502: -2146826273, 503: -2146826252, 521: -2146826288, 524: -2146826265, 525: -2146826259, 532: -2146826281,
    32767: -2146826246,
}  # fmt: skip
"""LibreOffice's errors as Excel's."""
_ALL_BUT_SHAPES = 1023 - 128
_CONTENTS = 1 | 2 | 4 | 16
_FEATURE = "\x01"
"""What the quick reading gives for a tab or a link in a text."""
_POINT = 35.2777
"""Hundredths of a millimetre."""


class Range(base_classes.Range):
    """A block of cells, 1-based."""

    max_cells_per_read = max_cells_per_write = None
    options: Any = None
    sheet: Any = None
    row: Any = None
    column: Any = None
    shape: Any = None
    api: Any = None

    def __init__(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.row, self.column = sheet, top, left
        self.shape = (bottom - top + 1, right - left + 1)
        self.api = native.Range(self)

    @cached_property
    def held(self) -> Any:
        """The cells themselves: many a range is only a place, and asking soffice for its cells takes a while."""
        (rows, columns), top, left = self.shape, self.row - 1, self.column - 1
        return self.sheet.held.getCellRangeByPosition(left, top, left + columns - 1, top + rows - 1)

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, arg1: int, arg2: int = 1) -> Range:
        at = self.row + arg1 - 1, self.column + arg2 - 1
        return Range(self.sheet, *at, *at)

    @property
    def address(self) -> str:
        first = f"${letters(self.column)}${self.row}"
        last = f"${letters(self.column + self.shape[1] - 1)}${self.row + self.shape[0] - 1}"
        return first if len(self) == 1 else f"{first}:{last}"

    def get_address(self, *_: Any) -> str:
        return self.address.replace("$", "")

    @property
    def raw_value(self) -> Any:
        return self.values(plain=False)

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        self._type(values)

    def values(self, *, plain: bool) -> Any:
        """Every value, of a single cell the value itself; plain ones are neither days nor amounts."""
        data = self.held.DataArray
        kinds = self._kinds() if any(isinstance(value, float) for values in data for value in values) else {}
        rows = [
            [
                self._value(value, kinds.get((row, column), 0), plain, (column, row))
                for column, value in enumerate(values)
            ]
            for row, values in enumerate(data)
        ]
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    def _kinds(self) -> dict[tuple[int, int], int]:
        """The type of number format of each cell that has one of its own; to ask anew takes long."""
        known: dict[tuple[int, ...], dict[tuple[int, int], int]] = self.sheet.formats
        place = (self.row, self.column, *self.shape)
        if place not in known:
            known[place] = self._asked_kinds()
        return known[place]

    def _asked_kinds(self) -> dict[tuple[int, int], int]:
        top, left, found = self.row - 1, self.column - 1, dict[tuple[int, int], int]()
        for group in self.held.UniqueCellFormatRanges:
            kind = self.sheet.book.kind(group.NumberFormat)
            for part in group.RangeAddresses if kind & (_DATE | _CURRENCY | _LOGICAL) else ():
                cells = product(range(part.StartRow, part.EndRow + 1), range(part.StartColumn, part.EndColumn + 1))
                found |= {(row - top, column - left): kind for row, column in cells}
        return found

    def _value(self, value: Any, kind: int, plain: bool, place: tuple[int, int]) -> Any:
        if value is None:
            return _CODES.get(self.held.getCellByPosition(*place).getError(), _CODES[502])
        if isinstance(value, str):
            return (self.held.getCellByPosition(*place).String if _FEATURE in value else value) or None
        if kind & _LOGICAL and value in (0, 1):
            return bool(value)
        if plain or not kind & (_DATE | _CURRENCY):
            return float(value)
        if kind & _CURRENCY:
            return Decimal(str(value)).quantize(Decimal("0.0001"))
        return self.sheet.book.epoch + timedelta(milliseconds=round(value * 86_400_000))

    @property
    def formula(self) -> Any:
        rows = self.held.getFormulaArray()
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, values: Any) -> None:
        self._type(values)

    formula2 = formula

    def _type(self, values: Any) -> None:
        rows = values if isinstance(values, (list, tuple)) else [[values] * self.shape[1]] * self.shape[0]
        assert (len(rows), len(rows[0])) == self.shape, "Excel would fill up with #N/A"
        self.sheet.formats.clear()
        self.held.clearContents(_CONTENTS)
        self.held.setDataArray(tuple(tuple(map(_plain, row)) for row in rows))
        address = _cell_address(self.sheet.index - 1)
        for row, column in product(range(self.shape[0]), range(self.shape[1])):
            value = rows[row][column]
            if value is not None and value != "" and _plain(value) == "":
                address.Row, address.Column = self.row - 1 + row, self.column - 1 + column
                self._put(self.held.getCellByPosition(column, row), value, address)

    def _put(self, cell: Any, value: Any, address: Any) -> None:
        if isinstance(value, bool):
            cell.setFormula("=TRUE()" if value else "=FALSE()")
        elif value.startswith("=") and not value.startswith("=#"):
            cell.setTokens(self.sheet.book.parser.parseFormula(value[1:], address))
        else:
            cell.setFormula(value)

    def copy(self, destination: Any = None) -> None:
        """Fills the destination with this block, again and again."""
        rows, columns = self.shape
        destination.sheet.impl.formats.clear()
        place, target = self.held.RangeAddress, _cell_address(destination.sheet.impl.index - 1)
        for target.Row in range(destination.row - 1, destination.row - 1 + destination.shape[0], rows):
            first = destination.column - 1
            for target.Column in range(first, first + destination.shape[1], columns):
                self.sheet.held.copyRange(target, place)

    def insert(self, *_: Any, **__: Any) -> None:
        self.sheet.formats.clear()
        self.sheet.held.Rows.insertByIndex(self.row - 1, self.shape[0])

    def delete(self, *_: Any, **__: Any) -> None:
        self.sheet.formats.clear()
        self.sheet.held.Rows.removeByIndex(self.row - 1, self.shape[0])

    def clear(self) -> None:
        self.sheet.formats.clear()
        self.held.clearContents(_ALL_BUT_SHAPES)

    def clear_contents(self) -> None:
        self.held.clearContents(_CONTENTS)

    @property
    def merge_cells(self) -> bool | None:
        return None if self.held.getIsMerged() and len(self) > 1 else self.merge_area.shape != (1, 1)

    @property
    def merge_area(self) -> Range:
        cursor = self.held.Spreadsheet.createCursorByRange(self.held.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        place = cursor.RangeAddress
        return Range(self.sheet, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)

    def unmerge(self) -> None:
        self.sheet.formats.clear()
        self.held.merge(False)

    @property
    def has_array(self) -> bool | None:
        found = {text.startswith("{=") for row in self.held.getFormulaArray() for text in row}
        return found.pop() if len(found) == 1 else None

    @property
    def row_height(self) -> float | None:
        heights = {line.Height for line in self.held.Rows}
        return float(round(heights.pop() / _POINT, 2)) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.held.Rows.Height = round(value * _POINT)

    @property
    def row_hidden(self) -> bool | None:
        found = {not line.IsVisible for line in self.held.Rows}
        return found.pop() if len(found) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.held.Rows.IsVisible = not value

    def autofit(self, *_: Any, **__: Any) -> None:
        self.held.Rows.OptimalHeight = True

    @property
    def color(self) -> tuple[int, int, int] | None:
        color = int(self.held.CellBackColor)
        return None if color == -1 else (color >> 16 & 255, color >> 8 & 255, color & 255)

    @color.setter
    def color(self, rgb: tuple[int, int, int] | None) -> None:
        self.held.CellBackColor = -1 if rgb is None else rgb[0] << 16 | rgb[1] << 8 | rgb[2]

    @property
    def number_format(self) -> Any:
        return self._document.NumberFormats.getByKey(self.held.NumberFormat).FormatString

    @number_format.setter
    def number_format(self, text: str) -> None:
        import uno

        self.sheet.formats.clear()
        formats, english = self._document.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(text, english, False)
        self.held.NumberFormat = formats.addNew(text, english) if key == -1 else key

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def note(self) -> Note | None:
        cell = self.held.getCellByPosition(0, 0)
        return Note(cell) if cell.Annotation.String else None

    def add_note(self, text: str) -> Note:
        cell = self.held.getCellByPosition(0, 0)
        cell.Spreadsheet.Annotations.insertNew(cell.CellAddress, text)
        return Note(cell)

    def select(self) -> None:
        self.sheet.book.app.selection = self

    @property
    def _document(self) -> Any:
        return self.sheet.book.document


def _cell_address(sheet: int) -> Any:
    """The address of a cell of the sheet, 0-based, whose row and column are told: soffice is slow to tell them."""
    import uno

    address = uno.createUnoStruct("com.sun.star.table.CellAddress")
    address.Sheet = sheet
    return address


def _plain(value: Any) -> float | str:
    """What a cell can be given as it is; nothing for what it must read as if it had been typed."""
    if isinstance(value, str):
        return value[1:] if value.startswith("'") else ""
    return "" if value is None or isinstance(value, bool) else float(value)
