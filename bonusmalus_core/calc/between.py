"""Where does a value lie between the thresholds, and what does that give, in a sentence?"""

from __future__ import annotations

from fractions import Fraction

from bonusmalus_core.calc.impact import impact as banded
from bonusmalus_core.words import say
from bonusmalus_core.words.numbers import quantity, share


def explain(
    value: Fraction,
    thresholds: tuple[Fraction, ...],
    impacts: tuple[Fraction, ...],
    *,
    payout: str,
    beyond: str,
    unit: str,
    language: str,
) -> str:
    """Where `value` lies between the thresholds and which impact that gives, before collar and cap."""
    result = banded(value, thresholds, impacts, payout, beyond)
    rising = thresholds[-1] > thresholds[0]
    reached = [index for index, each in enumerate(thresholds) if (value >= each if rising else value <= each)]
    worse = len(reached) - 1
    better = min(worse + 1, len(thresholds) - 1)
    worse = max(worse, 0)
    facts = {
        "value": quantity(value, unit, language),
        "worse": quantity(thresholds[worse], unit, language),
        "worse_impact": share(impacts[worse], language),
        "better": quantity(thresholds[better], unit, language),
        "better_impact": share(impacts[better], language),
        "impact": share(result, language),
    }
    return say(language, "explain", _key(value, thresholds, reached, payout, beyond), **facts)


def _key(value: Fraction, thresholds: tuple[Fraction, ...], reached: list[int], payout: str, beyond: str) -> str:
    if value in thresholds:
        return "on"
    if 0 < len(reached) < len(thresholds):
        return f"{payout}.between"
    if payout == "linear" and beyond == "extrapolate":
        return "linear.beyond"
    return "best" if reached else "worst"
