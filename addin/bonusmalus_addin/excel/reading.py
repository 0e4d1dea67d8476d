"""Which values do the tables of an open Excel workbook hold?

Rows that a filter hides are read like the others. A cell in a currency's format gives Excel's currency type, which has
four decimals: such cells are read a second time, without their formats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import xlwings

from bonusmalus_addin.excel import native
from bonusmalus_core.hosts.live.tables import first_below, table, under
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Cell, CellError, Table

_ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""What COM gives for an error; newer kinds of errors are none that a contract can know apart."""

_FIRST_DAY = datetime(1900, 1, 1)
_LATE_CALENDAR = 1904


def read(book: xlwings.Book) -> dict[str, Table]:
    """Every table with a header, by name."""
    from_1904 = native.epoch(book).year == _LATE_CALENDAR
    return {found.name: replace(found, from_1904=from_1904) for sheet in book.sheets for found in _tables(sheet)}


def _tables(sheet: xlwings.Sheet) -> list[Table]:
    parts = table_parts(sheet)
    return [_table(sheet, part, parts) for part in parts]


def table_parts(sheet: xlwings.Sheet) -> list[TablePart]:
    """The places of the tables on a sheet, as the rules for closed files know tables."""
    return [
        TablePart("", found.name, area_of(found.range), 1, int(found.show_totals), ())
        for found in sheet.tables
        if found.show_headers
    ]


def area_of(cells: xlwings.Range) -> Area:
    """Where cells stand."""
    rows, columns = cells.shape
    return Area(cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1)


def cells_of(sheet: xlwings.Sheet, area: Area) -> xlwings.Range:
    """The cells of an area."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def values(cells: xlwings.Range) -> list[list[Cell]]:
    """The values of a block, row by row."""
    raw, plain = _rows(cells.raw_value), None
    if any(_needs_plain(value) for row in raw for value in row):
        plain = _rows(native.plain_values(cells))
    return [
        [_value(value, plain[row][column] if plain else value) for column, value in enumerate(line)]
        for row, line in enumerate(raw)
    ]


def _table(sheet: xlwings.Sheet, part: TablePart, every: Sequence[TablePart]) -> Table:
    (line,) = values(cells_of(sheet, under(part.area)))
    filled = [value is not None and not (isinstance(value, str) and not value.strip()) for value in line]
    return table(sheet.name, part, values(cells_of(sheet, part.area)), first_below(part.area, filled, every))


def _rows(raw: Any) -> Sequence[Sequence[Any]]:
    return raw if isinstance(raw, (list, tuple)) else [[raw]]


def _needs_plain(value: Any) -> bool:
    return isinstance(value, Decimal) or (isinstance(value, datetime) and value.year < _FIRST_DAY.year)


def _value(value: Any, plain: Any) -> Cell:
    """A value of COM; times of day come as days before the calendar and stay numbers."""
    if value is None or value == "" or isinstance(value, bool):
        return None if value == "" else value
    if isinstance(value, datetime) and not _needs_plain(value):
        return _day(value)
    if isinstance(value, int):
        return CellError(_ERRORS.get(value, "#VALUE!"))
    return str(value) if isinstance(value, str) else exact(plain)


def _day(moment: datetime) -> date | datetime:
    """The day of COM's time, which has a time zone that means nothing, and is true to the millisecond."""
    naive = moment.replace(tzinfo=None, microsecond=0) + timedelta(milliseconds=round(moment.microsecond / 1000))
    return naive if naive.time() != datetime.min.time() else naive.date()
