"""Which day is the nth working day of a month, by which holidays?"""

from __future__ import annotations

import pytest
from holidays import country_holidays

from bonusmalus_core.calc.holiday_law import public_holidays
from bonusmalus_core.calc.workdays import workday
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.contract import Holidays
from bonusmalus_core.model.month import Month

FIVE = ("mon", "tue", "wed", "thu", "fri")
SIX = (*FIVE, "sat")


def on(month: str, n: int, workweek: tuple[str, ...] = FIVE, /, **closed: object) -> str:
    return workday(Month.parse(month), n, Holidays.model_validate(closed), workweek).isoformat()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(on("2026-04", 1), "2026-04-01", id="the first working day"),
        pytest.param(on("2026-02", 1), "2026-02-02", id="a month that begins on a Sunday"),
        pytest.param(on("2026-04", 11), "2026-04-15", id="the 11th without holidays"),
        pytest.param(on("2026-04", 11, country="BE"), "2026-04-16", id="Belgium: Easter Monday"),
        pytest.param(on("2026-04", 11, country="NL"), "2026-04-17", id="the Netherlands: Good Friday too"),
        pytest.param(on("2026-01", 4, country="DE"), "2026-01-07", id="Germany: Epiphany is worked on"),
        pytest.param(on("2026-01", 4, country="DE", subdivision="BY"), "2026-01-08", id="Bavaria: it is not"),
        pytest.param(on("2026-05", 11, country="BE"), "2026-05-19", id="Belgium: Labour Day and Ascension"),
        pytest.param(on("2026-05", 11, country="BE", extra=["2026-05-15"]), "2026-05-20", id="and a bridging day"),
        pytest.param(on("2026-04", 11, SIX), "2026-04-13", id="a six-day week"),
        pytest.param(on("2026-04", 11, SIX, country="BE"), "2026-04-14", id="a six-day week in Belgium"),
        pytest.param(on("2026-04", 1, ("sat", "sun")), "2026-04-04", id="a weekend crew"),
        pytest.param(on("2026-12", 25), "2027-01-04", id="more working days than the month has"),
        pytest.param(on("2026-12", 25, country="BE"), "2027-01-06", id="with the holidays of both years"),
    ],
)
def test_the_nth_working_day_of_a_month(found: str, expected: str) -> None:
    assert found == expected


@pytest.mark.parametrize(
    "closed",
    [{"country": "XX"}, {"country": "BE", "subdivision": "ZZ"}, {"country": "Atlantis"}],
    ids=["an unknown country", "an unknown subdivision", "a name instead of a code"],
)
def test_holidays_that_nobody_knows_are_wrong_usage(closed: dict[str, str]) -> None:
    with pytest.raises(WrongUsage) as caught:
        on("2026-04", 11, FIVE, **closed)
    assert (caught.value.code, caught.value.facts["country"]) == ("holidays", closed["country"])


def test_a_week_without_working_days_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage):
        on("2026-04", 11, ())


@pytest.mark.parametrize(
    ("country", "subdivision"),
    [("BE", None), ("NL", None), ("DE", "BW"), ("FR", None), ("GB", "ENG"), ("US", "CA"), ("PR", None)],
)
@pytest.mark.parametrize("year", [2024, 2026, 2039])
def test_a_law_loaded_alone_is_the_one_of_the_whole_package(country: str, subdivision: str | None, year: int) -> None:
    assert public_holidays(country, subdivision, year) == set(country_holidays(country, subdivision, years=year))


@pytest.mark.parametrize("country", ["utils", "registry", "HolidayBase", "ECB", "be", ""])
def test_what_is_no_country_code_is_no_country(country: str) -> None:
    with pytest.raises(WrongUsage):
        public_holidays(country, None, 2026)
