"""Which records does the legend leave out, which add up others, and what in the legend leaves out nothing?

Words are compared without case and accents, those of flags by what they mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import duckdb

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.cells import meaning, named, text_of
from bonusmalus_core.measures.opening.columns import Columns
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile
from bonusmalus_core.measures.opening.sources import ROW, Source, literal, quoted
from bonusmalus_core.measures.opening.totals import sums

EXAMPLES = 5
_TOTAL_EXAMPLES = 3


class Rule(NamedTuple):
    """What is left out, as it is told ("" of sums), and SQL of the records."""

    told: str
    condition: str


def excluded(
    con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf], mapping: MappingFile
) -> tuple[str, list[Rule]]:
    """SQL of the records that stay, and what the others are: those with one of the words in every field of a rule."""
    rules = [
        Rule(rule(each), " AND ".join(holds(source.records, name, words, of) for name, words in each.items()))
        for each in mapping.exclude
        if each and all(name in of for name in each)
    ]
    rules += [Rule("", each) for each in sums(con, source, of)]
    return "".join(f" {'AND' if n else 'WHERE'} NOT ({each.condition})" for n, each in enumerate(rules)), rules


def holds(records: str, field: str, words: Sequence[str], of: Mapping[str, ColumnOf]) -> str:
    """SQL of whether a field holds one of the words."""
    kind = RECORDS[records].fields[field]
    if kind is Kind.COUNT:
        return f"coalesce({' OR '.join(is_count(field, word, of[field]) for word in words) or 'false'}, false)"
    if kind is Kind.FLAG:
        flags = {meaning(word, of[field], answered=field == "answered") for word in words} - {None}
        return f"coalesce({quoted(field)} IN ({', '.join(map(str, flags))}), false)" if flags else "false"
    called = [named(field, word, of[field].country) for word in words] if kind is Kind.ID else words
    return f"coalesce({plain_sql(field)} IN ({', '.join(literal(plain(word)) for word in called)}), false)"


def is_count(field: str, word: str, of: ColumnOf) -> str:
    """SQL of whether a count is the number that a word is, or says the same as its yes or no."""
    if word.strip().isdecimal() and not (of.yes or of.no):
        return f"{quoted(field)} = {int(word)}"
    return {1: f"{quoted(field)} > 0", 0: f"{quoted(field)} = 0", None: "false"}[meaning(word, of)]


def plain_sql(field: str) -> str:
    """SQL of a cell as it is compared."""
    return f"lower(strip_accents(trim(CAST({quoted(field)} AS VARCHAR))))"


def plain(word: str) -> str:
    """A word as it is compared.

    >>> plain(" Réclamation ")
    'reclamation'
    """
    apart = unicodedata.normalize("NFD", word.strip())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def left_out(con: duckdb.DuckDBPyConnection, source: Source, rules: Sequence[Rule]) -> Iterator[Finding]:
    """How many records every exclusion leaves out."""
    if not rules:
        return
    counted = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {each.condition})" for each in rules)])
    ((rows, *counts),) = con.execute(f"SELECT {counted} FROM typed_{source.records}").fetchall()
    for one, count in zip(rules, counts, strict=True):
        if count and not one.told:
            facts = {"file": source.name, "count": count, "examples": _numbers(con, source, one)}
            yield Finding("G34", Severity.WARNING, Where(source.records), facts=facts)
        elif count:
            facts = {"file": source.name, "rows": rows, "count": count, "rule": one.told}
            yield Finding("G23", Severity.INFO, Where(source.records), facts=facts)


def _numbers(con: duckdb.DuckDBPyConnection, source: Source, one: Rule) -> str:
    query = f"SELECT {ROW} FROM bm_seen_{source.records} WHERE {one.condition} ORDER BY 1 LIMIT {_TOTAL_EXAMPLES}"
    return "; ".join(f"#{row}" for (row,) in con.execute(query).fetchall())


def not_left_out(
    con: duckdb.DuckDBPyConnection,
    sources: Mapping[str, Source],
    columns: Mapping[str, Columns],
    said: tuple[MappingFile, Sequence[Finding]],
) -> Iterator[Finding]:
    """What the legend leaves out and some kind of records does not tell, or only some files, or no record holds.

    `said` are the mapping and what was found out so far.
    """
    mapping, findings = said
    matched = {each.facts["rule"] for each in findings if each.code == "G23"}
    for number, each in enumerate(mapping.exclude, 1):
        told = [name for name in sources if each and all(field in columns[name].of for field in each)]
        partly = [
            name
            for name in told
            if any(not sources[name].scattered.isdisjoint(columns[name].of[field].columns) for field in each)
        ]
        lacking = [name for name in sources if each and name not in told and _could_tell(name, each)]
        for name in [*partly, *lacking] or (() if told or not each else [*sources][:1]):
            facts = {"file": sources[name].name, "rule": rule(each)}
            yield Finding("G40", Severity.WARNING, Where(name), facts=facts)
        if told and not partly and rule(each) not in matched:
            yield unmatched(con, sources[told[0]], f"exclude.{number}", each)


def _could_tell(name: str, exclusion: Mapping[str, Sequence[str]]) -> bool:
    """Whether a kind of records knows all the fields of an exclusion."""
    return all(field in RECORDS[name].fields for field in exclusion)


def unmatched(
    con: duckdb.DuckDBPyConnection, source: Source, key: str, said: Mapping[str, Sequence[str]], kpi: str | None = None
) -> Finding:
    """That no record holds these words, and what stands there instead."""
    field, name = next(iter(said)), source.records
    text = text_of(field)
    query = f"SELECT {text} FROM bm_seen_{name} WHERE {text} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    found = con.execute(f"{query} LIMIT {EXAMPLES}").fetchall()
    facts = {
        "file": source.name, "key": key, "words": rule(said), "examples": _listed(text for (text,) in found) or "–",
    }  # fmt: skip
    return Finding("G58", Severity.WARNING, Where("mapping"), kpi=kpi, facts=facts)


def _listed(texts: Iterable[object]) -> str:
    return ", ".join(map(str, texts))


def rule(exclusion: Mapping[str, Sequence[str]]) -> str:
    """Words by field, as they are told."""
    return ", ".join(f"{name}: {', '.join(words)}" for name, words in exclusion.items())
