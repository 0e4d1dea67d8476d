"""Which settlements, locks and archived inputs does a workbook hold?

The archive is put together again piece by piece, exactly as it was written: a space at the end of a piece counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.record import Record
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE, TBL_HISTORY
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.reading.headers import read_headers
from bonusmalus_core.workbook.reading.records import Section, Tables, read_section
from bonusmalus_core.workbook.reading.vocabulary import Terms

ORPHANED = "H6"

Version = tuple[int, int]
"""A period and the version of its settlement."""


class _Piece(NamedTuple):
    number: int
    text: str
    row: int


def read_history(tables: Tables, terms: Terms) -> tuple[Section[HistoryRow], Section[Record]]:
    """The history, each settlement with its archive, and the section of the archive, which has findings only."""
    history = read_section(tables, TBL_HISTORY, HistoryRow, terms)
    table = tables.get(TBL_ARCHIVE.name.casefold())
    if table is None:
        return history, Section(TBL_ARCHIVE.section)
    columns = read_headers(table, TBL_ARCHIVE, terms, 0).columns
    archive = _pieces(table, columns)
    texts = {version: "".join(piece.text for piece in sorted(pieces)) for version, pieces in archive.items()}
    known = {(row.values.get("period"), row.values.get("version")) for row in history.rows}
    orphans = [pieces[0] for version, pieces in archive.items() if version not in known]
    return (
        history._replace(records=tuple(_with_archive(row, texts) for row in history.records)),
        Section(
            TBL_ARCHIVE.section,
            SectionPlaces(table, columns),
            findings=tuple(_orphaned(table, piece, columns) for piece in orphans),
        ),
    )


def _pieces(table: Table, columns: Mapping[str, int]) -> Mapping[Version, list[_Piece]]:
    found: dict[Version, list[_Piece]] = {}
    if columns.keys() < {"period", "version", "piece", "text"}:
        return found
    for number, row in enumerate(table.rows):
        period, version, piece = (_count(row[columns[name]]) for name in ("period", "version", "piece"))
        text = row[columns["text"]]
        if isinstance(text, str):
            found.setdefault((period, version), []).append(_Piece(piece, text, number))
    return found


def _count(cell: Cell) -> int:
    """The whole number in a cell; 0, which nothing is called, for anything else."""
    return int(cell) if isinstance(cell, Decimal) and cell == cell.to_integral_value() else 0


def _with_archive(row: HistoryRow, texts: Mapping[Version, str]) -> HistoryRow:
    if row.event not in ("settled", "sealed"):
        return row
    return row.model_copy(update={"archive": texts.get((row.period, row.version), "")})


def _orphaned(table: Table, piece: _Piece, columns: Mapping[str, int]) -> Finding:
    cell = table.cell(piece.row, columns["period"])
    return Finding(ORPHANED, Severity.ERROR, Where(TBL_ARCHIVE.section, cell=cell), facts={"table": table.sheet})
