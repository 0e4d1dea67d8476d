"""What does an open workbook show, so that two of them can be compared?"""

from __future__ import annotations

import re
from typing import Any

from tests.support.libreoffice import Workbook

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|[0-9a-f]{64}")
"""When something was done, and the seals that follow from it."""


def sheets(opened: Workbook) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Every sheet with all its values, None where there is an error."""
    found = {}
    for sheet in opened.document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        found[sheet.Name] = trimmed(sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).DataArray)
    return found


def trimmed(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """The rows without the blanks behind the last value, and without blank rows at the end."""
    short = [row[: max((place for place, value in enumerate(row, 1) if value != ""), default=0)] for row in rows]
    while short and not short[-1]:
        short.pop()
    return tuple(short)


def statement(opened: Workbook) -> Any:
    """The sheet on which settling writes."""
    document = opened.document
    return document.Sheets.getByIndex(document.DatabaseRanges.getByName("tblSettlement").DataArea.Sheet)


def tables(opened: Workbook) -> dict[str, tuple[int, ...]]:
    """Where each table stands."""
    places = {found.Name: found.DataArea for found in opened.document.DatabaseRanges}
    return {
        name: (place.Sheet, place.StartRow, place.EndRow, place.StartColumn, place.EndColumn)
        for name, place in places.items()
    }


def at_no_time(opened: Workbook) -> dict[str, Any]:
    """Every sheet with its values but for the moments at which something was done."""
    return {
        name: [[MOMENT.sub("…", cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        for name, rows in sheets(opened).items()
    }


def looks(opened: Workbook) -> list[tuple[object, ...]]:
    """Each row of the statement: its height, whether it can be seen, and how its cells look."""
    document, sheet = opened.document, statement(opened)
    rows = len(sheets(opened)[sheet.Name])
    formats = {
        (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn): (
            document.NumberFormats.getByKey(group.NumberFormat).FormatString,
            group.CellBackColor,
            group.CharWeight,
            group.CharHeight,
            group.IsTextWrapped,
        )
        for group in sheet.getCellRangeByPosition(0, 0, 12, rows - 1).UniqueCellFormatRanges
        for area in group.RangeAddresses
    }
    cells = {
        (row, column): look
        for (top, left, bottom, right), look in formats.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    lines = (sheet.Rows.getByIndex(row) for row in range(rows))
    return [
        (line.Height, line.IsVisible, *(cells[row, column] for column in range(13))) for row, line in enumerate(lines)
    ]
