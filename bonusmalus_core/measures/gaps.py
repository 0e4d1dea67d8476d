"""On which days do the records lack something, and which dates of theirs cannot be right?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.reach import Reach
from bonusmalus_core.model.month import Month

MOST_DAYS = 10
"""So many days are named; of more the first."""


def gaps(reaches: Mapping[str, Reach | None], files: Mapping[str, str]) -> Iterator[Finding]:
    """Days without records, days far from all others, and records of too few days, by the file of their kind."""
    for name, found in reaches.items():
        if found is None:
            continue
        for code, days in (("G10", found.missing), ("G51", found.stray)):
            if days:
                facts = {"file": files[name], "count": len(days), "days": _named(days)}
                yield Finding(code, Severity.WARNING, Where(name), facts=facts)
        if found.is_short:
            facts = {"file": files[name], "first": found.first.isoformat(), "last": found.last.isoformat()}
            yield Finding("G52", Severity.WARNING, Where(name), facts=facts)


def cut_off(file: str, month: Month, kpis: str, reach: Reach) -> Finding:
    """That a month goes on after its records, begins before them, or lacks many of its days at one of its ends."""
    facts: dict[str, object] = {"file": file, "kpis": kpis}
    if not reach.reaches(month):
        return _of_month("G11", month, {**facts, "last": reach.until.isoformat()})
    first, last = reach.torn.get(month, (month.first, month.last))
    if last < reach.since:
        return _of_month("G42", month, {**facts, "first": reach.since.isoformat()})
    return _of_month("G50", month, {**facts, "first": first.isoformat(), "last": last.isoformat()})


def _of_month(code: str, month: Month, facts: Mapping[str, object]) -> Finding:
    return Finding(code, Severity.WARNING, Where("measurements"), str(month), facts=facts)


def _named(days: Sequence[date]) -> str:
    more = " …" if len(days) > MOST_DAYS else ""
    return ", ".join(day.isoformat() for day in days[:MOST_DAYS]) + more
