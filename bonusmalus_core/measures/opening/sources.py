"""In which files, sheets and tables do the records of each kind stand?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

import duckdb

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.findings import Finding
from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.measures.opening import formats
from bonusmalus_core.measures.opening.mapping import MappingFile

TEXTS = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")
DUCKDB = (".duckdb", ".ddb")
SQLITE = (".sqlite", ".sqlite3", ".db", ".db3")
WEB_PAGE = ".html"
"""What many systems call a workbook."""

_SQLITE_HEAD = b"SQLite format 3"
_SHEET_HEADS = (b"PK", b"\xd0\xcf\x11\xe0")
_HEAD = 1 << 10
ENDINGS = (*TEXTS, *PARQUET, *SHEETS, *DUCKDB, *SQLITE)
ROW = "bm_row"
"""The column that holds the number of a row in its file."""

FILE = "bm_file"
"""The column that tells apart the files, sheets or tables that the rows come from, where there are several."""


_FIRST = 200
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)

UNREAD = ""
"""The kind of what is no records at all."""


@dataclass(frozen=True, slots=True)
class Source:
    """The raw records of one kind: a relation of the connection, its columns with their types, and its files.

    `row` is SQL of the number that a record has in its file; `scattered` are the columns that not every file has;
    `is_parted` says that there are several, so that FILE tells them apart.
    """

    records: str
    relation: str
    columns: Mapping[str, str]
    files: tuple[Path, ...]
    in_memory: bool
    row: str
    findings: tuple[Finding, ...] = ()
    scattered: frozenset[str] = frozenset()
    is_parted: bool = False

    @property
    def name(self) -> str:
        """How the source is told of: its file, or how many there are in which folder."""
        first = self.files[0]
        return first.name if len(self.files) == 1 else f"{first.parent.name}/ ({len(self.files)})"


def first_cells(con: duckdb.DuckDBPyConnection, source: Source, columns: Iterable[str]) -> dict[str, list[str | None]]:
    """What stands in the first cells of some columns, enough of them to tell what a column holds."""
    named = tuple(columns)
    if not named:
        return {}
    texts = ", ".join(f"bm_trim(CAST({quoted(column)} AS VARCHAR))" for column in named)
    rows = con.execute(f"SELECT {texts} FROM {source.relation} LIMIT {_FIRST}").fetchall()
    return {column: [row[number] for row in rows] for number, column in enumerate(named)}


def quoted(name: str) -> str:
    """A name as SQL quotes it.

    >>> quoted("Call Id")
    '"Call Id"'
    """
    return '"' + name.replace('"', '""') + '"'


def beside_ours(name: str) -> str:
    """What a column of the records is called, where we have one of that name.

    >>> beside_ours("Wait"), beside_ours("BM_row")
    ('Wait', 'BM_row (0)')
    """
    return f"{name} (0)" if name.lower() in (ROW, FILE) else name


def with_names(con: duckdb.DuckDBPyConnection, query: str, path: str = "") -> str:
    """SQL of the same rows, without a column that is called like one of ours but that of the `path`, which is FILE."""
    names = [str(row[0]) for row in con.execute(f"DESCRIBE {query}").fetchall()]
    called = [f"{quoted(name)} AS {quoted(FILE if name == path else beside_ours(name))}" for name in names]
    return f"SELECT {', '.join(called)} FROM ({query})"


def not_everywhere(named: Sequence[Sequence[str]]) -> frozenset[str]:
    """The names that not all have, compared as DuckDB does: in small letters, those with accents as they are.

    >>> sorted(not_everywhere([["Wait", "Talk"], ["WAIT", "Répondu"], ["wait", "RÉPONDU"]]))
    ['RÉPONDU', 'Répondu', 'Talk']
    """
    forms = [{name.translate(_SMALL) for name in names} for names in named]
    everywhere = forms[0].intersection(*forms)
    return frozenset(name for names in named for name in names if name.translate(_SMALL) not in everywhere)


def literal(text: object) -> str:
    """A text as SQL quotes it.

    >>> literal("d'accord")
    "'d''accord'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def digest(files: Iterable[Path]) -> str:
    """The SHA-256 of the files, one after the other in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(set(files)):
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    return total.hexdigest()


_UNTITLED = re.compile(r"(?:(?:sheet|worksheet|blad|tabelle|feuil|feuille|table)\s*\d*)?", re.IGNORECASE)
"""A sheet that nobody gave a name: the file's own says what it holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, and the sheet or table in it ("" for all of a text); nobody `named` it to hold these records.

    `hint` is the kind of records that a word of its name means.
    """

    path: Path
    table: str = ""
    named: bool = True
    hint: str = ""

    @property
    def name(self) -> str:
        """How it is told of: the sheet or table, or else the file."""
        return self.table or self.path.name


def parts_at(path: Path, mapping: MappingFile) -> dict[str, list[Part]]:
    """Which parts of which files hold which records: as the mapping says, else by their names, else contacts.

    What is named for nothing while there are contacts is UNREAD. FileRefused for files that are none, or of another
    kind.
    """
    if not path.exists():
        raise FileRefused("file.missing", path)
    folder = path if path.is_dir() else path.parent
    files = _files(path)
    said = {
        name: [Part(each, table.table) for each in (_globbed(folder, table.file) if table.file else files)]
        for name, table in mapping.tables.items()
        if table.file or table.table
    }
    taken = {part.path for parts in said.values() for part in parts}
    rest = [part for each in files if each not in taken for part in _tables(each)]
    found = dict(said)
    for part in rest:
        found.setdefault(_records_named(part), []).append(part)
    unnamed = [Part(part.path, part.table, named=False, hint=_hint(part)) for part in found.pop("", ())]
    if unnamed:
        found.setdefault("contacts" if "contacts" not in found else UNREAD, unnamed)
    return {name: found[name] for name in (*RECORDS, UNREAD) if name in found}


def _files(path: Path) -> list[Path]:
    """The files at a place, once the system lets each be opened: what it says of others is told in the user's words."""
    try:
        files = _listed(path)
        for each in files:
            if not each.is_dir():
                each.open("rb").close()
    except OSError as error:
        raise FileRefused("file.unreadable", error.filename or path, reason=error) from error
    return files


def _listed(path: Path) -> list[Path]:
    if path.is_file():
        if path.suffix.casefold() not in ENDINGS:
            raise FileRefused("file.records-kind", path, known=", ".join(ENDINGS))
        return [path]
    files = sorted(each for each in path.iterdir() if each.suffix.casefold() in ENDINGS and each.name[:1] not in "~.")
    if not files:
        raise FileRefused("file.records-none", path, known=", ".join(ENDINGS))
    return files


def ending(path: Path) -> str:
    """The ending that tells the format. Where many programs use one ending, the first bytes say which of them wrote it.

    Databases are called .db; and web pages and texts .xls, for that Excel opens them.
    """
    found = path.suffix.casefold()
    if found not in (*DUCKDB, *SQLITE, *SHEETS):
        return found
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if found in SHEETS:
        return _of_sheet(found, head)
    return SQLITE[0] if head.startswith(_SQLITE_HEAD) else DUCKDB[0]


def _of_sheet(found: str, head: bytes) -> str:
    """What a file that is called a workbook is by its first bytes."""
    text = head.replace(b"\0", b"").decode("utf-8-sig", errors="replace").lstrip("\ufffd \r\n\t")
    if head.startswith(_SHEET_HEADS):
        return found
    if text.startswith("<"):
        return found if text.startswith("<?xml") and "<html" not in text.casefold() else WEB_PAGE
    lines = text.splitlines()
    return TEXTS[0] if len(lines) > 1 and any(each in lines[0] for each in "\t;,|") else found


def _globbed(folder: Path, pattern: str) -> list[Path]:
    there = Path(pattern)
    found = [there] if there.is_absolute() else folder.glob(pattern)
    try:
        files = sorted(each for each in found if each.is_file())
    except OSError as error:  # of a name that is too long, for example
        raise FileRefused("file.missing", pattern) from error
    if not files:
        raise FileRefused("file.missing", folder / pattern)
    return files


def _words(part: Part) -> list[str]:
    """The words of its name, "CustomerSupport 2026" being two."""
    name = part.path.stem if _UNTITLED.fullmatch(part.table.strip()) else part.table
    return re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold())


def _records_named(part: Part) -> str:
    """The kind of records by which its name begins."""
    return next((word for word in _words(part)[:1] if word in RECORDS), "")


def _hint(part: Part) -> str:
    """The kind of which a word of its name is one, or several."""
    kinds = {form: name for name in RECORDS for form in (name, name.removesuffix("s"))}
    return next((kinds[word] for word in _words(part) if word in kinds), "")


def _tables(path: Path) -> list[Part]:
    found = ending(path)
    if found in SHEETS:
        return [Part(path, name) for name in formats.sheet_names(path)]
    if found in DUCKDB:
        return [Part(path, name) for name in formats.duckdb_tables(path)]
    if found in SQLITE:
        return [Part(path, name) for name in formats.sqlite_tables(path)]
    return [Part(path)]
