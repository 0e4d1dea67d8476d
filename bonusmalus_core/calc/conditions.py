"""Which conditions are met in a month, and what do they do?

Source: contract and settlement rules, section 3.3.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.records import Records
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import EffectLine

GUARANTEE = Decimal("0.90")
"""The share of the forecast that is paid when the condition names none."""

_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effects:
    """What the conditions do to one month; `waived` holds the KPI codes whose malus is waived, `None` in it: all."""

    met: tuple[tuple[Condition, Fraction], ...]

    @property
    def lines(self) -> tuple[EffectLine, ...]:
        """The conditions that were met, with the value that was tested."""
        return tuple(EffectLine(each.code, each.effect, value) for each, value in self.met)

    def waives(self, kpi: str) -> bool:
        """Whether an impact of this KPI below 100 % becomes 100 %."""
        waivers = [each for each, _ in self.met if each.effect == "waive_malus" and each.scope == "kpi"]
        return any(each.kpis == "all" or kpi in each.kpis for each in waivers)

    @property
    def waives_total(self) -> bool:
        """Whether a factor below 100 % becomes 100 %."""
        return any(each.effect == "waive_malus" and each.scope == "total" for each, _ in self.met)

    @property
    def bars_bonus(self) -> bool:
        """Whether a factor above 100 % becomes 100 %."""
        return any(each.effect == "bar_bonus" for each, _ in self.met)


def in_force(records: Records, condition: Condition, month: Month) -> bool:
    """Whether the condition acts in this month of the contract."""
    number = month - records.start + 1
    return condition.from_month <= number and (condition.to_month is None or number <= condition.to_month)


def effects(records: Records, month: Month) -> Effects:
    """The conditions met in a month; every value they read must be there (see `unreadable`)."""
    tested = ((each, tested_value(records, each, month)) for each in records.agreement.conditions)
    return Effects(tuple((each, value) for each, value in tested if value is not None and _met(each, value)))


def _met(condition: Condition, value: Fraction) -> bool:
    return _HOLDS[condition.comparator](value, Fraction(condition.threshold))


def tested_value(records: Records, condition: Condition, month: Month) -> Fraction | None:
    """What the condition compares in a month; None when it is not in force."""
    if not in_force(records, condition, month):
        return None
    months = window(records, condition, month)
    if condition.measure == VOLUME_RATIO:
        return _sum(records, months, "actual") / _sum(records, months, "forecast")
    return _sum(records, months, condition.measure) / len(months)


def window(records: Records, condition: Condition, month: Month) -> tuple[Month, ...]:
    """The months that the condition looks at: fewer at the contract's start; per period, those up to its end."""
    last = records.months[-1] if condition.tested == "period" else month
    length = min(condition.window_months, last - records.start + 1)
    return tuple(last + (back - length + 1) for back in range(length))


def payable(records: Records, month: Month, effects: Effects) -> Fraction:
    """The volume paid for in a month: the delivered one, or what the highest guarantee makes of it."""
    actual = _sum(records, (month,), "actual")
    guarantees = [each for each, _ in effects.met if each.effect == "volume_guarantee"]
    return max([actual, *(_guaranteed(records, month, each) for each in guarantees)])


def _guaranteed(records: Records, month: Month, condition: Condition) -> Fraction:
    share = Fraction(GUARANTEE if condition.effect_value is None else condition.effect_value)
    if condition.tested == "month":
        return share * _sum(records, (month,), "forecast")
    actual = _sum(records, (month,), "actual")
    if month != records.months[-1]:
        return actual
    return actual + share * _sum(records, records.months, "forecast") - _sum(records, records.months, "actual")


def unreadable(records: Records) -> list[Finding]:
    """Everything that the volumes and conditions of the period need and that is blank or impossible."""
    return [_finding(records, *each) for each in dict.fromkeys(_unreadable(records))]


def _finding(records: Records, code: str, field: str, month: Month) -> Finding:
    number = next((i for i, each in enumerate(records.agreement.months) if each.month == month), None)
    where = Where("prices") if field == "price" else Where("months", number, field)
    return Finding(code, Severity.BLOCKER, where, str(month), facts={"measure": field})


def _unreadable(records: Records) -> list[tuple[str, str, Month]]:
    found = [("D6", "actual", month) for month in records.months if _blank(records, month, "actual")]
    found += [("D7", "price", month) for month in records.months if records.base_price(month) is None]
    for condition in records.agreement.conditions:
        for month in records.months:
            if in_force(records, condition, month):
                found += _unreadable_for(records, condition, month)
    return found


def _unreadable_for(records: Records, condition: Condition, month: Month) -> list[tuple[str, str, Month]]:
    months = window(records, condition, month)
    found = []
    if condition.reads_forecast:
        planned = records.months if condition.tested == "period" else (month,)
        found += [("D8", "forecast", each) for each in planned if (records.volume(each, "forecast") or 0) <= 0]
    reads = ("actual", "forecast") if condition.measure == VOLUME_RATIO else (condition.measure,)
    found += [("D9", field, each) for each in months for field in reads if _blank(records, each, field)]
    return found


def _blank(records: Records, month: Month, field: str) -> bool:
    return records.volume(month, field) is None


def _sum(records: Records, months: tuple[Month, ...], field: str) -> Fraction:
    volumes = (records.volume(month, field) for month in months)
    return sum((Fraction(volume) for volume in volumes if volume is not None), Fraction(0))
