"""How far do agents and days lie apart behind the value of a KPI?

Nobody is named: an average that hides spread misleads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from bonusmalus_core.calc.uncertainty import percentile
from bonusmalus_core.measures.asked import UNNAMED, Asked
from bonusmalus_core.measures.core import Frames
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.model.month import Month

FEWEST = 5
"""Of fewer agents or days a spread says little, and may say who they are."""

AGENT = "agent_id"

Over = Literal["agents", "days"]
OVERS: tuple[Over, ...] = get_args(Over)


class Apart(NamedTuple):
    """How many agents or days there are, and between which values four out of five of them lie."""

    many: int
    low: Fraction
    high: Fraction


def apart(
    frames: Frames, asked: Sequence[Asked], months: Sequence[Month], naming: Collection[str]
) -> dict[tuple[Over, str, Month], Apart]:
    """By KPI and month, over agents and over days; `naming` are the records that name agents.

    KPIs that are split already have none.
    """
    whole = [each for each in asked if not each.by and not each.measure.special]
    split: dict[Over, list[Asked]] = {
        "agents": [replace(each, by=(AGENT,)) for each in whole if each.measure.records in naming],
        "days": [replace(each, by=(each.measure.day,)) for each in whole],
    }
    found: dict[tuple[Over, str, Month], Apart] = {}
    for over in OVERS:
        for (kpi, month), values in _values(frames, split[over], months).items():
            if len(values) >= FEWEST:
                low, high = (percentile(values, Fraction(tenths, 10)) for tenths in (1, 9))
                found[over, kpi, month] = Apart(len(values), low, high)
    return found


def _values(frames: Frames, split: Sequence[Asked], months: Sequence[Month]) -> dict[tuple[str, Month], list[Fraction]]:
    """The value of every part that has one and a name."""
    values: dict[tuple[str, Month], list[Fraction]] = defaultdict(list)
    for row in evaluate(frames, split, months) if split else ():
        if row.value is not None and row.part != UNNAMED:
            values[row.kpi, row.month].append(row.value)
    return values
