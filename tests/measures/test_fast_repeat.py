"""Does the fast path count what the expression of every engine counts, ties and all?"""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonusmalus_core.measures.core import DAY_US, month_of
from bonusmalus_core.measures.fast_repeat import fast_repeats
from bonusmalus_core.measures.repeat import counted_repeats
from tests.measures.engines import MARCH, asked

FIRST = (month_of(MARCH).first.toordinal() - 719_163) * DAY_US
SPAN = range(MARCH, MARCH + 2)
COLUMNS = (
    "contact_id VARCHAR", "customer_id BIGINT", "channel VARCHAR", "topic VARCHAR",
    "month BIGINT", "started_us BIGINT", "transferred BIGINT",
)  # fmt: skip
MOMENT = st.tuples(st.integers(-3, 70), st.integers(0, 2))

CONTACTS = st.lists(
    st.tuples(st.none() | st.integers(100, 103), st.sampled_from(["phone", "chat", None]), MOMENT),
    max_size=40,
)


def _frame(contacts: list[Any], step: int) -> Any:
    """Contacts of few customers at few moments, so that many stand at the same one."""
    rows = []
    for number, (customer, channel, (day, tick)) in enumerate(contacts):
        month = MARCH + (day >= 31) - (day < 0) + (day >= 61)
        rows.append((f"c{number}", customer, channel, None, month, FIRST + day * DAY_US + tick * step, 0))
    con = duckdb.connect()
    con.execute(f"CREATE TABLE t ({', '.join(COLUMNS)})")
    if rows:
        con.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return nw.from_native(con.table("t")).lazy()


@settings(max_examples=40)
@given(
    CONTACTS,
    st.sampled_from([1, 1_000, 1_000_000, 3_600_000_000]),
    st.sampled_from(["customer", "contact"]),
    st.sampled_from([(), ("channel",)]),
    st.sampled_from([0, 1, 14]),
)
def test_both_ways_give_the_same(contacts: list[Any], step: int, unit: str, by: tuple[str, ...], days: int) -> None:
    one = asked("FCR", by=by, unit=unit, window_days=days)
    frame = _frame(contacts, step)
    assert fast_repeats(frame, one, SPAN) == counted_repeats(frame, one, SPAN)


@pytest.mark.parametrize("given_", [{"same_topic": True}, {"transfer_resolves": False}], ids=str)
def test_what_does_not_fit_is_left_to_the_expression(given_: dict[str, Any]) -> None:
    frame = _frame([(100, "phone", (1, 0)), (100, "phone", (2, 0))], 1)
    one = asked("FCR", **given_)
    assert fast_repeats(frame, one, SPAN) == counted_repeats(frame, one, SPAN)
