"""What do the cells of a source say, each read as what its field holds?

A column is read in one way. A column of which that way is not known, or that mostly holds something else, is left out
and said to be; one without which nothing can be measured stops everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening import cells
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.decimals import decimal_sign
from bonusmalus_core.measures.opening.durations import WHOLE_MINUTES, duration
from bonusmalus_core.measures.opening.kinds import SCORES
from bonusmalus_core.measures.opening.labels import MOST, labelled
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile
from bonusmalus_core.measures.opening.midnight import START, later, of_next_day
from bonusmalus_core.measures.opening.moments import (
    ISO,
    how_written,
    is_zoned,
    local_and_instant,
    moment_of,
    order_of,
)
from bonusmalus_core.measures.opening.sources import FILE, ROW, Source, quoted
from bonusmalus_core.measures.opening.units import MINUTES_FIRST, UTC


@dataclass(frozen=True, slots=True)
class Typed:
    """The columns that could be read, and what is to be known of the others."""

    columns: Columns
    findings: tuple[Finding, ...]


def typed(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns, mapping: MappingFile) -> Typed:
    """Makes the relation of typed cells, and one that shows every cell beside its text.

    What was read as texts is typed in one pass, and held; the few cells that are shown are read again.
    """
    name = source.records
    con.execute(f"CREATE TEMP VIEW text_{name} AS SELECT {_texts(source, columns.of)} FROM {source.relation}")
    typing = _Typing(con, source, mapping, later(columns.of))
    moment = RECORDS[name].moment
    first = {moment: columns.of[moment]} if moment and moment in columns.of else {}
    expressions = {field: typing.cell(field, of) for field, of in (first | dict(columns.of)).items()}
    read = {field: of for field, of in columns.of.items() if expressions[field]}
    if read:
        _make(con, source, read, expressions, typing.moments)
    return Typed(replace(columns, of=read), tuple(typing.findings))


def _make(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    read: Mapping[str, ColumnOf],
    expressions: Mapping[str, Mapping[str, str]],
    moments: Mapping[str, str],
) -> None:
    """The relations of cells, and of whether the text of each could not be read."""
    name = source.records
    told = [FILE] if source.is_parted else []
    parsed = ", ".join(["*", *(f"{sql} AS {each}" for each, sql in moments.items())])
    cell = [f"{sql} AS {each}" for field in read for each, sql in expressions[field].items()]
    texts = [cells.text_of(field) for field in read] + ([ROW] if source.in_memory else []) + told
    failing = {field: of for field, of in read.items() if _can_fail(source, field, of)}
    filled = [f"{_filled(source, field, of)} AS bm_filled_{field}" for field, of in failing.items()]
    failed = [f"{quoted(field)} IS NULL AND bm_filled_{field} AS {failed_of(field)}" for field in failing]
    shown = f"SELECT {', '.join(cell + texts + filled)} FROM (SELECT {parsed} FROM text_{name})"
    con.execute(f"CREATE TEMP VIEW bm_seen_{name} AS SELECT {', '.join(['*', *failed])} FROM ({shown})")
    names = [each for field in read for each in expressions[field]] + [*map(failed_of, failing), *told]
    kind = "TABLE" if source.in_memory else "VIEW"
    con.execute(f"CREATE TEMP {kind} typed_{name} AS SELECT {', '.join(names)} FROM bm_seen_{name}")


def _filled(source: Source, field: str, of: ColumnOf) -> str:
    return cells.filled(cells.text_of(field), of, dict(source.columns))


def _can_fail(source: Source, field: str, of: ColumnOf) -> bool:
    """Whether there are texts that the field cannot be; an id is none where Excel shortened it."""
    kind = RECORDS[source.records].fields[field]
    return kind is not Kind.TEXT and (kind is not Kind.ID or cells.is_text(source.columns[of.columns[0]]))


def failed_of(field: str) -> str:
    """The column that says whether the text of a field's cells could not be read."""
    return f"bm_failed_{field}"


def _texts(source: Source, of: Mapping[str, ColumnOf]) -> str:
    """SQL of the text of every field, beside the columns that hold it: another could be called like one of ours."""
    types, kinds = dict(source.columns), RECORDS[source.records].fields
    texts = [
        f"{cells.raw(each, types, kinds[field], nobody=field == cells.CALLER)} AS {cells.text_of(field)}"
        for field, each in of.items()
    ]
    held = [quoted(column) for column in dict.fromkeys(column for each in of.values() for column in each.columns)]
    ours = [ROW] * source.in_memory + [FILE] * source.is_parted
    return ", ".join([*held, *ours, *texts]) or "*"


class _Typing:
    """Reads one source, and gathers what cannot be read; `moments` are those to parse first, each once."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, source: Source, mapping: MappingFile, later: frozenset[str]
    ) -> None:
        self._con, self._source, self._mapping, self._later = con, source, mapping, later
        self._types = dict(source.columns)
        self._records = RECORDS[source.records]
        self._order = ""
        self._zoned: dict[str, bool] = {}
        self.moments: dict[str, str] = {}
        self.findings: list[Finding] = []

    def cell(self, field: str, of: ColumnOf) -> dict[str, str]:
        """SQL of the typed cell by name; nothing when the column cannot be read."""
        kind, types, text = self._records.fields[field], self._types, cells.text_of(field)
        match kind:
            case Kind.MOMENT:
                return self._moment(field, of)
            case Kind.DURATION | Kind.NUMBER:
                return self._counted(field, of)
            case Kind.ID:
                return {quoted(field): cells.identity(text, of, types, nobody=field == cells.CALLER)}
            case Kind.FLAG | Kind.COUNT:
                flag = cells.flag(text, of, types, counts=kind is Kind.COUNT, answered=field == "answered")
                return {quoted(field): flag}
            case _:
                return {quoted(field): text}

    def _scores(self, field: str, of: ColumnOf, plain: dict[str, str]) -> dict[str, str]:
        """The scores, those with a label among them."""
        if not cells.is_text(self._types[of.columns[0]]):
            return plain
        (name, number), text = *plain.items(), cells.text_of(field)
        texts = f"SELECT DISTINCT {text} FROM text_{self._source.records} WHERE {text} IS NOT NULL"
        found = self._con.execute(f"{texts} AND ({number}) IS NULL LIMIT {MOST + 1}").fetchall()
        scores = labelled(field, [told for (told,) in found])
        return {name: cells.looked_up(text, scores, number)} if scores else plain

    def _decimal(self, field: str, of: ColumnOf) -> str:
        """What the numbers of a column have before their decimals: "." or ","; "" when it could be either."""
        column = of.columns[0]
        if not cells.is_text(self._types[column]):
            return "."
        held = f"SELECT {cells.text_of(field)} AS t, {quoted(column)} AS held FROM text_{self._source.records}"
        sign, example = decimal_sign(self._con, self._source, f"({held})")
        if sign:
            return sign
        self._say("G32", field, of, example=example)
        return ""

    def _counted(self, field: str, of: ColumnOf) -> dict[str, str]:
        """A number, or a duration, as the column writes its decimals."""
        decimal, text = self._mapping.decimal or self._decimal(field, of), cells.text_of(field)
        if not decimal:
            return {}
        if self._records.fields[field] is Kind.NUMBER:
            plain = {quoted(field): cells.number(text, of, self._types, decimal)}
            return self._scores(field, of, plain) if field in SCORES else plain
        return {quoted(field): duration(text, of, self._types, decimal, shifted=self._shifted(field, of))}

    def _shifted(self, field: str, of: ColumnOf) -> bool:
        """Whether minutes and seconds, as the heading says, stand there as hours and minutes: Excel types them so."""
        if of.unit != MINUTES_FIRST or not cells.is_text(self._types[of.columns[0]]):
            return False
        text = cells.text_of(field)
        whole = f"regexp_full_match({text}, '{WHOLE_MINUTES}')"
        query = f"SELECT bool_and({whole}) FROM text_{self._source.records} WHERE contains({text}, ':')"
        ((shifted,),) = self._con.execute(query).fetchall()
        return bool(shifted)

    def _moment(self, field: str, of: ColumnOf) -> dict[str, str]:
        said = replace(of, format=of.format or self._mapping.dates)
        relation = f"text_{self._source.records}"
        spans = self._records.moment is not None
        written = how_written(self._con, relation, field, said, self._types, order=self._order, spans=spans)
        ways = written.ways
        if len(ways) > 1:
            return self._say("G4", field, of, example=written.example)
        way = ways[0] if ways else None
        if way is None and not (cells.is_moment(self._types[of.columns[0]]) and len(of.columns) == 1):
            if written.example:
                line = f'{self._source.records}.columns.{field}.format = "%d/%m/%Y %H:%M:%S"'
                return self._say("G5", field, of, example=written.example, line=line)
            way = ISO  # every cell is blank
        utc = of.unit == UTC and not is_zoned(way)
        if (is_zoned(way) or utc) and not self._mapping.time_zone:
            return self._say("G25", field, of, example=written.example)
        self._order = self._order or order_of(way or "")
        there = self._mapping.source_time_zone or ("UTC" if utc else "")
        mapping, parsed = replace(self._mapping, source_time_zone=there), f"bm_{field}"
        self.moments[parsed], zoned = moment_of(cells.text_of(field), of, self._types, way)
        self._zoned[field] = zoned
        if field in self._later and (zoned, self._zoned.get(START)) == (False, False):
            parsed = of_next_day(parsed, f"bm_{START}")
        local, instant = local_and_instant(parsed, zoned=zoned, mapping=mapping)
        return {field: local, f"{field}_instant": instant}

    def _say(self, code: str, field: str, of: ColumnOf, **facts: Any) -> dict[str, str]:
        needed = field in self._records.required
        severity = Severity.BLOCKER if needed else Severity.WARNING
        column = " + ".join(of.columns)
        told: Mapping[str, Any] = {"field": field, "file": self._source.name, "column": column, **facts}
        self.findings.append(Finding(code, severity, Where(self._source.records, field=field), facts=told))
        return {}
