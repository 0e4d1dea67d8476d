"""Which precondition (randvoorwaarde) triggers which effect on volume, malus or bonus?"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bonusmalus_core.model.limits import MONTHS
from bonusmalus_core.model.numbers import Exact, Share
from bonusmalus_core.model.record import Record

VOLUME_RATIO = "volume_ratio"
VOLUMES = ("forecast", "actual")
"""The columns of the months that every contract has."""

QUALITY_TEST = "quality_test"
SHARES = (VOLUME_RATIO, QUALITY_TEST)
"""The measures known to be a part of one; of any other only the parties know what it counts."""

FEWEST_PERCENT = Decimal(2)
"""From here on a number beside shares is a percentage typed as a whole number."""

Comparator = Literal["<", "<=", ">", ">="]
Effect = Literal["volume_guarantee", "waive_malus", "bar_bonus", "warn"]


class Condition(Record):
    """`effect` acts in every month in which `measure` `comparator` `threshold` holds over `window_months` months."""

    code: str = Field(min_length=1)
    measure: str = Field(default=VOLUME_RATIO, min_length=1)
    comparator: Comparator
    threshold: Exact
    window_months: int = Field(default=1, ge=1, le=MONTHS)
    effect: Effect
    effect_value: Share | None = None
    kpis: Literal["all"] | Annotated[tuple[str, ...], Field(min_length=1)] = "all"
    scope: Literal["kpi", "total"] = "kpi"
    tested: Literal["month", "period"] = "month"
    from_month: int = Field(default=1, ge=1, le=MONTHS)
    to_month: int | None = Field(default=None, ge=1, le=MONTHS)

    @property
    def reads_forecast(self) -> bool:
        """Whether this condition cannot be tested or applied without the month's forecast."""
        return self.measure in (VOLUME_RATIO, "forecast") or self.effect == "volume_guarantee"

    @property
    def tests_share(self) -> bool:
        """Whether the threshold is a percentage: 0.5 hours is none, and neither is a quality test of 8 out of 10."""
        return self.measure == VOLUME_RATIO or (self.measure in SHARES and 0 < self.threshold < 1)

    def names(self, code: str) -> bool:
        """Whether its effect reaches this KPI: one on the whole price factor reaches all."""
        return self.scope == "total" or self.kpis == "all" or code in self.kpis


def is_percentage(measure: str, threshold: Decimal, values: Collection[Decimal]) -> bool:
    """Whether a measure is a percentage: the quality test is one, of any other only what stands there can tell.

    Then all of it lies about the threshold, from half to twice as much, as a share or in whole percents. How far shares
    lie from a share tells nothing.

    >>> is_percentage("audit", Decimal("0.85"), [Decimal("0.9"), Decimal("0.3"), Decimal(80)])
    True
    >>> is_percentage("downtime", Decimal("0.5"), [Decimal("0.2"), Decimal(4)])
    False
    """
    target = _share(threshold)
    telling = [each for each in values if not (0 < each <= 1 and 0 < threshold < 1)]
    return measure == QUALITY_TEST or all(target / 2 <= _share(each) <= target * 2 for each in telling)


def _share(number: Decimal) -> Decimal:
    return number if number < FEWEST_PERCENT else number / 100
