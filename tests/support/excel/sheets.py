"""Which sheets and tables has a workbook? Those of a LibreOffice document, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from tests.support.excel import native
from tests.support.excel.marks import Note
from tests.support.excel.ranges import Range

_ROWS, _COLUMNS = 1_048_576, 16_384


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def __call__(self, name_or_index: str | int) -> Sheet:
        held = self.book.document.Sheets
        if isinstance(name_or_index, int):
            return Sheet(self.book, held.getByIndex(name_or_index - 1))
        if not held.hasByName(name_or_index):
            raise KeyError(name_or_index)
        return Sheet(self.book, held.getByName(name_or_index))

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.book.document.Sheets)

    def __contains__(self, name: str) -> bool:
        return bool(self.book.document.Sheets.hasByName(name))

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)


class Sheet(base_classes.Sheet):
    """One sheet."""

    book: Any = None
    api: Any = None

    def __init__(self, book: Any, held: Any) -> None:
        self.book, self.held = book, held
        self._name: str | None = None
        self.api = native.Worksheet(held, book.api)

    @property
    def name(self) -> Any:
        if self._name is None:
            self._name = self.held.Name
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._name = self.held.Name = value

    @property
    def formats(self) -> dict[tuple[int, ...], Any]:
        """The types of number formats that were asked for since one of the sheet may have changed, by block."""
        found: dict[tuple[int, ...], Any] = self.book.formats[self.name]
        return found

    @property
    def index(self) -> int:
        return int(self.held.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.held.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.held.IsVisible = value

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def notes(self) -> Any:
        places = (each.Position for each in self.held.Annotations)
        return [Note(self.held.getCellByPosition(place.Column, place.Row)) for place in places]

    @property
    def used_range(self) -> Range:
        cursor = self.held.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Range(self, 1, 1, end.EndRow + 1, end.EndColumn + 1)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, _ROWS, _COLUMNS)

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str) and first.replace(":", "").isdigit():
            top, _, bottom = first.partition(":")
            return Range(self, int(top), 1, int(bottom), _COLUMNS)
        if isinstance(first, str):
            place = self.held.getCellRangeByName(first).RangeAddress
            return Range(self, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return Range(self, row, column, row + rows - 1, column + columns - 1)
        if isinstance(first, Range):
            end = last or first
            return Range(self, first.row, first.column, end.row + end.shape[0] - 1, end.column + end.shape[1] - 1)
        return Range(self, *first, *(last or first))

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.held)


class Tables(base_classes.Tables):
    """An Excel table is a database range with a header."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, found) for found in self.sheet.book.tables_on(self.sheet.index - 1))

    def __len__(self) -> int:
        return len(tuple(iter(self)))

    def __call__(self, name_or_index: str | int) -> Table:
        every = tuple(iter(self))
        if isinstance(name_or_index, int):
            return every[name_or_index - 1]
        return next(table for table in every if table.name == name_or_index)


class Table(base_classes.Table):
    """One table, which as in Excel keeps the row of its header when it is resized."""

    show_headers = True
    parent: Any = None
    api: Any = None

    def __init__(self, sheet: Sheet, found: Any) -> None:
        self.sheet, self.found = sheet, found
        self.parent, self.api = sheet, native.ListObject(found)

    @property
    def name(self) -> Any:
        return self.found.Name

    @name.setter
    def name(self, value: str) -> None:
        self.found.Name = value

    @property
    def range(self) -> Range:
        place = self.found.DataArea
        return Range(self.sheet, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)

    @property
    def show_totals(self) -> bool:
        return bool(self.found.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        place, totals = self.found.DataArea, self.sheet.book.totals
        if value == self.show_totals:
            return
        if value:
            place.EndRow += 1
        last = self.range.sheet.range(
            (place.EndRow + 1, place.StartColumn + 1), (place.EndRow + 1, place.EndColumn + 1)
        )
        if value:
            self.sheet.formats.clear()
            last.held.setFormulaArray(totals[self.name])
        else:
            totals[self.name] = last.held.getFormulaArray()
            last.clear()
            place.EndRow -= 1
        self.found.DataArea, self.found.TotalsRow = place, value

    def resize(self, wanted: Any) -> None:
        place = self.found.DataArea
        if (wanted.row, wanted.column) != (place.StartRow + 1, place.StartColumn + 1):
            raise native.ComError("the headers must stay in the same row")
        for other in self.sheet.tables:
            if other.name != self.name and _overlap(other.range, wanted):
                raise native.ComError("a table cannot overlap another")
        place.EndRow = wanted.row + wanted.shape[0] - 2
        place.EndColumn = wanted.column + wanted.shape[1] - 2
        self.found.DataArea = place


def _overlap(one: Any, other: Any) -> bool:
    return all(
        start < far + size and far < start + length
        for start, length, far, size in (
            (one.row, one.shape[0], other.row, other.shape[0]),
            (one.column, one.shape[1], other.column, other.shape[1]),
        )
    )
