"""Does a column that is called like a moment say only whether it happened, and what does that say of the moment?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import CASES
from bonusmalus_core.measures.opening.cells import NO, YES
from bonusmalus_core.measures.opening.columns import is_called
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.sources import Source, literal, quoted

_SAMPLE = 200
_RESOLVED, _RESOLVED_AT = "resolved", "resolved_at"


def flags_of(con: duckdb.DuckDBPyConnection, source: Source) -> Callable[[str], bool]:
    """Whether the cells of a column of the source say yes or no, and never when."""

    def is_flag(column: str) -> bool:
        texts = f"SELECT {_word(column)} AS t FROM {source.relation}"
        some = f"SELECT t FROM ({texts}) WHERE t IS NOT NULL LIMIT {_SAMPLE}"
        ((found,),) = con.execute(f"SELECT bool_and({_among('t', (*YES, *NO))}) FROM ({some})").fetchall()
        return bool(found)

    return is_flag


def unresolved(con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf]) -> Iterator[Finding]:
    """That cases count as resolved when they were closed, though a column beside it says that they were not."""
    if source.records != CASES.name or _RESOLVED_AT not in of:
        return
    closed, is_flag = of[_RESOLVED_AT].columns, flags_of(con, source)
    for column in source.columns:
        if column not in closed and is_called(ColumnOf((column,)), _RESOLVED) and is_flag(column):
            both = f"{_among(_word(column), NO)} AND {_word(closed[0])} IS NOT NULL"
            ((count, rows),) = con.execute(
                f"SELECT count(*) FILTER (WHERE {both}), count(*) FROM {source.relation}"
            ).fetchall()
            if count:
                facts = {
                    "file": source.name, "column": column, "closed": " + ".join(closed), "count": count, "rows": rows,
                }  # fmt: skip
                yield Finding("G74", Severity.WARNING, Where(source.records, field=_RESOLVED_AT), facts=facts)


def _word(column: str) -> str:
    return f"lower(bm_trim(CAST({quoted(column)} AS VARCHAR)))"


def _among(text: str, words: tuple[str, ...]) -> str:
    return f"list_position([{', '.join(map(literal, words))}], {text}) > 0"
