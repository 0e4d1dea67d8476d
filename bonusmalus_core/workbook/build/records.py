"""What do the sheets show that stay hidden until they are needed? Events, overrides and the findings of the checks."""

from __future__ import annotations

from typing import Any

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import ENTRY, HEADING, RESULT, RESULT_HEADER, UNLOCKED, WRAP
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.plain import entry_columns
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.sheets import TBL_CHECKS, TBL_EVENTS, TBL_OVERRIDES

TOP = 4
SPARE = 4


def write_events(book: Book, sheet: Any, plan: Plan, lists: DropDowns) -> None:
    """Excused events and agreed overrides, side by side."""
    page.write_title(book, sheet, plan.say("events.title"), plan.say("events.caption"))
    sheet.set_row(TOP - 1, 24)
    sheet.set_row(TOP, 34)
    left = 1
    for layout, records in ((TBL_EVENTS, plan.agreement.events), (TBL_OVERRIDES, plan.agreement.overrides)):
        named = heads(plan.language, layout, plan.levels)
        columns = entry_columns(plan, layout, named, records, lists, SPARE)
        write_table(book, sheet, layout.name, TOP, left, columns)
        book.put(sheet, TOP - 1, left, plan.say(f"events.{layout.section}"), HEADING)
        left += len(columns) + 1
        sheet.set_column(left - 1, left - 1, 4)
    sheet.freeze_panes(TOP + 1, 0)
    sheet.repeat_rows(TOP)


def write_checks(book: Book, sheet: Any, plan: Plan) -> None:
    """The findings, written by the commands; only why they are accepted is typed."""
    page.write_title(book, sheet, plan.say("checks.title"), plan.say("checks.caption"))
    texts = words(plan.language, "fields")
    columns = [
        Shown(
            column.key, plan.checks.headers[column.key], column.width, [None],
            (RESULT if column.result else ENTRY | UNLOCKED) | WRAP, RESULT_HEADER,
            checked=None if column.result else {
                "validate": "any", "input_title": plan.checks.headers[column.key],
                "input_message": texts[f"checks.{column.key}.help"][:255],
            },
        )
        for column in TBL_CHECKS.columns
    ]  # fmt: skip
    write_table(book, sheet, TBL_CHECKS.name, TOP - 1, 1, columns)
    sheet.freeze_panes(TOP, 0)
    sheet.repeat_rows(TOP - 1)
    page.protect(sheet)
