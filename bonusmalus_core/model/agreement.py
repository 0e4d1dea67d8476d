"""What is the whole contract as data: terms, KPIs, conditions and everything that was recorded under it?

Source: contract and settlement rules, section 6. Absent keys mean the default, null means none.
"""

from __future__ import annotations

from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.contract import Contract, Price
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.model.mapping import MappingRow
from bonusmalus_core.model.measurement import ExcusedEvent, Measurement, MonthRecord, Override
from bonusmalus_core.model.record import Record
from bonusmalus_core.model.service import Action, Meeting, ServiceLevel
from bonusmalus_core.model.team import Bonus, Cause, Department, TeamResult, Tier


class Agreement(Record):
    """One contract with its records; the tables keep the order in which they were written."""

    contract: Contract
    prices: tuple[Price, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    conditions: tuple[Condition, ...] = ()
    months: tuple[MonthRecord, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    events: tuple[ExcusedEvent, ...] = ()
    overrides: tuple[Override, ...] = ()
    sla: tuple[ServiceLevel, ...] = ()
    governance: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    departments: tuple[Department, ...] = ()
    causes: tuple[Cause, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    tiers: tuple[Tier, ...] = ()
    team: tuple[TeamResult, ...] = ()
    mapping: tuple[MappingRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
