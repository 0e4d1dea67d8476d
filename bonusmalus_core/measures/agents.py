"""How far do the agents lie apart behind the value of a KPI? Nobody is named: an average that hides spread misleads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.uncertainty import spread
from bonusmalus_core.measures.asked import UNNAMED, Asked
from bonusmalus_core.measures.core import Frames
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.model.month import Month

FEWEST = 5
"""Of fewer agents a spread says little, and may say who they are."""

AGENT = "agent_id"


class Apart(NamedTuple):
    """How many agents there are, and between which values four out of five of them lie."""

    agents: int
    low: Fraction
    high: Fraction


def agents_apart(
    frames: Frames, asked: Sequence[Asked], months: Sequence[Month], known: Mapping[str, bool]
) -> dict[tuple[str, Month], Apart]:
    """By KPI and month; `known` tells whose records name agents. KPIs that are split already have none."""
    split = [
        replace(each, by=(AGENT,))
        for each in asked
        if known.get(each.measure.records) and not each.by and not each.measure.special
    ]
    values: dict[tuple[str, Month], list[Fraction]] = defaultdict(list)
    for row in evaluate(frames, split, months) if split else ():
        if row.value is not None and row.part != UNNAMED:
            values[row.kpi, row.month].append(row.value)
    found: dict[tuple[str, Month], Apart] = {}
    for place, each in values.items():
        measured = spread(each)
        low, high = measured["p10"], measured["p90"]
        if len(each) >= FEWEST and low is not None and high is not None:
            found[place] = Apart(len(each), low, high)
    return found
