"""Do customers whose ids are texts count alike in every engine, and as plain loops count them?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonusmalus_core.measures.core import DAY_US, month_of
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.fast.repeats import fast_repeats
from bonusmalus_core.measures.repeat import counted_repeats, micros
from tests.measures import plain
from tests.measures.engines import ENGINES, MARCH, asked

WINDOW = 14 * DAY_US
APRIL = micros(month_of(MARCH + 1))
CUSTOMERS = ("ann", "Ann", "ann ", "än", "0470123456", "470123456", "32470123456", "x" * 40, "x" * 41)
"""Names that only a careless comparison takes for one."""

FIRST = (micros(month_of(MARCH)), APRIL - 1, APRIL - WINDOW)
"""The first moment of March, the last one, and that from which exactly the window lasts to April."""

LATER = (0, 1, DAY_US, WINDOW - 1, WINDOW, WINDOW + 1)
MOMENTS = st.tuples(st.sampled_from(FIRST), st.sampled_from(LATER)).map(sum)
CONTACTS = st.lists(st.tuples(st.sampled_from((*CUSTOMERS, None)), MOMENTS), max_size=30)


def _contacts(told: Sequence[tuple[str | None, int]]) -> list[dict[str, Any]]:
    """Contacts with an id, in whose order those at the same moment follow each other."""
    return [
        {
            "contact_id": f"c{number:03}",
            "customer_id": customer,
            "started_us": moment,
            "month": MARCH + (moment >= APRIL),
        }
        for number, (customer, moment) in enumerate(told)
    ]


@pytest.mark.parametrize("engine", [*ENGINES, "duckdb, the fast way"])
@settings(max_examples=25, deadline=None)
@given(told=CONTACTS, unit=st.sampled_from(["customer", "contact"]))
def test_every_engine_counts_what_plain_loops_count(engine: str, told: list[tuple[str | None, int]], unit: str) -> None:
    contacts, one = _contacts(told), asked("FCR", window_days=14, unit=unit)
    name, _, fast = engine.partition(", ")
    frames, ways = {"contacts": ENGINES[name]("contacts", contacts)}, fast_repeats if fast else counted_repeats
    found = {row.month: row for row in evaluate(frames, [one], [month_of(MARCH), month_of(MARCH + 1)], ways)}
    for month in (MARCH, MARCH + 1):
        row = found.get(month_of(month))
        counted = (int(row.numerator), int(row.denominator)) if row else (0, 0)
        assert counted == plain.first_contact(contacts, month, 14, of_contacts=unit == "contact")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("moments", "resolved"),
    [
        ((APRIL - 1, APRIL - 1), (0, 1)),
        ((APRIL - 1, APRIL), (0, 1)),
        ((APRIL - WINDOW, APRIL), (0, 1)),
        ((APRIL - WINDOW, APRIL + 1), (1, 1)),
        ((APRIL - WINDOW - 1, APRIL), (1, 1)),
    ],
    ids=["at once", "over the border of the month", "exactly two weeks", "just longer", "just earlier"],
)
def test_a_customer_is_unresolved_until_exactly_two_weeks_later(
    moments: tuple[int, int], resolved: tuple[int, int], engine: str
) -> None:
    frames = {"contacts": ENGINES[engine]("contacts", _contacts([("ann", moment) for moment in moments]))}
    (row,) = evaluate(frames, [asked("FCR")], [month_of(MARCH)])
    assert (int(row.numerator), int(row.denominator)) == resolved
