"""Which files, and which rows of records without a number, are there twice?

Equal rows of one file are different records that look alike. Rows that are equal in every column of two files are an
overlap of exports, provided that they tell a time; days alone are often equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from filecmp import cmp

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.inspection import are_many
from bonusmalus_core.measures.opening.sources import FILE, Part, Source, quoted

ALIKE = ("availability", "tests")
"""Shifts, and tests without a number, are alike without being the same, whole files of them too."""

_EXAMPLES = 3
_TIMED = r"\d[:h]\d|^\d{5}\.\d"
"""A text that tells a time, or a number of days with a part of one, as sheets hold moments."""

_MIDNIGHT = r"[T ]00:00(:00)?(\.0+)?Z?$"


def copies_apart(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of different files, and those of files with the same bytes as one before."""
    files = list(dict.fromkeys(part.path for part in parts))
    sizes = {path: path.stat().st_size for path in files}
    copies = {
        path
        for number, path in enumerate(files)
        if any(sizes[path] == sizes[first] and cmp(path, first, shallow=False) for first in files[:number])
    }
    return [part for part in parts if part.path not in copies], [part for part in parts if part.path in copies]


def overlaps_apart(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> tuple[Source, list[Finding]]:
    """The source with every row once that stands in several files, and what is to be known of that.

    Rows with a number are told apart by it.
    """
    records = RECORDS[source.records]
    numbered = records.fields.get(records.key) is Kind.ID and records.key in columns.of
    if not source.is_parted or numbered or source.records in ALIKE or records.moment not in columns.of:
        return source, []
    every = ", ".join(map(quoted, source.columns))
    query = f"SELECT count(DISTINCT row), count(DISTINCT hash(row, {FILE})), count(*) FROM"
    ((rows, in_files, count),) = con.execute(
        f"{query} (SELECT hash({every}) AS row, {FILE} FROM {source.relation})"
    ).fetchall()
    if rows == in_files:
        return source, []
    once = f"once_{source.records}"
    _once(con, source, every, once)
    ((kept,),) = con.execute(f"SELECT count(*) FROM {once}").fetchall()
    moments = [quoted(column) for column in columns.of[records.moment or ""].columns]
    return _judged(con, source, once, moments, (count - kept, count))


def _once(con: duckdb.DuckDBPyConnection, source: Source, every: str, once: str) -> None:
    """Of a row that one file holds so many times and another so many, the most."""
    numbered = f"SELECT *, row_number() OVER (PARTITION BY {every}, {FILE}) AS bm_time FROM {source.relation}"
    first = f"{FILE} = min({FILE}) OVER (PARTITION BY {every}, bm_time)"
    con.execute(f"CREATE TEMP TABLE {once} AS SELECT * EXCLUDE (bm_time) FROM ({numbered}) QUALIFY {first}")


def _judged(
    con: duckdb.DuckDBPyConnection, source: Source, once: str, moments: Sequence[str], counts: tuple[int, int]
) -> tuple[Source, list[Finding]]:
    """Whether rows that stand in several files, so many of so many, are the same record."""
    told = " || ' ' || ".join(f"CAST({each} AS VARCHAR)" for each in moments)
    again = f"SELECT DISTINCT {told} AS t FROM (FROM {source.relation} EXCEPT ALL FROM {once})"
    found = con.execute(
        f"SELECT t, regexp_matches(t, '{_TIMED}') AND NOT regexp_matches(t, '{_MIDNIGHT}') FROM ({again}) ORDER BY t"
    ).fetchall()
    examples = "; ".join(str(text) for text, _ in found[:_EXAMPLES])
    copied, rows = counts
    facts = {"file": source.name, "count": copied, "examples": examples}
    if any(is_timed for _, is_timed in found):
        return replace(source, relation=once), [Finding("G55", Severity.WARNING, Where(source.records), facts=facts)]
    if are_many(copied, rows):
        return source, [Finding("G56", Severity.BLOCKER, Where(source.records), facts=facts)]
    return source, []
