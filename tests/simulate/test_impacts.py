"""Do the arrays of the simulation follow the rules of the engine?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.impact import fractions, held, impact
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.simulate.impacts import bands, impacts

LEVELS = tuple(map(Decimal, ("0.90", "0.95", "1.00", "1.05", "1.10")))
FLOATS = tuple(map(float, LEVELS))


def row(**fields: Any) -> Kpi:
    given = {"code": "FCR", "weight": 1, "thresholds": [".7", ".75", ".8", ".85", ".9"], "unit": "score"} | fields
    return Kpi.model_validate(given)


@pytest.mark.parametrize("payout", ["linear", "nearest", "step"])
@pytest.mark.parametrize("beyond", ["clamp", "extrapolate"])
@pytest.mark.parametrize("thresholds", [[".7", ".75", ".8", ".85", ".9"], ["3", "2.5", "2", "1.5", "1"]])
@given(parts=st.lists(st.integers(min_value=0, max_value=4000), min_size=1))
def test_every_value_has_the_impact_that_the_engine_gives_it(
    payout: str, beyond: str, thresholds: list[str], parts: list[int]
) -> None:
    kpi = row(payout=payout, beyond=beyond, thresholds=thresholds, impact_floor="0.85", impact_cap="1.2")
    values = [Decimal(part) / 1000 for part in parts]
    exact = [
        held(
            impact(Fraction(value), fractions(kpi.thresholds), fractions(LEVELS), payout, beyond),
            kpi.impact_floor,
            kpi.impact_cap,
        )
        for value in values
    ]
    found = impacts(bands(kpi, FLOATS), np.array([float(value) for value in values]))
    assert found == pytest.approx([float(each) for each in exact], abs=1e-9)


def test_a_row_with_impacts_of_its_own_uses_them() -> None:
    kpi = row(impacts=["0.8", "0.9", "1", "1.1", "1.2"])
    assert impacts(bands(kpi, FLOATS), np.array([0.7, 0.9])).tolist() == [0.8, 1.2]


def test_the_thresholds_of_a_sum_are_scaled() -> None:
    kpi = row(thresholds=["10", "20", "30", "40", "50"], aggregate="sum")
    assert impacts(bands(kpi, FLOATS, 1 / 3), np.array([10.0])).tolist() == [1.0]
