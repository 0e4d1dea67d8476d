"""Do the scores look like those of the scale that the contract states, or was the question asked on another?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.families.satisfaction import CSAT_SCALES, NPS_SCALE
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.inspection import FEW_UNREADABLE, MOST_ODD
from bonusmalus_core.measures.opening.opened import Opened

_SCORES = {"NPS": "nps", "CSAT": "csat", "CES": "ces"}

FIVE = 5
"""The highest score of the most common scale: where nobody gives more, and nobody 0, that was the scale."""

ENOUGH = 5
MANY = 20
"""So many answers would hold a score of the upper end, whatever customers think."""


class Answers(NamedTuple):
    """How many scores there are, the lowest and the highest, and how many lie off the scale."""

    many: int
    low: float
    high: float
    off: int


def on_scale(records: Opened, asked: Sequence[Asked]) -> tuple[tuple[Asked, ...], list[Finding]]:
    """The KPIs without those whose scores are on another scale; those are asked about."""
    kept, findings = list[Asked](), list[Finding]()
    for each in asked:
        scale = _scale(each)
        found = _answers(records, _SCORES[each.measure.id], scale) if scale else None
        if scale is None or found is None or not is_another(each.measure.id, scale, found):
            kept.append(each)
            continue
        field = _SCORES[each.measure.id]
        facts = {
            "file": records.sources["surveys"].name, "column": " + ".join(records.columns["surveys"].of[field].columns),
            "count": found.many, "first": f"{found.low:g}", "last": f"{found.high:g}",
            "low": scale[0], "high": scale[1],
        }  # fmt: skip
        findings.append(Finding("G59", Severity.WARNING, Where("surveys", field=field), kpi=each.kpi, facts=facts))
    return tuple(kept), findings


def is_another(measure: str, scale: tuple[int, int], found: Answers) -> bool:
    """Whether more than a few scores lie off the scale, or none of many reaches where a smaller scale ends."""
    if found.off > FEW_UNREADABLE and found.off > MOST_ODD * found.many:
        return True
    if measure == "CES":  # a low score can be the best
        return False
    halves = scale[1] == 2 * FIVE and found.high <= FIVE
    smaller = max((each for each in CSAT_SCALES if each < scale[1]), default=0) if measure == "CSAT" else FIVE
    return (halves and found.low >= 1 and found.many >= ENOUGH) or (found.high <= smaller and found.many >= MANY)


def _scale(asked: Asked) -> tuple[int, int] | None:
    match asked.measure.id:
        case "NPS":
            return NPS_SCALE
        case "CSAT":
            return asked.given["lowest"], asked.given["scale"]
        case "CES":
            return 1, asked.given["scale"]
        case _:
            return None


def _answers(records: Opened, field: str, scale: tuple[int, int]) -> Answers | None:
    low, high = (end * MILLION for end in scale)
    off = f"count(*) FILTER (WHERE {field}_us < {low} OR {field}_us > {high})"
    query = f"SELECT count({field}_us), min({field}_us), max({field}_us), {off} FROM core_surveys"
    ((count, lowest, highest, outside),) = records.con.execute(query).fetchall()
    return Answers(count, lowest / MILLION, highest / MILLION, outside) if count else None
