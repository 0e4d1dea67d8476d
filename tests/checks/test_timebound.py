"""In which months is a value calculated while its observation window is still open?"""

from __future__ import annotations

import pytest

from bonusmalus_core.checks.draft import Draft
from bonusmalus_core.checks.timebound import too_early
from tests.checks.examples import changed

MONTHS = 192
"""2024 to 2039."""

WEEK = ["mon", "tue", "wed", "thu", "fri"]


def early(country: str, workweek: list[str], **legend: object) -> int:
    """The months of 2024 to 2039 whose value comes too early, by working day 11 and a window of 14 days."""
    term = {"contract.start": "2024-01-01", "contract.months": MONTHS}
    days = {"contract.holidays": country, "contract.workweek": workweek}
    entry = {f"legend.0.{name}": value for name, value in legend.items()}
    count = [hit.facts["count"] for hit in too_early(Draft(changed({**term, **days, **entry}))) if hit.kpi == "FCR"]
    return int(str(count[0])) if count else 0


@pytest.mark.parametrize("country", ["BE", "NL", "DE"])
def test_working_day_11_from_monday_to_friday_is_always_late_enough(country: str) -> None:
    found = early(country, WEEK)
    print(f"{country}, Monday to Friday: late enough in {MONTHS - found} of {MONTHS} months")
    assert found == 0


@pytest.mark.parametrize(("country", "late_enough"), [("BE", 20), ("NL", 8), ("DE", 14)])
def test_with_a_working_saturday_it_almost_never_is(country: str, late_enough: int) -> None:
    found = MONTHS - early(country, [*WEEK, "sat"])
    print(f"{country}, Monday to Saturday: late enough in {found} of {MONTHS} months")
    assert found == late_enough


@pytest.mark.parametrize(("calc_n", "months"), [(14, MONTHS), (15, 0)])
def test_the_day_after_the_window_is_the_first_on_which_it_is_closed(calc_n: int, months: int) -> None:
    assert early("BE", WEEK, calc_n=calc_n, calc_kind="day") == months


@pytest.mark.parametrize(("window", "months"), [(0, 0), (None, 0), (1, MONTHS)])
def test_without_a_calculation_date_only_a_window_makes_the_last_day_too_early(window: int | None, months: int) -> None:
    assert early("BE", WEEK, calc_n=None, window_days=window) == months
