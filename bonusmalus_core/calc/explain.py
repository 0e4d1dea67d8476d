"""Why does a KPI line have this impact, in a sentence of the contract's language?"""

from __future__ import annotations

from fractions import Fraction

from bonusmalus_core.calc.impact import impact as banded
from bonusmalus_core.model.settlement import KpiLine, State
from bonusmalus_core.words import say
from bonusmalus_core.words.numbers import quantity, share

_WITHOUT_VALUE = {
    State.WAITING: "waiting",
    State.INACTIVE: "inactive",
    State.MISSING: "missing",
    State.ENDED: "ended",
}


def explanation(line: KpiLine, language: str) -> str:
    """One or two sentences: where the value lies between the thresholds, and what that gives."""
    if line.state in _WITHOUT_VALUE:
        return say(language, "explain", _WITHOUT_VALUE[line.state])
    if line.value is None or line.impact is None:
        return say(language, "explain", "override.impact", impact=share(line.impact or 0, language))
    said = [_banded(line, line.value, language)]
    if line.state is State.OVERRIDDEN:
        said.insert(0, say(language, "explain", "override.value", value=quantity(line.value, line.row.unit, language)))
    said += [say(language, "explain", key, impact=share(line.impact, language)) for key in _held(line, line.value)]
    return " ".join(said)


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


def _banded(line: KpiLine, value: Fraction, language: str) -> str:
    row = line.row
    how = {"payout": row.payout, "beyond": row.beyond, "unit": row.unit, "language": language}
    return explain(value, line.thresholds, line.impacts, **how)


def _held(line: KpiLine, value: Fraction) -> list[str]:
    """Whether the KPI's own collar or cap changed the impact."""
    free = banded(value, line.thresholds, line.impacts, line.row.payout, line.row.beyond)
    if line.impact is None or free == line.impact:
        return []
    return ["collar" if line.impact > free else "cap"]
