"""Is the contract complete where disputes begin: conditions, forecast, events, prices? Checks C2, C4, C5, C8 to C10."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from bonusmalus_core.calc.progression import progressions
from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.findings import Where
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.measurement import MonthRecord

_YEAR = 12
_BELGIUM = "BE"


def overlapping(draft: Draft) -> Iterator[Hit]:
    """C2: two conditions on one measure have the same effect in ranges that overlap."""
    conditions = list(enumerate(draft.agreement.conditions))
    for (_, one), (number, other) in combinations(conditions, 2):
        if _meet(one, other, draft.agreement.contract.months):
            yield Hit(Where("conditions", number, "threshold"), None, {"condition": other.code, "other": one.code})


def _meet(one: Condition, other: Condition, months: int) -> bool:
    """Whether some value triggers both, to one effect, in one month and for one KPI."""
    if (one.measure, one.effect, one.scope) != (other.measure, other.effect, other.scope) or one.effect == "warn":
        return False
    first, last = max(one.from_month, other.from_month), min(one.to_month or months, other.to_month or months)
    apart = "all" not in (one.kpis, other.kpis) and not set(one.kpis) & set(other.kpis)
    return first <= last and not apart and _ranges_meet(one, other)


def _ranges_meet(one: Condition, other: Condition) -> bool:
    below = [each.comparator in ("<", "<=") for each in (one, other)]
    if below[0] == below[1]:
        return True
    low, high = (one, other) if below[1] else (other, one)
    return low.threshold < high.threshold or (
        low.threshold == high.threshold and low.comparator == ">=" and high.comparator == "<="
    )


def unlocked(draft: Draft) -> Iterator[Hit]:
    """C4: a forecast that decides money was never locked; one hit at the header when none of several was."""
    given = [(number, each) for number, each in enumerate(draft.agreement.months) if each.forecast is not None]
    open_ones = [pair for pair in given if pair[1].forecast_locked_on is None]
    if not any(each.reads_forecast for each in draft.agreement.conditions):
        return
    if len(open_ones) > 1 and len(open_ones) == len(given):
        yield Hit(Where("months", None, "forecast_locked_on"), None, {"month": _span(open_ones)})
    else:
        for number, each in open_ones:
            yield Hit(Where("months", number, "forecast_locked_on"), None, {}, str(each.month))


def _span(records: list[tuple[int, MonthRecord]]) -> str:
    return f"{records[0][1].month} – {records[-1][1].month}"


def late_forecast(draft: Draft) -> Iterator[Hit]:
    """C4: a forecast was locked when its month had begun."""
    for number, each in enumerate(draft.agreement.months):
        if each.forecast_locked_on is not None and each.forecast_locked_on >= each.month.first:
            where = Where("months", number, "forecast_locked_on")
            yield Hit(where, None, {"day": each.forecast_locked_on}, str(each.month))


def unproven(draft: Draft) -> Iterator[Hit]:
    """C5: an excused event without a reason or evidence."""
    for number, each in enumerate(draft.agreement.events):
        for name in ("reason", "evidence"):
            if not is_stated(getattr(each, name)):
                where = Where("events", number, name)
                yield Hit(
                    where,
                    each.kpi,
                    {"first": str(each.from_), "field": f"events.{name}"},
                    str(each.from_),
                )


def one_price(draft: Draft) -> Iterator[Hit]:
    """C8: one price for more than a year, and no indexation."""
    contract, prices = draft.agreement.contract, draft.agreement.prices
    if contract.months > _YEAR and len(prices) == 1 and contract.holidays.country != _BELGIUM:
        yield Hit(Where("prices", 0, "from_month"), None, {"months": contract.months})


def one_price_in_belgium(draft: Draft) -> Iterator[Hit]:
    """C8: the same in Belgium, where the law limits what a price can be indexed by."""
    contract, prices = draft.agreement.contract, draft.agreement.prices
    if contract.months > _YEAR and len(prices) == 1 and contract.holidays.country == _BELGIUM:
        yield Hit(Where("prices", 0, "from_month"), None, {"months": contract.months})


def interrupted(draft: Draft) -> Iterator[Hit]:
    """C9: between two rows of a progression months are left without a target."""
    for rows in draft.by_code.values():
        for earlier, later in pairwise(rows):
            if earlier.kpi.to_month is not None and earlier.kpi.to_month + 1 < later.kpi.from_month:
                yield earlier.hit("to_month", last=earlier.kpi.to_month, next=later.kpi.from_month)


def easier(draft: Draft) -> Iterator[Hit]:
    """C9: a later row of a progression asks for less than the earlier one."""
    for rows in draft.by_code.values():
        for earlier, later in pairwise(rows):
            one, two = earlier.target, later.target
            same = earlier.kpi.unit == later.kpi.unit and earlier.higher is later.higher
            if same and one is not None and two is not None and one != two and (two < one) is later.higher:
                place = f"thresholds.{later.kpi.thresholds.index(two) + 1}"
                yield later.hit(place, earlier=one, later=two)


def unexplained(draft: Draft) -> Iterator[Hit]:
    """C10: paid KPIs without an entry in the legend; one hit at the header when there is no legend at all."""
    listed = {each.kpi for each in draft.agreement.legend}
    paid = [code for code, rows in progressions(draft.agreement.kpis).items() if any(row.weight > 0 for row in rows)]
    if len(paid) > 1 and not listed:
        yield Hit(Where("kpis", None, "code"), None, {"codes": ", ".join(paid)})
        return
    for code in (code for code in paid if code not in listed):
        number = next(number for number, row in enumerate(draft.agreement.kpis) if row.code == code)
        yield Hit(Where("kpis", number, "code"), code, {"codes": code})
