"""What does the Legend sheet show? The definition of every KPI in readable text, and when it is calculated next."""

from __future__ import annotations

from datetime import date
from typing import Any

from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import BAD, BAD_TINT, ENTRY, LEFT, RESULT, RESULT_HEADER, Style
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.plain import entry_columns, mark_unknown_kpi
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula
from bonusmalus_core.workbook.sheets import TBL_LEGEND

TOP = 3
SMALL: Style = {"font_size": 10, "valign": "top"}
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
_WEEK = (*WORKDAYS, "sat", "sun")


def write_legend(book: Book, sheet: Any, plan: Plan, running: Running, lists: DropDowns) -> None:
    """Fills the sheet."""
    page.write_title(book, sheet, plan.say("legend.title"), plan.say("legend.caption"))
    records = plan.agreement.legend
    typed = entry_columns(plan, TBL_LEGEND, plan.legend, records, lists, style=ENTRY | SMALL)
    seen, folded = [c for c in typed if not c.grouped], [c for c in typed if c.grouped]
    dates = [next_date(plan, running, entry) for entry in records] or [Formula(_date_text(plan), None)]
    due = Shown(
        "calculated_on", plan.legend.headers["calculated_on"], 13, dates,
        RESULT | SMALL | LEFT | {"num_format": plan.formats.day}, RESULT_HEADER | LEFT,
    )  # fmt: skip
    area = write_table(book, sheet, TBL_LEGEND.name, TOP, 1, [*seen, due, *folded])
    for row, entry in enumerate(records, area.first):
        texts = ((str(getattr(entry, column.key)), column.width) for column in seen)
        sheet.set_row(row, page.height(*texts, least=2))
    sheet.set_row(TOP, 34)
    mark_unknown_kpi(sheet, area.cell("kpi"), area.reach("kpi"), book.mark(bg_color=BAD_TINT, font_color=BAD))
    sheet.outline_settings(symbols_right=False)
    sheet.freeze_panes(TOP + 1, 2)
    sheet.repeat_rows(TOP)


def next_date(plan: Plan, running: Running, entry: LegendEntry) -> Formula:
    """The day on which a KPI is calculated for the running period."""
    last = Month.of(plan.contract.start) + (running.period[1] - 1)
    return Formula(_date_text(plan), _calculated(plan, entry, last))


def _calculated(plan: Plan, entry: LegendEntry, last: Month) -> date | None:
    try:
        return calculation_date(plan.contract, entry, last)
    except WrongUsage:
        return None


def _date_text(plan: Plan) -> str:
    legend = plan.legend
    n, offset = legend.this("calc_n"), legend.this("calc_month_offset")
    before = f'EOMONTH(period_end,IF({offset}="",1,{offset})-1)'
    workday = f"WORKDAY({before},{n},holiday_dates)"
    if set(plan.contract.workweek) != set(WORKDAYS):
        closed = "".join("0" if day in plan.contract.workweek else "1" for day in _WEEK)
        workday = f'WORKDAY.INTL({before},{n},"{closed}",holiday_dates)'
    day = f"IF({legend.this('calc_kind')}=word_day,{before}+{n},{workday})"
    return f'IF({legend.this("kpi")}="","",IF({n}="",period_end,IFERROR({day},"")))'
