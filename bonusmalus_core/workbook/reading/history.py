"""Which settlements, locks and archived inputs does a workbook hold?

The archive is put together again piece by piece, exactly as it was written: a space at the end of a piece counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.record import Record
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE, TBL_HISTORY
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.headers import read_headers
from bonusmalus_core.workbook.reading.records import Section, Tables, read_section, row_below
from bonusmalus_core.workbook.reading.vocabulary import Terms

ORPHANED = "H6"
_KEEPING = ("settled", "sealed")
"""The events that keep something in the archive."""

_AMISS = frozenset({codes.COLUMN_MISSING, codes.DEFAULT_HOLDS, codes.HEADER_RENAMED})

Version = tuple[int, int]
"""A period and the version of its settlement."""


class _Piece(NamedTuple):
    number: int
    text: str
    row: int


def read_history(tables: Tables, terms: Terms) -> tuple[Section[HistoryRow], Section[Record]]:
    """The history, each settlement with its archive, and the section of the archive, which has findings only."""
    read = read_section(tables, TBL_HISTORY, HistoryRow, terms)
    history = read._replace(findings=tuple(_whole(read.findings)))
    table = tables.get(TBL_ARCHIVE.name.casefold())
    if table is None:
        return history, Section(TBL_ARCHIVE.section)
    headers = read_headers(table, TBL_ARCHIVE, terms, 0)
    archive = _pieces(table, headers.columns)
    texts = {version: "".join(piece.text for piece in sorted(pieces)) for version, pieces in archive.items()}
    orphans = _orphans(history, table, headers.columns, archive)
    return (
        history._replace(records=tuple(_with_archive(row, texts) for row in history.records)),
        Section(
            TBL_ARCHIVE.section,
            SectionPlaces(table, headers.columns),
            findings=(*_whole(headers.findings), *orphans, *row_below(table, TBL_ARCHIVE)),
        ),
    )


def _whole(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, where a column that is amiss stops the next row: it would be sealed and could not be read again."""
    for each in findings:
        if each.code in _AMISS:
            code = codes.COLUMN_MISSING if each.code == codes.DEFAULT_HOLDS else each.code
            yield each._replace(code=code, severity=Severity.BLOCKER)
        else:
            yield each


def _pieces(table: Table, columns: Mapping[str, int]) -> Mapping[Version, list[_Piece]]:
    found: dict[Version, list[_Piece]] = {}
    if columns.keys() < {"period", "version", "piece", "text"}:
        return found
    for number, row in enumerate(table.rows):
        period, version, piece = (_count(row[columns[name]]) for name in ("period", "version", "piece"))
        text = row[columns["text"]]
        if period or version or text is not None:
            found.setdefault((period, version), []).append(_Piece(piece, text if isinstance(text, str) else "", number))
    return found


def _count(cell: Cell) -> int:
    """The whole number in a cell; 0, which nothing is called, for anything else."""
    return int(cell) if isinstance(cell, Decimal) and cell == cell.to_integral_value() else 0


def _with_archive(row: HistoryRow, texts: Mapping[Version, str]) -> HistoryRow:
    if row.event not in _KEEPING:
        return row
    return row.model_copy(update={"archive": texts.get((row.period, row.version), "")})


def _orphans(
    history: Section[HistoryRow], table: Table, columns: Mapping[str, int], archive: Mapping[Version, list[_Piece]]
) -> Iterator[Finding]:
    """H6: what was settled or sealed, and has no row in the history any more; its number must not be given again."""
    events = (*_KEEPING, None)  # a row whose event cannot be read has a finding of its own
    rows = [row.values for row in history.rows if row.values.get("event") in events]
    known = {(row.get("period"), row.get("version")) for row in rows}
    for version, pieces in archive.items():
        if version not in known:
            where = Where(TBL_ARCHIVE.section, cell=table.cell(pieces[0].row, columns["period"]))
            facts = {"table": table.sheet, "what": _what(*version)}
            yield Finding(ORPHANED, Severity.BLOCKER, where, facts=facts)


def _what(period: int, version: int) -> Phrase:
    key = "settled" if period and version else "sealed" if version else "unknown"
    return Phrase(f"archived.{key}", {"period": period, "version": version}, topic="verify")
