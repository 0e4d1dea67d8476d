"""How do months count, compare, and read what they write?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.model.month import Month

MONTHS = st.builds(Month, st.integers(1900, 2900), st.integers(1, 12))


@pytest.mark.parametrize(
    ("month", "later", "expected"),
    [("2026-01", 0, "2026-01"), ("2026-11", 2, "2027-01"), ("2026-01", -1, "2025-12"), ("2026-03", 24, "2028-03")],
)
def test_a_month_counts(month: str, later: int, expected: str) -> None:
    assert str(Month.parse(month) + later) == expected
    assert Month.parse(expected) - Month.parse(month) == later


@pytest.mark.parametrize(("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31)])
def test_a_month_has_a_first_and_a_last_day(month: str, last: int) -> None:
    found = Month.parse(month)
    assert (found.first, found.last) == (date(found.year, found.number, 1), date(found.year, found.number, last))
    assert Month.of(found.last) == found


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1899-12", "2026", "2026-1", "january 2026", "2026-01-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


@given(MONTHS, MONTHS)
def test_months_are_ordered_as_their_first_days(one: Month, other: Month) -> None:
    assert (one < other) == (one.first < other.first)
    assert (one == other) == (one.first == other.first) == (hash(one) == hash(other))


@given(MONTHS)
def test_a_month_reads_back_what_it_writes(month: Month) -> None:
    assert Month.parse(str(month)) == month
