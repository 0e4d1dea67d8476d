"""What do the records at a path measure for a contract: rows per month and KPI, and everything there is to know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bonusmalus_core.calc.periods import contract_month, term
from bonusmalus_core.calc.workdays import is_closed
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Severity, Where, blocks
from bonusmalus_core.measures.apart import AGENT, Apart, Over, apart
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import index
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.fast_repeat import fast_repeats
from bonusmalus_core.measures.opening.blanks import blanks, off_scale
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.opening.opened import Opened, opened
from bonusmalus_core.measures.plans import planned
from bonusmalus_core.measures.reach import Reach, open_until, reach
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month

MOST_DAYS = 10
"""So many missing days are named; of more the first."""

Step = Callable[[int, int], None]
"""Told how many of how many steps are done."""


@dataclass(frozen=True, slots=True)
class SourceOf:
    """Where the records of a kind came from: file, SHA-256, how many records, and which column is which field."""

    records: str
    name: str
    digest: str
    rows: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of all KPIs with their sources by kind of records; nothing when the findings block."""

    rows: tuple[MeasuredRow, ...]
    sources: Mapping[str, SourceOf]
    findings: tuple[Finding, ...]
    open_until: Mapping[tuple[str, Month], tuple[date, date]]
    """By KPI and month that can still change: until when the records reach, and until when they should."""

    apart: Mapping[tuple[Over, str, Month], Apart] = field(default_factory=dict)
    """By KPI and month how far its agents and its days lie apart."""


def measured(
    agreement: Agreement, path: Path, mapping: MappingFile, step: Step = lambda *_: None, master: str | None = None
) -> Measured:
    """Measures every KPI of the contract that the records allow; FileRefused for files that cannot be read.

    `master` is the Spark to compute on; without one DuckDB does.
    """
    step(0, 3)
    with opened(path, mapping, lambda day: closes(agreement, day)) as records:
        step(1, 3)
        plans = planned(agreement, mapping, records)
        findings = [*records.findings, *plans.findings]
        if blocks(findings):
            step(3, 3)
            return Measured((), {}, tuple(findings), {})
        findings += [*blanks(records, plans.asked), *off_scale(records, plans.asked), *_outside(agreement, records)]
        reaches = _reaches(agreement, mapping, records, plans.asked)
        findings += _gaps(reaches, records)
        step(2, 3)
        months = list(term(agreement.contract))
        rows = _evaluated(records, plans.asked, months, master)
        naming = [name for name in records.frames if AGENT in records.columns[name].of]
        spread = apart(records.frames, plans.asked, months, naming)
        kept, about, windows = _judged(agreement, plans.asked, rows, reaches, records)
        findings += about
        if not kept:
            where, name = Where("records"), path.name
            findings.append(Finding("G24", Severity.BLOCKER, where, facts={"file": name}))
        sources = {name: _source(records, name) for name in records.frames}
        step(3, 3)
    return Measured(tuple(kept), sources, tuple(findings), windows, spread)


def _evaluated(
    records: Opened, asked: tuple[Asked, ...], months: Sequence[Month], master: str | None
) -> list[MeasuredRow]:
    if not asked:
        return []
    if master is None:
        return evaluate(records.frames, asked, months, fast_repeats)
    from bonusmalus_core.measures.on_spark import spark_frames

    with spark_frames(records, master) as frames:
        return evaluate(frames, asked, months)


def closes(agreement: Agreement, day: date) -> bool:
    """Whether the contract's holidays close the day; holidays that are not known close none."""
    with suppress(WrongUsage):
        return is_closed(day, agreement.contract.holidays)
    return False


def _outside(agreement: Agreement, records: Opened) -> Iterator[Finding]:
    """Records of months in which the contract does not run."""
    months = list(term(agreement.contract))
    first, last = index(months[0]), index(months[-1])
    for name in records.frames:
        if name == "customers":
            continue
        query = f"SELECT count(*), count(*) FILTER (WHERE month < {first} OR month > {last}) FROM core_{name}"
        ((rows, count),) = records.con.execute(query).fetchall()
        if count:
            facts = {"file": records.sources[name].name, "rows": rows, "count": count}
            yield Finding("G26", Severity.INFO, Where(name), facts=facts)


def _reaches(
    agreement: Agreement, mapping: MappingFile, records: Opened, asked: Iterable[Asked]
) -> dict[str, Reach | None]:
    """The reach of every kind of records that a KPI reads."""
    return {
        name: reach(records.days(name), lambda day: closes(agreement, day), mapping.complete_until)
        for name in dict.fromkeys(each.measure.records for each in asked)
    }


def _gaps(reaches: Mapping[str, Reach | None], records: Opened) -> Iterator[Finding]:
    for name, found in reaches.items():
        if found and found.missing and name != "customers":
            days = ", ".join(day.isoformat() for day in found.missing[:MOST_DAYS])
            more = " …" if len(found.missing) > MOST_DAYS else ""
            facts = {"file": records.sources[name].name, "count": len(found.missing), "days": days + more}
            yield Finding("G10", Severity.WARNING, Where(name), facts=facts)


def _judged(
    agreement: Agreement,
    asked: Iterable[Asked],
    rows: Iterable[MeasuredRow],
    reaches: Mapping[str, Reach | None],
    records: Opened,
) -> tuple[list[MeasuredRow], list[Finding], dict[tuple[str, Month], tuple[date, date]]]:
    """The rows of whole months in which their KPI is in force, marked where they can still change."""
    by_kpi, where = {each.kpi: each for each in asked}, Where("measurements")
    kept, findings = list[MeasuredRow](), dict[tuple[str, str, Month], Finding]()
    windows: dict[tuple[str, Month], tuple[date, date]] = {}
    cut_off: dict[tuple[str, Month], tuple[tuple[str, ...], dict[str, str]]] = {}
    for row in rows:
        one = by_kpi[row.kpi]
        found = reaches[one.measure.records]
        if not _in_force(agreement, row) or found is None or row.month.first > found.until:
            continue
        facts = {"file": records.sources[one.measure.records].name, "last": found.until.isoformat()}
        month = str(row.month)
        if not found.covers(row.month):
            named = (*cut_off.get((facts["file"], row.month), ((), facts))[0], row.kpi)
            cut_off[facts["file"], row.month] = (tuple(dict.fromkeys(named)), facts)
            continue
        until = open_until(one, row.month)
        if until and found.until < until:
            windows[row.kpi, row.month] = (found.until, until)
            facts = {**facts, "until": until.isoformat()}
            findings["G17", row.kpi, row.month] = Finding("G17", Severity.WARNING, where, month, row.kpi, facts)
            row = replace(row, complete=False)  # noqa: PLW2901 - the same row, judged
        if row.over:
            more = {"count": row.over}
            findings["G21", row.kpi, row.month] = Finding("G21", Severity.WARNING, where, month, row.kpi, more)
        kept.append(row)
    cut = [
        Finding("G11", Severity.WARNING, where, str(month), facts={**facts, "kpis": ", ".join(kpis)})
        for (_, month), (kpis, facts) in cut_off.items()
    ]
    return kept, [*cut, *findings.values()], windows


def _in_force(agreement: Agreement, row: MeasuredRow) -> bool:
    number = contract_month(agreement.contract, row.month)
    return any(kpi.code == row.kpi and kpi.from_month <= number <= (kpi.to_month or number) for kpi in agreement.kpis)


def _source(records: Opened, name: str) -> SourceOf:
    columns = {field: " + ".join(of.columns) for field, of in records.columns[name].of.items()}
    return SourceOf(name, records.sources[name].name, records.digest(name), records.rows(name), columns)
