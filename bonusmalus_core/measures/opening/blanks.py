"""Where is a field blank that a KPI needs, in which months is it so everywhere, and which scores lie off its scale?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import COLUMNS, index, month_of
from bonusmalus_core.measures.families.reachability import WAIT_OF_ABANDONED
from bonusmalus_core.measures.families.satisfaction import NPS_SCALE
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.frames import core_columns
from bonusmalus_core.measures.opening.inspection import EXAMPLES
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.opening.sources import ROW
from bonusmalus_core.model.month import Month

_NEEDED = {
    "SL": ("wait_s", "answered = 1 AND wait_us IS NULL"),
    "ASA": ("wait_s", "answered = 1 AND wait_us IS NULL"),
    "FRT": ("wait_s", "answered = 1 AND wait_us IS NULL"),
    "AR": ("answered", "answered IS NULL"),
    "FCR": ("customer_id", "customer_id IS NULL"),
    "REG": ("registered", "registered IS NULL"),
    "CPR": ("cost", "resolved_month IS NOT NULL AND cost_us IS NULL"),
    "AVL": ("staffed_min", "staffed_us IS NULL OR agreed_us IS NULL"),
    "QLT": ("passed", "passed IS NULL"),
    "DD": ("direct_debit", "direct_debit IS NULL"),
    "TTR": ("kind", "kind IS NULL"),
}
"""Per measure the field that is needed, and the core records that lack it."""

_PARTS = ("talk", "hold", "wrap")
"""What handling takes; the one that is not known is blamed."""

_LEFT_AFTER = "answered = 0 AND wait_us IS NULL"
"""So too of who abandoned, where it tells something how long they waited."""

_COUNTING = {
    **dict.fromkeys(("SL", "ASA", "AR", "AHT", "FRT"), ("answered", "answered")),
    "REG": ("registered", "registered"),
    "FCR-S": ("resolved", "resolved"),
    "NPS": ("nps", "nps_us"),
    "CSAT": ("csat", "csat_us"),
    "CES": ("ces", "ces_us"),
    "QLT": ("passed", "passed"),
    "CPR": ("cost", "cost_us"),
    "AVL": ("staffed_min", "staffed_us"),
}
"""Per measure the field, and its core column, without which a record counts for nothing."""

_MONTHLESS = {"customers": ("joined_at", "joined_month IS NULL")}


def blanks(records: Opened, asked: tuple[Asked, ...]) -> Iterator[Finding]:
    """Every field that is needed and blank, once."""
    lacking: dict[tuple[str, str], dict[str, None]] = {}
    for each in asked:
        of = records.columns[each.measure.records].of
        for field, condition in _needed(each):
            if field.removesuffix("_s") in _PARTS and field not in of:
                continue
            lacking.setdefault((each.measure.records, field), {})[condition] = None
    for name in dict.fromkeys(each.measure.records for each in asked):
        moment = records.moment(name)
        lacking[name, moment] = {_MONTHLESS.get(name, (moment, "month IS NULL"))[1]: None}
    conditions = {key: " OR ".join(each) for key, each in lacking.items()}
    for (name, field), (rows, count) in _counts(records, conditions).items():
        if count:
            facts = {
                "file": records.sources[name].name, "field": field, "count": count, "rows": rows,
                "examples": _examples(records, name, field, conditions[name, field]),
                "stands_for": _stands_for(name, field),
            }  # fmt: skip
            yield Finding("G20", Severity.WARNING, Where(name, field=field), facts=facts)


def _counts(records: Opened, lacking: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], tuple[int, int]]:
    """How many records there are, and how many lack each field: one look at every kind of records."""
    found = dict.fromkeys(lacking, (0, 0))
    for name in dict.fromkeys(name for name, _ in lacking):
        conditions = {key: each for key, each in lacking.items() if key[0] == name}
        rows, *counts = _counted(records, name, *conditions.values())
        found |= {key: (rows, count) for key, count in zip(conditions, counts, strict=True)}
    return found


def _stands_for(name: str, field: str) -> Phrase | str:
    """What the mapping can say that a blank means: 0 of a number, no of a flag, and nothing of a name or a moment."""
    kind = RECORDS[name].fields[field]
    said = {Kind.DURATION: "0", Kind.NUMBER: "0", Kind.COUNT: "no", Kind.FLAG: "no"}.get(kind)
    return Phrase(f"blank.{said}", {"field": field}, "measuring") if said else ""


def _needed(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.measure.id == "AHT":
        yield from ((f"{part}_s", f"answered = 1 AND handle_us IS NULL AND {part}_us IS NULL") for part in _PARTS)
        return
    field, condition = _NEEDED.get(asked.measure.id, ("", ""))
    if field and not (field == "kind" and not asked.given["kinds"]):
        yield field, condition
    if WAIT_OF_ABANDONED in asked.measure.needs(asked.given):
        yield "wait_s", _LEFT_AFTER


def blank_months(records: Opened, asked: Sequence[Asked], months: Sequence[Month]) -> dict[tuple[str, Month], str]:
    """By KPI and month the field that is blank in all records of the month, without which none of them counts.

    Such a month is not one without cases: most often its file calls a column by another name.
    """
    found: dict[tuple[str, Month], str] = {}
    for name, month in dict.fromkeys((each.measure.records, each.measure.month) for each in asked):
        alike = [each for each in asked if (each.measure.records, each.measure.month) == (name, month)]
        columns = list(dict.fromkeys(column for each in alike for _, column in _counting(each)))
        for number, *counts in _by_month(records, name, month, columns, months):
            blank = {column for column, count in zip(columns, counts, strict=True) if not count}
            for each in alike:
                for field, column in _counting(each):
                    if column in blank:
                        found.setdefault((each.kpi, month_of(number)), field)
    return found


def _by_month(
    records: Opened, name: str, month: str, columns: Sequence[str], months: Sequence[Month]
) -> list[tuple[int, ...]]:
    """The months with records, each with how many of them have something in each column."""
    if not columns:
        return []
    counted, inside = ", ".join(f"count({column})" for column in columns), (index(months[0]), index(months[-1]))
    query = f"SELECT {month}, {counted} FROM core_{name} WHERE {month} BETWEEN ? AND ? GROUP BY 1 ORDER BY 1"
    return records.con.execute(query, inside).fetchall()


def _counting(asked: Asked) -> Iterator[tuple[str, str]]:
    """The fields, and their core columns, without which a record counts for nothing."""
    measure, core = asked.measure, COLUMNS[asked.measure.records]
    if "month" not in core:
        return
    if measure.id in _COUNTING:
        yield _COUNTING[measure.id]
    if measure.special == "repeat":
        unit = "case_id" if asked.given["unit"] == "case" else "customer_id"
        yield unit, unit
    if asked.given.get("kinds"):
        yield "kind", "kind"
    yield from ((name, name) for name in asked.only if name in core)


def off_scale(records: Opened, asked: tuple[Asked, ...]) -> Iterator[Finding]:
    """Scores that are none on the scale of the KPI."""
    scales = {"NPS": NPS_SCALE, "CES": (1, None), "CSAT": (None, None)}
    for each in asked:
        if each.measure.id not in scales:
            continue
        field = each.measure.id.casefold()
        low, high = scales[each.measure.id]
        low = each.given["lowest"] if low is None else low
        high = each.given["scale"] if high is None else high
        condition = f"{field}_us < {low * MILLION} OR {field}_us > {high * MILLION}"
        _, count = _counted(records, each.measure.records, condition)
        if count:
            found = records.con.execute(
                f"SELECT DISTINCT {field}_us / {MILLION} FROM core_surveys WHERE {condition} ORDER BY 1 LIMIT 3"
            ).fetchall()
            facts = {
                "file": records.sources["surveys"].name, "field": field, "count": count, "low": low, "high": high,
                "examples": "; ".join(f"{score:g}" for (score,) in found),
            }  # fmt: skip
            yield Finding("G22", Severity.WARNING, Where("surveys", field=field), kpi=each.kpi, facts=facts)


def _counted(records: Opened, name: str, *conditions: str) -> list[int]:
    """How many records there are, and of how many each condition holds."""
    counted = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {each})" for each in conditions)])
    (counts,) = records.con.execute(f"SELECT {counted} FROM core_{name}").fetchall()
    return [int(each) for each in counts]


def _examples(records: Opened, name: str, field: str, condition: str) -> str:
    """The first rows that lack a field, such as " (#5; #9)"; "" where the rows of a file have no numbers."""
    source, of = records.sources[name], records.columns[name].of
    if field not in of or not source.in_memory or len(source.files) > 1:
        return ""
    core = ", ".join(f"{sql} AS {column}" for column, sql in core_columns(name, {each: each for each in of}).items())
    counting = f"SELECT {core}, {ROW} FROM bm_seen_{name}{records.left(name)}"
    query = f"SELECT {ROW} FROM ({counting}) WHERE {condition} LIMIT {EXAMPLES}"
    rows = "; ".join(f"#{row}" for (row,) in records.con.execute(query).fetchall())
    return f" ({rows})" if rows else ""
