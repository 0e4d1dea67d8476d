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
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.workbook.package.address import Area, name
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


def read(book: xlwings.Book) -> dict[str, Table]:
    """Every table with a header, by name."""
    return {table.name: table for sheet in book.sheets for table in _tables(sheet)}


def _tables(sheet: xlwings.Sheet) -> list[Table]:
    parts = table_parts(sheet)
    return [_table(sheet, part, parts) for part in parts]


def table_parts(sheet: xlwings.Sheet) -> list[TablePart]:
    """The places of the tables on a sheet, as the rules for closed files know tables."""
    return [
        TablePart("", table.name, area_of(table.range), 1, int(table.show_totals), ())
        for table in sheet.tables
        if table.show_headers
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
    header, *body = values(cells_of(sheet, part.area))
    return Table(
        part.name,
        sheet.name,
        part.area.top,
        part.area.left,
        tuple(str(text or "") for text in header),
        tuple(map(tuple, body[: len(body) - part.totals_rows])),
        _below(sheet, part.area, every),
    )


def _below(sheet: xlwings.Sheet, area: Area, tables: Sequence[TablePart]) -> str | None:
    """The first filled cell right under a table that belongs to none of the sheet's tables."""
    under = replace(area, top=area.bottom + 1, bottom=area.bottom + 1)
    (line,) = values(cells_of(sheet, under))
    filled = [
        at
        for at, value in zip(under.cells(), line, strict=True)
        if value is not None and not (isinstance(value, str) and not value.strip())
    ]
    return next((name(*at) for at in filled if not any(at in table.area for table in tables)), None)


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
