"""How far does a service level fall when more calls come than were forecast?"""

from __future__ import annotations

import pytest

from bonusmalus_core.calc.staffing import service_level
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.outlook import outlook
from bonusmalus_core.simulate.relief import relief, threshold
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
    assert threshold(YEAR) == 1.15
    found = relief(outlook(YEAR, 3))
    assert {each.code for each in found} == {"SL60", "SL120"}
    assert sorted({round(each.ratio, 2) for each in found}) == [1.0, 1.05, 1.1, 1.15]
    assert all(each.money < 0 for each in found if each.ratio > 1.1)


def test_without_a_forecast_or_a_waiver_there_is_no_zone() -> None:
    assert relief(outlook(Agreement.model_validate(contents("contact-centre", "en")), 3)) == ()
    assert threshold(YEAR.model_copy(update={"conditions": ()})) is None
