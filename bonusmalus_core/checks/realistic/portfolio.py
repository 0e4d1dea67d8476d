"""Do the KPIs make a set that steers: few, weighty, balanced and felt by the customer? Checks R5, R6, R9, R10, R11."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from bonusmalus_core.checks.calls import plain, same_calls
from bonusmalus_core.checks.draft import Draft, Hit, Row, overlap
from bonusmalus_core.checks.metrics import CUSTOM, EFFICIENT, FELT, QUALITY
from bonusmalus_core.checks.topics import mentioned, speaks_of
from bonusmalus_core.findings import Where

_MOST = 5
_LIGHT, _HEAVY = Decimal("0.10"), Decimal("0.40")


def many(draft: Draft) -> Iterator[Hit]:
    """R5: more KPIs than people can steer by."""
    rows = max(draft.constellations, key=len, default=())
    if len(rows) > _MOST:
        codes = ", ".join(row.kpi.code for row in rows)
        yield Hit(Where("kpis", None, "code"), None, {"count": len(rows), "most": _MOST, "codes": codes})


def light(draft: Draft) -> Iterator[Hit]:
    """R5: a weight under 10 %, for which nobody changes anything."""
    for row in draft.rows:
        if row.kpi.weight < _LIGHT:
            yield row.hit("weight", weight=row.kpi.weight)


def heavy(draft: Draft) -> Iterator[Hit]:
    """R5: a weight over 40 %, which decides the price alone."""
    for row in draft.rows:
        if row.kpi.weight > _HEAVY:
            yield row.hit("weight", weight=row.kpi.weight)


def one_sided(draft: Draft) -> Iterator[Hit]:
    """R6: speed or cost is paid for, and no quality stands against it."""
    metrics = {row.metric for row in draft.rows}
    guarded = metrics & QUALITY or any(_is_about("quality", draft, row) for row in draft.rows)
    if metrics & EFFICIENT and not guarded:
        row = next(row for row in draft.rows if row.metric in EFFICIENT)
        yield row.hit("code", codes=", ".join(dict.fromkeys(each.kpi.code for each in draft.rows)))


def lonely_mean(draft: Draft) -> Iterator[Hit]:
    """R9: a mean waiting time hides the customers who wait longest."""
    yield from _alone(draft, "ASA", {"SL", "AR"})


def lonely_survey(draft: Draft) -> Iterator[Hit]:
    """R9: what customers say is solved is not checked against their repeated contacts."""
    yield from _alone(draft, "FCR-S", {"FCR"})


def _alone(draft: Draft, metric: str, beside: set[str]) -> Iterator[Hit]:
    if not {row.metric for row in draft.rows} & beside:
        yield from (row.hit("code") for row in draft.rows if row.metric == metric)


def operational_nps(draft: Draft) -> Iterator[Hit]:
    """R9: NPS measures the whole relation, not a month's service."""
    for row in draft.rows:
        if row.metric == "NPS" and row.kpi.frequency == "monthly":
            yield row.hit("frequency")


def presence(draft: Draft) -> Iterator[Hit]:
    """R10: presence or productivity is paid for instead of a result."""
    for row in draft.rows:
        found = mentioned("presence", f"{row.kpi.code} {row.kpi.name}")
        if found or row.metric == "AHT":
            yield row.hit("name", words=found[0] if found else row.metric)


def unfelt(draft: Draft) -> Iterator[Hit]:
    """R11: no KPI is noticed by the end customer."""
    rows = draft.rows
    if rows and not any(row.metric in FELT or _is_about("customer", draft, row) for row in rows):
        yield Hit(Where("kpis", None, "code"), None, {"codes": ", ".join(dict.fromkeys(row.kpi.code for row in rows))})


def _is_about(topic: str, draft: Draft, row: Row) -> bool:
    """Whether a KPI outside the catalogue speaks of quality or of customers."""
    entry = draft.entries.get(row.kpi.code)
    return row.metric == CUSTOM and speaks_of(topic, f"{row.kpi.name}\n{entry.words if entry else ''}")


def one_driver(draft: Draft) -> Iterator[Hit]:
    """C3: two KPIs measure the same with another limit: one cause is paid for twice."""
    months = draft.agreement.contract.months
    firsts = [rows[0] for rows in draft.by_code.values()]
    for one, other in combinations(firsts, 2):
        same = one.metric == other.metric != CUSTOM and same_calls(draft, one, other) and _same_whole(draft, one, other)
        if same and overlap(one.kpi, other.kpi, months):
            yield other.hit("code", other=one.kpi.code, weight=one.kpi.weight + other.kpi.weight)


def _same_whole(draft: Draft, one: Row, other: Row) -> bool:
    """Whether two rows are divided by the same, where the legend tells of both."""
    whole = {plain(entry.entry.denominator) for row in (one, other) if (entry := draft.entries.get(row.kpi.code))}
    return len(whole) <= 1
