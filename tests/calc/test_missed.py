"""Which KPIs stayed below their target, at the boundary of every direction and payout?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.calc.missed import Miss, missed
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement

SHARES = ["0.70", "0.75", "0.80", "0.85", "0.90"]
EFFORT = ["3", "2.5", "2", "1.5", "1"]


def misses(kpi: dict[str, Any], value: str, **sections: Any) -> tuple[Miss, ...]:
    """What was missed by a contract of one KPI that is measured once, in a period of one month."""
    data = {
        "contract": {"start": "2026-01-01", "months": 2, "settlement_months": 1},
        "prices": [{"price": "10"}],
        "kpis": [{"code": "K", "weight": "1", "aggregate": "mean", "scale_max": "5"} | kpi],
        "months": [{"month": "2026-01", "actual": "100"}],
        "measurements": [{"month": "2026-01", "kpi": "K", "value": value, "n": "100"}],
    }
    settled = settle(Agreement.model_validate(data | sections), 1, date.max)
    assert isinstance(settled, Settlement)
    return missed(settled.kpis)


@pytest.mark.parametrize(
    ("kpi", "value", "missed"),
    [
        pytest.param({"thresholds": SHARES}, "0.80", False, id="on target"),
        pytest.param({"thresholds": SHARES}, "0.7999", True, id="just below"),
        pytest.param({"thresholds": SHARES, "payout": "nearest"}, "0.79", True, id="below, though worth 100 %"),
        pytest.param({"thresholds": SHARES, "payout": "step"}, "0.84", False, id="above, though no better than 100 %"),
        pytest.param({"thresholds": EFFORT, "unit": "score"}, "2", False, id="lower is better, on target"),
        pytest.param({"thresholds": EFFORT, "unit": "score"}, "2.01", True, id="lower is better, just above"),
        pytest.param({"thresholds": SHARES, "impacts": ["0.9", "1", "1", "1", "1.1"]}, "0.76", False,
                     id="in a dead band, whose first threshold is the target"),
        pytest.param({"thresholds": SHARES, "impacts": ["0.9", "0.95", "0.98", "1.05", "1.1"]}, "0.71", False,
                     id="no level is worth 100 %: there is no target"),
    ],
)  # fmt: skip
def test_a_kpi_is_missed_when_its_value_is_worse_than_its_target(kpi: dict[str, Any], value: str, missed: bool) -> None:
    assert bool(misses(kpi, value)) is missed


def test_a_miss_tells_value_and_target_exactly() -> None:
    assert misses({"thresholds": SHARES}, "0.79") == (Miss("K", "%", Fraction(79, 100), Fraction(4, 5)),)


@pytest.mark.parametrize(("impact", "found"), [("0.99", [None]), ("1", [])])
def test_an_agreed_impact_stands_for_the_value(impact: str, found: list[None]) -> None:
    override = {"period": 1, "kpi": "K", "impact": impact, "agreed": "2026-02-01"}
    assert [each.value for each in misses({"thresholds": SHARES}, "0.5", overrides=[override])] == found


def test_of_a_progression_within_the_period_the_last_run_below_its_target_is_told() -> None:
    kpi, harder = {"code": "K", "weight": "1", "aggregate": "mean"}, ["0.75", "0.8", "0.85", "0.9", "0.95"]
    data = {
        "contract": {"start": "2026-01-01", "months": 3},
        "kpis": [kpi | {"thresholds": SHARES}, kpi | {"thresholds": harder, "from_month": 3}],
        "months": [{"month": f"2026-0{month}", "actual": "100"} for month in (1, 2, 3)],
        "measurements": [{"month": f"2026-0{month}", "kpi": "K", "value": "0.79", "n": "9"} for month in (1, 2, 3)],
    }  # fmt: skip
    assert [each.target for each in misses({}, "0", **data)] == [Fraction(17, 20)]
