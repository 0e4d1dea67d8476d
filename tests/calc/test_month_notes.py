"""What is said below the months of a settlement: the windows behind ratios, and the base price to its last decimal?"""

from __future__ import annotations

from typing import Any

import pytest

from bonusmalus_core.calc.month_notes import month_notes
from bonusmalus_core.model.agreement import Agreement
from tests.calc.small import Row, settled, small

VOLUME: Row = {"code": "V", "comparator": "<", "threshold": "0.9", "effect": "warn"}


def told(contract: Row | None = None, **tables: Any) -> list[str]:
    data = small((contract or {}) | {"language": "en"}, **tables)
    return list(month_notes(Agreement.model_validate(data), settled(data)))


@pytest.mark.parametrize(
    ("condition", "note"),
    [
        pytest.param({"window_months": 1}, [], id="the month's own"),
        pytest.param({"window_months": 3}, ["Volume / forecast over a rolling window (months: 3; condition V)."],
                     id="of several months"),
        pytest.param({"tested": "period"},
                     ["Volume / forecast over the window at the end of the period (months: 1; condition V)."],
                     id="tested once a period"),
    ],
)  # fmt: skip
def test_a_ratio_of_several_months_is_said_to_be_one(condition: Row, note: list[str]) -> None:
    assert told(conditions=[VOLUME | {"window_months": 1} | condition]) == note


@pytest.mark.parametrize(
    ("prices", "decimals", "shown"),
    [
        pytest.param([{"price": "10.01"}], 2, [], id="nothing to round"),
        pytest.param([{"price": "10.005"}], 2, ["2026-01): €10.005."], id="rounded"),
        pytest.param([{"price": "10.005"}], None, [], id="not rounded, and shown whole"),
        pytest.param([{"price": "10.0001"}], None, [], id="as many decimals as are shown"),
        pytest.param([{"price": "10.00001"}], None, ["2026-01): €10.00001."], id="one more"),
        pytest.param([{"price": "10.005"}, {"price": "10.015", "from_month": 3}], 2,
                     ["2026-01): €10.005.", "2026-03): €10.015."], id="a later price"),
    ],
)  # fmt: skip
def test_a_base_price_that_is_shown_otherwise_is_told_whole(
    prices: list[Row], decimals: int | None, shown: list[str]
) -> None:
    notes = told(contract={"price_decimals": decimals}, prices=prices)
    assert len(notes) == len(shown)
    assert [note for note, text in zip(notes, shown, strict=True) if text not in note] == []
