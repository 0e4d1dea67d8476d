"""Is a duration that was taken for the talk the length of the whole call, with its wait?

Only of a column that is called a duration and no talk, and where most contacts show it: nobody talked with who
abandoned, and who waited talked shorter than from the start to the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.columns import is_called
from bonusmalus_core.measures.opening.inspection import FEW_UNREADABLE
from bonusmalus_core.measures.opening.opened import Opened

TALK = "talk_s"
_WAITED = 5 * MILLION
_ROUNDED = 2 * MILLION
_LEFT = ("core_contacts", "answered = 0 AND talk_us IS NOT NULL", "talk_us > 0")
_LASTED = (
    "typed_contacts",
    f"wait_s >= {_WAITED} AND talk_s > 0 AND ended_at_instant > started_at_instant",
    f"abs(ended_at_instant - started_at_instant - talk_s) <= {_ROUNDED}",
)


def whole_calls(asked: Asked, records: Opened) -> Iterator[Finding]:
    """That the KPI would add waits to what handling took."""
    of = records.columns["contacts"].of
    if TALK not in of or not is_called(of[TALK], "whole_s"):
        return
    ways = [_LEFT, *([_LASTED] if {"wait_s", "started_at", "ended_at"} <= of.keys() else [])]
    for relation, those, odd in ways:
        query = f"SELECT count(*), count(*) FILTER (WHERE {odd}) FROM {relation} WHERE {those}"
        ((rows, count),) = records.con.execute(query).fetchall()
        if count > FEW_UNREADABLE and 2 * count > rows:
            column = " + ".join(of[TALK].columns)
            facts = {"file": records.sources["contacts"].name, "column": column, "count": count, "rows": rows}
            yield Finding("G77", Severity.WARNING, Where("contacts", field=TALK), kpi=asked.kpi, facts=facts)
            return
