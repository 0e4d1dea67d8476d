"""What do the records at a path measure for a contract: rows per month or period and KPI, and what is to be known?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bonusmalus_core.calc.periods import term
from bonusmalus_core.calc.workdays import is_closed
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Severity, Where, blocks
from bonusmalus_core.measures.apart import AGENT, Apart, Over, apart
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.choosing import choosing
from bonusmalus_core.measures.core import index
from bonusmalus_core.measures.crowds import crowds
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.fast.repeats import fast_repeats
from bonusmalus_core.measures.gaps import gaps
from bonusmalus_core.measures.judging import Judged, Kept, Place, Windows, judged
from bonusmalus_core.measures.of_periods import of_periods
from bonusmalus_core.measures.opening.blanks import blank_months, blanks, off_scale
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.opening.opened import Opened, opened
from bonusmalus_core.measures.opening.unused import handled_without, unused
from bonusmalus_core.measures.plans import planned
from bonusmalus_core.measures.reach import Reach, reach
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.measures.scales import on_scale
from bonusmalus_core.measures.spelled import spelled_twice
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month

Step = Callable[[int, int], None]
"""Told how many of how many steps are done."""


@dataclass(frozen=True, slots=True)
class SourceOf:
    """Where the records of a kind came from: file, SHA-256, how many records, and which column is which field.

    `unused` columns are none.
    """

    records: str
    name: str
    digest: str
    rows: int
    columns: Mapping[str, str]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of all KPIs with their sources by kind of records; nothing when the findings block."""

    rows: tuple[MeasuredRow, ...]
    sources: Mapping[str, SourceOf]
    findings: tuple[Finding, ...]
    open_until: Windows

    apart: Mapping[tuple[Over, str, Month], Apart] = field(default_factory=dict)
    """By KPI and month how far its agents and its days lie apart."""

    lost: Mapping[Place, str] = field(default_factory=dict)
    """The KPIs and months of which records tell something and yet no row stands, with the kind of those records."""


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
        chosen, doubted = choosing(records, plans.asked)
        asked, scaled = on_scale(records, chosen)
        plans = replace(plans, asked=asked)
        findings = (*records.findings, *plans.findings, *doubted, *scaled)
        if blocks(findings):
            step(3, 3)
            return Measured((), {}, findings, {})
        reaches = _reaches(agreement, mapping, records, plans.asked)
        doubts = [*blanks(records, plans.asked), *off_scale(records, plans.asked), *_outside(agreement, records)]
        doubts += [*handled_without(records, plans.asked), *crowds(records, plans.asked)]
        doubts += spelled_twice(records, plans.asked)
        step(2, 3)
        months = list(term(agreement.contract))
        rows = _evaluated(records, plans.asked, months, master)
        spread = _spread(records, plans.asked, months)
        stand = _standing(agreement, plans.asked, rows, _kept(plans.asked, reaches, records), records)
        names = {name: source.name for name, source in records.sources.items()}
        findings = (*findings, *doubts, *gaps(reaches, names), *stand.findings, *_none(stand, path))
        kinds = {each.kpi: each.measure.records for each in plans.asked}
        lost = {place: kinds[place[0]] for place in stand.lost}
        sources = {name: _source(records, name) for name in records.frames}
        step(3, 3)
    return Measured(stand.rows, sources, findings, stand.windows, spread, lost)


def _standing(
    agreement: Agreement,
    asked: Sequence[Asked],
    rows: Sequence[MeasuredRow],
    kept: Mapping[str, Kept],
    records: Opened,
) -> Judged:
    """The rows that stand, those of a KPI per period added up, and what is to be known of the others."""
    blank = blank_months(records, asked, list(term(agreement.contract)))
    return of_periods(agreement, judged(agreement, asked, rows, kept, blank), kept)


def _spread(records: Opened, asked: Sequence[Asked], months: Sequence[Month]) -> dict[tuple[Over, str, Month], Apart]:
    naming = [name for name in records.frames if AGENT in records.columns[name].of]
    return apart(records.frames, asked, months, naming)


def _kept(asked: Iterable[Asked], reaches: Mapping[str, Reach | None], records: Opened) -> dict[str, Kept]:
    """The file and the days of every KPI's records."""
    found = ((each, reaches[each.measure.records]) for each in asked)
    return {each.kpi: Kept(records.sources[each.measure.records].name, days) for each, days in found if days}


def _none(stand: Judged, path: Path) -> Iterator[Finding]:
    if not stand.rows:
        yield Finding("G24", Severity.BLOCKER, Where("records"), facts={"file": path.name})


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
    names = dict.fromkeys(each.measure.records for each in asked)
    return {name: reach_of(agreement, mapping, records, name) for name in names}


def reach_of(agreement: Agreement, mapping: MappingFile, records: Opened, name: str) -> Reach | None:
    """The reach of a kind of records; customers come when they come, so that none of their days is missing."""
    found = reach(records.days(name), lambda day: closes(agreement, day), mapping.complete_until, mapping.complete_from)
    if found is None or name != "customers":
        return found
    return replace(found, torn={}, stray=(), missing=(), is_short=False, since=date.min)


def _source(records: Opened, name: str) -> SourceOf:
    columns = {field: " + ".join(of.columns) for field, of in records.columns[name].of.items()}
    return SourceOf(
        name, records.sources[name].name, records.digest(name), records.rows(name), columns, unused(records, name)
    )
