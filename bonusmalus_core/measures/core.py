"""How do records look when they are measured?

Whatever was opened ends in frames of these columns, so that one expression runs on every engine: months are counted as
year × 12 + month − 1, days from the first of 1970 on, moments, durations, scores and costs are whole millionths (local
wall time for moments, elapsed time for durations), flags are 1 and 0, and what is not known is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw

from bonusmalus_core.measures.fields import GROUPS
from bonusmalus_core.model.month import Month

Frame: TypeAlias = nw.LazyFrame[Any]
Frames = Mapping[str, Frame]
"""Core frames by the name of their records."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contacts": (
        "contact_id", "customer_id", "case_id", *GROUPS, "direction", "month", "day", "started_us", "answered",
        "wait_us", "handle_us", "registered", "resolved", "transferred", "business_wait_us",
    ),
    "surveys": (
        "contact_id", *GROUPS, "month", "day", "nps_us", "csat_us", "ces_us", "resolved",
        "root_cause_1", "root_cause_2",
    ),
    "cases": (
        "case_id", "kind", *GROUPS, "month", "day", "resolved_month", "resolved_day", "reply_us", "resolve_us",
        "reopen_us", "cost_us", "business_reply_us", "business_resolve_us",
    ),
    "customers": ("customer_id", *GROUPS, "joined_month", "left_month", "direct_debit"),
    "availability": (*GROUPS, "month", "day", "agreed_us", "staffed_us"),
    "tests": ("test_id", *GROUPS, "month", "day", "passed"),
}  # fmt: skip

DAY_US = 86_400_000_000


def index(month: Month) -> int:
    """The number of a month in core frames."""
    return month.year * 12 + month.number - 1


def month_of(number: int) -> Month:
    """The month of a number in core frames."""
    return Month(number // 12, number % 12 + 1)


def collected(frame: Frame) -> list[tuple[Any, ...]]:
    """The few rows of a result, whichever engine computed them."""
    native = frame.to_native()
    if frame.implementation.is_duckdb():
        rows: Sequence[Any] = native.fetchall()
    elif frame.implementation.is_spark_like():
        rows = native.collect()
    else:
        rows = frame.collect().rows()
    return [tuple(row) for row in rows]


def kept(frame: Frame, only: Mapping[str, Iterable[str]]) -> Frame:
    """The records whose fields hold one of the given words, such as the channel of a KPI."""
    for field, words in only.items():
        frame = frame.filter(nw.col(field).is_in(list(words)))
    return frame
