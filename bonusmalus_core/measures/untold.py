"""Which KPIs would be worked out of what the records do not tell, though their columns are filled in?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.families.reachability import WAIT_OF_ABANDONED
from bonusmalus_core.measures.opening.clocks import days_alone
from bonusmalus_core.measures.opening.inspection import FEW_UNREADABLE
from bonusmalus_core.measures.opening.midnight import START
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.whole_calls import TALK, whole_calls

STOPPING = ("G68", "G72", "G77")
"""A KPI of which this is said is not measured."""

_LAST = {"TTR": "resolved_at", "ESC": "first_reply_at"}
"""What ends when, by measure."""

_DAY = 86_400
"""Where so many seconds or a multiple of them are agreed, days are counted."""

_LONG = 7 * _DAY
"""Of what lasts so many seconds a part of a day changes little."""


def untold(asked: Asked, records: Opened, said: Collection[str] = ()) -> Iterator[Finding]:
    """What is to be known of the KPI, of which the records have all columns; the mapping names those `said`."""
    yield from _of_days(asked, records)
    if asked.measure.id == "AHT" and TALK not in said:
        yield from whole_calls(asked, records)
    if asked.measure.special == "repeat":
        yield from _of_days_apart(asked, records)
    if WAIT_OF_ABANDONED in asked.measure.needs(asked.given):
        yield from _left_at_once(asked, records)


def _of_days(asked: Asked, records: Opened) -> Iterator[Finding]:
    """That what lasts hours is counted in whole days, or not at all where one end tells a day and the other a time."""
    last, name = _LAST.get(asked.measure.id, ""), asked.measure.records
    of = records.columns[name].of
    if last not in of or asked.given["within_s"] >= _LONG:
        return
    ends = {field: " + ".join(of[field].columns) for field in (records.moment(name), last)}
    bare = days_alone(records.con, name, ends)
    columns = ", ".join(ends[field] for field in bare)
    facts = {"file": records.sources[name].name, "column": columns, "columns": ", ".join(ends.values())}
    if len(bare) == 2:
        agreed = Severity.WARNING if asked.given["within_s"] % _DAY else Severity.INFO
        yield _whole_days(asked, agreed, last, facts)
    elif bare:
        yield Finding("G68", Severity.WARNING, Where(name, field=bare[0]), kpi=asked.kpi, facts=facts)


def _of_days_apart(asked: Asked, records: Opened) -> Iterator[Finding]:
    """That whole days lie between contacts: on the last day of the window nobody can tell which came too late."""
    name, of = asked.measure.records, records.columns[asked.measure.records].of
    if days_alone(records.con, name, [START]):
        facts = {"file": records.sources[name].name, "columns": " + ".join(of[START].columns)}
        yield _whole_days(asked, Severity.INFO, START, facts)


def _whole_days(asked: Asked, severity: Severity, field: str, facts: Mapping[str, object]) -> Finding:
    return Finding("G69", severity, Where(asked.measure.records, field=field), kpi=asked.kpi, facts=facts)


def _left_at_once(asked: Asked, records: Opened) -> Iterator[Finding]:
    """That all who abandoned waited 0 seconds: so programs write a speed of answer where there was none."""
    of = records.columns["contacts"].of.get("wait_s")
    waited = ("answered = 0 AND wait_us IS NOT NULL", "answered = 0 AND wait_us > 0", "answered = 1 AND wait_us > 0")
    counted = ", ".join(f"count(*) FILTER (WHERE {each})" for each in waited)
    ((left, waiting, others),) = records.con.execute(f"SELECT {counted} FROM core_contacts").fetchall()
    if of and others and not waiting and left > FEW_UNREADABLE:
        facts = {"file": records.sources["contacts"].name, "column": " + ".join(of.columns), "count": left}
        yield Finding("G72", Severity.WARNING, Where("contacts", field="wait_s"), kpi=asked.kpi, facts=facts)
