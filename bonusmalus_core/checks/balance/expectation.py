"""Which impact can be expected of a value that varies around its mean? In closed form, for a normal spread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import erf, exp, pi, sqrt
from typing import NamedTuple


class Bands(NamedTuple):
    """How values become impacts; thresholds run from worst to best, in either direction."""

    thresholds: Sequence[float]
    impacts: Sequence[float]
    payout: str
    beyond: str


def expected_impact(bands: Bands, mean: float, deviation: float) -> float:
    """The mean impact of normally spread values.

    >>> thresholds, impacts = (70, 75, 80, 85, 90), (0.90, 0.95, 1.00, 1.05, 1.10)
    >>> bands = (Bands(thresholds, impacts, payout, "clamp") for payout in ("step", "linear", "nearest"))
    >>> [round(expected_impact(each, 80, 2.5), 3) for each in bands]
    [0.975, 1.0, 1.0]
    """
    if bands.thresholds[-1] < bands.thresholds[0]:
        bands, mean = bands._replace(thresholds=[-each for each in bands.thresholds]), -mean
    thresholds, impacts, payout, _ = bands
    if payout == "linear":
        return _linear(bands, mean, deviation)
    edges = thresholds[1:] if payout == "step" else [(one + two) / 2 for one, two in pairwise(thresholds)]
    rises = (two - one for one, two in pairwise(impacts))
    reached = (_normal((mean - edge) / deviation) for edge in edges)
    return impacts[0] + sum(rise * chance for rise, chance in zip(rises, reached, strict=True))


def _linear(bands: Bands, mean: float, deviation: float) -> float:
    """Each band adds its slope times the mean part of it that values cover."""
    thresholds, impacts, _, beyond = bands
    above = [_excess(mean - each, deviation) for each in thresholds]
    slopes = [(b - a) / (d - c) for (a, b), (c, d) in zip(pairwise(impacts), pairwise(thresholds), strict=True)]
    inside = sum(slope * (left - right) for slope, (left, right) in zip(slopes, pairwise(above), strict=True))
    if beyond == "extrapolate":
        inside += slopes[-1] * above[-1] - slopes[0] * _excess(thresholds[0] - mean, deviation)
    return impacts[0] + inside


def _excess(distance: float, deviation: float) -> float:
    """The mean of what a value at this mean distance lies above an edge, counting nothing below it."""
    z = distance / deviation
    return distance * _normal(z) + deviation * exp(-z * z / 2) / sqrt(2 * pi)


def _normal(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2
