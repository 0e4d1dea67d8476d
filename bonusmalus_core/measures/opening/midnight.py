"""Which times of a contact are of the day after its start, and which midnights stand for no time at all?

Both only where a time takes the day on which the contact began. Programs write 00:00:00 where nobody answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.opening.columns import Columns, is_called
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.sources import Source, literal, quoted

START, ANSWERED_AT, ENDED = "started_at", "answered_at", "ended_at"

_LONGEST = 4
"""Hardly anybody waits or talks for so many hours: an earlier time is of the next day only within them."""

_MIDNIGHT = r"(0?0:00(:00([.,]0+)?)?|12:00(:00([.,]0+)?)? ?[Aa][.]?[Mm][.]?)( ?[Aa][.]?[Mm][.]?)?"
_LATE = (
    r"(^|[ T])(23:\d\d|11:\d\d(:\d\d([.,]\d+)?)? ?[Pp]|0?0:00|12:00(:\d\d([.,]\d+)?)? ?[Aa])"
)  # fmt: skip
"""Starts in the hour before midnight, or just after it: what follows can be at midnight."""


def later(of: Mapping[str, ColumnOf]) -> frozenset[str]:
    """The moments that tell a time beside the day on which the contact began."""
    days = of[START].columns[:1] if START in of else ()
    told = {field: of[field] for field in (ANSWERED_AT, ENDED) if days and field in of and len(of[field].columns) > 1}
    return frozenset(field for field, each in told.items() if each.columns[0] in days or is_called(each, "date"))


def of_next_day(moment: str, start: str) -> str:
    """SQL of a moment with the day of its start: the next day, where only so it is brief after the start."""
    is_next = f"{start} - {moment} >= INTERVAL {24 - _LONGEST} HOUR"
    return f"(CASE WHEN {is_next} THEN {moment} + INTERVAL 1 DAY ELSE {moment} END)"


def without_midnights(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> Columns:
    """The columns, those midnights blank that cannot be when somebody answered or a contact ended; which is told."""
    found = dict(_standing_for_nothing(con, source, columns.of))
    return columns.without({field: texts for field, (texts, _) in found.items()}, (told for _, told in found.values()))


def _standing_for_nothing(
    con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf]
) -> Iterator[tuple[str, tuple[tuple[str, ...], Finding]]]:
    """How midnight is written, by field, where most contacts with it did not begin near midnight."""
    for field in sorted(later(of)):
        needed = (*of[field].columns, *of[START].columns)
        if not source.columns.keys() >= set(needed):
            continue
        time, start = (f"bm_trim(CAST({quoted(of[each].columns[-1])} AS VARCHAR))" for each in (field, START))
        midnight = f"regexp_full_match(t, {literal(_MIDNIGHT)})"
        late = f"coalesce(regexp_matches(s, {literal(_LATE)}), false)"
        query = (
            f"SELECT count(*), count(*) FILTER (WHERE {midnight}), count(*) FILTER (WHERE {midnight} AND NOT {late}), "
            f"list_sort(list(DISTINCT t) FILTER (WHERE {midnight})) "
            f"FROM (SELECT {time} AS t, {start} AS s FROM {source.relation})"
        )
        ((rows, nights, impossible, texts),) = con.execute(query).fetchall()
        if 2 * impossible > nights:
            facts = {
                "file": source.name, "field": field, "column": of[field].columns[-1], "count": nights, "rows": rows,
                "examples": ", ".join(texts),
            }  # fmt: skip
            finding = Finding("G73", Severity.WARNING, Where(source.records, field=field), facts=facts)
            yield field, (tuple(texts), finding)
