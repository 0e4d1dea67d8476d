"""Which impact has each of many values by the same bands?

Whatever the payout, the impact is a straight line between two neighbouring corners: the thresholds, and half-way
between them for "nearest". Each line is drawn once through two points that `impact` gives; then a value needs one
search and one multiplication, in whole numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from bonusmalus_core.calc.impact import impact

Scale = Callable[[Fraction], Fraction]
_Line = tuple[int, int, int]
"""a, b, c of the impact (a × value + b) / c."""


def scale(thresholds: Sequence[Fraction], impacts: Sequence[Fraction], payout: str, beyond: str) -> Scale:
    """What gives a value its impact, exactly as `impact` does."""
    sign = 1 if thresholds[-1] > thresholds[0] else -1  # seen from the other side, falling thresholds rise
    halves = [(worse + better) / 2 for worse, better in pairwise(thresholds)]
    corners = sorted(sign * each for each in (*thresholds, *halves))
    unit = lcm(*(each.denominator for each in corners))
    steps = [int(each * unit) for each in corners]
    inside = [(corners[0] - 2, corners[0] - 1), *map(_thirds, corners, corners[1:]), (corners[-1] + 1, corners[-1] + 2)]
    lines = [_line(*((sign * each, impact(sign * each, thresholds, impacts, payout, beyond)) for each in points))
             for points in inside]  # fmt: skip
    turned = sign * unit

    def of(value: Fraction) -> Fraction:
        above, below = value.as_integer_ratio()
        a, b, c = lines[bisect_right(steps, above * turned // below)]
        return Fraction(a * above + b * below, c * below)

    return of


def _thirds(left: Fraction, right: Fraction) -> tuple[Fraction, Fraction]:
    return (2 * left + right) / 3, (left + 2 * right) / 3


def _line(first: tuple[Fraction, Fraction], second: tuple[Fraction, Fraction]) -> _Line:
    """The straight line through two points (value, impact)."""
    slope = (second[1] - first[1]) / (second[0] - first[0])
    start = first[1] - slope * first[0]
    common = lcm(slope.denominator, start.denominator)
    return int(slope * common), int(start * common), common
