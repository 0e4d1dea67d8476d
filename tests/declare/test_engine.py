"""Do the functions in cells say the same as a settlement of the whole contract?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.functions import call
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement

LEVELS = st.integers(2, 6)
HUNDREDTHS = st.integers(0, 200)


@st.composite
def kpis(draw: st.DrawFn, levels: int) -> dict[str, Any]:
    """A KPI of one month with bands up or down, a value on, between or beyond them."""
    thresholds = sorted(draw(st.sets(HUNDREDTHS, min_size=levels, max_size=levels)), reverse=draw(st.booleans()))
    impacts = sorted(draw(st.lists(st.integers(80, 120), min_size=levels, max_size=levels)))
    return {
        "thresholds": thresholds,
        "impacts": impacts,
        "value": draw(st.sampled_from(thresholds).map(lambda each: each * 10) | st.integers(-100, 2100)),
        "weight": draw(st.integers(1, 9)),
    }


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    """A contract of one month, in hundredths (values in thousandths)."""
    levels = draw(LEVELS)
    return {
        "kpis": draw(st.lists(kpis(levels), min_size=1, max_size=3)),
        "payout": draw(st.sampled_from(["linear", "nearest", "step"])),
        "volume": draw(st.integers(0, 99999)),
        "price": draw(st.integers(1, 9999)),
        "bonus_cap": draw(st.integers(0, 30)),
        "malus_cap": draw(st.integers(0, 30)),
    }


def hundredths(number: int) -> str:
    return str(Decimal(number) / 100)


def settled(contract: dict[str, Any]) -> Settlement:
    """The contract settled by the engine."""
    total = sum(kpi["weight"] for kpi in contract["kpis"])
    agreement = Agreement.model_validate({
        "contract": {
            "start": "2026-01-01", "months": 1, "settlement_months": 1,
            "bonus_cap": hundredths(contract["bonus_cap"]), "malus_cap": hundredths(contract["malus_cap"]),
        },
        "prices": [{"price": hundredths(contract["price"])}],
        "kpis": [
            {
                "code": f"K{number}", "unit": "score", "aggregate": "last", "weight": kpi["weight"],
                "thresholds": [*map(hundredths, kpi["thresholds"])], "impacts": [*map(hundredths, kpi["impacts"])],
                "payout": contract["payout"],
            }
            for number, kpi in enumerate(contract["kpis"])
        ],
        "months": [{"month": "2026-01", "actual": contract["volume"]}],
        "measurements": [
            {"month": "2026-01", "kpi": f"K{number}", "value": str(Decimal(kpi["value"]) / 1000)}
            for number, kpi in enumerate(contract["kpis"])
        ],
    })  # fmt: skip
    assert total
    result = settle(agreement, 1, date(2030, 1, 1))
    assert isinstance(result, Settlement), result
    return result


@given(contracts())
def test_a_table_of_cells_settles_as_the_engine_does(contract: dict[str, Any]) -> None:
    expected = settled(contract)
    kpis, payout = contract["kpis"], contract["payout"]
    values = [[kpi["value"] / 1000] for kpi in kpis]
    thresholds = [[each / 100 for each in kpi["thresholds"]] for kpi in kpis]
    impacts = [[each / 100 for each in kpi["impacts"]] for kpi in kpis]
    weights = [[kpi["weight"]] for kpi in kpis]

    single = [
        call("BM_IMPACT", value[0], [bands], [worth], payout)
        for value, bands, worth in zip(values, thresholds, impacts, strict=True)
    ]
    assert single == [float(line.impact or 0) for line in expected.kpis]

    table = call(
        "BM_SETTLE", values, thresholds, impacts, weights, contract["volume"], contract["price"] / 100,
        contract["bonus_cap"] / 100, contract["malus_cap"] / 100, payout,
    )  # fmt: skip
    assert isinstance(table, tuple)
    assert [row[0] for row in table[: len(kpis)]] == single
    assert [row[1] for row in table[: len(kpis)]] == [float(line.contribution) for line in expected.kpis]
    assert [row[0] for row in table[len(kpis) :]] == [
        float(expected.factor),
        float(expected.months[0].price),
        float(expected.bonus_malus),
    ]
