"""What do the records at a path come to: core frames to measure, and findings about what cannot be measured?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import narwhals as nw

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.core import Frame, Frames
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening import cells
from bonusmalus_core.measures.opening.columns import SURVEYED, Columns, matched
from bonusmalus_core.measures.opening.frames import core_columns
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile
from bonusmalus_core.measures.opening.moments import OFFSET, how_written, local_and_instant
from bonusmalus_core.measures.opening.sources import Source, digest, literal, open_sources, quoted


@dataclass(frozen=True, slots=True)
class Opened:
    """The records, ready to be measured; `columns` says which column was taken for which field.

    `relations` are the typed cells of each kind of records in the connection, for whoever checks them.
    """

    con: duckdb.DuckDBPyConnection
    frames: Frames
    sources: Mapping[str, Source]
    columns: Mapping[str, Columns]
    findings: tuple[Finding, ...]

    def rows(self, records: str) -> int:
        """How many records of a kind there are."""
        ((count,),) = self.con.execute(f"SELECT count(*) FROM core_{records}").fetchall()
        return int(count)

    def digest(self, records: str) -> str:
        """The SHA-256 of the files of a kind of records."""
        return digest(self.sources[records].files)


@contextmanager
def opened(path: Path, mapping: MappingFile | None = None) -> Iterator[Opened]:
    """Opens the records at `path` as long as the block lasts; FileRefused for what cannot be read."""
    mapping = mapping or MappingFile()
    with TemporaryDirectory() as scratch, duckdb.connect() as con:
        con.execute(f"SET temp_directory = {literal(scratch)}")
        con.execute(f"SET TimeZone = {literal(mapping.source_time_zone or mapping.time_zone or 'UTC')}")
        con.execute(cells.MACROS)
        texts = Path(scratch, "texts")
        texts.mkdir()
        sources = open_sources(con, path, mapping, texts)
        yield _opened(con, sources, mapping)


def _opened(con: duckdb.DuckDBPyConnection, sources: dict[str, Source], mapping: MappingFile) -> Opened:
    columns = {name: matched(source, mapping) for name, source in sources.items()}
    _add_surveys(sources, columns, mapping)
    findings = [*mapping.findings, *(found for each in columns.values() for found in each.findings)]
    frames: dict[str, Frame] = {}
    for name, source in sources.items():
        if columns[name].findings:
            continue
        found = _typed(con, source, columns[name], mapping)
        findings += found
        if any(each.severity is Severity.BLOCKER for each in found):
            continue
        _core(con, source, columns[name].of, mapping)
        frames[name] = nw.from_native(con.table(f"core_{name}")).lazy()
    return Opened(con, frames, sources, columns, tuple(findings))


def _add_surveys(sources: dict[str, Source], columns: dict[str, Columns], mapping: MappingFile) -> None:
    """Contacts that carry a score are surveys too, unless there are surveys of their own."""
    if "surveys" in sources or "contacts" not in sources:
        return
    source, contacts = replace(sources["contacts"], records="surveys"), columns["contacts"]
    moment = contacts.of.get("started_at")
    surveys = matched(source, mapping).of
    if moment and any(score in surveys for score in SURVEYED):
        sources["surveys"] = source
        kept = {name: of for name, of in surveys.items() if name != "asked_at"}
        columns["surveys"] = Columns({**kept, "asked_at": surveys.get("asked_at", moment)}, contacts.findings)


def _typed(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns, mapping: MappingFile) -> list[Finding]:
    """Makes the relation of typed cells; the findings are about moments that can be read in two ways."""
    findings: list[Finding] = []
    types, chosen = dict(source.columns), list[str]()
    for field, of in columns.of.items():
        kind = RECORDS[source.records].fields[field]
        if kind is Kind.MOMENT:
            expressions, found = _moment(con, source, field, of, mapping)
            findings += found
            if expressions:
                chosen += [f"{expressions[0]} AS {field}", f"{expressions[1]} AS {field}_instant"]
        else:
            chosen.append(f"{_cell(kind, of, types, mapping)} AS {quoted(field)}")
    if not findings:
        con.execute(f"CREATE TEMP VIEW typed_{source.records} AS SELECT {', '.join(chosen)} FROM {source.relation}")
    return findings


def _cell(kind: Kind, of: ColumnOf, types: dict[str, str], mapping: MappingFile) -> str:
    match kind:
        case Kind.ID:
            return cells.identity(of, types)
        case Kind.DURATION:
            return cells.duration(of, types, mapping.decimal)
        case Kind.NUMBER:
            return cells.number(of, types, mapping.decimal)
        case Kind.FLAG | Kind.COUNT:
            return cells.flag(of, types, counts=kind is Kind.COUNT)
        case _:
            return cells.raw(of, types)


def _moment(
    con: duckdb.DuckDBPyConnection, source: Source, field: str, of: ColumnOf, mapping: MappingFile
) -> tuple[tuple[str, str] | None, Sequence[Finding]]:
    types = dict(source.columns)
    said = replace(of, format=of.format or mapping.dates)
    written = how_written(con, source.relation, said, types)
    facts = {"field": field, "file": source.name, "column": " + ".join(of.columns), "example": written.example}
    where = Where(source.records, field=field)
    if len(written.ways) > 1:
        return None, [Finding("G4", Severity.BLOCKER, where, facts=facts)]
    way = written.ways[0] if written.ways else None
    if way is None and (cells.is_text(types[of.columns[0]]) or len(of.columns) > 1):
        if written.example:
            return None, [Finding("G5", Severity.BLOCKER, where, facts=facts)]
        way = "iso"  # every cell is blank
    if way == OFFSET and not mapping.time_zone:
        return None, [Finding("G25", Severity.BLOCKER, where, facts=facts)]
    return local_and_instant(of, types, way, mapping), ()


def _core(con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf], mapping: MappingFile) -> None:
    """Makes the core relation: in memory where the cells had to be read as texts, else a view of the file."""
    typed = {field: field for field in of}
    columns = core_columns(source.records, typed)
    select = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    kind = "TABLE" if source.in_memory else "VIEW"
    where = _excluded(of, mapping)
    con.execute(f"CREATE TEMP {kind} core_{source.records} AS SELECT {select} FROM typed_{source.records}{where}")


def _excluded(of: Mapping[str, ColumnOf], mapping: MappingFile) -> str:
    """What the legend leaves out: records that hold one of the words in every field of an exclusion."""
    conditions = [
        " AND ".join(
            f"coalesce(CAST({quoted(name)} AS VARCHAR) IN ({', '.join(map(literal, words))}), false)"
            for name, words in each.items()
        )
        for each in mapping.exclude
        if each and all(name in of for name in each)
    ]
    return "".join(f" {'AND' if n else 'WHERE'} NOT ({each})" for n, each in enumerate(conditions))
