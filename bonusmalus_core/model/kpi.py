"""What is one row of the KPI table: bands, weight and the way in which a value becomes an impact?

Rows with the same code are a progression: from its `from_month` on a later row replaces the earlier one for good.
Source: contract and settlement rules, sections 1 to 3.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from bonusmalus_core.model.limits import MONTHS
from bonusmalus_core.model.numbers import Exact, Share
from bonusmalus_core.model.record import Record

Direction = Literal["higher", "lower"]
Payout = Literal["linear", "nearest", "step"]
Beyond = Literal["clamp", "extrapolate"]
Aggregate = Literal["ratio", "mean", "sum", "last"]
Frequency = Literal["monthly", "period"]


class Kpi(Record):
    """One row of the KPI table. `thresholds` and `impacts` run from the worst to the best level."""

    code: str = Field(min_length=1)
    name: str = ""
    metric: str = "custom"
    unit: str = "%"
    direction: Direction | None = None
    scale_min: Exact | None = None
    scale_max: Exact | None = None
    thresholds: tuple[Exact, ...]
    impacts: tuple[Share, ...] | None = None
    weight: Share = Field(ge=0)
    payout: Payout = "linear"
    beyond: Beyond = "clamp"
    impact_floor: Share | None = None
    impact_cap: Share | None = None
    from_month: int = Field(default=1, ge=1, le=MONTHS)
    to_month: int | None = Field(default=None, ge=1, le=MONTHS)
    aggregate: Aggregate = "ratio"
    multiplier: Exact = Field(default=Decimal(1), gt=0)
    frequency: Frequency = "monthly"
    window_months: int | None = Field(default=None, ge=1, le=MONTHS)
    decimals: int | None = Field(default=None, ge=0, le=15)
    min_n: Exact | None = Field(default=None, ge=0)
    scope: str = ""
    critical: bool = False

    @property
    def scale(self) -> tuple[Decimal | None, Decimal | None]:
        """The lowest and highest value that can be; a percentage lies between 0 and 1 unless the row says otherwise."""
        share = self.unit == "%"
        low = Decimal(0) if self.scale_min is None and share else self.scale_min
        high = Decimal(1) if self.scale_max is None and share else self.scale_max
        return low, high
