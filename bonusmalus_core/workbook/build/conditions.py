"""What does the Conditions sheet show? A row per precondition, and what it says in one sentence."""

from __future__ import annotations

from typing import Any

from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.grid import write_table
from bonusmalus_core.workbook.build.plain import entry_columns
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.sheets import TBL_CONDITIONS

TOP = 3
SPARE = 2


def write_conditions(book: Book, sheet: Any, plan: Plan, lists: DropDowns) -> None:
    """Fills the sheet."""
    page.write_title(book, sheet, plan.say("conditions.title"), plan.say("conditions.caption"))
    columns = entry_columns(plan, TBL_CONDITIONS, plan.conditions, plan.agreement.conditions, lists, SPARE)
    area = write_table(book, sheet, TBL_CONDITIONS.name, TOP, 1, columns)
    sheet.set_row(TOP, 34)
    for row in range(area.first, area.last + 1):
        sheet.set_row(row, 24)
    sheet.outline_settings(symbols_right=False)
    sheet.freeze_panes(TOP + 1, 2)
    sheet.repeat_rows(TOP)
