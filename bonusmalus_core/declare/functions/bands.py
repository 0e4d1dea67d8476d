"""Which impact is a value worth by the bands of its KPI, and which level does it reach?"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from bonusmalus_core.calc.impact import band as reached
from bonusmalus_core.calc.scale import Scale, scale
from bonusmalus_core.declare.functions.choices import choice
from bonusmalus_core.declare.functions.keeping import kept
from bonusmalus_core.declare.kinds import Number, Numbers, Text
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import BLANK_OR_NOT_FOUND, OUT_OF_RANGE, WRONG_ARGUMENT, NoResult

THRESHOLDS = ((0.7, 0.75, 0.8, 0.85, 0.9),)
IMPACTS = ((0.9, 0.95, 1.0, 1.05, 1.1),)


@function("BM_IMPACT", Category.IMPACT, Example((0.82, THRESHOLDS, IMPACTS), 1.02))
def impact(
    value: Number, thresholds: Numbers, impacts: Numbers, payout: Text = "linear", beyond: Text = "clamp"
) -> Number:
    """Gives the impact that a measured value is worth by the bands of its KPI.

    A value on a threshold gets exactly that threshold's impact. Rising thresholds mean that higher is better, falling
    ones that lower is better. `BM_EXPLAIN` says in words how the impact comes about, or why there is none.

    Args:
        value: The measured value; a range of values gives a range of impacts.
        thresholds: One threshold per level, from the worst to the best: a row or a column.
        impacts: The impact of each level, in the same order: a row or a column.
        payout: What happens between two thresholds: linear (default), step or nearest, in any of the four languages.
        beyond: What happens outside the thresholds: clamp (default) keeps the end level, extrapolate continues the
            line.

    Raises:
        #N/A: The value, a threshold or an impact is blank.
        #NUM!: The thresholds do not run strictly up or down, or an impact is lower than that of a worse level.
        #VALUE!: There are not as many impacts as thresholds, or a word is unknown.
    """
    return _scaled(thresholds, impacts, choice("payout", payout), choice("beyond", beyond))(value)


@function("BM_BAND", Category.IMPACT, Example((0.82, THRESHOLDS), 3.0))
def band(value: Number, thresholds: Numbers) -> Number:
    """Gives the level that a measured value reaches: 1 is the worst, 0 means that none is reached.

    Args:
        value: The measured value; a range of values gives a range of levels.
        thresholds: One threshold per level, from the worst to the best: a row or a column.

    Raises:
        #N/A: The value or a threshold is blank.
        #NUM!: The thresholds do not run strictly up or down.
    """
    return Fraction(reached(value, ordered(thresholds)))


@kept
def _scaled(thresholds: Numbers, impacts: Numbers, payout: str, beyond: str) -> Scale:
    return scale(*checked(thresholds, impacts), payout, beyond)


@kept
def checked(thresholds: Numbers, impacts: Numbers) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The bands as they are, or NoResult when they lead from one value to no impact or to several."""
    bands, worth = ordered(thresholds), _filled(impacts)
    if len(bands) != len(worth):
        raise NoResult(WRONG_ARGUMENT, "other_length", thresholds=len(bands), impacts=len(worth))
    if any(worse > better for worse, better in pairwise(worth)):
        raise NoResult(OUT_OF_RANGE, "falling_impacts", impacts=worth)
    return bands, worth


@kept
def ordered(thresholds: Numbers) -> tuple[Fraction, ...]:
    """The thresholds as they are, or NoResult when they do not run strictly up or strictly down."""
    bands = _filled(thresholds)
    if len(bands) < 2:
        raise NoResult(OUT_OF_RANGE, "one_threshold")
    rising = bands[0] < bands[-1]
    if not all(worse < better if rising else worse > better for worse, better in pairwise(bands)):
        raise NoResult(OUT_OF_RANGE, "disordered", thresholds=bands)
    return bands


def _filled(numbers: Numbers) -> tuple[Fraction, ...]:
    filled = tuple([each for each in numbers if each is not None])
    if len(filled) < len(numbers):
        raise NoResult(BLANK_OR_NOT_FOUND, "blank_band")
    return filled
