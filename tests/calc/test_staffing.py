"""Is Erlang C what pyworkforce, which reckons it too, says that it is?"""

from __future__ import annotations

from itertools import accumulate, count
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyworkforce.queuing import ErlangC

from bonusmalus_core.calc.staffing import MOST_CALLS, answered_in_time, load_of, service_level, staff_for


@given(
    load=st.floats(0.1, 300),
    spare=st.integers(1, 60),
    handling=st.floats(0.5, 20),
    seconds=st.integers(1, 600),
)
def test_it_is_what_pyworkforce_reckons(load: float, spare: int, handling: float, seconds: int) -> None:
    staff = int(load) + spare
    other = ErlangC(transactions=load / handling, aht=handling, asa=seconds / 60, interval=1)
    assert answered_in_time(load, staff, seconds / 60 / handling) == pytest.approx(other.service_level(staff), abs=1e-9)


@pytest.mark.parametrize(("load", "staff"), [(10.0, 10), (10.01, 10)])
def test_staff_that_is_always_busy_answers_nobody_in_time(load: float, staff: int) -> None:
    assert answered_in_time(load, staff, 1) == 0


def test_without_calls_nobody_waits() -> None:
    assert answered_in_time(0, 1, 1) == 1


@given(load=st.floats(0.1, 100), staff=st.integers(1, 200), wait=st.floats(0.01, 5))
def test_one_more_never_makes_it_worse(load: float, staff: int, wait: float) -> None:
    assert answered_in_time(load, staff + 1, wait) >= answered_in_time(load, staff, wait)


def one_by_one(load: float, wait: float, aim: float) -> tuple[int, float]:
    """The staff for `aim` and what it answers in time, reckoned from the first member of staff on."""
    inverses = accumulate(count(1), lambda inverse, staff: 1 + inverse * staff / load, initial=1.0)
    for staff, inverse in enumerate(inverses):
        if staff > load:
            waits = staff / inverse / (staff - load * (1 - 1 / inverse))
            answered = 1 - waits * exp((load - staff) * wait)
            if answered >= aim:
                return staff, answered
    raise AssertionError


@pytest.mark.parametrize("aim", [0.5, 0.8, 0.95, 0.999])
@pytest.mark.parametrize("load", [0.01, 1.0, 1599.9, 1600.0, 1600.1, 30_000.5])
def test_where_it_begins_to_reckon_makes_no_difference(load: float, aim: float) -> None:
    staff = staff_for(load, 0.2, aim)
    assert (staff, answered_in_time(load, staff, 0.2)) == pytest.approx(one_by_one(load, 0.2, aim), abs=1e-13)


@pytest.mark.parametrize("load", [0.01, 1.0, 100.0, 40_000.0])
def test_with_far_more_staff_than_calls_nobody_waits(load: float) -> None:
    enough = int(load + 40 * (1 + load**0.5))
    assert (answered_in_time(load, enough, 1), answered_in_time(load, enough + 1, 1)) == (1.0, 1.0)


@pytest.mark.parametrize(("calls", "counted"), [(1e9 - 1, 1e9 - 1), (1e9, 1e9), (1e9 + 1, 1e9), (1e308, 1e9)])
def test_more_calls_than_there_can_be_change_no_figure(calls: float, counted: float) -> None:
    assert load_of(calls) == load_of(counted)
    assert service_level(calls, 1, 20, 0.8) == service_level(counted, 1, 20, 0.8) == pytest.approx(0.8, abs=0.01)
    assert load_of(calls) <= load_of(MOST_CALLS)
