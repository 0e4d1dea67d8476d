"""In which files do the records stand, and how does DuckDB see them?

Parquet and DuckDB files are read where they lie. Text files are read into memory once, every cell as text; xlsx sheets
and SQLite tables go through such a text first, for DuckDB's own readers of those would have to be downloaded.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.measures.opening.mapping import MappingFile

TEXTS = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")
DUCKDB = (".duckdb", ".ddb")
SQLITE = (".sqlite", ".sqlite3", ".db", ".db3")
_SQLITE_HEAD = b"SQLite format 3"
ENDINGS = (*TEXTS, *PARQUET, *SHEETS, *DUCKDB, *SQLITE)


@dataclass(frozen=True, slots=True)
class Source:
    """The raw records of one kind: a relation of the connection, its columns with their types, and its files."""

    records: str
    relation: str
    columns: Mapping[str, str]
    files: tuple[Path, ...]
    in_memory: bool

    @property
    def name(self) -> str:
        """How the source is told of: its file, or how many there are in which folder."""
        first = self.files[0]
        return first.name if len(self.files) == 1 else f"{first.parent.name}/ ({len(self.files)})"


def quoted(name: str) -> str:
    """A name as SQL quotes it.

    >>> quoted("Call Id")
    '"Call Id"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """A text as SQL quotes it.

    >>> literal("d'accord")
    "'d''accord'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def open_sources(con: duckdb.DuckDBPyConnection, path: Path, mapping: MappingFile, scratch: Path) -> dict[str, Source]:
    """The sources at `path` by kind of records; FileRefused for files that are none, or cannot be read.

    `scratch` is a folder for texts in between.
    """
    if not path.exists():
        raise FileRefused("file.missing", path)
    found: dict[str, Source] = {}
    for records, parts in _parts(path, mapping).items():
        found[records] = _opened(con, records, parts, scratch)
    return found


def digest(files: Iterable[Path]) -> str:
    """The SHA-256 of the files, one after the other in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(set(files)):
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class _Part:
    """A file, and the sheet or table in it ("" for all of a text)."""

    path: Path
    table: str = ""


def _parts(path: Path, mapping: MappingFile) -> dict[str, list[_Part]]:
    """Which parts of which files hold which records: as the mapping says, else by their names, else contacts."""
    folder = path if path.is_dir() else path.parent
    files = _files(path)
    said = {
        name: [_Part(each, table.table) for each in (_globbed(folder, table.file) if table.file else files)]
        for name, table in mapping.tables.items()
        if table.file or table.table
    }
    taken = {part.path for parts in said.values() for part in parts}
    rest = [part for each in files if each not in taken for part in _tables(each)]
    found = dict(said)
    for part in rest:
        found.setdefault(_records_named(part), []).append(part)
    named = {name: parts for name, parts in found.items() if name}
    if "" in found and "contacts" not in named:
        unnamed = found[""]
        several = _ending(unnamed[0].path) in (*SHEETS, *DUCKDB, *SQLITE)
        named["contacts"] = unnamed[:1] if several else unnamed
    return {name: named[name] for name in RECORDS if name in named}


def _files(path: Path) -> list[Path]:
    if path.is_file():
        if path.suffix.casefold() not in ENDINGS:
            raise FileRefused("file.records-kind", path, known=", ".join(ENDINGS))
        return [path]
    files = sorted(each for each in path.iterdir() if each.suffix.casefold() in ENDINGS and each.name[:1] not in "~.")
    if not files:
        raise FileRefused("file.records-none", path, known=", ".join(ENDINGS))
    return files


def _ending(path: Path) -> str:
    """The ending that tells the format: many databases are called .db, and the first bytes say whose."""
    ending = path.suffix.casefold()
    if ending not in (*DUCKDB, *SQLITE):
        return ending
    with path.open("rb") as stream:
        return SQLITE[0] if stream.read(len(_SQLITE_HEAD)) == _SQLITE_HEAD else DUCKDB[0]


def _globbed(folder: Path, pattern: str) -> list[Path]:
    files = sorted(each for each in folder.glob(pattern) if each.is_file())
    if not files:
        raise FileRefused("file.missing", folder / pattern)
    return files


def _records_named(part: _Part) -> str:
    name = (part.table or part.path.stem).casefold()
    return next((records for records in RECORDS if name.startswith((records, records.removesuffix("s") + "_"))), "")


def _tables(path: Path) -> list[_Part]:
    ending = _ending(path)
    if ending in SHEETS:
        return [_Part(path, name) for name in _workbook(path).sheet_names]
    if ending in DUCKDB:
        with _attached(path) as con:
            return [_Part(path, str(name)) for (name,) in con.execute("SHOW TABLES").fetchall()]
    if ending in SQLITE:
        with _sqlite(path) as lite:
            query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"
            return [_Part(path, name) for (name,) in _asked(lite, path, query)]
    return [_Part(path)]


def _opened(con: duckdb.DuckDBPyConnection, records: str, parts: list[_Part], scratch: Path) -> Source:
    relation = f"raw_{records}"
    ending = _ending(parts[0].path)
    files = tuple(dict.fromkeys(part.path for part in parts))
    in_memory = ending not in (*PARQUET, *DUCKDB)
    try:
        if ending in PARQUET:
            select = f"SELECT * FROM read_parquet({_listed(files)}, union_by_name = true)"
        elif ending in DUCKDB:
            con.execute(f"ATTACH IF NOT EXISTS {literal(files[0])} AS db_{records} (READ_ONLY)")
            select = f"SELECT * FROM db_{records}.{quoted(parts[0].table)}"
        else:
            texts = [part.path if ending in TEXTS else _as_text(part, scratch) for part in parts]
            select = _csv(con, texts)
        kind = "TEMP TABLE" if in_memory else "TEMP VIEW"
        con.execute(f"CREATE {kind} {relation} AS {select}")
        described = con.execute(f"DESCRIBE {relation}").fetchall()
    except duckdb.Error as error:
        raise FileRefused("file.records-unreadable", files[0], reason=_reason(error)) from error
    return Source(records, relation, {str(row[0]): str(row[1]) for row in described}, files, in_memory)


def _csv(con: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> str:
    """How the texts are read: UTF-8, or else as Western European computers wrote them."""
    read = f"SELECT * FROM read_csv({_listed(files)}, all_varchar = true, header = true, union_by_name = true%s)"
    try:
        con.execute(f"SELECT count(*) FROM ({read % ''})").fetchall()
    except duckdb.Error as error:
        if "utf-8" not in str(error).casefold() and "unicode" not in str(error).casefold():
            raise
        return read % ", encoding = 'latin-1'"
    return read % ""


def _listed(files: Iterable[Path]) -> str:
    return f"[{', '.join(map(literal, files))}]"


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]


def _as_text(part: _Part, scratch: Path) -> Path:
    """A sheet or a SQLite table as a text beside its fellows."""
    text = scratch / f"{len(list(scratch.iterdir()))}.csv"
    rows = _sheet_rows(part) if part.path.suffix.casefold() in SHEETS else _sqlite_rows(part)
    with text.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([_cell(cell) for cell in row] for row in rows)
    return text


def _sheet_rows(part: _Part) -> Iterator[list[Any]]:
    workbook = _workbook(part.path)
    if part.table and part.table not in workbook.sheet_names:
        known = ", ".join(workbook.sheet_names)
        raise FileRefused("file.records-table", part.path, table=part.table, known=known)
    rows = iter(workbook.get_sheet_by_name(part.table or workbook.sheet_names[0]).iter_rows())
    return (row for row in rows if any(cell not in ("", None) for cell in row))


def _workbook(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except Exception as error:  # its errors have no common root
        raise FileRefused("file.records-unreadable", path, reason=_reason(error)) from error


def _sqlite_rows(part: _Part) -> Iterator[list[Any]]:
    with _sqlite(part.path) as lite:
        cursor = _asked(lite, part.path, f"SELECT * FROM {quoted(part.table)}")
        yield [column[0] for column in cursor.description]
        yield from map(list, cursor)


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _asked(lite: sqlite3.Connection, path: Path, query: str) -> sqlite3.Cursor:
    try:
        return lite.execute(query)
    except sqlite3.Error as error:
        raise FileRefused("file.records-unreadable", path, reason=_reason(error)) from error


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise FileRefused("file.records-unreadable", path, reason=_reason(error)) from error


def _cell(cell: object) -> object:
    """A cell as a text that reads back as what it was: days by ISO, durations in seconds, whole numbers plain."""
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
