"""Which rows add up others, or hold sums of contacts, and are no records themselves?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import CONTACTS, GROUPS, RECORDS, Kind
from bonusmalus_core.measures.opening.columns import is_called
from bonusmalus_core.measures.opening.mapping import ColumnOf, TableOf
from bonusmalus_core.measures.opening.sources import ROW, Source, literal, quoted
from bonusmalus_core.measures.opening.texts import EXAMPLES

TOTALS = (
    "total", "totals", "grand total", "subtotal", "average", "totaal", "totalen", "eindtotaal", "algemeen totaal",
    "subtotaal", "gemiddelde", "gesamt", "summe", "gesamtsumme", "zwischensumme", "durchschnitt", "mittelwert",
    "totaux", "total général", "sous-total", "somme", "moyenne",
)  # fmt: skip
"""What stands first in a row that adds up others."""

AGENT = "agent_id"
SHIFTS = "availability"


def totals_dropped(con: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Leaves out rows that are blank or add up others; where every row begins with a digit there are none."""
    begins = quoted(next(iter(source.columns)))
    words = f"SELECT 1 FROM {source.relation} WHERE ({begins} BETWEEN '0' AND ':') IS NOT TRUE LIMIT 1"
    if not con.execute(words).fetchall():
        return
    blank = " AND ".join(f"{quoted(name)} IS NULL" for name in source.columns)
    first = ", ".join(f"bm_trim({quoted(name)})" for name in source.columns)
    total = _adding_up(con, source, _is_word(f"coalesce({first})"))
    found = f"SELECT {ROW}, coalesce({first}) FROM {source.relation} WHERE {total} ORDER BY ALL"
    rows = con.execute(found).fetchall()
    if rows or con.execute(f"SELECT 1 FROM {source.relation} WHERE {blank} LIMIT 1").fetchall():
        kept = f"SELECT * FROM {source.relation} WHERE ({total} OR {blank}) IS NOT TRUE"
        con.execute(f"CREATE TEMP TABLE kept_{source.records} AS {kept}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW {source.relation} AS SELECT * FROM kept_{source.records}")
    if rows:
        examples = "; ".join(f"#{row} {cell}" for row, cell in rows[:EXAMPLES])
        facts = {"file": source.name, "count": len(rows), "examples": examples}
        yield Finding("G34", Severity.WARNING, Where(source.records), facts=facts)


def _adding_up(con: duckdb.DuckDBPyConnection, source: Source, called: str) -> str:
    """SQL of whether a row that is `called` a total is one: it leaves blank what every other row of cells tells.

    So too where others have a number or a day. Shifts are told by few columns, which a sum of theirs fills too.
    """
    if source.records == SHIFTS:
        return called
    names = [quoted(name) for name in source.columns]
    filled = f"list_count([{', '.join(f'{name} IS NOT NULL OR NULL' for name in names)}])"  # a sum would nest too deep
    counted = [f"count(*) = count({name})" for name in names]
    counted += [f"2 * count(*) FILTER (WHERE {name} BETWEEN '0' AND ':') > count({name})" for name in names]
    query = (
        f"SELECT count(*), {', '.join(counted)} FROM {source.relation} WHERE ({called}) IS NOT TRUE AND {filled} > 1"
    )
    ((others, *told),) = con.execute(query).fetchall()
    ways = [f"{name} IS NULL" for name, always in zip(names, told, strict=False) if always]
    ways += [_is_word(name) for name, digits in zip(names, told[len(names) :], strict=True) if digits]
    return f"({called}) AND ({' OR '.join(ways)})" if others and ways else "false"


def _is_word(cell: str) -> str:
    """SQL of whether a raw cell is a word for totals."""
    return f"coalesce(regexp_full_match(lower(bm_trim({cell})), '({'|'.join(TOTALS)})[ :]*'), false)"


def sums(con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf]) -> Iterator[str]:
    """SQL of typed rows of sheets and texts in which a group is called a total, and which are no record themselves.

    A record names something or, where none has a number, tells a time: what adds up others tells a day at most, but of
    shifts.
    """
    if not source.in_memory:
        return
    called = [_is_total(field) for field in (*GROUPS, "kind") if field in of and _has_total(con, source, field)]
    if called:
        yield f"coalesce(({' OR '.join(called)}) AND NOT ({_is_record(source.records, of)}), false)"


def _is_record(name: str, of: Mapping[str, ColumnOf]) -> str:
    """SQL of whether a row that is called a total is a record."""
    records = RECORDS[name]
    ways = [f"{quoted(field)} IS NOT NULL" for field, kind in records.fields.items() if kind is Kind.ID and field in of]
    if AGENT in of:
        ways.append(f"{AGENT} IS NOT NULL AND NOT {_is_total(AGENT)}")
    if name != SHIFTS and records.key not in of and records.moment in of:
        ways.append(f"coalesce(CAST({records.moment} AS TIME) <> '00:00', false)")
    return " OR ".join(ways) or "false"


def _is_total(field: str) -> str:
    """SQL of whether a group is called a total, in one of the ways to write it: to fold every cell takes far longer."""
    forms = {form for word in TOTALS for form in (word, word.capitalize(), word.title(), word.upper())}
    written = ", ".join(literal(form + end) for form in sorted(forms) for end in ("", ":", " :"))
    return f"{quoted(field)} IN ({written})"


def _has_total(con: duckdb.DuckDBPyConnection, source: Source, field: str) -> bool:
    query = f"SELECT 1 FROM typed_{source.records} WHERE {_is_total(field)} LIMIT 1"
    return bool(con.execute(query).fetchall())


def of_several(
    con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf], said: TableOf
) -> Iterator[Finding]:
    """That most rows count several contacts, as those of a report do, unless it is `said` that none does.

    Rows with a number of their own are contacts; one that is called just a number may be that of a row.
    """
    if source.records != CONTACTS.name or said.sums or _is_numbered(of.get(CONTACTS.key), said):
        return
    for column in filter(_counts, source.columns):
        number = f"bm_number(bm_trim(CAST({quoted(column)} AS VARCHAR)))"
        counts = f"SELECT {number} AS n FROM {source.relation}"
        query = f"SELECT count(*), count(n), count(*) FILTER (WHERE n > 1), max(n) FROM ({counts})"
        ((rows, told, several, most),) = con.execute(query).fetchall()
        if 2 * several > told:
            facts = {
                "file": source.name, "column": column, "count": several, "rows": rows,
                "examples": Decimal(most).normalize(), "key": f"{source.records}.sums = none",
            }  # fmt: skip
            yield Finding("G71", Severity.BLOCKER, Where(source.records), facts=facts)
            return


def _is_numbered(of: ColumnOf | None, said: TableOf) -> bool:
    """Whether contacts have a number: by a column that the mapping names, or that is called the number of a contact."""
    named = CONTACTS.key in said.columns and bool(said.columns[CONTACTS.key].columns)
    return of is not None and (named or not is_called(of, "number_of_row"))


def _counts(column: str) -> bool:
    """Whether a column is called a count, or like a flag, which counts in reports; codes of outcomes count nothing."""
    of = ColumnOf((column,))
    flag = any(is_called(of, each) for each in ("answered", "abandoned")) and not is_called(of, "outcome")
    return flag or is_called(of, "counted")
