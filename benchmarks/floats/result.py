"""What does the settlement in floats give? As much as the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month


@dataclass(slots=True)
class Line:
    """One KPI over one run."""

    row: Kpi
    months: list[int]
    state: str
    weights: list[float]
    thresholds: list[float]
    impacts: list[float]
    value: float | None = None
    band: int | None = None
    impact: float | None = None
    contribution: float = 0.0
    numerator: float | None = None
    denominator: float | None = None
    n: float | None = None


@dataclass(slots=True)
class MonthResult:
    """One month's volumes, effects, factor, prices and amount."""

    month: Month
    forecast: float | None
    actual: float
    volume_ratio: float | None
    effects: list[tuple[str, str, float]]
    payable: float
    factor: float
    base_price: float
    price: float
    amount: float
    volume: float


@dataclass(slots=True)
class Result:
    """A settled period."""

    period: int
    label: str
    status: str
    due: date
    currency: str
    kpis: list[Line]
    months: list[MonthResult]
    adjustments: dict[str, float]
    factor: float
    bonus_malus: float
    top_up: float
    findings: list[Finding]
