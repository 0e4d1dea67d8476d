"""Which column tells whether contacts come in or go out, though its name does not say so? Its words do.

A direction stands in every row. Words that something else can mean too, such as internal, tell none alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import duckdb

from bonusmalus_core.measures.fields import CONTACTS
from bonusmalus_core.measures.opening.cells import is_text
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.inspection import are_many
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.names import folded
from bonusmalus_core.measures.opening.sources import Source, first_cells, quoted

DIRECTION = "direction"
IN = {
    "in", "inbound", "incoming", "inkomend", "inkomende", "ingaand", "binnenkomend", "eingehend", "ankommend",
    "entrant", "entrante", "entrants", "received", "ontvangen", "empfangen", "recu",
}  # fmt: skip
_SURE = {
    "outbound", "outgoing", "outward", "uitgaand", "uitgaande", "ausgehend", "abgehend", "sortant", "sortante",
    "sortants",
}  # fmt: skip
OUT = _SURE | {
    "out", "internal", "intern", "interne", "interner", "local", "dialed", "placed", "manual", "preview",
    "predictive", "progressive", "dialer",
}  # fmt: skip


def goes(word: str) -> str:
    """Whether a word says that a contact comes in or goes out; "" when neither, or both.

    >>> goes("Inbound"), goes("Oproep uitgaand"), goes("In/Out"), goes("Bill")
    ('in', 'out', '', '')
    """
    words = set(folded(word).split())
    return "" if bool(words & IN) == bool(words & OUT) else "in" if words & IN else "out"


def with_direction(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns, mapping: MappingFile) -> Columns:
    """The columns, with that of the direction where no name tells it and the mapping says nothing of it."""
    said = mapping.tables.get(CONTACTS.name, TableOf()).columns
    if source.records != CONTACTS.name or DIRECTION in columns.of or DIRECTION in said:
        return columns
    taken = {column for of in columns.of.values() for column in of.columns}
    others = [name for name, kind in source.columns.items() if is_text(kind) and name not in taken]
    likely = (name for name, words in first_cells(con, source, others).items() if _are_ways(words))
    found = next((name for name in likely if _goes_out(con, source, name)), "")
    return replace(columns, of={**columns.of, DIRECTION: ColumnOf((found,))}) if found else columns


def _goes_out(con: duckdb.DuckDBPyConnection, source: Source, column: str) -> bool:
    """Whether some contacts of all go out, and no more than slips do neither.

    A state may begin with what is in hand where rows stand in its order.
    """
    texts = f"SELECT bm_trim({quoted(column)}) AS t FROM {source.relation}"
    counted = con.execute(f"SELECT t, count(*) FROM ({texts}) WHERE t IS NOT NULL GROUP BY 1").fetchall()
    ways = [(goes(word), count) for word, count in counted]
    untold = sum(count for way, count in ways if not way)
    return "out" in dict(ways) and not are_many(untold, sum(count for _, count in ways))


def _are_ways(words: Collection[str | None]) -> bool:
    """Whether these are directions alone, one of which can be nothing else."""
    told = {word for word in words if word}
    ways = {goes(word) for word in told}
    sure = "in" in ways or any(set(folded(word).split()) & _SURE for word in told)
    return None not in words and bool(told) and "" not in ways and sure
