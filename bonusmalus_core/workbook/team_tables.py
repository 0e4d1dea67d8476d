"""Which columns do the tables of teams have: their departments, causes, bonuses, and results?"""

from __future__ import annotations

from typing import get_args

from bonusmalus_core.model import choices, kpi, team
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout

TBL_DEPARTMENTS = TableLayout(
    "tblDepartments",
    "departments",
    (
        Column("team", Kind.TEXT, 20, required=True),
        Column("department", Kind.TEXT, 20, required=True),
    ),
    required=False,
)

TBL_CAUSES = TableLayout(
    "tblCauses",
    "causes",
    (
        Column("first", Kind.TEXT, 22),
        Column("second", Kind.TEXT, 26, required=True),
        Column("controllable", Kind.FLAG, 14, required=True),
    ),
    required=False,
)

TBL_BONUSES = TableLayout(
    "tblBonuses",
    "bonuses",
    (
        Column("code", Kind.CODE, 11, required=True),
        Column("metric", Kind.CODE, 11, required=True),
        Column("audience", Kind.CHOICE, 15, choices=get_args(team.Audience)),
        Column("form", Kind.CHOICE, 13, choices=get_args(team.Form), required=True),
        Column("department", Kind.TEXT, 18),
        Column("payout", Kind.CHOICE, 15, choices=get_args(kpi.Payout)),
        Column("department_goal", Kind.NUMBER, 12),
        Column("min_n", Kind.COUNT, 10),
        Column("direction", Kind.CHOICE, 18, choices=get_args(kpi.Direction), rare=True),
    ),
    required=False,
)

TBL_TIERS = TableLayout(
    "tblTiers",
    "tiers",
    (
        Column("bonus", Kind.CODE, 11, required=True),
        Column("goal", Kind.NUMBER, 11, required=True),
        Column("amount", Kind.MONEY, 13, required=True),
    ),
    required=False,
)

TBL_TEAM = TableLayout(
    "tblTeam",
    "team",
    (
        Column("group", Kind.CHOICE, 12, choices=get_args(team.Group), required=True),
        Column("name", Kind.TEXT, 20),
        Column("within", Kind.TEXT, 16),
        Column("from", Kind.MONTH, 10, required=True),
        Column("to", Kind.MONTH, 10, required=True),
        Column("metric", Kind.CODE, 10, required=True),
        Column("unit", Kind.CHOICE, 10, choices=choices.UNITS),
        Column("value", Kind.NUMBER, 10),
        Column("low", Kind.NUMBER, 9),
        Column("high", Kind.NUMBER, 9),
        Column("n", Kind.COUNT, 8),
        Column("answers", Kind.COUNT, 10),
        Column("bonus", Kind.CODE, 10),
        Column("goal", Kind.NUMBER, 9),
        Column("reached", Kind.FLAG, 9),
        Column("amount", Kind.MONEY, 13),
        Column("note", Kind.TEXT, 40),
    ),
    required=False,
)

RULES = (TBL_CAUSES, TBL_DEPARTMENTS, TBL_BONUSES, TBL_TIERS)
"""What is agreed about teams; only tblTeam is written by a command."""
