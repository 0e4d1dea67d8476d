"""When is a period due, that is: when have all its KPIs been calculated?

Source: contract and settlement rules, section 5: the latest calculation date of its KPIs; of a KPI without one, the
last day of the period.
"""

from __future__ import annotations

from datetime import date

from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.workdays import nth_day, workday
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.month import Month


def due_date(records: Records, measured: frozenset[str]) -> date:
    """The day on which the last of the `measured` KPI codes can be calculated."""
    last = records.calendar[-1]
    entries = (entry for entry in records.agreement.legend if entry.kpi in measured)
    return max([last.last, *(calculation_date(records.contract, entry, last) for entry in entries)])


def calculation_date(contract: Contract, entry: LegendEntry, month: Month) -> date:
    """The day on which a KPI's value over the months up to `month` is calculated."""
    if entry.calc_n is None:
        return month.last
    counted = month + entry.calc_month_offset
    if entry.calc_kind == "day":
        return nth_day(counted, entry.calc_n)
    return workday(counted, entry.calc_n, contract.holidays, contract.workweek)
