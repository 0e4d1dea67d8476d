"""By which metrics are the units scored: those of their audience, and those that a bonus names?

A metric is the code of a KPI of the contract, measured as that KPI is, or a measure of the catalogue with its defaults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.measure import Measure
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.plans import planned
from bonusmalus_core.measures.team.metrics import AUDIENCES, INGREDIENTS, OWN
from bonusmalus_core.measures.team.units import BY
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.team import Group

SCALES: Mapping[str, int] = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}
"""Seconds in the units in which a contract can state a duration."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The metrics that can be measured, each with what is summed for it; and what is known about the others.

    `kpis` are the contract's own rows, for the unit in which they state their values.
    """

    asked: Mapping[str, tuple[Asked, ...]]
    kpis: Mapping[str, Kpi]
    findings: tuple[Finding, ...]

    def records(self, code: str) -> tuple[str, ...]:
        """The kinds of records that a metric reads."""
        return tuple(dict.fromkeys(each.measure.records for each in self.asked[code]))

    def unit(self, code: str) -> str:
        """The unit in which the metric is told."""
        first, kpi = self.asked[code][0].measure, self.kpis.get(code)
        if code in OWN and kpi is None:
            return "count" if first.unit == "count" else "%"
        if first.unit == "seconds" and kpi is not None and kpi.unit in SCALES:
            return kpi.unit
        return first.unit

    def scale(self, code: str) -> Fraction:
        """By what a measured value is multiplied to be in that unit."""
        return Fraction(1, SCALES.get(self.unit(code), 1))


def kpi_of(agreement: Agreement, code: str) -> Kpi | None:
    """The contract's KPI of that code; of a progression the first row."""
    return next((kpi for kpi in agreement.kpis if kpi.code == code), None)


def is_known(agreement: Agreement, code: str) -> bool:
    """Whether anything can be measured by that name."""
    return code in CATALOGUE or code in OWN or kpi_of(agreement, code) is not None


def chosen(agreement: Agreement, mapping: MappingFile, records: Opened) -> Chosen:
    """The metrics of all audiences and bonuses; what a bonus names and cannot be measured is a warning."""
    named = dict.fromkeys(bonus.metric for bonus in agreement.bonuses)
    codes = [*dict.fromkeys((*(code for shown in AUDIENCES.values() for code in shown), *named))]
    known = {code: kpi for code in codes if (kpi := kpi_of(agreement, code)) is not None}
    asked = {code: _made(code, records) for code in codes if code in OWN and code not in known}
    plain = {code: known.get(code) or _like(code) for code in codes if code not in asked and is_known(agreement, code)}
    said = {code: {key: value for key, value in mapping.kpis.get(code, {}).items() if key != "by"} for code in plain}
    plans = planned(
        agreement.model_copy(update={"kpis": tuple(plain.values())}),
        replace(mapping, kpis={code: each for code, each in said.items() if each}),
        records,
    )
    asked |= {each.kpi: (each,) for each in plans.asked}
    found = [each for each in plans.findings if each.kpi in named or each.severity is Severity.BLOCKER]
    lacking = [code for code in codes if not asked.get(code)]
    return Chosen({code: asked[code] for code in codes if asked.get(code)}, known, (*found, *_lacking(lacking)))


def _like(code: str) -> Kpi:
    """A KPI row that stands for a measure of the catalogue."""
    return Kpi(code=code, metric=code, thresholds=(Decimal(0),), weight=Decimal(0))


def _made(code: str, records: Opened) -> tuple[Asked, ...]:
    parts = INGREDIENTS[code]
    if not all(_has(records, measure) for measure in parts):
        return ()
    return tuple(Asked(f"{code} {measure.id}", measure, {}) for measure in parts)


def _has(records: Opened, measure: Measure) -> bool:
    if measure.records not in records.frames:
        return False
    columns = records.columns[measure.records].of
    return all(any(field in columns for field in alternatives) for alternatives in measure.needs({}))


def _lacking(codes: list[str]) -> Iterator[Finding]:
    if codes:
        yield Finding("P8", Severity.INFO, Where("records"), facts={"metrics": ", ".join(codes)})


def by_group(chosen: Chosen, group: Group) -> list[Asked]:
    """All that is summed, told apart by the units of a kind."""
    return [replace(each, by=BY[group]) for parts in chosen.asked.values() for each in parts]
