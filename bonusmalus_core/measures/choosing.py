"""Which records count for a KPI: those that hold one of its words, and of contacts that come in, only those that do?

Words are compared without case and accents. A word that no record holds chooses nothing, and a KPI without a record
that it chooses is not measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.cells import meaning, named
from bonusmalus_core.measures.opening.columns import is_called
from bonusmalus_core.measures.opening.directions import DIRECTION, IN, goes
from bonusmalus_core.measures.opening.excluding import is_count, plain, plain_sql, rule, unmatched
from bonusmalus_core.measures.opening.inspection import are_many
from bonusmalus_core.measures.opening.names import folded
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.opening.sources import literal, quoted

_GIVEN = (("kinds", "kind"), ("channels", "channel"))
"""Parameters that hold words, with their fields."""

_OF_WHO_COMES_IN = ("SL", "ASA", "AR", "FRT")
"""Nobody who is called waits for an answer."""

_EXAMPLES = 5


def choosing(records: Opened, asked: Sequence[Asked]) -> tuple[tuple[Asked, ...], list[Finding]]:
    """The KPIs with the words as the records hold them, and what is to be known of words and directions."""
    kept, findings = list[Asked](), list[Finding]()
    for each in asked:
        one, found = _worded(records, each)
        findings += found
        kept += [one] if one else []
    directed = _directed(records, kept, findings)
    return tuple(_left(records, directed, findings)), findings


def _worded(records: Opened, asked: Asked) -> tuple[Asked | None, list[Finding]]:
    """The KPI with its words as they stand in the records; None where one of its choices chooses nothing."""
    only, given, findings = dict(asked.only), dict(asked.given), list[Finding]()
    said = [(f"only.{field}", field, words, only, field) for field, words in asked.only.items()]
    said += [(name, field, given[name], given, name) for name, field in _GIVEN if given.get(name)]
    chosen = True
    for key, field, words, held, name in said:
        found = {word: _values(records, asked.measure.records, field, word) for word in words}
        held[name] = tuple(dict.fromkeys(value for values in found.values() for value in values))
        chosen = chosen and bool(held[name])
        lacking = [word for word, values in found.items() if not values]
        if lacking:
            source, at = records.sources[asked.measure.records], f"kpis.{asked.kpi}.{key}"
            findings.append(unmatched(records.con, source, at, {field: lacking}, asked.kpi))
        elif not words:
            findings.append(_no_record(records, asked, f"{field}: –"))
    return _narrowed(replace(asked, only=only, given=given)) if chosen else None, findings


def _narrowed(asked: Asked) -> Asked:
    """The KPI, of which two choices of one field hold the words of both; as it is where there are none."""
    words = _words(asked)
    twice = {name: field for name, field in _GIVEN if asked.given.get(name) and field in asked.only and words[field]}
    given = {name: tuple(words[field]) for name, field in twice.items()}
    only = {field: tuple(words[field]) for field in twice.values()}
    return replace(asked, only={**asked.only, **only}, given={**asked.given, **given})


def _values(records: Opened, name: str, field: str, word: str) -> Sequence[Any]:
    """What the records hold that is this word."""
    kind = RECORDS[name].fields[field]
    if kind is Kind.FLAG:
        value = meaning(word, records.columns[name].of[field], answered=field == "answered")
        return () if value is None else (value,)
    if kind is Kind.ID:
        word = named(field, word, records.columns[name].of[field].country)
    is_word = f"{plain_sql(field)} = {literal(plain(word))}"
    if kind is Kind.COUNT:
        is_word = is_count(field, word, records.columns[name].of[field])
    query = f"SELECT DISTINCT {quoted(field)} FROM core_{name} WHERE {is_word}"
    return [value for (value,) in records.con.execute(query).fetchall()]


def _directed(records: Opened, asked: Sequence[Asked], findings: list[Finding]) -> list[Asked]:
    """Where contacts go both ways, KPIs of who comes in count those only; of the others it is told."""
    field = _field_of_ways(records) if "contacts" in records.frames else ""
    about = [each for each in asked if each.measure.records == "contacts" and field and field not in each.only]
    alike: dict[str, list[Asked]] = {}
    for each in about:
        alike.setdefault(_chosen_by(each), []).append(each)
    directed: dict[str, Asked | None] = {each.kpi: each for each in asked}
    for condition, every in alike.items():
        directed |= _of_alike(records, every, (field, condition), findings)
    return [one for each in asked if (one := directed[each.kpi])]


def _field_of_ways(records: Opened) -> str:
    """The field that tells which way contacts go: some programs call it the type of a call, as others call a topic."""
    of = records.columns["contacts"].of
    if DIRECTION in of or "topic" not in of or not is_called(of["topic"], "call_type"):
        return DIRECTION if DIRECTION in of else ""
    found = records.con.execute("SELECT DISTINCT topic FROM core_contacts WHERE topic IS NOT NULL").fetchall()
    return "topic" if any(folded(word) in IN for (word,) in found) else ""


def _of_alike(
    records: Opened, about: Sequence[Asked], said: tuple[str, str], findings: list[Finding]
) -> dict[str, Asked | None]:
    """KPIs that count the same contacts, by code: of who comes in only if that counts, None where nobody can tell.

    `said` are the field that tells it and SQL of which contacts count.
    """
    field, condition = said
    query = f"SELECT {field}, count(*) FROM core_contacts WHERE {condition} GROUP BY 1 ORDER BY 2 DESC, 1"
    counted: dict[str | None, int] = dict(records.con.execute(query).fetchall())
    coming = tuple(word for word in counted if word is not None and goes(word) == "in")
    other = {word or "–": count for word, count in counted.items() if word not in coming}
    if not other:
        return {}
    untold = sum(count for word, count in counted.items() if word is None or not goes(word))
    rows = sum(counted.values())
    facts = {
        "file": records.sources["contacts"].name, "rows": rows, "count": sum(other.values()), "key": field,
        "column": " + ".join(records.columns["contacts"].of[field].columns),
        "examples": ", ".join(list(other)[:_EXAMPLES]),
    }  # fmt: skip
    told = bool(coming) and not are_many(untold, rows)
    waiting = [each for each in about if each.measure.id in _OF_WHO_COMES_IN]
    findings += _told(waiting, [each for each in about if each not in waiting], facts, told=told)
    return {each.kpi: replace(each, only={**each.only, field: coming}) if told else None for each in waiting}


def _chosen_by(asked: Asked) -> str:
    """SQL of whether a record counts for the KPI."""
    return " AND ".join(["true", *(_holds(field, values) for field, values in _words(asked).items())])


def _words(asked: Asked) -> dict[str, Sequence[Any]]:
    """The words that a record holds which counts for the KPI, by field: those of all choices of the field."""
    words = dict[str, Sequence[Any]](asked.only)
    for name, field in _GIVEN:
        given: Sequence[Any] = asked.given.get(name) or ()
        if given:
            words[field] = [word for word in given if word in words.get(field, given)]
    return words


def _holds(field: str, values: Sequence[Any]) -> str:
    return f"{quoted(field)} IN ({', '.join(map(literal, values))})" if values else "false"


def _left(records: Opened, asked: Sequence[Asked], findings: list[Finding]) -> Iterator[Asked]:
    """The KPIs for which records count; of one whose choices hold for none together it is told."""
    for each in asked:
        name, condition = each.measure.records, _chosen_by(each)
        query = f"SELECT 1 FROM core_{name} WHERE {condition} LIMIT 1"
        if condition == "true" or records.con.execute(query).fetchall():
            yield each
            continue
        said = [*each.only.items(), *((field, each.given.get(name) or ()) for name, field in _GIVEN)]
        words = "; ".join(rule({field: [*map(str, every)]}) for field, every in said if every)
        findings.append(_no_record(records, each, words))


def _no_record(records: Opened, asked: Asked, words: str) -> Finding:
    """That no record holds what the KPI chooses."""
    name = asked.measure.records
    facts = {"file": records.sources[name].name, "words": words}
    return Finding("G65", Severity.WARNING, Where(name), kpi=asked.kpi, facts=facts)


def _told(
    waiting: Sequence[Asked], others: Sequence[Asked], facts: Mapping[str, object], *, told: bool
) -> Iterator[Finding]:
    where = Where("contacts", field=DIRECTION)
    if waiting and told:
        kpis = ", ".join(each.kpi for each in waiting)
        yield Finding("G61", Severity.INFO, where, facts={**facts, "kpis": kpis})
    for each in waiting if not told else ():
        yield Finding("G63", Severity.WARNING, where, kpi=each.kpi, facts=facts)
    if others:
        kpis = ", ".join(each.kpi for each in others)
        yield Finding("G62", Severity.WARNING, where, facts={**facts, "kpis": kpis})
