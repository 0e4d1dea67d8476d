"""How does a table in Calc take other rows, and its database range another place on the sheet?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bonusmalus_addin.libreoffice.looks import spread, wipe
from bonusmalus_addin.libreoffice.writing import Pen
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Written


def table_part(found: Any) -> TablePart:
    """The place of a database range, as the rules for closed files know tables."""
    place = found.DataArea
    area = Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
    return TablePart("", found.Name, area, 1, int(found.TotalsRow), ())


def settle_down(places: Iterable[tuple[Any, Area]], totals: int = 0) -> None:
    """Gives database ranges their new places."""
    for found, area in places:
        place = found.DataArea
        place.StartRow, place.EndRow = area.top - 1, area.bottom - 1
        found.DataArea = place
        found.TotalsRow = bool(totals)


def write_body(pen: Pen, sheet: Any, found: Any, others: Sequence[Area], rows: Sequence[Sequence[Written]]) -> None:
    """Replaces a table's body; a totals row moves along. FileRefused: file.occupied when the rows below are taken."""
    table = table_part(found)
    old, bottom = table.body, table.body.top + len(rows) - 1
    _refuse_taken(
        pen, sheet, Area(table.area.bottom + 1, old.left, bottom + table.totals_rows, old.right), others, table
    )
    if table.totals_rows and bottom != old.bottom:
        totals = cells(sheet, Area(old.bottom + 1, old.left, table.area.bottom, old.right)).RangeAddress
        sheet.moveRange(sheet.getCellByPosition(old.left - 1, bottom).CellAddress, totals)
    spread(sheet, cells(sheet, Area(old.top, old.left, old.top, old.right)), old.bottom, bottom - old.bottom)
    area = Area(table.area.top, old.left, bottom + table.totals_rows, old.right)
    pen.fill(sheet, old.top - 1, old.left - 1, rows, lambda: settle_down([(found, area)], table.totals_rows))
    if bottom < old.bottom:
        wipe(cells(sheet, Area(bottom + table.totals_rows + 1, old.left, table.area.bottom, old.right)))


def _refuse_taken(pen: Pen, sheet: Any, wanted: Area, others: Sequence[Area], table: TablePart) -> None:
    for row, column in wanted.cells():
        cell = sheet.getCellByPosition(column - 1, row - 1)
        if cell.Type.value != "EMPTY" or any((row, column) in other for other in others):
            raise pen.refusal("file.occupied", sheet, row - 1, column - 1, table=table.name)


def cells(sheet: Any, area: Area) -> Any:
    """The cells of an area."""
    return sheet.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)
