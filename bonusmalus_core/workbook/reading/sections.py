"""Which records do the tables hold, read in the order in which they need each other?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.contract import Price
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.mapping import MappingRow
from bonusmalus_core.model.measurement import ExcusedEvent, Measurement, MonthRecord, Override
from bonusmalus_core.model.record import Record
from bonusmalus_core.model.service import Action, Meeting, ServiceLevel
from bonusmalus_core.model.team import Bonus, Cause, Department, TeamResult, Tier
from bonusmalus_core.workbook.measure_tables import TBL_MAPPING
from bonusmalus_core.workbook.reading.consistency import misshapen, percents_and_wholes, whole_percents
from bonusmalus_core.workbook.reading.history import read_history
from bonusmalus_core.workbook.reading.measures import measure_columns, measure_names
from bonusmalus_core.workbook.reading.records import R, Section, Tables, read_section
from bonusmalus_core.workbook.reading.vocabulary import Terms
from bonusmalus_core.workbook.service_tables import TBL_ACTIONS, TBL_GOVERNANCE, TBL_SLA
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
from bonusmalus_core.workbook.team_tables import TBL_BONUSES, TBL_CAUSES, TBL_DEPARTMENTS, TBL_TEAM, TBL_TIERS


class Sections(NamedTuple):
    """Everything that stands in tables of records."""

    prices: Section[Price]
    kpis: Section[Kpi]
    legend: Section[LegendEntry]
    conditions: Section[Condition]
    months: Section[MonthRecord]
    measurements: Section[Measurement]
    events: Section[ExcusedEvent]
    overrides: Section[Override]
    sla: Section[ServiceLevel]
    governance: Section[Meeting]
    actions: Section[Action]
    departments: Section[Department]
    causes: Section[Cause]
    bonuses: Section[Bonus]
    tiers: Section[Tier]
    team: Section[TeamResult]
    mapping: Section[MappingRow]
    history: Section[HistoryRow]
    archive: Section[Record]


def read_sections(tables: Tables, terms: Terms, levels: int) -> Sections:
    """Reads every table of records; `levels` is the number of impact levels."""
    kpis = read_section(tables, TBL_KPIS, Kpi, terms, levels=levels)
    names = measure_names(tables.get(TBL_MONTHS.name.casefold()), terms)
    known = terms._replace(codes=_codes(kpis), measures=names)
    conditions, months = _tested(tables, known)
    measurements = read_section(tables, TBL_MEASUREMENTS, Measurement, known)
    history, archive = read_history(tables, terms)
    return Sections(
        prices=read_section(tables, TBL_PRICES, Price, terms),
        kpis=kpis,
        legend=read_section(tables, TBL_LEGEND, LegendEntry, terms),
        conditions=conditions,
        months=months,
        measurements=_with(measurements, misshapen(measurements)),
        events=read_section(tables, TBL_EVENTS, ExcusedEvent, known),
        overrides=read_section(tables, TBL_OVERRIDES, Override, known),
        sla=read_section(tables, TBL_SLA, ServiceLevel, terms),
        governance=read_section(tables, TBL_GOVERNANCE, Meeting, terms),
        actions=read_section(tables, TBL_ACTIONS, Action, known),
        departments=read_section(tables, TBL_DEPARTMENTS, Department, terms),
        causes=read_section(tables, TBL_CAUSES, Cause, terms),
        bonuses=read_section(tables, TBL_BONUSES, Bonus, terms),
        tiers=read_section(tables, TBL_TIERS, Tier, terms),
        team=read_section(tables, TBL_TEAM, TeamResult, terms),
        mapping=read_section(tables, TBL_MAPPING, MappingRow, terms),
        history=history,
        archive=archive,
    )


def _tested(tables: Tables, known: Terms) -> tuple[Section[Condition], Section[MonthRecord]]:
    """The conditions and the months, which hold the measures that conditions test."""
    conditions = read_section(tables, TBL_CONDITIONS, Condition, known)
    tested = {row.values.get("measure") for row in conditions.rows}
    measures, repeated = measure_columns(tables.get(TBL_MONTHS.name.casefold()), known, tested)
    months = read_section(tables, TBL_MONTHS, MonthRecord, known, further=measures)
    thresholds, values = percents_and_wholes(conditions, months)
    return (
        _with(conditions, (*whole_percents(conditions), *thresholds)),
        _with(months, (*repeated, *values)),
    )


def _codes(kpis: Section[Kpi]) -> frozenset[str] | None:
    """The codes of all KPI rows, also of those that could not be used; None when they cannot be told."""
    codes = [row.values.get("code") for row in kpis.rows]
    known = frozenset(code for code in codes if isinstance(code, str))
    all_read = kpis.complete and kpis.places is not None and kpis.places.table.below is None
    return known if all_read and None not in codes else None


def _with(section: Section[R], findings: Iterable[Finding]) -> Section[R]:
    return section._replace(findings=(*section.findings, *findings))
