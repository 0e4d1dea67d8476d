"""What is the result of settling one period?

Quotients are exact fractions; only money that is paid is rounded, once, to the currency's minor unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.claim import Claim
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Override
from bonusmalus_core.model.month import Month


class State(StrEnum):
    """Why a KPI has, or has not, a value and an impact in its run."""

    MEASURED = "measured"
    OVERRIDDEN = "overridden"
    WAITING = "waiting"
    INACTIVE = "inactive"
    MISSING = "missing"
    ENDED = "ended"


class Status(StrEnum):
    """Whether the due date has passed and nothing waits for agreement."""

    PRELIMINARY = "preliminary"
    FINAL = "final"


class Spread(NamedTuple):
    """Between which values four out of five agents, or days, of a month lie (P10 and P90)."""

    over: str
    month: Month
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI over one run of months.

    `row` is the row of the KPI table in force (of a waiting KPI: its next row), `thresholds` and `impacts` are the
    bands as applied; `band` counts the levels reached (0: none). `impact` is the one before waivers, `contribution`
    money after them. `numerator` and `denominator` are the sums behind a ratio, `n` the answers behind a mean.
    `weight` is the one of the run's last month, `excused` the months of the run that were left out, `override` what the
    parties agreed instead of what was measured. `margin` is how far the true value lies from it at most, with 95 %
    confidence, as the rows tell; `spreads` what they tell of agents and days. No money hangs on either.
    """

    row: Kpi
    months: tuple[Month, ...]
    state: State
    weight: Decimal
    thresholds: tuple[Fraction, ...]
    impacts: tuple[Fraction, ...]
    value: Fraction | None
    band: int | None
    impact: Fraction | None
    contribution: Decimal
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: Fraction | None = None
    excused: tuple[Month, ...] = ()
    override: Override | None = None
    margin: Fraction | None = None
    spreads: tuple[Spread, ...] = ()

    @property
    def code(self) -> str:
        """The KPI's code."""
        return self.row.code

    @property
    def name(self) -> str:
        """The KPI's name in this run."""
        return self.row.name


class EffectLine(NamedTuple):
    """A condition that was met in a month: the value tested and what follows."""

    condition: str
    effect: str
    value: Fraction


class MonthLine(NamedTuple):
    """One month: volumes, what the conditions did, the capped factor, the price per unit and the unrounded amount."""

    month: Month
    forecast: Decimal | None
    actual: Decimal
    volume_ratio: Fraction | None
    effects: tuple[EffectLine, ...]
    payable: Fraction
    factor: Fraction
    base_price: Fraction
    price: Fraction
    amount: Fraction


class Cause(StrEnum):
    """What changes the total besides the KPIs; each is a line of its own on the statement."""

    WAIVER = "waiver"
    BARRED = "barred"
    CAP = "cap"
    PRICE_ROUNDING = "price_rounding"


class Adjustment(NamedTuple):
    """Money that a total waiver, barred bonuses, the cap or price rounding add to the KPIs' contributions."""

    cause: Cause
    amount: Decimal


class Settlement(NamedTuple):
    """A settled period. KPI contributions plus adjustments are exactly `bonus_malus`.

    Positive: the client owes the supplier a bonus. `top_up` is the volume guarantee's, never part of the bonus-malus.
    `true_up` and `claim` follow from the history; the engine alone knows neither.
    """

    period: int
    label: str
    status: Status
    due: date
    currency: str
    kpis: tuple[KpiLine, ...]
    months: tuple[MonthLine, ...]
    adjustments: tuple[Adjustment, ...]
    factor: Fraction
    bonus_malus: Decimal
    top_up: Decimal
    true_up: Decimal
    findings: tuple[Finding, ...]
    claim: Claim | None = None


class Refusal(NamedTuple):
    """Nothing was settled; the findings name everything that stands in the way."""

    findings: tuple[Finding, ...]
