"""What was measured, what was excused, and on what did the parties agree to deviate?"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field, model_validator

from bonusmalus_core.model.limits import COUNT
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.numbers import Exact, Share
from bonusmalus_core.model.record import Record

PRECISION = ("margin", "agents_low", "agents_high", "days_low", "days_high")
"""What a row tells of how sure its value is and how far agents and days lie apart; it decides no money."""

_MONTH_FIELDS = {"month", "forecast", "forecast_locked_on", "actual", "measures"}


class MonthRecord(Record):
    """The volumes of one month and what else its conditions read; `measures` maps a measure's code to its value.

    In contract data the measures stand beside the other keys: {"month": "2026-01", "quality_test": "0.9"}.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    month: Month
    forecast: Exact | None = None
    forecast_locked_on: date | None = None
    actual: Exact | None = None
    measures: dict[str, Exact | None] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_measures(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "measures" in value:
            return value
        known = {key: item for key, item in value.items() if key in _MONTH_FIELDS}
        return known | {"measures": {key: item for key, item in value.items() if key not in _MONTH_FIELDS}}


class Measurement(Record):
    """One measured row: numerator and denominator (ratio), value and n (mean), or a value (sum, last).

    `open_until` is the last day on which the value can still change, where the records did not reach that day.
    `margin` is how far the true value lies from this one at most, with 95 % confidence, where its counts do not tell;
    the others are the values between which four out of five agents, or days, lie.
    """

    month: Month
    kpi: str = Field(min_length=1)
    part: str = ""
    numerator: Exact | None = None
    denominator: Exact | None = None
    value: Exact | None = None
    n: Exact | None = None
    source: str = ""
    evidence: str = ""
    measured_on: date | None = None
    open_until: date | None = None
    note: str = ""
    margin: Exact | None = None
    agents_low: Exact | None = None
    agents_high: Exact | None = None
    days_low: Exact | None = None
    days_high: Exact | None = None

    @property
    def is_blank(self) -> bool:
        """A prepared row that nobody has filled in yet."""
        return self.numerator is None and self.denominator is None and self.value is None and self.n is None


class ExcusedEvent(Record):
    """Whole months that do not count for a KPI ("all": for every KPI), once both parties agreed."""

    kpi: str = Field(min_length=1)
    from_: Month = Field(alias="from")
    to: Month
    reason: str = ""
    evidence: str = ""
    agreed: date | None = None


class Override(Record):
    """An agreed value or impact of one KPI for one period, whatever was measured."""

    period: int = Field(ge=1, le=COUNT)
    kpi: str = Field(min_length=1)
    value: Exact | None = None
    impact: Share | None = None
    reason: str = ""
    by: str = ""
    agreed: date | None = None
