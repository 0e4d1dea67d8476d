"""Which tables do sheets and databases hold, and what stands in their rows?

DuckDB's own readers for xlsx and SQLite would have to be downloaded: calamine and the standard library read those.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb

from bonusmalus_core.errors import FileRefused

_LONGEST_NUMBER = 1e15
_MARKUP_WITHIN = 64
LONGEST = 200
"""So much of somebody else's message is shown."""


def unreadable(path: Path, error: Exception, table: str = "") -> FileRefused:
    """The refusal of a file that cannot be read, for its reason."""
    reason = str(error).strip().splitlines()[0][:LONGEST] if str(error).strip() else type(error).__name__
    return FileRefused("file.records-unreadable", path, reason=f"{table}: {reason}" if table else reason)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook."""
    return list(_workbook(path).sheet_names)


def sheet_rows(path: Path, sheet: str) -> Iterator[list[Any]]:
    """The rows of a sheet, blank ones too, from the first row on; "" is the first sheet."""
    workbook = _workbook(path)
    if sheet and sheet not in workbook.sheet_names:
        known = ", ".join(workbook.sheet_names)
        raise FileRefused("file.records-table", path, table=sheet, known=known)
    try:
        yield from workbook.get_sheet_by_name(sheet or workbook.sheet_names[0]).iter_rows()
    except Exception as error:  # as below
        raise unreadable(path, error, sheet) from error


def _workbook(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except Exception as error:  # its errors have no common root
        with path.open("rb") as stream, suppress(Exception):  # of another kind of workbook than its name says
            return CalamineWorkbook.from_filelike(stream)
        if path.read_bytes()[:_MARKUP_WITHIN].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
            raise FileRefused("file.records-no-workbook", path) from error
        raise unreadable(path, error) from error


def sqlite_tables(path: Path) -> list[str]:
    """The tables and views of a SQLite file."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"
    return [name for (name,) in _asked(path, query)]


def sqlite_rows(path: Path, table: str) -> Iterator[list[Any]]:
    """The names of the columns, and then the rows of a table."""
    rows = _asked(path, f'SELECT * FROM "{table.replace(chr(34), chr(34) * 2)}"', header=True)
    return map(list, rows)


def duckdb_tables(path: Path) -> list[str]:
    """The tables of a DuckDB file."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return [str(name) for (name,) in con.execute("SHOW TABLES").fetchall()]
    except duckdb.Error as error:
        raise unreadable(path, error) from error


def _asked(path: Path, query: str, *, header: bool = False) -> Iterator[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as lite:
        try:
            cursor = lite.execute(query)
            if header:
                yield tuple(column[0] for column in cursor.description)
            yield from cursor
        except sqlite3.Error as error:
            raise unreadable(path, error) from error


def cell_text(cell: object) -> object:
    """A cell as a text that reads back as what it was: days by ISO, durations as on a clock, whole numbers plain.

    Excel knows no whole seconds: what it holds is rounded to thousandths. Of a number it keeps fifteen digits: a longer
    one is told as Excel shows it, and never as a number that it was not.
    """
    if isinstance(cell, (datetime, time)):
        return _rounded(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return _clock(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell) if abs(cell) < _LONGEST_NUMBER else f"{cell:.14E}"
    return cell


def _clock(lasts: timedelta) -> str:
    """Hours, minutes and seconds: what stands in such a cell may be a duration, or the time of a day."""
    seconds, millis = divmod(round(abs(lasts.total_seconds()) * 1000), 1000)
    told = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" + (f".{millis:03d}" if millis else "")
    return f"-{told}" if lasts < timedelta(0) else told


def _rounded(moment: datetime | time) -> str:
    there = datetime.combine(date(2000, 1, 1), moment) if isinstance(moment, time) else moment
    there += timedelta(microseconds=500)
    there = there.replace(microsecond=there.microsecond // 1000 * 1000)
    return there.time().isoformat() if isinstance(moment, time) else there.isoformat(" ")
