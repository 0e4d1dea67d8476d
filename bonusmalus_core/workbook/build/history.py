"""How are the sheets of the history and of its archive built? Results of commands, with what was settled so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bonusmalus_core.workbook.build.cells import alignment, look
from bonusmalus_core.workbook.build.design import RESULT, RESULT_HEADER, WRAP
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.page import Page, height
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.history import archive_cells, history_cells
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE, TBL_HISTORY
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout
from bonusmalus_core.workbook.port import Cell, letters

TOP = 3
HEADER_HEIGHT = 32
ROW_HEIGHT = 22
_LONGEST = 1000
"""No history has rows below this one."""

NO_PERIOD = '0;-0;"–"'
"""Sealed terms belong to no period."""


def write_history(page: Page) -> None:
    """The events in order; fingerprints are folded away."""
    rows = [history_cells(row, page.plan.language) for row in page.plan.agreement.history]
    _write(page, TBL_HISTORY, rows)
    width = TBL_HISTORY.column("reason").width
    sizes = [height((row.reason, width)) for row in page.plan.agreement.history] or [ROW_HEIGHT]
    for number, size in enumerate([HEADER_HEIGHT, *sizes], TOP):
        page.sheet.set_row(number, max(ROW_HEIGHT, size))


def write_archive(page: Page) -> None:
    """What every settlement read, piece by piece."""
    _write(page, TBL_ARCHIVE, [cells for row in page.plan.agreement.history for cells in archive_cells(row)])


def history_column(plan: Plan, key: str) -> str:
    """A whole column of the history. A copy saved as .ods fixes the rows of a structured reference."""
    name = "'" + plan.say("sheet.history").replace("'", "''") + "'"
    column = letters([each.key for each in TBL_HISTORY.columns].index(key) + 2)
    return f"{name}!${column}${TOP + 2}:${column}${_LONGEST}"


def _write(page: Page, layout: TableLayout, rows: Sequence[Mapping[str, Cell]]) -> None:
    page.title(layout.section)
    columns = [_column(page, layout, column, [row[column.key] for row in rows]) for column in layout.columns]
    write_table(page, layout.name, (TOP, 1), columns)
    page.freeze(TOP + 1)
    page.protect()


def _column(page: Page, layout: TableLayout, column: Column, cells: list[Cell]) -> Shown:
    header = heads(page.plan.language, layout, page.plan.levels).headers[column.key]
    shown = RESULT | look(page.plan, column)
    shown |= {"num_format": page.plan.formats.percent_fine} if column.key == "factor" else {}
    shown |= {"num_format": page.plan.formats.money} if column.kind is Kind.MONEY else {}
    shown |= {"num_format": NO_PERIOD} if column.key == "period" else {}
    shown |= WRAP if column.kind is Kind.TEXT and column.key != "text" and not column.rare else {}
    look_of_header = RESULT_HEADER | alignment(column)
    return Shown(column.key, header, column.width, cells or [None], shown, look_of_header, grouped=column.rare)
