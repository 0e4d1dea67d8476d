"""Which line of a mapping file would name the column of a field that none is recognised as? Its cells suggest one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import duckdb

from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.cells import ABANDONED, ANSWERED, NO, YES, is_moment
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.names import folded
from bonusmalus_core.measures.opening.sources import Source, first_cells

_UNKNOWN = "…"

_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*|\d{1,2}[ -/][A-Za-z]{3,9}[ -/.,]+\d{2,4}\b.*")
_NUMBER = re.compile(r"\d+([.,]\d+)?|\d+(:\d{2}){1,2}([.,]\d+)?")
_TELEPHONE = re.compile(r"[+0][-0-9 ()./]{7,}")

_CALLED = {
    "wait_s": ("wait", "queue", "ring", "wacht", "warte", "attente", "sonnerie"),
    "talk_s": ("talk", "spoken", "gespr", "sprech", "conversation", "service"),
    "hold_s": ("hold", "wachtstand", "halte"),
    "wrap_s": ("wrap", "acw", "work", "nawerk", "nachbearb", "post appel"),
}
"""What the names of durations contain, by field."""


def line_for(con: duckdb.DuckDBPyConnection, source: Source, field: str, of: Mapping[str, ColumnOf]) -> str:
    """The line, with the first column that is no field yet and can be this one; "…" stands for a name to fill in."""
    taken = {column for each in of.values() for column in each.columns}
    sample = first_cells(con, source, (column for column in source.columns if column not in taken))
    filled = {name: [cell for cell in cells if cell is not None] for name, cells in sample.items()}
    column = next((name for name, cells in filled.items() if _fits(source, field, name, cells)), "")
    return f"{source.records}.columns.{field} = {json.dumps(column or _UNKNOWN, ensure_ascii=False)}"


def _fits(source: Source, field: str, column: str, cells: Sequence[str]) -> bool:
    """Whether the column can be the field."""
    records = RECORDS[source.records]
    if field == records.moment:
        return is_moment(source.columns[column]) or _all(_DAY, cells)
    if field == "answered":
        words = {cell.casefold() for cell in cells}
        return bool(words) and words <= {*ANSWERED, *ABANDONED} and not words <= {*YES, *NO}
    if field == "customer_id":
        return _all(_TELEPHONE, cells)
    named = any(part in folded(column) for part in _CALLED.get(field, ()))
    return records.fields[field] is Kind.DURATION and named and _all(_NUMBER, cells)


def _all(form: re.Pattern[str], cells: Sequence[str]) -> bool:
    return bool(cells) and all(form.fullmatch(cell) for cell in cells)
