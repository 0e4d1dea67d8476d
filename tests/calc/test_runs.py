"""Which months of a period belong together for a KPI, and with which weights?"""

from __future__ import annotations

import pytest

from bonusmalus_core.calc.progression import progressions
from bonusmalus_core.calc.runs import runs
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from tests.calc.small import FCR, Row

CONTRACT = {"start": "2026-01-01", "months": 24}
HIGHER = ["0.71", "0.76", "0.81", "0.86", "0.91"]
LEVELS = ["0.90", "0.95", "1.00", "1.05", "1.10"]


def told(rows: list[Row], months: range, evaluation: str = "period") -> list[tuple[str, list[int]]]:
    contract = Contract.model_validate(CONTRACT | {"evaluation": evaluation})
    of_code = progressions(Kpi.model_validate(FCR | row) for row in rows)["FCR"]
    return [(run.stage.name.lower(), list(run.months)) for run in runs(contract, of_code, months)]


QUARTER = range(1, 4)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([{}], [("active", [1, 2, 3])], id="one row, one run"),
        pytest.param(
            [{"from_month": 3}], [("waiting", [1, 2]), ("active", [3])], id="waits, then starts in mid period"
        ),
        pytest.param([{"from_month": 9}], [("waiting", [1, 2, 3])], id="waits all period"),
        pytest.param([{"to_month": 1}], [("active", [1]), ("ended", [2, 3])], id="ends in mid period"),
        pytest.param(
            [{"to_month": 1}, {"from_month": 3}],
            [("active", [1]), ("waiting", [2]), ("active", [3])],
            id="waits between to_month and a later row",
        ),
        pytest.param(
            [{"from_month": 2, "to_month": 2}, {"from_month": 9}],
            [("waiting", [1]), ("active", [2]), ("waiting", [3])],
            id="two waiting spans",
        ),
        pytest.param([{}, {"from_month": 2}], [("active", [1, 2, 3])], id="an identical row does not cut"),
        pytest.param(
            [{}, {"from_month": 2, "name": "new", "weight": "0.5"}], [("active", [1, 2, 3])], id="nor a weight"
        ),
        pytest.param(
            [{}, {"from_month": 2, "impacts": LEVELS}], [("active", [1, 2, 3])], id="nor the levels spelled out"
        ),
        pytest.param([{}, {"from_month": 2, "direction": "higher"}], [("active", [1, 2, 3])], id="nor the direction"),
        pytest.param(
            [{}, {"from_month": 2, "thresholds": HIGHER}], [("active", [1]), ("active", [2, 3])], id="thresholds cut"
        ),
        pytest.param(
            [{}, {"from_month": 2, "thresholds": HIGHER}, {"from_month": 3}],
            [("active", [1]), ("active", [2]), ("active", [3])],
            id="an earlier band that comes back is a run of its own",
        ),
        pytest.param(
            [{"to_month": 9}, {"from_month": 2, "to_month": 2}],
            [("active", [1, 2]), ("ended", [3])],
            id="an earlier row never revives",
        ),
    ],
)
def test_runs_follow_the_rows_in_force(rows: list[Row], expected: list[tuple[str, list[int]]]) -> None:
    assert told(rows, QUARTER) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"thresholds": HIGHER}, {"impacts": ["0.8", "0.9", "1", "1.1", "1.2"]}, {"payout": "step"},
        {"beyond": "extrapolate"}, {"impact_floor": "0.95"}, {"impact_cap": "1.05"}, {"aggregate": "mean"},
        {"multiplier": "100"}, {"frequency": "period"}, {"window_months": 6}, {"decimals": 2}, {"min_n": "30"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_whatever_decides_the_impact_cuts_the_run(change: Row) -> None:
    assert told([{}, {"from_month": 2} | change], QUARTER) == [("active", [1]), ("active", [2, 3])]


def test_with_evaluation_per_month_every_month_is_a_run() -> None:
    rows: list[Row] = [{"from_month": 2, "to_month": 2, "frequency": "period"}]
    assert told(rows, QUARTER, "month") == [("waiting", [1]), ("active", [2]), ("ended", [3])]
    assert told([{"from_month": 9}], QUARTER, "month") == [("waiting", [1]), ("waiting", [2]), ("waiting", [3])]


def test_a_run_carries_the_weight_of_every_month_and_waits_with_the_next_rows_weight() -> None:
    contract = Contract.model_validate(CONTRACT)
    rows = [{"weight": "0.3", "to_month": 2}, {"from_month": 4, "weight": "0.5"}, {"from_month": 5, "weight": "0.4"}]
    of_code = progressions(Kpi.model_validate(FCR | row) for row in rows)["FCR"]
    found = runs(contract, of_code, range(1, 7))
    assert [[str(weight) for weight in run.weights] for run in found] == [
        ["0.3", "0.3"],
        ["0.5"],
        ["0.5", "0.4", "0.4"],
    ]
