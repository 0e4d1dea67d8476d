"""Which columns do the history of settlements and its archive have?"""

from __future__ import annotations

from typing import get_args

from bonusmalus_core.model import history
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout

TBL_HISTORY = TableLayout(
    "tblHistory",
    "history",
    (
        Column("event", Kind.CHOICE, 13, choices=get_args(history.Event), required=True),
        Column("period", Kind.COUNT, 9, required=True),
        Column("version", Kind.COUNT, 9, required=True),
        Column("document", Kind.TEXT, 21),
        Column("day", Kind.DATE, 12, written=True),
        Column("factor", Kind.NUMBER, 12),
        Column("amount", Kind.MONEY, 15),
        Column("top_up", Kind.MONEY, 15),
        Column("true_up", Kind.MONEY, 15),
        Column("corrects", Kind.TEXT, 21),
        Column("reason", Kind.TEXT, 30),
        Column("who", Kind.TEXT, 18),
        Column("at", Kind.TEXT, 21),
        Column("tool", Kind.TEXT, 10, rare=True),
        Column("inputs", Kind.TEXT, 24, rare=True),
        Column("hash", Kind.TEXT, 24, rare=True),
    ),
)

TBL_ARCHIVE = TableLayout(
    "tblArchive",
    "archive",
    (
        Column("period", Kind.COUNT, 9, required=True),
        Column("version", Kind.COUNT, 9, required=True),
        Column("piece", Kind.COUNT, 9, required=True),
        Column("text", Kind.TEXT, 90, required=True),
    ),
)
"""What each settlement read, in pieces that fit into cells; in contract data it is a key of the history."""
