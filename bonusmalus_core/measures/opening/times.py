"""Which columns of contacts hold a time only, whose day stands in the column of days?"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from bonusmalus_core.measures.fields import CONTACTS, Kind
from bonusmalus_core.measures.opening.cells import is_text
from bonusmalus_core.measures.opening.columns import Columns, is_called
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.sources import Source, literal, quoted

_CLOCK = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][.]? ?[Mm][.]?)?"
_SAMPLE = 200

ANSWERED, MOMENT = "answered", "answered_at"


def with_days(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> Columns:
    """The columns, each time of a contact with the day on which the contact began.

    One that is called answered and shows times tells when.
    """
    day = _day(source, columns) if source.records == CONTACTS.name else ""
    told = dict(columns.of)
    if day and ANSWERED in told and MOMENT not in told and _is_time(con, source, told[ANSWERED].columns[0]):
        told[MOMENT] = replace(told.pop(ANSWERED), yes=(), no=(), blank="", turned=False)
    alone = {
        field: replace(of, columns=(day, *of.columns))
        for field, of in told.items()
        if day and CONTACTS.fields[field] is Kind.MOMENT and of.columns != (day,)
        if len(of.columns) == 1 and not of.format and _is_time(con, source, of.columns[0])
    }
    return replace(columns, of={**told, **alone}) if alone else columns


def _day(source: Source, columns: Columns) -> str:
    """The column that tells the day of a contact; "" where there is none, or several."""
    start = columns.of.get("started_at")
    if start and len(start.columns) > 1:
        return start.columns[0]
    called = [column for column in source.columns if is_called(ColumnOf((column,)), "date")]
    return called[0] if len(called) == 1 else ""


def _is_time(con: duckdb.DuckDBPyConnection, source: Source, column: str) -> bool:
    """Whether the cells of a column show a clock and no day."""
    if column not in source.columns or not is_text(source.columns[column]):
        return source.columns.get(column) == "TIME"
    texts = f"SELECT bm_trim({quoted(column)}) AS t FROM {source.relation}"
    some = f"SELECT t FROM ({texts}) WHERE t IS NOT NULL LIMIT {_SAMPLE}"
    ((is_clock,),) = con.execute(f"SELECT bool_and(regexp_full_match(t, {literal(_CLOCK)})) FROM ({some})").fetchall()
    return bool(is_clock)
