"""Which impact does a value have by the bands of its KPI?

Source: contract and settlement rules, section 2. All numbers are exact fractions; thresholds run from the worst to the
best level and are strictly monotonic, impacts never decrease.

>>> bands = fractions((Decimal("0.70"), Decimal("0.75"), Decimal("0.80")))
>>> impacts = fractions((Decimal("0.90"), Decimal("0.95"), Decimal("1")))
>>> band(Fraction(76, 100), bands), impact(Fraction(76, 100), bands, impacts, "linear", "clamp")
(2, Fraction(24, 25))
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)
def fractions(numbers: tuple[Decimal, ...]) -> tuple[Fraction, ...]:
    """The same numbers as exact fractions."""
    return tuple(Fraction(number) for number in numbers)


def band(value: Fraction, thresholds: Sequence[Fraction]) -> int:
    """How many levels the value reaches: 0 when it is worse than the worst threshold."""
    above, below = value.numerator, value.denominator  # compared as integers, five times as fast as as fractions
    if thresholds[-1] > thresholds[0]:
        return sum(above * each.denominator >= each.numerator * below for each in thresholds)
    return sum(above * each.denominator <= each.numerator * below for each in thresholds)


def impact(
    value: Fraction, thresholds: Sequence[Fraction], impacts: Sequence[Fraction], payout: str, beyond: str
) -> Fraction:
    """The impact of `value` before collar and cap; `extrapolate` continues the last straight line of `linear` only."""
    reached = band(value, thresholds)
    if payout == "linear" and (beyond == "extrapolate" or 0 < reached < len(thresholds)):
        return _linear(value, thresholds, impacts, reached)
    if payout == "nearest":
        reached = _nearest(value, thresholds, reached)
    return impacts[max(reached, 1) - 1]


def held(impact: Fraction, floor: Decimal | None, cap: Decimal | None) -> Fraction:
    """The impact within the KPI's own collar and cap, where it has them."""
    if floor is not None:
        impact = max(impact, Fraction(floor))
    if cap is not None:
        impact = min(impact, Fraction(cap))
    return impact


def _linear(value: Fraction, thresholds: Sequence[Fraction], impacts: Sequence[Fraction], reached: int) -> Fraction:
    """On the straight line between the level reached and the next; beyond the ends on the last such line.

    impact + (value - threshold) * (next impact - impact) / (next threshold - threshold), in whole numbers over one
    denominator: that is three times as fast as step by step.
    """
    left = min(max(reached, 1), len(thresholds) - 1) - 1
    (a, b), (c, d) = thresholds[left].as_integer_ratio(), thresholds[left + 1].as_integer_ratio()
    (e, f), (g, h) = impacts[left].as_integer_ratio(), impacts[left + 1].as_integer_ratio()
    (n, m), width = value.as_integer_ratio(), c * b - a * d
    return Fraction(e * m * h * width + (n * b - a * m) * (g * f - e * h) * d, m * f * h * width)


def _nearest(value: Fraction, thresholds: Sequence[Fraction], reached: int) -> int:
    """The level whose threshold is nearest; exactly half-way goes to the better one."""
    if reached in (0, len(thresholds)):
        return reached
    worse, better = thresholds[reached - 1], thresholds[reached]
    return reached + (abs(better - value) <= abs(value - worse))
