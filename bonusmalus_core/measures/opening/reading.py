"""How does DuckDB see the records in files, whatever they are written in?

Parquet and DuckDB files are read where they lie. Text files are read into memory once, every cell as text, and their
place there tells the number of their row; xlsx sheets and SQLite tables go through such a text first.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.opening import formats
from bonusmalus_core.measures.opening.arrow import read_parquet
from bonusmalus_core.measures.opening.copies import ALIKE, copies_apart
from bonusmalus_core.measures.opening.headers import MOST_ABOVE, column_names, header_row
from bonusmalus_core.measures.opening.kinds import kinds_apart
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.opening.sources import (
    DUCKDB,
    FILE,
    PARQUET,
    ROW,
    SHEETS,
    SQLITE,
    TEXTS,
    UNREAD,
    WEB_PAGE,
    Part,
    Source,
    beside_ours,
    ending,
    literal,
    not_everywhere,
    parts_at,
    quoted,
    with_names,
)
from bonusmalus_core.measures.opening.texts import (
    NONE_LONGER,
    Layout,
    Longer,
    below,
    evened,
    layout,
    plain,
    rectangular,
)
from bonusmalus_core.measures.opening.totals import totals_dropped
from bonusmalus_core.measures.opening.web_page import page_rows

_ALIKE = 0.75
"""Sheets with so many columns in common hold the same records; one with fewer may be a summary of another."""

_SIMILAR = 0.5
"""So many are enough to doubt that."""

_BUFFER = 32_000_000
"""Bytes of a text that are read at once. In smaller pieces DuckDB writes most rows twice, to keep their order."""

Known = Callable[[str], bool]
"""Whether a name is that of a column which can be read."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reading takes: a connection, a folder for texts in between, and which names are known."""

    con: duckdb.DuckDBPyConnection
    scratch: Path
    known: Known


def open_sources(
    con: duckdb.DuckDBPyConnection, path: Path, mapping: MappingFile, scratch: Path, known: Known
) -> dict[str, Source]:
    """The sources at `path` by kind of records; FileRefused for files that are none, or cannot be read."""
    reader = _Reader(con, scratch, known)
    parts = kinds_apart(parts_at(path, mapping), con, scratch, known)
    unread = parts.pop(UNREAD, [])
    found = {records: _opened_once(reader, records, each) for records, each in parts.items()}
    for name, source in list(found.items())[:1]:
        found[name] = replace(source, findings=(*source.findings, *_unread(path.name, unread)))
    return found


def _unread(file: str, parts: Sequence[Part], *, similar: bool = False) -> Iterator[Finding]:
    """What was not read; of sheets that look like those that were, a month may be lacking."""
    if parts:
        facts = {"file": file, "tables": ", ".join(part.name for part in parts)}
        yield Finding("G30", Severity.WARNING if similar else Severity.INFO, Where("contacts"), facts=facts)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one part came to: SQL that gives its rows, the names of its columns, and rows longer than its header.

    Of a text `above` counts the rows before its first; its columns are not called by their names yet.
    """

    part: Part
    query: str
    names: tuple[str, ...]
    longer: Longer = NONE_LONGER
    above: int | None = None


def _opened_once(reader: _Reader, records: str, parts: list[Part]) -> Source:
    """The source of files that differ; of those with the same bytes the first is read."""
    different, copies = copies_apart(parts) if records not in ALIKE else (parts, [])
    source = _opened(reader, records, different)
    if not copies:
        return source
    facts = {"file": source.name, "examples": ", ".join(dict.fromkeys(each.path.name for each in copies))}
    return replace(source, findings=(*source.findings, Finding("G57", Severity.WARNING, Where(records), facts=facts)))


def _opened(reader: _Reader, records: str, parts: list[Part]) -> Source:
    kinds, relation = {ending(part.path) for part in parts}, f"raw_{records}"
    try:
        if kinds <= {*PARQUET}:
            every = [_native(reader, parts[0], read_parquet(reader.con, [part.path for part in parts]))]
        else:
            every = [_read(reader, records, part) for part in parts]
        reads = _alike(reader, every)
        try:
            _create(reader, relation, reads)
        except duckdb.Error:
            if not kinds <= {*TEXTS}:
                raise
            reads = every = [_evened(reader, part) for part in parts]  # rows of another length, most often
            _create(reader, relation, reads)
        described = reader.con.execute(f"DESCRIBE {relation}").fetchall()
    except (duckdb.Error, csv.Error) as error:
        raise formats.unreadable(parts[0].path, error) from error
    columns = {str(row[0]): str(row[1]) for row in described if row[0] not in (ROW, FILE)}
    in_memory, is_parted = (any(row[0] == name for row in described) for name in (ROW, FILE))
    files = tuple(part.path for part in parts) if kinds <= {*PARQUET} else tuple(each.part.path for each in reads)
    row = ROW if in_memory else "row_number() OVER () + 1"
    scattered = _scattered(reader, reads, parts)
    files = tuple(dict.fromkeys(files))
    source = Source(records, relation, columns, files, in_memory, row, scattered=scattered, is_parted=is_parted)
    return replace(source, findings=tuple(_told(reader, source, reads, [each for each in every if each not in reads])))


def _scattered(reader: _Reader, reads: Sequence[_Read], parts: Sequence[Part]) -> frozenset[str]:
    """The columns that do not stand in every file, sheet or table, however they are written there."""
    named = [[*each.names] for each in reads]
    if len(reads) < len(parts) and ending(parts[0].path) in PARQUET:
        listed = ", ".join(literal(part.path) for part in parts)
        query = f"SELECT list(name) FROM parquet_schema([{listed}]) GROUP BY file_name"
        named = [names for (names,) in reader.con.execute(query).fetchall()]
    return not_everywhere(named)


def _create(reader: _Reader, relation: str, reads: Sequence[_Read]) -> None:
    parts = [_numbered(reader, f"{relation}_{number}", each) for number, each in enumerate(reads)]
    if len(parts) > 1:
        parts = [f"(SELECT *, {number}::USMALLINT AS {FILE} FROM {part})" for number, part in enumerate(parts)]
    reader.con.execute(f"CREATE TEMP VIEW {relation} AS {' UNION ALL BY NAME '.join(parts)}")


def _numbered(reader: _Reader, table: str, read: _Read) -> str:
    """SQL of the rows of a part. Those of a text are held, and numbered by where they stand.

    DuckDB reads a text in pieces side by side, unless it has to count the rows meanwhile.
    """
    if read.above is None:
        return f"({read.query})"
    reader.con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {read.query}")
    columns = ", ".join(f"c{number} AS {quoted(name)}" for number, name in enumerate(read.names))
    return f"(SELECT {columns}, rowid + {read.above + 1} AS {ROW} FROM {table})"


def _alike(reader: _Reader, reads: list[_Read]) -> list[_Read]:
    """The sheets and tables that belong together; where nobody named one, those with the names of the best known."""
    if len(reads) < 2 or reads[0].part.named or ending(reads[0].part.path) not in (*SHEETS, *DUCKDB, *SQLITE):
        return reads
    best = max(reads, key=lambda each: sum(map(reader.known, each.names)))
    return [each for each in reads if _in_common(each, best) >= _ALIKE]


def _in_common(one: _Read, other: _Read) -> float:
    """Which share of the columns of the two are the same."""
    return len({*one.names} & {*other.names}) / max(1, len({*one.names} | {*other.names}))


def _read(reader: _Reader, records: str, part: Part) -> _Read:
    found = ending(part.path)
    if found in PARQUET:
        return _native(reader, part, read_parquet(reader.con, [part.path]))
    if found in DUCKDB:
        reader.con.execute(f"ATTACH IF NOT EXISTS {literal(part.path)} AS db_{records} (READ_ONLY)")
        query = f"SELECT * FROM db_{records}.{quoted(part.table)}"
        return _native(reader, part, with_names(reader.con, query))
    if found in SHEETS:
        return _of_rows(reader, part, formats.sheet_rows(part.path, part.table))
    if found == WEB_PAGE:
        return _of_rows(reader, part, page_rows(part.path))
    if found in SQLITE:
        return _of_rows(reader, part, formats.sqlite_rows(part.path, part.table))
    return _of_text(reader, part)


def _native(reader: _Reader, part: Part, query: str) -> _Read:
    described = reader.con.execute(f"DESCRIBE {query}").fetchall()
    return _Read(part, query, tuple(str(row[0]) for row in described if row[0] != FILE))


def _of_rows(reader: _Reader, part: Part, rows: Iterator[list[Any]]) -> _Read:
    """A sheet or a table of SQLite, by way of a text."""
    first = list(islice(rows, MOST_ABOVE))
    header = header_row(first, reader.known)
    names = tuple(column_names(first[header])) if any(map(any, first)) else ()
    below_it = ([formats.cell_text(cell) for cell in row] for row in chain(first[header + 1 :], rows))
    laid = Layout(",", names, 0, header + 1)
    text, longer = evened(below_it, laid, reader.scratch)
    return replace(_of_plain(part, text, laid, laid.rows), longer=longer)


def _of_text(reader: _Reader, part: Part) -> _Read:
    text = plain(part.path, reader.scratch)
    if text.gaps:
        return _evened(reader, part)
    laid = layout(text.path, reader.known)
    if laid.apart:
        return _of_plain(part, below(text.path, laid, reader.scratch), replace(laid, skipped=0), laid.rows)
    return _of_plain(part, text.path, laid, laid.rows)


def _evened(reader: _Reader, part: Part) -> _Read:
    """A text whose lines are blank, shorter or longer than the header."""
    text = plain(part.path, reader.scratch)
    laid = layout(text.path, reader.known)
    even, longer = rectangular(text.path, laid, reader.scratch)
    return replace(_of_plain(part, even, replace(laid, skipped=0), laid.rows), longer=longer)


def _of_plain(part: Part, path: Path, laid: Layout, above: int) -> _Read:
    """A text in UTF-8 whose rows are as long as its header; `above` them stand so many."""
    if not laid.names:
        return _Read(part, f"SELECT 0::BIGINT AS {ROW} WHERE false", ())
    columns = ", ".join(f"c{number}: 'VARCHAR'" for number in range(len(laid.names)))
    skipped = f"skip = {laid.skipped}, buffer_size = {_BUFFER}"
    query = (
        f"SELECT * FROM read_csv({literal(path)}, auto_detect = false, header = false, columns = {{{columns}}}, "
        f"delim = {literal(laid.separator)}, quote = '\"', escape = '\"', {skipped})"
    )
    return _Read(part, query, tuple(map(beside_ours, laid.names)), above=above)


def _told(reader: _Reader, source: Source, reads: Sequence[_Read], unread: Sequence[_Read]) -> Iterator[Finding]:
    """What is to be known of the source as a whole."""
    where, facts = Where(source.records), {"file": source.name}
    similar = [each for each in unread if max(_in_common(each, other) for other in reads) >= _SIMILAR]
    yield from _unread(source.name, [each.part for each in similar], similar=True)
    yield from _unread(source.name, [each.part for each in unread if each not in similar])
    for each in reads:
        if each.longer.count:
            rows = "; ".join(f"#{row}" for row in each.longer.rows)
            more = {"file": each.part.path.name, "count": each.longer.count, "examples": rows}
            yield Finding("G29", Severity.WARNING, where, facts=more)
    if source.in_memory and source.columns:
        yield from totals_dropped(reader.con, source)
    if not reader.con.execute(f"SELECT 1 FROM {source.relation} LIMIT 1").fetchall():
        yield Finding("G31", Severity.BLOCKER, where, facts=facts)
