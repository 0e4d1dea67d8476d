"""Do the scores look like those of the scale that the contract states, or was the question asked on another?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.families.satisfaction import CSAT_SCALES, NPS_SCALE, VOUCHED
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.cells import text_of
from bonusmalus_core.measures.opening.inspection import are_many
from bonusmalus_core.measures.opening.labels import highest_of
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.opening.sources import literal, quoted

_SCORES = {"NPS": "nps", "CSAT": "csat", "CES": "ces"}

FIVE = 5
"""The highest score of the most common scale: where nobody gives more, and nobody 0, that was the scale."""

ENOUGH = 5
MANY = 20
"""So many answers would hold a score of the upper end, whatever customers think."""


class Answers(NamedTuple):
    """How many scores there are, the lowest and the highest, how many lie off the scale, and which end they name.

    And how many are neither whole nor half, as means of several answers are.
    """

    many: int
    low: float
    high: float
    off: int
    end: int | None = None
    broken: int = 0


def on_scale(records: Opened, asked: Sequence[Asked]) -> tuple[tuple[Asked, ...], list[Finding]]:
    """The KPIs without those whose scores are on another scale; those are asked about."""
    kept, findings = list[Asked](), list[Finding]()
    for each in asked:
        scale = _scale(each)
        found = _answers(records, each, scale) if scale else None
        if scale and found and _is_doubted(each, scale, found):
            findings.append(_doubted(records, each, scale, found))
        elif found and are_many(found.broken, found.many) and not each.given.get(VOUCHED):
            findings.append(_of_means(records, each, found))
        else:
            kept.append(each)
    return tuple(kept), findings


def _is_doubted(asked: Asked, scale: tuple[int, int], found: Answers) -> bool:
    """Whether the scores are on another scale, or seem to be and nobody vouches for them."""
    seems = is_another(asked.measure.id, scale, found) and not asked.given.get(VOUCHED)
    return _is_off(scale, found) or seems


def _doubted(records: Opened, asked: Asked, scale: tuple[int, int], found: Answers) -> Finding:
    field = _SCORES[asked.measure.id]
    is_off = _is_off(scale, found)
    way = "no_scale" if is_off and asked.measure.id == "NPS" else "scale" if is_off else "vouch"
    facts = {
        "file": records.sources["surveys"].name, "column": " + ".join(records.columns["surveys"].of[field].columns),
        "count": found.many, "first": f"{found.low:g}", "last": f"{found.high:g}",
        "low": scale[0], "high": scale[1],
        "way": Phrase(way, {"key": f"kpis.{asked.kpi}.{VOUCHED}"}, topic="measuring"),
    }  # fmt: skip
    return Finding("G59", Severity.WARNING, Where("surveys", field=field), kpi=asked.kpi, facts=facts)


def _of_means(records: Opened, asked: Asked, found: Answers) -> Finding:
    """That the scores are those of several answers each."""
    field, key = _SCORES[asked.measure.id], f"kpis.{asked.kpi}.{VOUCHED} = true"
    column = " + ".join(records.columns["surveys"].of[field].columns)
    facts = {
        "file": records.sources["surveys"].name, "column": column, "count": found.broken, "rows": found.many,
        "key": key,
    }  # fmt: skip
    return Finding("G78", Severity.WARNING, Where("surveys", field=field), kpi=asked.kpi, facts=facts)


def is_another(measure: str, scale: tuple[int, int], found: Answers) -> bool:
    """Whether more than a few scores lie off the scale, or none of many reaches where a smaller scale ends."""
    if _is_off(scale, found):
        return True
    if measure == "CES":  # a low score can be the best
        return False
    halves = scale[1] == 2 * FIVE and found.high <= FIVE
    smaller = max((each for each in CSAT_SCALES if each < scale[1]), default=0) if measure == "CSAT" else FIVE
    return (halves and found.low >= 1 and found.many >= ENOUGH) or (found.high <= smaller and found.many >= MANY)


def _is_off(scale: tuple[int, int], found: Answers) -> bool:
    """Whether more than a few scores lie off the scale, or they say themselves that they are of another."""
    return are_many(found.off, found.many) or found.end not in (None, scale[1])


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


def _answers(records: Opened, asked: Asked, scale: tuple[int, int]) -> Answers | None:
    """The scores of the records that count for the KPI; None without any."""
    field, (low, high) = f"{_SCORES[asked.measure.id]}_us", (end * MILLION for end in scale)
    words = {name: ", ".join(literal(str(word)) for word in words) for name, words in asked.only.items()}
    where = " AND ".join(["true", *(f"{quoted(name)} IN ({every})" for name, every in words.items())])
    off = f"count(*) FILTER (WHERE {field} < {low} OR {field} > {high})"
    broken = f"count(*) FILTER (WHERE {field} % {MILLION // 2} <> 0)"
    query = f"SELECT count({field}), min({field}), max({field}), {off}, {broken} FROM core_surveys WHERE {where}"
    ((count, lowest, highest, outside, parts),) = records.con.execute(query).fetchall()
    end = _end(records, _SCORES[asked.measure.id])
    return Answers(count, lowest / MILLION, highest / MILLION, outside, end, parts) if count else None


def _end(records: Opened, field: str) -> int | None:
    """The highest score of the scale that the cells name, as in "4/5"; they all name the same, or none."""
    text = text_of(field)
    more = f"{quoted(field)} IS NOT NULL AND regexp_matches({text}, '[^0-9.,]')"
    query = f"SELECT {text} FROM bm_seen_surveys WHERE {more} LIMIT 1"
    found = records.con.execute(query).fetchall()
    return highest_of(str(found[0][0])) if found else None
