"""Why does a KPI line have this impact, in a sentence of the contract's language?"""

from __future__ import annotations

from fractions import Fraction

from bonusmalus_core.calc.between import explain
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
