"""Does every code, month and period that a row names exist in the contract? Check C10."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.calc.periods import first_month, spans
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month


def codes(agreement: Agreement) -> Iterator[Finding]:
    """C10: a KPI code that is not in the KPI table, with the nearest one that is."""
    known = {row.code for row in agreement.kpis}
    for table, number, field, code in _named_codes(agreement):
        if code not in known and (code != "all" or table not in ("events", "conditions")):
            from difflib import get_close_matches  # only what is not there is looked for

            near = get_close_matches(code, sorted(known), 1)
            severity = Severity.WARNING if table == "legend" else Severity.BLOCKER
            facts = {"known": ", ".join(sorted(known)), "near": near[0] if near else ""}
            yield Finding("C10c", severity, Where(table, number, field), kpi=code, facts=facts)


def _named_codes(agreement: Agreement) -> Iterator[tuple[str, int, str, str]]:
    for table in ("legend", "measurements", "events", "overrides"):
        for number, row in enumerate(getattr(agreement, table)):
            yield table, number, "kpi", row.kpi
    for number, condition in enumerate(agreement.conditions):
        for code in () if condition.kpis == "all" else condition.kpis:
            yield "conditions", number, "kpis", code


def measures(agreement: Agreement) -> Iterator[Finding]:
    """C10: a condition reads a measure for which the months have no column."""
    columns = {VOLUME_RATIO, "forecast", "actual"}.union(*(record.measures for record in agreement.months))
    for number, condition in enumerate(agreement.conditions):
        if agreement.months and condition.measure not in columns:
            facts = {"measure": condition.measure, "condition": condition.code}
            yield Finding("C10m", Severity.BLOCKER, Where("conditions", number, "measure"), facts=facts)


def months(agreement: Agreement) -> Iterator[Finding]:
    """C10: a month outside the term of the contract, or the end of an event before its start."""
    first = first_month(agreement.contract)
    last = first + (agreement.contract.months - 1)
    facts: dict[str, object] = {"first": str(first), "last": str(last)}
    for table, number, field, month in _named_months(agreement):
        if not first <= month <= last:
            yield Finding("C10t", Severity.BLOCKER, Where(table, number, field), str(month), facts=facts)
    for number, event in enumerate(agreement.events):
        if event.to < event.from_:
            yield Finding("C10e", Severity.BLOCKER, Where("events", number, "to"), str(event.to), event.kpi)


def ends(agreement: Agreement) -> Iterator[Finding]:
    """C10: a row whose last contract month lies before its first never acts."""
    for table in ("kpis", "conditions"):
        for number, row in enumerate(getattr(agreement, table)):
            if row.to_month is not None and row.to_month < row.from_month:
                facts = {"what": row.code, "first": row.from_month, "last": row.to_month}
                yield Finding("C10f", Severity.WARNING, Where(table, number, "to_month"), facts=facts)


def waits(agreement: Agreement) -> Iterator[Finding]:
    """C10: a KPI that waits in the last month for a row after the term, and weighs so to the end without any target.

    The rules settle it, neutral as every KPI that waits, and a contract that is ended early leaves such rows: so it
    warns. A late row for which nothing waits decides nothing: T4 tells of it.
    """
    last = agreement.contract.months
    for rows in progressions(agreement.kpis).values():
        stage, row = standing(rows, last)
        if stage is Stage.WAITING and row.weight > 0:
            yield _too_late("kpis", agreement.kpis.index(row), row, last)


def starts(agreement: Agreement) -> Iterator[Finding]:
    """C10: a condition that begins after the term never acts."""
    last = agreement.contract.months
    for number, condition in enumerate(agreement.conditions):
        if condition.from_month > last:
            yield _too_late("conditions", number, condition, last)


def _too_late(table: str, number: int, row: Kpi | Condition, last: int) -> Finding:
    facts = {"what": row.code, "value": row.from_month, "months": last}
    return Finding("C10v", Severity.WARNING, Where(table, number, "from_month"), facts=facts)


def _named_months(agreement: Agreement) -> Iterator[tuple[str, int, str, Month]]:
    for table in ("months", "measurements"):
        for number, row in enumerate(getattr(agreement, table)):
            yield table, number, "month", row.month
    for number, event in enumerate(agreement.events):
        yield "events", number, "from", event.from_
        yield "events", number, "to", event.to


def overrides(agreement: Agreement) -> Iterator[Finding]:
    """C10: an override of a period that does not exist, or that names both or neither of value and impact."""
    last = len(spans(agreement.contract))
    for number, override in enumerate(agreement.overrides):
        if override.period > last:
            facts: dict[str, object] = {"period": override.period, "periods": last}
            yield Finding("C10p", Severity.BLOCKER, Where("overrides", number, "period"), kpi=override.kpi, facts=facts)
        if (override.value is None) == (override.impact is None):
            yield Finding("C10o", Severity.BLOCKER, Where("overrides", number, "value"), kpi=override.kpi)
