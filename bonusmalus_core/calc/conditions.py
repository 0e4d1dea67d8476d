"""Which conditions are met in a month, and what do they do?

Source: contract and settlement rules, section 3.3.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.exact import EXACT, quotient, total
from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.model.settlement import EffectLine

GUARANTEE = Decimal("0.90")
"""The share of the forecast that is paid when the condition names none."""

_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge
}  # fmt: skip


class Tested(NamedTuple):
    """What a condition compares with its threshold: `above` / `below`, and `below` is positive."""

    above: Decimal
    below: Decimal

    def meets(self, condition: Condition) -> bool:
        """Whether the condition holds, asked of above and threshold × below: nothing is divided."""
        return _HOLDS[condition.comparator](self.above, EXACT.multiply(condition.threshold, self.below))


@dataclass(frozen=True, slots=True)
class Effects:
    """What the conditions do to one month."""

    met: tuple[tuple[Condition, Tested], ...]

    @property
    def lines(self) -> tuple[EffectLine, ...]:
        """The conditions that were met, with the value that was tested."""
        return tuple(EffectLine(each.code, each.effect, quotient(*tested)) for each, tested in self.met)

    def waives(self, kpi: str) -> bool:
        """Whether an impact of this KPI below 100 % becomes 100 %."""
        return any("all" in each.kpis or kpi in each.kpis for each in self._of("waive_malus") if each.scope == "kpi")

    @property
    def waives_total(self) -> bool:
        """Whether a factor below 100 % becomes 100 %."""
        return any(each.scope == "total" for each in self._of("waive_malus"))

    @property
    def bars_bonus(self) -> bool:
        """Whether a factor above 100 % becomes 100 %."""
        return any(self._of("bar_bonus"))

    @property
    def guarantees(self) -> list[Condition]:
        """The volume guarantees that were called upon."""
        return self._of("volume_guarantee")

    def _of(self, effect: str) -> list[Condition]:
        return [each for each, _ in self.met if each.effect == effect]


def effects(records: Records, month: int) -> Effects:
    """The conditions met in a month; every value they read must be there (see `unreadable`)."""
    forces = [each for each in records.agreement.conditions if in_force(each, month)]
    tests = ((each, tested(records, each, month)) for each in forces)
    return Effects(tuple((each, test) for each, test in tests if test.meets(each)))


def in_force(condition: Condition, month: int) -> bool:
    """Whether the condition acts in this contract month."""
    return condition.from_month <= month and (condition.to_month is None or month <= condition.to_month)


def tested(records: Records, condition: Condition, month: int) -> Tested:
    """What a condition in force compares in a month."""
    months = window(records, condition, month)
    if condition.measure == VOLUME_RATIO:
        return Tested(volumes(records, months, "actual"), volumes(records, months, "forecast"))
    return Tested(volumes(records, months, condition.measure), Decimal(len(months)))


def window(records: Records, condition: Condition, month: int) -> range:
    """The months that the condition looks at: fewer at the contract's start; per period, those up to its end."""
    stop = records.months.stop if condition.tested == "period" else month + 1
    return range(max(stop - condition.window_months, 1), stop)


def volume_ratio(records: Records, month: int) -> Fraction | None:
    """Actual over forecast as the first condition on it in force sees the month; else of the month alone."""
    condition = on_volume(records.agreement.conditions, month)
    if condition is not None:
        return quotient(*tested(records, condition, month))
    actual, forecast = records.volume(month, "actual"), records.volume(month, "forecast")
    return quotient(actual, forecast) if forecast and actual is not None else None


def on_volume(conditions: Iterable[Condition], month: int) -> Condition | None:
    """The first condition in force in a month that tests actual over forecast."""
    return next((each for each in conditions if each.measure == VOLUME_RATIO and in_force(each, month)), None)


def payable(records: Records, month: int, effects: Effects) -> Decimal:
    """The volume paid for in a month: the delivered one, or what the highest guarantee makes of it."""
    actual = volumes(records, (month,), "actual")
    return max([actual, *(_guaranteed(records, month, actual, each) for each in effects.guarantees)])


def _guaranteed(records: Records, month: int, actual: Decimal, condition: Condition) -> Decimal:
    share = GUARANTEE if condition.effect_value is None else condition.effect_value
    if condition.tested == "month":
        return EXACT.multiply(share, volumes(records, (month,), "forecast"))
    if month != records.months[-1]:
        return actual
    guaranteed = EXACT.multiply(share, volumes(records, records.months, "forecast"))
    return EXACT.add(actual, EXACT.subtract(guaranteed, volumes(records, records.months, "actual")))


def volumes(records: Records, months: Iterable[int], which: str) -> Decimal:
    """The exact sum of a measure over months; a blank counts nothing."""
    return total(volume for month in months if (volume := records.volume(month, which)) is not None)
