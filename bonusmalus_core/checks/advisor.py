"""Which KPIs fit a goal, a maturity phase and a sector, and what keeps them honest?

What the sources advise is data (`advice.json`): the sets per goal and phase, what balances what, which references they
give and where they contradict each other. The sources speak of customer contact; the sets of the other sectors are
those of our templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Literal

from bonusmalus_core.checks.realistic.phase import FIRST
from bonusmalus_core.model.choices import GOALS, Goal, Sector

MOST = 5
"""The most KPIs that people can steer by."""

SOURCED: Sector = "contact-centre"
"""The sector of which the sources speak."""

_WEIGHTS = {
    3: ("0.40", "0.30", "0.30"),
    4: ("0.30", "0.30", "0.20", "0.20"),
    5: ("0.25", "0.25", "0.20", "0.15", "0.15"),
}
"""The first of a set steer most; no weight below 10 % or above 40 %."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A KPI to take: its weight, and which of the others keep it honest."""

    code: str
    weight: Decimal
    balanced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A KPI that the sources name and the advice leaves out, and why: "unpaid", "later" or "enough"."""

    metric: str
    why: Literal["unpaid", "later", "enough"]
    first: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The KPIs to take, what is left out, and the contradictions between sources that touch either."""

    sector: Sector
    goals: tuple[Goal, ...]
    phase: int
    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]
    contradictions: tuple[str, ...]


def advise(goals: Sequence[Goal], phase: int, sector: Sector) -> Advice:
    """At most five KPIs, the most telling first; without a goal every goal counts. KeyError for another phase."""
    wanted = tuple(goals) or GOALS
    codes = _merged([_set(sector, goal, phase) for goal in wanted])
    pairs = zip(codes, map(Decimal, _WEIGHTS[len(codes)]), strict=True)
    chosen = tuple(Chosen(code, weight, _balances(sector, code, codes)) for code, weight in pairs)
    left = tuple(_left_out(wanted, phase, codes)) if sector == SOURCED else ()
    told = {*codes, *(each.metric for each in left)} if sector == SOURCED else set[str]()
    return Advice(sector, wanted, phase, chosen, left, tuple(_contradictions(told)))


def references(metric: str) -> tuple[str, ...]:
    """The sources that give a reference value for a metric."""
    return tuple(_data()["references"].get(metric, ()))


def contradicting(contradiction: str) -> tuple[str, ...]:
    """The sources that contradict each other."""
    return tuple(_data()["contradictions"][contradiction]["sources"])


def _set(sector: str, goal: str, phase: int) -> list[str]:
    """What the data advise; of a set that is not told per phase, what fits the phase."""
    per_phase = _data()["sets"][sector][goal]
    if str(phase) in per_phase and len(per_phase) > 1:
        return list(per_phase[str(phase)])
    metrics = _data()["metrics"].get(sector, {})
    return [code for code in per_phase["1"] if FIRST.get(metrics.get(code, code), 1) <= phase]


def _merged(sets: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first of every set, then the second …, each once, as far as there is room."""
    turns = (code for turn in zip_longest(*sets) for code in turn if code is not None)
    return tuple(dict.fromkeys(turns))[:MOST]


def _balances(sector: str, code: str, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(other for other in _data()["balances"][sector][code] if other in codes)


def _left_out(goals: Sequence[str], phase: int, codes: Sequence[str]) -> Iterator[LeftOut]:
    """What the sources name for these goals or this phase, and the advice does not take."""
    named = _data()["named"]
    every = [*(metric for goal in goals for metric in named["goal"][goal]), *named["phase"][str(phase)]]
    for metric in dict.fromkeys(every):
        first = FIRST.get(metric, 1)
        if metric in _data()["unpaid"]:
            yield LeftOut(metric, "unpaid", first)
        elif metric not in codes:
            yield LeftOut(metric, "later" if first > phase else "enough", first)


def _contradictions(metrics: set[str]) -> Iterator[str]:
    for name, told in _data()["contradictions"].items():
        if metrics.intersection(told["metrics"]):
            yield name


@cache
def _data() -> Any:
    return json.loads((files(__package__) / "advice.json").read_text(encoding="utf-8"))
