"""Which volumes are still missing from a month of the running period? Actual, forecast, and what conditions read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bonusmalus_core.calc.periods import first_month
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.model.measurement import MonthRecord
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula


def gaps(page: Page, number: int, at: Mapping[str, str], of_month: str) -> Formula:
    """How many cells of a month of tblMonths the settlement waits for; 0 outside the running period.

    `at` has the addresses of the month's row on the Lists sheet, `of_month` finds the month in tblMonths.
    """
    missing = "+".join((f"1-{at['has']}", *_asked(page, at["number"], of_month)))
    outside = f"OR({at['number']}<running_first,{at['number']}>running_last)"
    return Formula(f"IF({outside},0,{missing})", Decimal(count(page.plan, page.running, number)))


def count(plan: Plan, running: Running, number: int) -> int:
    """The same number, from the agreement."""
    if not running.period[0] <= number <= running.period[1]:
        return 0
    month = first_month(plan.contract) + (number - 1)
    blank = MonthRecord(month=month)
    record = next((each for each in plan.agreement.months if each.month == month), blank)
    tested = [condition for condition in plan.agreement.conditions if _is_tested(condition, number)]
    unknown = {condition.measure for condition in tested if condition.measure not in (VOLUME_RATIO, *record.measures)}
    forecast = record.forecast is None and any(_reads_forecast(condition) for condition in tested)
    return int(record.actual is None) + int(forecast) + len(unknown)


def _is_tested(condition: Condition, number: int) -> bool:
    return condition.from_month <= number and (condition.to_month is None or number <= condition.to_month)


def _reads_forecast(condition: Condition) -> bool:
    return condition.measure == VOLUME_RATIO or condition.effect == "volume_guarantee"


def _asked(page: Page, n: str, of_month: str) -> Iterator[str]:
    """1 for every column that a condition of that month reads and that is blank."""
    plan, months = page.plan, page.plan.volumes
    rows = page.plan.conditions
    until = rows.all("to_month")
    tested = f'({rows.all("code")}<>"")*({rows.all("from_month")}<={n})*((({until}="")+({until}>={n}))>0)'
    forecast = f"((({rows.all('measure')}=word_ratio)+({rows.all('effect')}=word_guarantee))>0)"
    columns = {"forecast": forecast}
    for measure in plan.measures:
        label = page.lists.cell("measure", plan.measure_label(measure))
        columns[f"measure.{measure}"] = f"({rows.all('measure')}={label})"
    for key, reads in columns.items():
        filled = f'COUNTIFS({of_month},{months.all(key)},"<>")'
        yield f"IF(AND(SUMPRODUCT({tested}*{reads})>0,{filled}=0),1,0)"
