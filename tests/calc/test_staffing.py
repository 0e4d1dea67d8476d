"""Is Erlang C what pyworkforce, which reckons it too, says that it is?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyworkforce.queuing import ErlangC

from bonusmalus_core.calc.staffing import answered_in_time


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
