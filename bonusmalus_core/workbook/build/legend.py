"""What does the Legend sheet show? The definition of every KPI in readable text, and when it is calculated next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.choices import WEEKDAYS, WORKWEEK
from bonusmalus_core.model.contract import Holidays
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.design import ENTRY, LEFT, RESULT, RESULT_HEADER, Style
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.page import Page, fitting, height
from bonusmalus_core.workbook.build.plain import Typed, mark_unknown_kpi, unfolded
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula
from bonusmalus_core.workbook.sheets import TBL_LEGEND

TOP = 3
SMALL: Style = {"font_size": 10, "valign": "top"}


def write_legend(page: Page) -> None:
    """Fills the sheet."""
    page.title("legend")
    plan, records = page.plan, page.plan.agreement.legend
    typed, folded = unfolded(Typed(page, TBL_LEGEND, plan.legend, records, style=ENTRY | SMALL).columns())
    dates = [next_date(plan, page.running, entry) for entry in records] or [Formula(_date_text(plan), None)]
    looks = RESULT | SMALL | LEFT | {"num_format": plan.formats.day}
    due = Shown("calculated_on", plan.legend.headers["calculated_on"], 13, dates, looks, RESULT_HEADER | LEFT)
    typed = [_roomy(column, records) for column in typed]
    area = write_table(page, TBL_LEGEND.name, (TOP, 1), [*typed, due, *folded])
    page.sheet.set_row(TOP, 34)
    for row, entry in enumerate(records, area.first):
        texts = ((str(getattr(entry, column.key)), column.width) for column in typed)
        page.sheet.set_row(row, height(*texts, least=2))
    mark_unknown_kpi(page, area)
    page.freeze(TOP + 1, 2)


def _roomy(column: Shown, records: Sequence[LegendEntry]) -> Shown:
    """The column, as wide as the longest word in its texts: a word is not broken."""
    texts = (value for record in records if isinstance(value := getattr(record, column.key), str))
    return replace(
        column, width=fitting(column.width, column.header, [word for text in texts for word in text.split()])
    )


def next_date(plan: Plan, running: Running, entry: LegendEntry) -> Formula:
    """The day on which a KPI is calculated for the running period."""
    last = Month.of(plan.contract.start) + (running.period[1] - 1)
    return Formula(_date_text(plan), _calculated(plan, entry, last))


def _calculated(plan: Plan, entry: LegendEntry, last: Month) -> date | None:
    """The engine's date; of a country that nobody knows, without its holidays; None without any working day."""
    known = Holidays(extra=plan.contract.holidays.extra)
    for contract in (plan.contract, plan.contract.model_copy(update={"holidays": known})):
        try:
            return calculation_date(contract, entry, last)
        except WrongUsage:
            continue
    return None


def _date_text(plan: Plan) -> str:
    legend = plan.legend
    n, offset = legend.this("calc_n"), legend.this("calc_month_offset")
    before = f'EOMONTH(period_end,IF({offset}="",1,{offset})-1)'
    workday = f"WORKDAY({before},{n},holiday_dates)"
    if set(plan.contract.workweek) != set(WORKWEEK):
        closed = "".join("0" if day in plan.contract.workweek else "1" for day in WEEKDAYS)
        workday = f'WORKDAY.INTL({before},{n},"{closed}",holiday_dates)'
    day = f"IF({legend.this('calc_kind')}=word_day,{before}+{n},{workday})"
    return f'IF({legend.this("kpi")}="","",IF({n}="",period_end,IFERROR({day},"")))'
