"""Which records do the tables hold, read in the order in which they need each other?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.contract import Contract, Price
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.measurement import ExcusedEvent, Measurement, MonthRecord, Override
from bonusmalus_core.workbook.reading import crossings
from bonusmalus_core.workbook.reading.doubles import doubles
from bonusmalus_core.workbook.reading.measures import measure_columns, measure_names
from bonusmalus_core.workbook.reading.records import AnySection, Section, Tables, read_section
from bonusmalus_core.workbook.reading.vocabulary import Terms
from bonusmalus_core.workbook.sheets import (
    TBL_CONDITIONS,
    TBL_EVENTS,
    TBL_KPIS,
    TBL_LEGEND,
    TBL_MEASUREMENTS,
    TBL_MONTHS,
    TBL_OVERRIDES,
    TBL_PRICES,
)


@dataclass(frozen=True, slots=True)
class Sections:
    """Everything that stands in tables of records."""

    prices: Section[Price]
    kpis: Section[Kpi]
    legend: Section[LegendEntry]
    conditions: Section[Condition]
    months: Section[MonthRecord]
    measurements: Section[Measurement]
    events: Section[ExcusedEvent]
    overrides: Section[Override]

    def __iter__(self) -> Iterator[AnySection]:
        return (getattr(self, field.name) for field in fields(self))


def read_sections(tables: Tables, terms: Terms, levels: int) -> Sections:
    """Reads every table of records; `levels` is the number of impact levels."""
    kpis = read_section(tables, TBL_KPIS, Kpi, terms, levels=levels)
    months_table = tables.get(TBL_MONTHS.name.casefold())
    terms = replace(terms, codes=known_kpis(kpis), measures=measure_names(months_table, terms))
    conditions = read_section(tables, TBL_CONDITIONS, Condition, terms)
    read_by_conditions = {str(row.values.get("measure")) for row in conditions.rows}
    measures, repeated = measure_columns(months_table, terms, read_by_conditions)
    months = read_section(tables, TBL_MONTHS, MonthRecord, terms, further=measures)
    return Sections(
        prices=read_section(tables, TBL_PRICES, Price, terms),
        kpis=kpis,
        legend=read_section(tables, TBL_LEGEND, LegendEntry, terms),
        conditions=conditions,
        months=replace(months, findings=(*months.findings, *repeated)),
        measurements=read_section(tables, TBL_MEASUREMENTS, Measurement, terms),
        events=read_section(tables, TBL_EVENTS, ExcusedEvent, terms),
        overrides=read_section(tables, TBL_OVERRIDES, Override, terms),
    )


def crossed(sections: Sections, contract: Contract | None) -> Iterator[Finding]:
    """What rows say that does not fit the rows of other tables, the contract's term, or themselves."""
    for section in sections:
        yield from doubles(section)
        if contract is not None:
            yield from crossings.outside_term(section, contract)
        if sections.kpis.complete:
            yield from crossings.unknown_kpis(section, known_kpis(sections.kpis))
    yield from crossings.reversed_events(sections.events)
    yield from crossings.misshapen(sections.measurements)
    yield from crossings.whole_percents(sections.conditions)


def known_kpis(kpis: Section[Kpi]) -> frozenset[str]:
    """The codes of all KPI rows, also of those that could not be used."""
    return frozenset(code for row in kpis.rows if isinstance(code := row.values.get("code"), str))
