"""How far does a service level fall when more calls come than were forecast?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bonusmalus_core.calc.staffing import service_level
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.outlook import outlook
from bonusmalus_core.simulate.relief import relief
from bonusmalus_templates import contents, example

YEAR = Agreement.model_validate(example("en"))


@pytest.mark.parametrize(("within", "aim"), [(20, 0.8), (60, 0.85), (120, 0.9)])
def test_at_the_forecast_the_target_is_reached_and_more_calls_only_lower_it(within: int, aim: float) -> None:
    levels = [service_level(10_000, ratio, within, aim) for ratio in (1, 1.05, 1.1, 1.15)]
    assert levels[0] >= aim
    assert levels[-1] < levels[0] - 0.03
    assert levels == sorted(levels, reverse=True)


def test_more_calls_than_all_staff_can_handle_leave_nothing() -> None:
    assert service_level(10_000, 3, 20, 0.8) == 0


def test_the_zone_ends_where_the_malus_is_waived() -> None:
    found = relief(outlook(YEAR, 3))
    assert {each.code for each in found} == {"SL60", "SL120"}
    assert sorted({round(each.ratio, 2) for each in found}) == [1.0, 1.05, 1.1, 1.15]
    assert all(each.money < 0 for each in found if each.ratio > 1.1)


def test_without_a_forecast_or_a_waiver_there_is_no_zone() -> None:
    assert relief(outlook(Agreement.model_validate(contents("contact-centre", "en")), 3)) == ()
    assert relief(outlook(YEAR.model_copy(update={"conditions": ()}), 3)) == ()


def with_waivers(*others: dict[str, Any]) -> Agreement:
    """The year with waivers that each differ from its own in this."""
    waiver = next(each for each in YEAR.conditions if each.effect == "waive_malus")
    return YEAR.model_copy(update={"conditions": tuple(waiver.model_copy(update=each) for each in others)})


@pytest.mark.parametrize(
    ("others", "ends"),
    [
        ([{"kpis": ("SL120",)}], {"SL120": 1.15}),
        ([{"kpis": ("FCR",)}], {}),
        ([{"kpis": ("FCR",), "scope": "total"}], {"SL60": 1.15, "SL120": 1.15}),
        ([{"to_month": 6}], {}),
        ([{"to_month": 7}], {"SL60": 1.15, "SL120": 1.15}),
        ([{"from_month": 9}], {"SL60": 1.15, "SL120": 1.15}),
        ([{"from_month": 10}], {}),
        ([{"kpis": ("SL60",), "threshold": Decimal("1.1")}, {}], {"SL60": 1.1, "SL120": 1.15}),
    ],
    ids=str,
)
def test_the_zone_of_the_third_quarter_ends_for_every_kpi_where_a_waiver_in_force_names_it(
    others: list[dict[str, Any]], ends: dict[str, float]
) -> None:
    found = relief(outlook(with_waivers(*others), 3))
    assert {each.code: each.ratio for each in found} == ends
    assert [each.ratio for each in found] == sorted(each.ratio for each in found)


def test_money_is_that_of_the_months_in_which_the_waiver_is_in_force() -> None:
    terms: tuple[dict[str, Any], ...] = ({}, {"to_month": 7}, {"from_month": 8})
    whole, first, rest = (relief(outlook(with_waivers(each), 3))[-1].money for each in terms)
    assert whole < rest < first < 0
