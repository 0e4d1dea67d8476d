"""Which values do the tables of an open Calc document hold?

A table is a named database range with a header: what Calc makes of an Excel table, and keeps in .ods copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import uno

from bonusmalus_addin.libreoffice.table_body import cells, table_part
from bonusmalus_core.hosts.live.tables import first_below, table, under
from bonusmalus_core.model.numbers import exact
from bonusmalus_core.workbook.port import Cell, CellError, Table

_DATE: int = uno.getConstantByName("com.sun.star.util.NumberFormat.DATE")
_LOGICAL: int = uno.getConstantByName("com.sun.star.util.NumberFormat.LOGICAL")

_ERRORS = {502: "#VALUE!", 503: "#NUM!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
"""Calc's error codes as Excel shows them; the others are Calc's own, which Excel would show as #VALUE!."""

_FEATURE = "\x01"
"""What Calc's quick reading gives for a tab or a link in a text; the cell itself says what it is."""

_DAY_BEYOND_CALENDAR = 2_958_466
_LATE_CALENDAR = 1904


def read(document: Any) -> dict[str, Table]:
    """Every table of the document by name."""
    reader = _Reader(document)
    found = [each for each in document.DatabaseRanges if each.ContainsHeader]
    return {each.Name: reader.table(each, found) for each in found}


class _Reader:
    """Reads areas of one document: its number formats tell dates and truth values from numbers."""

    def __init__(self, document: Any) -> None:
        null = document.NullDate
        self._sheets, self._formats = document.Sheets, document.NumberFormats
        self._epoch = datetime(null.Year, null.Month, null.Day)

    def table(self, found: Any, every: Sequence[Any]) -> Table:
        """The table of a database range, which is one of `every`; a totals row is left out."""
        sheet, part = self._sheets.getByIndex(found.DataArea.Sheet), table_part(found)
        others = [table_part(each) for each in every if each.DataArea.Sheet == found.DataArea.Sheet]
        line = cells(sheet, under(part.area)).DataArray[0]
        filled = [not isinstance(value, str) or bool(value.strip()) for value in line]
        values = self._values(cells(sheet, part.area))
        read = table(sheet.Name, part, values, first_below(part.area, filled, others))
        return replace(read, from_1904=self._epoch.year == _LATE_CALENDAR)

    def _values(self, area: Any) -> list[list[Cell]]:
        formats = dict(self._formatted(area))
        return [
            [
                self._value(area, value, formats.get((row, column), 0), (column, row))
                for column, value in enumerate(values)
            ]
            for row, values in enumerate(area.DataArray)
        ]

    def _formatted(self, area: Any) -> Iterator[tuple[tuple[int, int], int]]:
        """The type of number format of each cell of the area that has any but the general one."""
        top, left = area.RangeAddress.StartRow, area.RangeAddress.StartColumn
        for group in area.UniqueCellFormatRanges:
            kind = self._formats.getByKey(group.NumberFormat).Type
            for part in group.RangeAddresses if kind & (_DATE | _LOGICAL) else ():
                for row in range(part.StartRow - top, part.EndRow - top + 1):
                    for column in range(part.StartColumn - left, part.EndColumn - left + 1):
                        yield (row, column), kind

    def _value(self, area: Any, value: float | str | None, kind: int, place: tuple[int, int]) -> Cell:
        if value is None:
            return CellError(_ERRORS.get(area.getCellByPosition(*place).getError(), "#VALUE!"))
        if isinstance(value, str):
            text: str = area.getCellByPosition(*place).String if _FEATURE in value else value
            return text or None
        if kind & _LOGICAL and value in (0, 1):
            return bool(value)
        return self._day(value) if kind & _DATE else exact(value)

    def _day(self, serial: float) -> date | datetime | Decimal:
        """The day of a serial number; what lies before the calendar or within its first day stays a number."""
        if not 1 <= serial < _DAY_BEYOND_CALENDAR:
            return exact(serial)
        moment = self._epoch + timedelta(milliseconds=round(serial * 86_400_000))
        return moment if moment.time() != datetime.min.time() else moment.date()
