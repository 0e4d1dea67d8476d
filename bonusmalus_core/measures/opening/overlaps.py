"""Which rows of records without a number stand in two files because the exports overlap, and which only look alike?

Equal rows of one file are different records. As long as two exports overlap, nearly every row of the one is a row of
the other; rows that are alike by chance lie scattered among others, and are as often alike within one file. Days alone
are often equal: where nearly all rows without a time are, it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.cells import is_moment, raw, text_of
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.copies import ALIKE
from bonusmalus_core.measures.opening.inspection import are_many
from bonusmalus_core.measures.opening.mapping import ALL, ONCE, ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.moments import how_written, moment_of
from bonusmalus_core.measures.opening.sources import FILE, Source, literal, quoted

_EXAMPLES = 3

_NEARLY_ALL = 0.9
"""Of exports that overlap so many rows are the same; a few may have changed in between."""

_DENSE = 0.5
"""Where so many rows of both files are alike within them, they may be so in two files by chance."""

_BY_CHANCE = 1.5
"""Hardly more often than so many times as within one file rows are alike in two by chance."""


class Pair(NamedTuple):
    """Two files with equal rows: how many, and how many rows the smaller of them has while both last.

    `seldom` and `often` are which share of the rows of the one and of the other is alike within it.
    """

    one: object
    other: object
    equal: int
    is_timed: bool
    rows: int
    seldom: float
    often: float

    def is_overlap(self) -> bool:
        """Whether the one goes on with what the other ended with, or holds it."""
        return self.is_timed and self.equal >= _NEARLY_ALL * self.rows and self.seldom < _DENSE

    def is_by_chance(self) -> bool:
        """Whether so few rows are equal that it means nothing."""
        return not are_many(self.equal, self.rows)

    def is_dense(self) -> bool:
        """Whether rows are as often alike within one file."""
        return self.equal < min(_NEARLY_ALL, _BY_CHANCE * self.often) * self.rows


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a source: SQL of all their cells, and of their moment as it stands; `said` is what they are."""

    source: Source
    every: str
    told: str
    said: str


def overlaps_apart(
    con: duckdb.DuckDBPyConnection, source: Source, columns: Columns, mapping: MappingFile
) -> tuple[Source, list[Finding]]:
    """The source with every row once that stands in exports that overlap, and what is to be known of that.

    Rows with a number are told apart by it.
    """
    records, said = RECORDS[source.records], mapping.tables.get(source.records, TableOf()).twice
    numbered = records.fields.get(records.key) is Kind.ID and records.key in columns.of
    if not source.is_parted or numbered or source.records in ALIKE or said == ALL or records.moment not in columns.of:
        return source, []
    of = columns.of[records.moment or ""]
    told = " || ' ' || ".join(f"CAST({quoted(each)} AS VARCHAR)" for each in of.columns)
    rows = _Rows(source, ", ".join(map(quoted, source.columns)), told, said)
    if not _are_equal(con, rows):
        return source, []
    moment = _moment(con, source, of, mapping)
    return _judged(con, rows, _pairs(con, rows, moment)) if moment else (source, [])


def _are_equal(con: duckdb.DuckDBPyConnection, rows: _Rows) -> bool:
    """Whether two files have equal rows."""
    hashed = f"SELECT hash({rows.every}) AS row, {FILE} FROM {rows.source.relation}"
    query = f"SELECT count(DISTINCT row), count(DISTINCT hash(row, {FILE})) FROM ({hashed})"
    ((different, in_files),) = con.execute(query).fetchall()
    return bool(different < in_files)


def _moment(con: duckdb.DuckDBPyConnection, source: Source, of: ColumnOf, mapping: MappingFile) -> str:
    """SQL of the moment of a row; "" where it can be read in several ways or none, which stops everything anyhow."""
    field, types = RECORDS[source.records].moment or "", dict(source.columns)
    text = raw(of, types, Kind.MOMENT)
    said = replace(of, format=of.format or mapping.dates)
    ways = how_written(con, f"(SELECT {text} AS {text_of(field)} FROM {source.relation})", field, said, types).ways
    native = is_moment(types[of.columns[0]]) and len(of.columns) == 1
    if len(ways) != (0 if native else 1):
        return ""
    moment, zoned = moment_of(text, of, types, ways[0] if ways else None)
    return f"timezone('UTC', {moment})" if zoned else moment


def _pairs(con: duckdb.DuckDBPyConnection, rows: _Rows, moment: str) -> list[Pair]:
    """The pairs of files with equal rows, in their order."""
    held, parted = f"bm_rows_{rows.source.records}", rows.source.relation
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {held} AS SELECT hash({rows.every}) AS row, {FILE} AS f, count(*) AS n, "
        f"any_value({moment}) AS told FROM {parted} GROUP BY row, f HAVING told IS NOT NULL"
    )
    query = f"""
    WITH again AS (SELECT * FROM {held} WHERE row IN (SELECT row FROM {held} GROUP BY row HAVING count(*) > 1)),
    pairs AS (
        SELECT a.f AS one, b.f AS other, sum(least(a.n, b.n)) AS equal,
            bool_or(CAST(a.told AS TIME) <> '00:00') AS timed
        FROM again AS a JOIN again AS b ON a.row = b.row AND a.f < b.f GROUP BY ALL
    ), spans AS (SELECT f, min(told) AS first, max(told) AS last FROM {held} GROUP BY f), both_last AS (
        SELECT pairs.*, greatest(x.first, y.first) AS first, least(x.last, y.last) AS last
        FROM pairs JOIN spans AS x ON x.f = one JOIN spans AS y ON y.f = other
    ), each_file AS (
        SELECT one, other, equal, timed, sum(n) AS rows, sum(CASE WHEN n > 1 THEN n ELSE 0 END) / sum(n) AS alike
        FROM (SELECT *, unnest([one, other]) AS f FROM both_last) JOIN {held} USING (f)
        WHERE told BETWEEN first AND last GROUP BY one, other, equal, timed, f
    )
    SELECT one, other, any_value(equal)::BIGINT, any_value(timed), min(rows)::BIGINT, min(alike), max(alike)
    FROM each_file GROUP BY one, other ORDER BY one, other
    """
    return [Pair(*row) for row in con.execute(query).fetchall()]


def _judged(con: duckdb.DuckDBPyConnection, rows: _Rows, pairs: Sequence[Pair]) -> tuple[Source, list[Finding]]:
    """The source without the rows that exports have in common, and what is to be known of the other equal rows."""
    once = [each for each in pairs if rows.said == ONCE or each.is_overlap()]
    others = [each for each in pairs if each not in once and not each.is_by_chance()]
    asked, where = [each for each in others if not each.is_dense()], Where(rows.source.records)
    if asked:
        return rows.source, [Finding("G56", Severity.BLOCKER, where, facts=_equal(con, rows, asked))]
    findings = [Finding("G64", Severity.INFO, where, facts=_equal(con, rows, others))] if others else []
    if not once:
        return rows.source, findings
    source = _once(con, rows, once)
    query = f"SELECT (SELECT count(*) FROM {rows.source.relation}) - (SELECT count(*) FROM {source.relation})"
    ((count,),) = con.execute(query).fetchall()
    facts = _equal(con, rows, once) | {"count": count}
    return source, [Finding("G55", Severity.WARNING, where, facts=facts), *findings]


def _equal(con: duckdb.DuckDBPyConnection, rows: _Rows, pairs: Sequence[Pair]) -> dict[str, object]:
    """How many rows of some files are equal, and the first moments of such."""
    files = ", ".join(map(literal, _files(pairs)))
    again = f"GROUP BY hash({rows.every}) HAVING count(DISTINCT {FILE}) > 1"
    some = f"SELECT any_value({rows.told}) AS t FROM {rows.source.relation} WHERE {FILE} IN ({files}) {again}"
    found = con.execute(f"SELECT DISTINCT t FROM ({some}) ORDER BY t LIMIT {_EXAMPLES}").fetchall()
    examples, count = "; ".join(str(text) for (text,) in found), sum(each.equal for each in pairs)
    return {"file": rows.source.name, "key": f"{rows.source.records}.twice", "count": count, "examples": examples}


def _files(pairs: Iterable[Pair]) -> dict[object, None]:
    return dict.fromkeys(file for each in pairs for file in (each.one, each.other))


def _once(con: duckdb.DuckDBPyConnection, rows: _Rows, pairs: Sequence[Pair]) -> Source:
    """Of a row that one file of those that overlap holds so many times and another so many, the most."""
    once, group = f"once_{rows.source.records}", f"CASE {FILE} {_cases(pairs)} ELSE {FILE} END"
    numbered = f"SELECT *, row_number() OVER (PARTITION BY {rows.every}, {FILE}) AS bm_time FROM {rows.source.relation}"
    first = f"{FILE} = min({FILE}) OVER (PARTITION BY {rows.every}, bm_time, {group})"
    con.execute(f"CREATE TEMP TABLE {once} AS SELECT * EXCLUDE (bm_time) FROM ({numbered}) QUALIFY {first}")
    return replace(rows.source, relation=once)


def _cases(pairs: Iterable[Pair]) -> str:
    """SQL of the one file by which those are called that overlap, directly or by way of others."""
    first = {file: file for file in _files(pairs)}
    for each in pairs:
        one, other = first[each.one], first[each.other]
        first = {file: one if group == other else group for file, group in first.items()}
    return " ".join(f"WHEN {literal(file)} THEN {literal(group)}" for file, group in first.items())
