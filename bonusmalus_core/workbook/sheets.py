"""Which sheets, tables and columns does a contract workbook have?

This is the one declaration: templates, reading, writing, the JSON schema and the reference docs are made from it.
"""

from __future__ import annotations

from typing import get_args

from bonusmalus_core.model import choices, condition, contract, kpi
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE, TBL_HISTORY
from bonusmalus_core.workbook.layout import Column, Kind, SheetLayout, TableLayout
from bonusmalus_core.workbook.measure_tables import TBL_CATALOGUE, TBL_MAPPING
from bonusmalus_core.workbook.service_tables import SERVICE, TBL_ACTIONS, TBL_GOVERNANCE, TBL_SLA
from bonusmalus_core.workbook.team_tables import RULES, TBL_TEAM

METRICS = (
    "SL", "ASA", "AR", "AHT", "FCR", "FCR-S", "REG", "CSAT", "NPS", "CES", "RET", "DD", "FRT", "TTR", "REO", "CPR",
    "AVL", "ESC", "QLT", "custom",
)  # fmt: skip
MEASURES = (condition.VOLUME_RATIO, "quality_test", "training_cost", "capacity_plan")
POLICIES = get_args(choices.Policy)

TBL_CONTRACT = TableLayout(
    "tblContract",
    "contract",
    (
        Column("title", Kind.TEXT, required=True),
        Column("client", Kind.TEXT, required=True),
        Column("supplier", Kind.TEXT, required=True),
        Column("sector", Kind.CHOICE, choices=choices.SECTORS),
        Column("language", Kind.CHOICE, choices=get_args(contract.Language)),
        Column("currency", Kind.CODE, required=True),
        Column("start", Kind.DATE, required=True),
        Column("months", Kind.COUNT, required=True),
        Column("unit", Kind.TEXT, required=True),
        Column("settlement_months", Kind.COUNT),
        Column("bonus_cap", Kind.SHARE, none=True),
        Column("malus_cap", Kind.SHARE, none=True),
        Column("calendar", Kind.CHOICE, choices=("contract", "calendar"), rare=True),
        Column("evaluation", Kind.CHOICE, choices=("period", "month"), rare=True),
        Column("inactive_kpi", Kind.CHOICE, choices=POLICIES, rare=True),
        Column("missing_data", Kind.CHOICE, choices=("refuse", *POLICIES), rare=True),
        Column("bonus_malus_volume", Kind.CHOICE, choices=("delivered", "payable"), rare=True),
        Column("price_decimals", Kind.COUNT, rare=True, none=True),
        Column("holidays_country", Kind.CODE, rare=True, none=True),
        Column("holidays_subdivision", Kind.CODE, rare=True, none=True),
        Column("holidays_extra", Kind.DATES, rare=True),
        Column("workweek", Kind.CHOICES, choices=choices.WEEKDAYS, rare=True),
        Column("maturity_phase", Kind.COUNT, rare=True, none=True),
        Column("dispute_days", Kind.COUNT, rare=True, none=True),
        Column("client_contact", Kind.TEXT, rare=True),
        Column("supplier_contact", Kind.TEXT, rare=True),
        Column("vat_treatment", Kind.CHOICE, choices=("price_adjustment", "damages", "none"), rare=True),
        Column("vat_rate", Kind.SHARE, rare=True, none=True),
        Column("payment_days", Kind.COUNT, rare=True, none=True),
        Column("purchase_order", Kind.TEXT, rare=True),
    ),
)
"""One row per field (columns key, label, value, help); `columns` here are its rows."""

TBL_PRICES = TableLayout(
    "tblPrices",
    "prices",
    (
        Column("from_month", Kind.COUNT, required=True),
        Column("price", Kind.MONEY, required=True),
    ),
)

IMPACTS = frozenset({"levels", "impacts", "impact_floor", "impact_cap", "impact"})
"""Columns of what a value is worth. A commission of three times the price, or a KPI that takes more than its own
weight, go farther than any other share; what goes farther still was typed in whole percents.
"""

FARTHEST_IMPACT, FARTHEST_SHARE = 4, 2
"""From nought to either side."""

TBL_LEVELS = TableLayout("tblLevels", "levels", (Column("levels", Kind.SHARE, required=True, per_level=True),))
"""Two rows: the impact levels, and the price per unit at each of them (formulas)."""

TBL_KPIS = TableLayout(
    "tblKpis",
    "kpis",
    (
        Column("code", Kind.CODE, 9, required=True),
        Column("name", Kind.TEXT, 34),
        Column("unit", Kind.CHOICE, 11, choices=choices.UNITS, required=True),
        Column("direction", Kind.CHOICE, 18, choices=get_args(kpi.Direction)),
        Column("thresholds", Kind.NUMBER, 10, required=True, per_level=True),
        Column("weight", Kind.SHARE, 14, required=True),
        Column("from_month", Kind.COUNT, 9),
        Column("to_month", Kind.COUNT, 8, rare=True),
        Column("metric", Kind.CHOICE, 11, choices=METRICS, rare=True),
        Column("payout", Kind.CHOICE, 15, choices=get_args(kpi.Payout), rare=True),
        Column("beyond", Kind.CHOICE, 13, choices=get_args(kpi.Beyond), rare=True),
        Column("impact_floor", Kind.SHARE, 10, rare=True),
        Column("impact_cap", Kind.SHARE, 10, rare=True),
        Column("aggregate", Kind.CHOICE, 12, choices=get_args(kpi.Aggregate), rare=True),
        Column("multiplier", Kind.NUMBER, 12, rare=True),
        Column("frequency", Kind.CHOICE, 12, choices=get_args(kpi.Frequency), rare=True),
        Column("window_months", Kind.COUNT, 10, rare=True),
        Column("decimals", Kind.COUNT, 10, rare=True),
        Column("min_n", Kind.NUMBER, 10, rare=True),
        Column("scale_min", Kind.NUMBER, 10, rare=True),
        Column("scale_max", Kind.NUMBER, 10, rare=True),
        Column("scope", Kind.TEXT, 14, rare=True),
        Column("critical", Kind.FLAG, 9, rare=True),
        Column("impacts", Kind.SHARE, 9, rare=True, per_level=True),
    ),
)

TRY = ("try", "try_level", "try_impact")
"""Columns of the KPIs for trying a value out, which nothing reads."""

TBL_LEGEND = TableLayout(
    "tblLegend",
    "legend",
    (
        Column("kpi", Kind.CODE, 10, required=True),
        Column("definition", Kind.TEXT, 36),
        Column("numerator", Kind.TEXT, 26),
        Column("denominator", Kind.TEXT, 26),
        Column("inclusions", Kind.TEXT, 26),
        Column("exclusions", Kind.TEXT, 26),
        Column("source", Kind.TEXT, 18),
        Column("data_owner", Kind.TEXT, 18),
        Column("measured_by", Kind.TEXT, 18, rare=True),
        Column("frequency", Kind.TEXT, 14, rare=True),
        Column("window_days", Kind.COUNT, 15),
        Column("calc_n", Kind.COUNT, 17),
        Column("calc_kind", Kind.CHOICE, 13, choices=("workday", "day")),
        Column("calc_month_offset", Kind.COUNT, 12),
        Column("baseline", Kind.NUMBER, 10, rare=True),
        Column("rationale", Kind.TEXT, 30, rare=True),
        Column("controllable", Kind.FLAG, 13, rare=True),
        Column("agreed_client", Kind.DATE, 13, rare=True),
        Column("agreed_supplier", Kind.DATE, 13, rare=True),
    ),
)

TBL_CONDITIONS = TableLayout(
    "tblConditions",
    "conditions",
    (
        Column("code", Kind.CODE, 13, required=True),
        Column("measure", Kind.CHOICE, 20, choices=MEASURES, required=True),
        Column("comparator", Kind.CHOICE, 11, choices=get_args(condition.Comparator), required=True),
        Column("threshold", Kind.NUMBER, 11, required=True),
        Column("window_months", Kind.COUNT, 11),
        Column("effect", Kind.CHOICE, 24, choices=get_args(condition.Effect), required=True),
        Column("effect_value", Kind.SHARE, 12),
        Column("kpis", Kind.CODES, 16),
        Column("scope", Kind.CHOICE, 12, choices=("kpi", "total")),
        Column("tested", Kind.CHOICE, 12, choices=("month", "period"), rare=True),
        Column("from_month", Kind.COUNT, 10, rare=True),
        Column("to_month", Kind.COUNT, 10, rare=True),
    ),
)

TBL_MONTHS = TableLayout(
    "tblMonths",
    "months",
    (
        Column("month", Kind.MONTH, 12, required=True),
        Column("forecast", Kind.NUMBER, 12),
        Column("actual", Kind.NUMBER, 12),
        Column("forecast_locked_on", Kind.DATE, 14, rare=True),
    ),
)
"""Further columns hold the measures that conditions read, such as the quality test."""

TBL_MEASUREMENTS = TableLayout(
    "tblMeasurements",
    "measurements",
    (
        Column("month", Kind.MONTH, 12, required=True),
        Column("kpi", Kind.CODE, 10, required=True),
        Column("numerator", Kind.NUMBER, 12),
        Column("denominator", Kind.NUMBER, 12),
        Column("value", Kind.NUMBER, 11),
        Column("n", Kind.NUMBER, 10),
        Column("result", Kind.NUMBER, 11, result=True),
        Column("level", Kind.COUNT, 9, result=True),
        Column("impact", Kind.SHARE, 10, result=True),
        Column("part", Kind.TEXT, 12, rare=True),
        Column("source", Kind.TEXT, 16, rare=True),
        Column("evidence", Kind.TEXT, 20, rare=True),
        Column("measured_on", Kind.DATE, 13, rare=True, written=True),
        Column("open_until", Kind.DATE, 13, rare=True, written=True),
        Column("note", Kind.TEXT, 24, rare=True),
        Column("margin", Kind.NUMBER, 11, rare=True, aside=True),
        Column("agents_low", Kind.NUMBER, 11, rare=True, aside=True),
        Column("agents_high", Kind.NUMBER, 11, rare=True, aside=True),
        Column("days_low", Kind.NUMBER, 11, rare=True, aside=True),
        Column("days_high", Kind.NUMBER, 11, rare=True, aside=True),
    ),
)

TBL_EVENTS = TableLayout(
    "tblEvents",
    "events",
    (
        Column("kpi", Kind.CODE, 12, required=True, every=True),
        Column("from", Kind.MONTH, 12, required=True),
        Column("to", Kind.MONTH, 12, required=True),
        Column("reason", Kind.TEXT, 36),
        Column("evidence", Kind.TEXT, 24),
        Column("agreed", Kind.DATE, 14),
    ),
)

TBL_OVERRIDES = TableLayout(
    "tblOverrides",
    "overrides",
    (
        Column("period", Kind.COUNT, 10, required=True),
        Column("kpi", Kind.CODE, 12, required=True),
        Column("value", Kind.NUMBER, 12),
        Column("impact", Kind.SHARE, 12),
        Column("reason", Kind.TEXT, 36),
        Column("by", Kind.TEXT, 20),
        Column("agreed", Kind.DATE, 14),
    ),
)

TBL_CHECKS = TableLayout(
    "tblChecks",
    "checks",
    (
        Column("severity", Kind.TEXT, 13, result=True),
        Column("code", Kind.TEXT, 9, result=True),
        Column("place", Kind.TEXT, 22, result=True),
        Column("message", Kind.TEXT, 60, result=True),
        Column("remedy", Kind.TEXT, 60, result=True),
        Column("accepted", Kind.TEXT, 34),
    ),
    required=False,
)

SHEETS = (
    SheetLayout("start"),
    SheetLayout("contract", (TBL_CONTRACT, TBL_PRICES)),
    SheetLayout("kpis", (TBL_LEVELS, TBL_KPIS)),
    SheetLayout("legend", (TBL_LEGEND,)),
    SheetLayout("conditions", (TBL_CONDITIONS,)),
    SheetLayout("measurements", (TBL_MONTHS, TBL_MEASUREMENTS)),
    SheetLayout("settlement"),
    SheetLayout("dashboard", visible=False),
    SheetLayout("events", (TBL_EVENTS, TBL_OVERRIDES), visible=False),
    SheetLayout("sla", (TBL_SLA,), visible=False),
    SheetLayout("governance", (TBL_GOVERNANCE,), visible=False),
    SheetLayout("actions", (TBL_ACTIONS,), visible=False),
    SheetLayout("history", (TBL_HISTORY,), visible=False),
    SheetLayout("archive", (TBL_ARCHIVE,), visible=False),
    SheetLayout("checks", (TBL_CHECKS,), visible=False),
    SheetLayout("balance", visible=False),
    SheetLayout("rules", RULES, visible=False),
    SheetLayout("team", (TBL_TEAM,), visible=False),
    SheetLayout("mapping", (TBL_MAPPING,), visible=False),
    SheetLayout("catalogue", (TBL_CATALOGUE,), visible=False),
    SheetLayout("lists", visible=False),
)

TABLES = {table.name: table for sheet in SHEETS for table in sheet.tables}

UNSETTLED = frozenset(table.section for table in (*SERVICE, *RULES, TBL_TEAM))
"""Sections that no settlement reads: what is wrong there stops none."""
