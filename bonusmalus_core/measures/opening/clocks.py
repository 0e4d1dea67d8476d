"""Which moments tell a day without its time, so that nothing that lasts hours can be worked out of them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from bonusmalus_core.measures.opening.frames import without_clock
from bonusmalus_core.measures.opening.mapping import ColumnOf

_WAITED = ("started_at", "answered_at")


def days_alone(con: duckdb.DuckDBPyConnection, name: str, fields: Iterable[str]) -> list[str]:
    """Those of these fields of typed records that tell days, and never a time."""
    some, timed = f"SELECT 1 FROM typed_{name} WHERE {{0}} IS NOT NULL LIMIT 1", " AND CAST({0} AS TIME) <> '00:00'"
    asks = {field: (some.format(field), some.replace(" LIMIT", f"{timed} LIMIT").format(field)) for field in fields}
    return [
        field for field, (told, at) in asks.items() if con.execute(told).fetchall() and not con.execute(at).fetchall()
    ]


def untold_waits(con: duckdb.DuckDBPyConnection, name: str, of: Mapping[str, ColumnOf]) -> dict[str, str]:
    """SQL of the core columns of waits that nothing tells, where the start or the answer of contacts has no time."""
    worked_out = name == "contacts" and "answered_at" in of
    return without_clock(of) if worked_out and days_alone(con, name, _WAITED) else {}
