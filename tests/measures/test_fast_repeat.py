"""Does the fast path count what the expression of every engine counts, ties and all?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonusmalus_core.measures import repeat
from bonusmalus_core.measures.asked import Totals
from bonusmalus_core.measures.core import DAY_US, month_of
from bonusmalus_core.measures.fast import repeats
from bonusmalus_core.measures.fast.repeats import fast_repeats
from bonusmalus_core.measures.repeat import counted_repeats
from tests.measures.engines import MARCH, asked

FIRST = (month_of(MARCH).first.toordinal() - 719_163) * DAY_US
SPAN = range(MARCH, MARCH + 2)
MOMENT = st.tuples(st.integers(-3, 70), st.integers(0, 2))
CONTACTS = st.lists(
    st.tuples(
        st.none() | st.integers(100, 103),
        st.sampled_from(["phone", "chat", None]),
        MOMENT,
        st.sampled_from([0, 1, None]),
    ),
    max_size=40,
)
IDS: dict[str, Callable[[int], Any]] = {
    "VARCHAR": lambda number: f"c{number}",
    "BIGINT": lambda number: 7 * number % 41,
    "BIGINT, too far apart": lambda number: 7 * number % 41 << 57,
    "BIGINT, too far apart but for some": lambda number: (7 * number % 41) + (1 << 62) * (number % 2),
}
"""Ids by which contacts at the same moment stand in an order: all of them fit, or their highest bits do."""


def _frame(contacts: list[Any], step: int, ids: str = "VARCHAR") -> Any:
    """Contacts of few customers at few moments, so that many stand at the same one."""
    rows = []
    for number, (customer, channel, (day, tick), transferred) in enumerate(contacts):
        month = MARCH + (day >= 31) - (day < 0) + (day >= 61)
        started = FIRST + day * DAY_US + tick * step
        rows.append((IDS[ids](number), customer, customer, channel, None, month, started, transferred))
    con = duckdb.connect()
    kind = ids.split(",", maxsplit=1)[0]
    con.execute(
        f"CREATE TABLE t (contact_id {kind}, customer_id BIGINT, case_id BIGINT, channel VARCHAR, topic VARCHAR, "
        "month BIGINT, started_us BIGINT, transferred BIGINT)"
    )
    if rows:
        con.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return nw.from_native(con.table("t")).lazy()


CHOICES = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["customer", "contact", "case"]),
        "by": st.sampled_from([(), ("channel",)]),
        "window_days": st.sampled_from([0, 1, 14]),
        "transfer_resolves": st.booleans(),
    }
)


@settings(max_examples=100)
@given(CONTACTS, CHOICES, st.sampled_from([1, 1_000, 1_000_000, 3_600_000_000]), st.sampled_from(sorted(IDS)))
def test_both_ways_give_the_same(contacts: list[Any], choices: dict[str, Any], step: int, ids: str) -> None:
    one, frame = asked("FCR", **choices), _frame(contacts, step, ids)
    assert fast_repeats(frame, one, SPAN) == counted_repeats(frame, one, SPAN)


@settings(max_examples=50)
@given(CONTACTS, CHOICES)
def test_month_by_month_gives_what_all_months_at_once_give(contacts: list[Any], choices: dict[str, Any]) -> None:
    one, frame = asked("FCR", **choices), _frame(contacts, 1)
    at_once = counted_repeats(frame, one, SPAN)
    with pytest.MonkeyPatch.context() as patched:
        for module in (repeat, repeats):
            patched.setattr(module, "MOST", 1)
        assert [counted_repeats(frame, one, SPAN), fast_repeats(frame, one, SPAN)] == [at_once, at_once]


MARCH_2 = ("phone", (2, 0), 0)


@pytest.mark.parametrize(
    ("contacts", "given_"),
    [
        ([(100, "phone", (1, 0), 0), (100, *MARCH_2)], {"same_topic": True}),
        ([(100, "phone", (1, 0), 0), (100 + (1 << 60), *MARCH_2)], {}),
    ],
    ids=["the same topic", "customers too far apart"],
)
def test_what_does_not_fit_is_left_to_the_expression(contacts: list[Any], given_: dict[str, Any]) -> None:
    frame, one = _frame(contacts, 1), asked("FCR", **given_)
    assert fast_repeats(frame, one, SPAN) == counted_repeats(frame, one, SPAN)


def test_groups_that_are_told_alike_are_added() -> None:
    contacts = [(100, "–", (1, 0), 0), (101, None, (1, 0), 0)]
    for counted in (fast_repeats, counted_repeats):
        assert counted(_frame(contacts, 1), asked("FCR", by=("channel",)), SPAN) == {(MARCH, "–"): Totals(2, 2)}
