"""Which moments do programs write where something did not happen, such as 31 December 9999 or 1 January 1900?

They count as blank: who was answered in the year 9999 was not answered.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.sources import Source, literal, quoted

_YEARS = ("0000", "0001", "1601", "1753", "1899", "1900", "1970", "2099", "2999", "9999")
_FORM = (
    rf"0|({'|'.join(_YEARS)})[-/.](00|01|12)[-/.](00|01|30|31)([ T].*)?"
    rf"|(01?|1|12|30|31)[-/.](01?|1|12|30|31)[-/.]({'|'.join(_YEARS)})( .*)?"
)
_MOST = 50
"""So many ways to write them at most."""


def without_placeholders(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> Columns:
    """The columns, such moments blank in those of what may not have happened; which is told."""
    found = dict(_placeholders(con, source, columns))
    return columns.without({field: texts for field, (texts, _) in found.items()}, (told for _, told in found.values()))


def _placeholders(
    con: duckdb.DuckDBPyConnection, source: Source, columns: Columns
) -> Iterator[tuple[str, tuple[tuple[str, ...], Finding]]]:
    """How they are written, by field."""
    records = RECORDS[source.records]
    for field, of in columns.of.items():
        optional = records.fields[field] is Kind.MOMENT and field not in (*records.required, records.moment)
        if not optional or len(of.columns) > 1 or of.columns[0] not in source.columns or of.nothing:
            continue
        cell = f"CAST({quoted(of.columns[0])} AS VARCHAR)"
        some = " OR ".join([f"{cell} = '0'", *(f"contains({cell}, '{year}')" for year in _YEARS)])
        some = f"({cell} < '1971' OR {cell} >= '2099') AND ({some})"  # which spares most cells that begin with a year
        texts = f"(SELECT bm_trim({cell}) AS t FROM {source.relation} WHERE {some})"
        those = f"{texts} WHERE regexp_full_match(t, {literal(_FORM)})"
        query = f"SELECT count(*), list_sort(list(DISTINCT t)) FROM {those}"
        ((count, written),) = con.execute(query).fetchall()
        if count and len(written) <= _MOST:
            ((rows,),) = con.execute(f"SELECT count(*) FROM {source.relation}").fetchall()
            facts = {
                "file": source.name, "field": field, "column": of.columns[0], "count": count, "rows": rows,
                "examples": ", ".join(written[:3]),
            }  # fmt: skip
            finding = Finding("G79", Severity.WARNING, Where(source.records, field=field), facts=facts)
            yield field, (tuple(written), finding)
