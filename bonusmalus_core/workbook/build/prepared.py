"""Which rows wait to be filled in? A row per month, and one per month and KPI in force.

What was already recorded keeps its order; blank rows stand where they belong between it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from bonusmalus_core.calc.periods import contract_month, periods, term
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement, MonthRecord
from bonusmalus_core.model.month import Month

Item = TypeVar("Item")


def month_rows(agreement: Agreement) -> tuple[MonthRecord, ...]:
    """A record for every month of the term, and those that were recorded."""
    given = {record.month for record in agreement.months}
    blank = [MonthRecord(month=month) for month in term(agreement.contract) if month not in given]
    return _in_place(agreement.months, blank, lambda record: record.month)


def measurement_rows(agreement: Agreement) -> tuple[Measurement, ...]:
    """A row wherever a KPI is in force (per period: in the period's last month), and those that were measured."""
    order = {code: number for number, code in enumerate(progressions(agreement.kpis))}
    given = {(row.month, row.kpi) for row in agreement.measurements}
    asked = ((month, code) for month in term(agreement.contract) for code in order if _asks(agreement, code, month))
    blank = [Measurement(month=month, kpi=code) for month, code in asked if (month, code) not in given]
    return _in_place(agreement.measurements, blank, lambda row: (row.month, order.get(row.kpi, len(order))))


def row_in_force(agreement: Agreement, code: str, month: Month) -> Kpi | None:
    """The row of a KPI that is in force in a month; None while it waits, when it has ended and outside the term."""
    rows = progressions(agreement.kpis).get(code)
    number = contract_month(agreement.contract, month)
    if rows is None or not 1 <= number <= agreement.contract.months:
        return None
    stage, row = standing(rows, number)
    return row if stage is Stage.ACTIVE else None


def _asks(agreement: Agreement, code: str, month: Month) -> bool:
    row = row_in_force(agreement, code, month)
    if row is None or row.frequency == "monthly":
        return row is not None
    return any(month == months[-1] for months in periods(agreement.contract))


def _in_place(given: tuple[Item, ...], blank: Iterable[Item], key: Callable[[Item], Any]) -> tuple[Item, ...]:
    """The given items in their order, each blank one after the last given one that does not come later."""
    keys = [key(item) for item in given]
    waiting: dict[int, list[Item]] = {}
    for item in blank:
        place = max((number for number, other in enumerate(keys, 1) if other <= key(item)), default=0)
        waiting.setdefault(place, []).append(item)
    placed = list(waiting.get(0, []))
    for number, item in enumerate(given, 1):
        placed += [item, *waiting.get(number, [])]
    return tuple(placed)
