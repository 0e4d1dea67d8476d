"""Which measured rows stand: of whole months in which their KPI is in force; and which of them can still change?

Parts add up. So a month of which one part's records are counted without being known stands with none of its parts,
unless they are so few that they change nothing, as letters among calls; what only leaves out the records that are blank
leaves the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.gaps import cut_off
from bonusmalus_core.measures.reach import Reach, open_until
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month

_WHERE = Where("measurements")

Windows = Mapping[tuple[str, Month], tuple[date, date]]
"""By KPI and month that can still change: until when the records reach, and until when they should."""

Place = tuple[str, Month]
"""A KPI and a month."""

RARE = 100
"""One of so many records changes no value."""

MOST_PARTS = 5
"""So many parts are named; of more the first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that stand, marked where they can still change, and what is to be known of the others.

    `lost` are the months that the records begin to tell of a KPI and that do not stand.
    """

    rows: tuple[MeasuredRow, ...]
    windows: Windows
    findings: tuple[Finding, ...]
    lost: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Kept:
    """The file in which the records of a KPI are kept, and the days over which they reach."""

    file: str
    reach: Reach


def judged(
    agreement: Agreement,
    asked: Sequence[Asked],
    rows: Iterable[MeasuredRow],
    kept: Mapping[str, Kept],
    blank: Mapping[Place, str],
) -> Judged:
    """The rows that stand; `kept` is what is known of the records of a KPI that has any, by its code.

    `blank` names the field that is blank in all records of a month and without which none of them counts.
    """
    begun = [
        row
        for row in rows
        if row.kpi in kept and _in_force(agreement, row.kpi, row.month) and kept[row.kpi].reach.has_begun(row.month)
    ]
    covered = [row for row in begun if kept[row.kpi].reach.covers(row.month)]
    unknown = _lacking_much(covered)
    whole = [row for row in covered if row.known and _place(row) not in unknown]
    windows = dict(_windows(whole, {each.kpi: each for each in asked}, kept))
    standing = tuple(replace(row, complete=_place(row) not in windows) for row in whole)
    told = {_place(row) for row in begun}
    empty = {place: field for place, field in blank.items() if place not in told and _covered(agreement, place, kept)}
    cut_off = [row for row in begun if not kept[row.kpi].reach.covers(row.month)]
    lacking = (*_cut_off(cut_off, kept), *_unknown(covered, {*map(_place, standing)}, kept), *_blank(empty, kept))
    findings = (*lacking, *_still_open(windows, kept), *_counted_again(standing))
    return Judged(standing, windows, findings, frozenset(told | empty.keys()) - {_place(row) for row in standing})


def _place(row: MeasuredRow) -> Place:
    return row.kpi, row.month


def _lacking_much(rows: Iterable[MeasuredRow]) -> set[Place]:
    """The places of which more than a few records that count are of parts that are not known."""
    counted, unknown = defaultdict[Place, Decimal](Decimal), defaultdict[Place, Decimal](Decimal)
    for row in rows:
        counted[_place(row)] += row.denominator
        unknown[_place(row)] += Decimal(0) if row.known else row.denominator
    return {place for place, count in unknown.items() if count * RARE > counted[place]}


def _covered(agreement: Agreement, place: Place, kept: Mapping[str, Kept]) -> bool:
    kpi, month = place
    return kpi in kept and kept[kpi].reach.covers(month) and _in_force(agreement, kpi, month)


def _in_force(agreement: Agreement, code: str, month: Month) -> bool:
    number = contract_month(agreement.contract, month)
    return any(kpi.code == code and kpi.from_month <= number <= (kpi.to_month or number) for kpi in agreement.kpis)


def _windows(
    rows: Iterable[MeasuredRow], asked: Mapping[str, Asked], kept: Mapping[str, Kept]
) -> Iterator[tuple[tuple[str, Month], tuple[date, date]]]:
    for row in rows:
        last, until = kept[row.kpi].reach.until, open_until(asked[row.kpi], row.month)
        if until and last < until:
            yield (row.kpi, row.month), (last, until)


def _cut_off(rows: Iterable[MeasuredRow], kept: Mapping[str, Kept]) -> Iterator[Finding]:
    """Months that the records do not cover, each once per file, with the KPIs that miss it.

    Of records that are too few to tell, that is told of all their months at once.
    """
    named: dict[tuple[str, Month], dict[str, Reach]] = {}
    for row in (each for each in rows if not kept[each.kpi].reach.is_short):
        named.setdefault((kept[row.kpi].file, row.month), {})[row.kpi] = kept[row.kpi].reach
    for (file, month), kpis in named.items():
        reach = next(iter(kpis.values()))
        yield cut_off(file, month, ", ".join(kpis), reach)


def _unknown(rows: Iterable[MeasuredRow], standing: set[Place], kept: Mapping[str, Kept]) -> Iterator[Finding]:
    """KPIs and months of which no record has the duration that they need, of all or of the parts that it names."""
    unknown: dict[Place, list[MeasuredRow]] = {}
    for row in rows:
        if not row.known:
            unknown.setdefault(_place(row), []).append(row)
    for (kpi, month), every in unknown.items():
        named = [row.part for row in every]
        whom = Phrase("left", topic="measuring") if any(row.left for row in every) else ""
        told = ", ".join(named[:MOST_PARTS]) + (" …" if len(named) > MOST_PARTS else "")
        facts = {"file": kept[kpi].file, "parts": told, "whom": whom}
        if (kpi, month) in standing:
            yield Finding("G66", Severity.WARNING, _WHERE, str(month), kpi, facts)
        else:
            facts["parts"] = f" ({told})" if any(named) else ""
            yield Finding("G35", Severity.WARNING, _WHERE, str(month), kpi, facts)


def _blank(empty: Mapping[Place, str], kept: Mapping[str, Kept]) -> Iterator[Finding]:
    """Months of which every record leaves a field blank without which it does not count."""
    for (kpi, month), field in empty.items():
        facts = {"file": kept[kpi].file, "field": field}
        yield Finding("G37", Severity.WARNING, _WHERE, str(month), kpi, facts)


def _still_open(windows: Windows, kept: Mapping[str, Kept]) -> Iterator[Finding]:
    for (kpi, month), (last, until) in windows.items():
        facts = {"file": kept[kpi].file, "last": last.isoformat(), "until": until.isoformat()}
        yield Finding("G17", Severity.WARNING, _WHERE, str(month), kpi, facts)


def _counted_again(rows: Iterable[MeasuredRow]) -> Iterator[Finding]:
    """What was counted more than once and capped, once per KPI and month."""
    for (kpi, month), over in {(row.kpi, row.month): row.over for row in rows if row.over}.items():
        yield Finding("G21", Severity.WARNING, _WHERE, str(month), kpi, {"count": over})
