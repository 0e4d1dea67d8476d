"""How long was it open between two moments? Opening hours per weekday, without holidays.

Every day's intervals, and what was open before it, stand in lists that SQL looks up by the number of the day: however
long a case lasts, its business time takes two look-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import duckdb

from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.hours import Opening

Spans = tuple[tuple[int, int], ...]


def prepare(
    con: duckdb.DuckDBPyConnection, opening: Opening, is_closed: Callable[[date], bool], first: date, last: date
) -> None:
    """Lets SQL ask `bm_open(moment)`: the millionths of a second that were open since the day `first`.

    Moments before `first` or after `last` have none.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    spans: list[Spans] = [() if is_closed(day) else opening.week[day.weekday()] for day in days]
    before, total = list[int](), 0
    for each in spans:
        before.append(total * MILLION)
        total += sum(end - start for start, end in each)
    widest = max((len(each) for each in spans), default=0)
    con.execute(f"SET VARIABLE bm_before = {before}::BIGINT[]")
    for n in range(widest):
        for edge, name in ((0, "start"), (1, "end")):
            con.execute(f"SET VARIABLE bm_{name}{n} = {_edges(spans, n, edge)}::BIGINT[]")
    con.execute(_macro(first, widest))


def _edges(spans: Sequence[Spans], n: int, edge: int) -> list[int]:
    return [each[n][edge] * MILLION if n < len(each) else 0 for each in spans]


def _macro(first: date, widest: int) -> str:
    day = f"(date_diff('day', DATE '{first.isoformat()}', CAST(t AS DATE)) + 1)"
    second = "(epoch_us(t) - epoch_us(date_trunc('day', t)))"
    within = "".join(
        f" + greatest(0, least({second}, getvariable('bm_end{n}')[{day}]) - getvariable('bm_start{n}')[{day}])"
        for n in range(widest)
    )
    opened = f"getvariable('bm_before')[{day}]{within}"
    return f"CREATE OR REPLACE TEMP MACRO bm_open(t) AS CASE WHEN {day} >= 1 THEN {opened} END"


def between(first: str, last: str) -> str:
    """SQL of the business time between two moments."""
    return f"bm_open({last}) - bm_open({first})"
