"""What would the contract's records be if some figures of a period were others?

Nothing is written: the agreement that is given back settles as if its parties had measured and agreed so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bonusmalus_core.calc.periods import contract_month, first_month, span
from bonusmalus_core.calc.records import records
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Price
from bonusmalus_core.model.measurement import MonthRecord, Override
from bonusmalus_core.model.month import Month

PRICE, VOLUMES = "price", ("actual", "forecast")
IMPACT = ".impact"
"""What stands behind a KPI's code when its impact is supposed, not its value."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """A figure of the period, in one `month` or in each.

    `name` is a KPI's code (its value; with IMPACT behind it, its impact), "actual" or "forecast" (a month's volume),
    "price", or a measure of the months.
    """

    name: str
    value: Decimal
    month: Month | None = None


def suppose(agreement: Agreement, period: int, suppositions: Sequence[Supposition], reason: str) -> Agreement:
    """The agreement with these figures in the period (counted from 1); `reason` stands beside supposed KPIs.

    Raises WrongUsage for a period or month that the contract does not have, and for a name of nothing in it.
    """
    for each in suppositions:
        months = _months(agreement, period, each)
        agreement = _change(agreement, each)(agreement, period, months, each, reason)
    return agreement


def names(agreement: Agreement) -> tuple[str, ...]:
    """Everything that can be supposed, besides the impacts."""
    codes = dict.fromkeys(kpi.code for kpi in agreement.kpis)
    return (*codes, *VOLUMES, PRICE, *_measures(agreement))


_Change = Callable[[Agreement, int, range, Supposition, str], Agreement]


def _change(agreement: Agreement, supposed: Supposition) -> _Change:
    codes = {kpi.code for kpi in agreement.kpis}
    if supposed.name.removesuffix(IMPACT) in codes and supposed.month is None:
        return _overridden
    if supposed.name == PRICE:
        return _priced
    if supposed.name in (*VOLUMES, *_measures(agreement)):
        return _recorded
    raise WrongUsage("supposition", found=supposed.name, known=", ".join(names(agreement)))


def _months(agreement: Agreement, period: int, supposed: Supposition) -> range:
    """The contract months that are meant."""
    within = span(agreement.contract, period)
    if supposed.month is None:
        return within
    number = contract_month(agreement.contract, supposed.month)
    if number not in within:
        raise WrongUsage("supposed-month", found=supposed.month, period=period)
    return range(number, number + 1)


def _overridden(agreement: Agreement, period: int, _: range, supposed: Supposition, reason: str) -> Agreement:
    code = supposed.name.removesuffix(IMPACT)
    kept = tuple(each for each in agreement.overrides if (each.period, each.kpi) != (period, code))
    what = "impact" if supposed.name.endswith(IMPACT) and supposed.name != code else "value"
    made = Override.model_validate(
        {"period": period, "kpi": code, what: supposed.value, "reason": reason, "agreed": agreement.contract.start}
    )
    return agreement.model_copy(update={"overrides": (*kept, made)})


def _priced(agreement: Agreement, period: int, months: range, supposed: Supposition, _: str) -> Agreement:
    """The price in these months; in the month after them the agreed one comes back."""
    seen, last = records(agreement, period), months.stop - 1
    after = seen.base_price(months.stop)
    kept = [price for price in agreement.prices if price.from_month not in months]
    kept.append(Price(from_month=months.start, price=supposed.value))
    if after is not None and last < agreement.contract.months and all(p.from_month != months.stop for p in kept):
        kept.append(Price(from_month=months.stop, price=after))
    return agreement.model_copy(update={"prices": tuple(kept)})


def _recorded(agreement: Agreement, _: int, months: range, supposed: Supposition, __: str) -> Agreement:
    start = first_month(agreement.contract)
    meant = [start + (number - 1) for number in months]
    held = {record.month: record for record in agreement.months}
    changed = {month: _with(held.get(month) or MonthRecord(month=month), supposed) for month in meant}
    return agreement.model_copy(update={"months": tuple((held | changed).values())})


def _with(record: MonthRecord, supposed: Supposition) -> MonthRecord:
    if supposed.name in VOLUMES:
        return record.model_copy(update={supposed.name: supposed.value})
    return record.model_copy(update={"measures": {**record.measures, supposed.name: supposed.value}})


def _measures(agreement: Agreement) -> tuple[str, ...]:
    """The measures of the months: those that conditions read, and those that were recorded."""
    read: Iterable[str] = (each.measure for each in agreement.conditions if each.measure != "volume_ratio")
    recorded = (name for month in agreement.months for name in month.measures)
    return tuple(dict.fromkeys(name for name in (*read, *recorded) if name not in VOLUMES))
