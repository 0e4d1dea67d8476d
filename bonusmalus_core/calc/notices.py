"""What should the parties know about a settlement that nothing stops?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bonusmalus_core.calc.altered import altered
from bonusmalus_core.calc.records import Records
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.measurement import ExcusedEvent, Measurement, Override
from bonusmalus_core.model.settlement import KpiLine, MonthLine, State


def notices(
    records: Records, lines: Sequence[KpiLine], months: Sequence[MonthLine], read: Iterable[Measurement]
) -> Iterator[Finding]:
    """Agreements that are still missing or do nothing, KPIs without weight in the result, and conditions that warn.

    And figures that somebody typed over those that were measured, also those of an earlier month that are `read`.
    """
    yield from _overrides(records, lines)
    yield from _events(records)
    yield from _inactive(lines)
    yield from _warnings(records, months)
    yield from _altered(records, read)


def _overrides(records: Records, lines: Sequence[KpiLine]) -> Iterator[Finding]:
    active = {line.code: line for line in lines if line.state not in (State.WAITING, State.ENDED)}
    for number, override in enumerate(records.agreement.overrides):
        if override.period != records.period:
            continue
        if override.kpi not in active:
            yield Finding("D10", Severity.WARNING, Where("overrides", number, "kpi"), kpi=override.kpi)
        if override.agreed is None:
            yield Finding("D11", Severity.WARNING, Where("overrides", number, "agreed"), kpi=override.kpi)
        yield from _beyond_levels(number, override, active.get(override.kpi))


def _beyond_levels(number: int, override: Override, line: KpiLine | None) -> Iterator[Finding]:
    """An agreed impact that no value would have: a bonus of 5 % is 105 % of the price, not 5 %."""
    if override.impact is None or line is None or min(line.impacts) <= override.impact <= max(line.impacts):
        return
    facts = {"limit": override.impact, "impacts": line.impacts}
    yield Finding("D19", Severity.WARNING, Where("overrides", number, "impact"), kpi=override.kpi, facts=facts)


def _events(records: Records) -> Iterator[Finding]:
    for number, event in enumerate(records.agreement.events):
        if event.agreed is None and _touches(records, event):
            facts = {"first": str(event.from_), "last": str(event.to)}
            where = Where("events", number, "agreed")
            yield Finding("D12", Severity.WARNING, where, str(event.from_), event.kpi, facts)


def _touches(records: Records, event: ExcusedEvent) -> bool:
    return event.from_ <= records.at(records.months[-1]) and event.to >= records.at(records.months[0])


def _inactive(lines: Sequence[KpiLine]) -> Iterator[Finding]:
    for line in lines:
        if line.state is State.INACTIVE:
            facts = {"months": ", ".join(map(str, line.months))}
            yield Finding("D13", Severity.INFO, Where("measurements"), str(line.months[0]), line.code, facts)


def _altered(records: Records, read: Iterable[Measurement]) -> Iterator[Finding]:
    """In the rows of the period's months, and in those behind its values."""
    months, behind = set(records.calendar_months(records.months)), {id(row) for row in read}
    return altered(records.agreement.measurements, lambda row: row.month in months or id(row) in behind)


def _warnings(records: Records, months: Sequence[MonthLine]) -> Iterator[Finding]:
    conditions = records.agreement.conditions
    codes = [condition.code for condition in conditions]
    for month in months:
        for effect in month.effects:
            if effect.effect == "warn":
                number = codes.index(effect.condition)
                where = Where("conditions", number, "code")
                unit = "%" if conditions[number].tests_share else ""
                facts = {"condition": effect.condition, "value": effect.value, "unit": unit}
                yield Finding("D14", Severity.WARNING, where, str(month.month), facts=facts)
