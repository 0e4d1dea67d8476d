"""Is the floor that the engine is measured against a whole settlement, and no crippled one?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benchmarks import floats
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from tests.calc.test_cases import CASES

WRONG_IN_FLOATS = {"nearest, exactly half-way goes to the better level", "price rounded to two decimals"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_floats_settle_every_published_case_but_two(case: dict[str, Any]) -> None:
    agreement, expected = Agreement.model_validate(case["case"]), case["expected"]
    if blockers(agreement):
        return
    found = floats.settle(agreement, case["period"], date(2030, 1, 1))
    if isinstance(found, list):
        assert expected["refused"]
    else:
        near = [
            abs(found.bonus_malus - float(expected["bonus_malus"])) < 0.011,
            abs(found.top_up - float(expected["top_up"])) < 0.011,
            len(found.kpis) == len(expected["kpis"]),
        ]
        assert all(near) is (case["name"] not in WRONG_IN_FLOATS)
