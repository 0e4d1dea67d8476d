"""How far can the price factor go up and down by the bands alone? Impacts that go on beyond the bands have no end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.impact import fractions, held, impact
from bonusmalus_core.checks.draft import Row
from bonusmalus_core.model.decimals import rounded

NOTICED = Fraction(1, 200)
"""Half a percent of the price: less is no matter to talk about."""

_ENDLESS = Fraction(1000)


def best(rows: Iterable[Row]) -> Fraction:
    """The highest weighted mean of the impacts of these rows; 1 without rows."""
    return _mean(rows, lambda row: _end(row, row.impacts[-1], row.kpi.impact_cap, higher=True))


def worst(rows: Iterable[Row]) -> Fraction:
    """The lowest weighted mean of the impacts of these rows; 1 without rows."""
    return _mean(rows, lambda row: _end(row, row.impacts[0], row.kpi.impact_floor, higher=False))


def impact_at(row: Row, value: Decimal | Fraction) -> Fraction:
    """The impact that a value has in the row."""
    kpi = row.kpi
    found = impact(Fraction(value), fractions(kpi.thresholds), fractions(row.impacts), kpi.payout, kpi.beyond)
    return held(found, kpi.impact_floor, kpi.impact_cap)


def shown(share: Fraction, digits: int = 4) -> Decimal:
    """The share as a finding quotes it."""
    return rounded(Decimal(share.numerator) / Decimal(share.denominator), digits)


def _mean(rows: Iterable[Row], of: Callable[[Row], Fraction]) -> Fraction:
    weighed = [(Fraction(row.kpi.weight), of(row)) for row in rows]
    total = sum((weight for weight, _ in weighed), Fraction(0))
    return sum((weight * each for weight, each in weighed), Fraction(0)) / total if total else Fraction(1)


def _end(row: Row, last: Decimal, limit: Decimal | None, *, higher: bool) -> Fraction:
    """The farthest impact on one side: of the last level, of the scale's end, or of the KPI's own collar or cap."""
    kpi = row.kpi
    if kpi.payout == "linear" and kpi.beyond == "extrapolate":
        low, high = kpi.scale
        end = high if higher is row.higher else low
        if end is not None:
            return impact_at(row, end)
        return Fraction(limit) if limit is not None else _ENDLESS if higher else -_ENDLESS
    return held(Fraction(last), kpi.impact_floor, kpi.impact_cap)
