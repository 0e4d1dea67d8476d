"""How does a table in Excel take other rows?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlwings import Sheet

from bonusmalus_addin.excel import native
from bonusmalus_addin.excel.reading import cells_of, values
from bonusmalus_addin.excel.writing import fill, refusal
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Written


def grown(table: TablePart, count: int) -> Area:
    """The table's area with that many body rows, totals row included."""
    return replace(table.area, bottom=table.body.top + count - 1 + table.totals_rows)


def refuse_taken(sheet: Sheet, table: TablePart, others: Sequence[Area], count: int) -> None:
    """FileRefused (file.occupied) when something stands where the table must grow."""
    old, new = table.area, grown(table, count)
    if new.bottom <= old.bottom:
        return
    wanted = replace(old, top=old.bottom + 1, bottom=new.bottom)
    held = [value for row in values(cells_of(sheet, wanted)) for value in row]
    for at, value in zip(wanted.cells(), held, strict=True):
        if value is not None or any(at in other for other in others):
            raise refusal("file.occupied", sheet, *at, table=table.name)


def write_body(sheet: Sheet, table: TablePart, rows: Sequence[Sequence[Written]]) -> None:
    """Replaces a table's body: new rows look like the first one, and a totals row moves along.

    What a filter hides is shown first, for it would keep its old values.
    """
    held, old = sheet.tables[table.name], table.body
    native.show_all(held)
    if table.totals_rows:
        held.show_totals = False  # Excel remembers what it sums up
    new = replace(old, bottom=old.top + len(rows) - 1)
    if new != old:
        held.resize(cells_of(sheet, replace(table.area, bottom=new.bottom)))
    if new.bottom > old.bottom:
        first = cells_of(sheet, replace(old, bottom=old.top))
        first.copy(cells_of(sheet, replace(new, top=old.bottom + 1)))
    elif new.bottom < old.bottom:
        cells_of(sheet, replace(old, top=new.bottom + 1)).clear()
    fill(sheet, new, rows)
    if table.totals_rows:
        held.show_totals = True
