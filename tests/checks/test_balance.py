"""What does a payout cost on average, against the exact impacts of the settlement?"""

from __future__ import annotations

from decimal import Decimal
from math import exp, pi, sqrt
from statistics import fmean, variance
from typing import Any

import pytest

from bonusmalus_core.checks.balance.expectation import Bands, expected_impact
from bonusmalus_core.checks.balance.payout import loss_at_target
from bonusmalus_core.checks.balance.sampling import chance
from bonusmalus_core.checks.draft import Draft
from bonusmalus_core.checks.exposure import impact_at
from tests.checks.examples import changed

UNEVEN = ["0.85", "0.875", "0.90", "0.93", "0.95"]
FALLING = ["0.90", "0.85", "0.80", "0.75", "0.70"]


@pytest.mark.parametrize(
    ("payout", "lost", "margin"), [("step", 0.025, 0.001), ("linear", 0, 0.0005), ("nearest", 0, 0.0005)]
)
@pytest.mark.parametrize("thresholds", [["0.70", "0.75", "0.80", "0.85", "0.90"], FALLING])
def test_at_target_with_noise_of_half_a_band_only_steps_lose(
    payout: str, lost: float, margin: float, thresholds: list[str]
) -> None:
    change = {"kpis.0.payout": payout, "kpis.0.thresholds": thresholds, "kpis.0.direction": None}
    found = loss_at_target(Draft(changed(change)).rows[0])
    assert found is not None
    print(f"{payout}: at target with a spread of half a band {found:.3%} of the price is lost")
    assert found == pytest.approx(lost, abs=margin)


@pytest.mark.parametrize("payout", ["step", "linear", "nearest"])
@pytest.mark.parametrize("beyond", ["clamp", "extrapolate"])
@pytest.mark.parametrize("mean", [0.80, 0.876, 0.97])
@pytest.mark.parametrize("thresholds", [UNEVEN, UNEVEN[::-1]])
def test_the_closed_form_is_the_mean_of_the_settlements_own_impacts(
    payout: str, beyond: str, mean: float, thresholds: list[str]
) -> None:
    deviation, steps = 0.02, 400
    change = {"kpis.0.payout": payout, "kpis.0.beyond": beyond, "kpis.0.thresholds": thresholds}
    row = Draft(changed({**change, "kpis.0.direction": None})).rows[0]
    bands = Bands(list(map(float, row.kpi.thresholds)), list(map(float, row.impacts)), payout, beyond)
    grid = [-6 + 12 * (step + 0.5) / steps for step in range(steps)]
    density = [exp(-z * z / 2) / sqrt(2 * pi) * 12 / steps for z in grid]
    drawn = [float(impact_at(row, Decimal(str(mean + deviation * z)))) for z in grid]
    assert expected_impact(bands, mean, deviation) == pytest.approx(
        sum(weight * each for weight, each in zip(density, drawn, strict=True)), abs=0.0015
    )


MONTHS = (0.72, 0.88, 0.80, 0.76, 0.85, 0.79)
SWINGS = variance(MONTHS)
CHANCE = fmean(MONTHS) * (1 - fmean(MONTHS)) / SWINGS
"""How many customers a month make all of these swings chance."""


@pytest.mark.parametrize(
    ("customers", "told"),
    [(10, [1.0]), (int(CHANCE * 2), [0.5]), (int(CHANCE * 3.9), [0.26]), (int(CHANCE * 4.1), [])],
)
def test_chance_is_told_from_a_quarter_of_the_swings_on(customers: int, told: list[float]) -> None:
    rows: dict[str, Any] = {
        f"measurements.{place}": {
            "month": f"2026-0{place + 1}",
            "kpi": "FCR",
            "numerator": str(value * customers),
            "denominator": str(customers),
        }
        for place, value in enumerate(MONTHS)
    }
    assert [float(str(hit.facts["chance"])) for hit in chance(Draft(changed(rows)))] == pytest.approx(told, abs=0.01)
