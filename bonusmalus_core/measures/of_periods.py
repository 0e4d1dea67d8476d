"""Which months make up the one row of a KPI that is measured per period, and which of them is lacking?

A figure of fewer months than the period has is not its figure. Months that both parties excused, or in which the KPI is
not in force, are no part of it; a month without any case adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bonusmalus_core.calc.periods import contract_month, label, periods
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.calc.records import records
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.judging import Judged, Kept
from bonusmalus_core.measures.reach import Reach
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month


@dataclass(frozen=True, slots=True)
class _Whole:
    """A KPI and the months of one period that make up its row, in order."""

    kpi: str
    months: tuple[Month, ...]


def of_periods(agreement: Agreement, stand: Judged, kept: Mapping[str, Kept]) -> Judged:
    """The rows that stand, those of a KPI that is measured per period as one, in the last month that counts."""
    rows = [row for row in stand.rows if not _is_of_period(agreement, row.kpi, row.month)]
    lost = {place for place in stand.lost if not _is_of_period(agreement, *place)}
    findings = [*stand.findings]
    for whole in _wholes(agreement, kept):
        reach, last = kept[whole.kpi].reach, whole.months[-1]
        lacking = _lacking(whole, stand, reach)
        if not lacking:
            rows += _added(whole, stand.rows)
        elif len(lacking) < len(whole.months) or (whole.kpi, last) in stand.lost:
            lost.add((whole.kpi, last))
            findings += [_told(whole, lacking, kept[whole.kpi].file)] if reach.reaches(last) else []
    return replace(stand, rows=tuple(rows), findings=tuple(findings), lost=frozenset(lost))


def _is_of_period(agreement: Agreement, code: str, month: Month) -> bool:
    """Whether the KPI's row that is in force in the month is measured per period."""
    stage, kpi = standing(progressions(agreement.kpis)[code], contract_month(agreement.contract, month))
    return stage is Stage.ACTIVE and kpi.frequency == "period"


def _wholes(agreement: Agreement, codes: Mapping[str, Kept]) -> Iterator[_Whole]:
    for number, period in enumerate(periods(agreement.contract), 1):
        seen = records(agreement, number)
        for code in codes:
            excused = {seen.at(month) for month in seen.excused(code)}
            months = [each for each in period if each not in excused and _is_of_period(agreement, code, each)]
            if months:
                yield _Whole(code, tuple(months))


def _lacking(whole: _Whole, stand: Judged, reach: Reach) -> list[Month]:
    """The months that have no row, though not because there was no case."""
    measured = {row.month for row in stand.rows if row.kpi == whole.kpi}
    none = [month for month in whole.months if month not in measured]
    return [month for month in none if (whole.kpi, month) in stand.lost or not reach.holds(month)]


def _added(whole: _Whole, rows: tuple[MeasuredRow, ...]) -> list[MeasuredRow]:
    """One row per part."""
    parts: dict[str, list[MeasuredRow]] = {}
    for row in rows:
        if row.kpi == whole.kpi and row.month in whole.months:
            parts.setdefault(row.part, []).append(row)
    return [MeasuredRow.added(each, whole.months[-1]) for each in parts.values()]


def _told(whole: _Whole, lacking: list[Month], file: str) -> Finding:
    period = label(whole.months[0], whole.months[-1])
    facts = {"file": file, "period": period, "months": ", ".join(map(str, lacking))}
    return Finding("G36", Severity.WARNING, Where("measurements"), str(whole.months[-1]), whole.kpi, facts)
