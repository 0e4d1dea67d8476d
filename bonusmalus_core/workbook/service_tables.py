"""Which columns do the SLA schedule, the follow-up meetings and the action register have?"""

from __future__ import annotations

from typing import get_args

from bonusmalus_core.model import service
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout

TBL_SLA = TableLayout(
    "tblSla",
    "sla",
    (
        Column("topic", Kind.CHOICE, 24, choices=get_args(service.Topic), required=True),
        Column("subject", Kind.TEXT, 20),
        Column("language", Kind.TEXT, 14),
        Column("norm", Kind.TEXT, 28),
        Column("agreement", Kind.TEXT, 72),
    ),
    required=False,
)

TBL_GOVERNANCE = TableLayout(
    "tblGovernance",
    "governance",
    (
        Column("name", Kind.TEXT, 28),
        Column("interval", Kind.CHOICE, 14, choices=get_args(service.Interval), required=True),
        Column("within", Kind.TEXT, 18),
        Column("client", Kind.TEXT, 26),
        Column("supplier", Kind.TEXT, 26),
        Column("agenda", Kind.TEXT, 56),
    ),
    required=False,
)

TBL_ACTIONS = TableLayout(
    "tblActions",
    "actions",
    (
        Column("period", Kind.COUNT, 9, required=True),
        Column("kpi", Kind.CODE, 10, required=True),
        Column("measured", Kind.NUMBER, 12),
        Column("target", Kind.NUMBER, 12),
        Column("cause", Kind.TEXT, 32),
        Column("action", Kind.TEXT, 40),
        Column("owner", Kind.TEXT, 20),
        Column("due", Kind.DATE, 14),
        Column("done", Kind.DATE, 14),
        Column("result", Kind.TEXT, 32),
    ),
    required=False,
)

SERVICE = (TBL_SLA, TBL_GOVERNANCE, TBL_ACTIONS)
