"""What do the sheets show that stay hidden until they are needed? Events, overrides and the findings of the checks."""

from __future__ import annotations

from itertools import zip_longest

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.cells import with_message
from bonusmalus_core.workbook.build.design import (
    ENTRY,
    HEADER,
    HEADING,
    LEFT,
    LINK,
    RESULT,
    RESULT_HEADER,
    UNLOCKED,
    WRAP,
)
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.page import Page, height
from bonusmalus_core.workbook.build.plain import Typed, mark_unknown_kpi
from bonusmalus_core.workbook.layout import Column
from bonusmalus_core.workbook.sheets import TBL_CHECKS, TBL_EVENTS, TBL_OVERRIDES

TOP = 4
SPARE = 4
ROW_HEIGHT = 21


def write_events(page: Page) -> None:
    """Excused events and agreed overrides, side by side."""
    page.title("events")
    page.sheet.set_row(TOP - 1, 24)
    page.sheet.set_row(TOP, 34)
    plan, left, highest = page.plan, 1, list[float]()
    for layout, records in ((TBL_EVENTS, plan.agreement.events), (TBL_OVERRIDES, plan.agreement.overrides)):
        named = heads(plan.language, layout, plan.levels)
        columns = Typed(page, layout, named, records, SPARE).columns()
        area = write_table(page, layout.name, (TOP, left), columns)
        page.put(TOP - 1, left, plan.say(f"events.{layout.section}"), HEADING)
        reasons = [getattr(record, "reason", "") for record in records]
        highest = [max(pair) for pair in zip_longest(highest, map(_row_height, reasons), fillvalue=ROW_HEIGHT)]
        if layout is TBL_OVERRIDES:
            mark_unknown_kpi(page, area)
        left += len(columns) + 1
        page.sheet.set_column(left - 1, left - 1, 4)
    for row, size in enumerate([*highest, *[ROW_HEIGHT] * SPARE], TOP + 1):
        page.sheet.set_row(row, size)
    page.freeze(TOP + 1)


def _row_height(reason: str) -> float:
    return max(ROW_HEIGHT, height((reason, TBL_EVENTS.column("reason").width * 10 / 11)))


def write_checks(page: Page) -> None:
    """The findings, written by the commands; only why they are accepted is typed."""
    page.title("checks")
    page.sheet.set_row(TOP - 1, 24)
    columns = [_finding_column(page, column) for column in TBL_CHECKS.columns]
    mark = Shown("mark", page.plan.checks.headers["mark"], 10, [None], RESULT, hidden=True)
    write_table(page, TBL_CHECKS.name, (TOP - 1, 1), [*columns, mark], filtered=True)
    for name, key in (("check_marks", "mark"), ("check_accepted", "accepted")):
        page.book.workbook.define_name(name, f"={page.plan.checks.all(key)}")
    page.freeze(TOP)
    page.protect()


def _finding_column(page: Page, column: Column) -> Shown:
    header = page.plan.checks.headers[column.key]
    if column.result:
        style = RESULT | WRAP | LEFT | (LINK if column.key == "place" else {})
        return Shown(column.key, header, column.width, [None], style, RESULT_HEADER | LEFT)
    help_text = words(page.plan.language, "fields")[f"checks.{column.key}.help"]
    checked = with_message({"validate": "any"}, header, help_text, "")
    return Shown(
        column.key, header, column.width, [None], ENTRY | UNLOCKED | WRAP | LEFT, HEADER | LEFT, checked=checked
    )
