"""What is a period worth, and which lines add up to it? One small contract: price 10, 100 units a month, 102 %."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.model.settlement import Cause, Settlement
from tests.calc.small import FCR, Row, ratios, settled, small, volumes

IMPACTS = ["0.50", "0.75", "1.00", "1.25", "1.50"]
LOW: Row = {"code": "LOW", "comparator": "<", "threshold": "0.90", "effect": "volume_guarantee"}
BAR: Row = {"code": "BAR", "measure": "actual", "comparator": ">", "threshold": "0", "effect": "bar_bonus"}
WAIVE: Row = BAR | {"code": "WAIVE", "effect": "waive_malus", "scope": "total"}
RISING_PRICE = [{"price": "10"}, {"from_month": 2, "price": "11"}, {"from_month": 3, "price": "12"}]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({}, "60.00", id="a bonus"),
        pytest.param({"measurements": ratios(78, 78, 78)}, "-60.00", id="a malus"),
        pytest.param({"measurements": ratios(80, 80, 80)}, "0.00", id="on target"),
        pytest.param({"months": volumes(0, 0, 0)}, "0.00", id="no volume"),
        pytest.param({"prices": RISING_PRICE}, "66.00", id="the price of every month"),
        pytest.param({"prices": RISING_PRICE[::-1]}, "66.00", id="prices in any order"),
        pytest.param({"prices": [{"price": "0.00125"}], "months": volumes(100, 100, 0)}, "0.01", id="a tie goes up"),
        pytest.param({"prices": [{"price": "0.00125"}], "months": volumes(100, 100, 0),
                      "measurements": ratios(78, 78, 78)}, "-0.01", id="a negative tie goes down"),
        pytest.param({"prices": [{"price": "0.00124"}], "months": volumes(100, 100, 0),
                      "measurements": ratios(78, 78, 78)}, "0.00", id="nothing has no sign"),
        pytest.param({"prices": [{"price": "0.002"}]}, "0.01", id="months are not rounded, the period is"),
        pytest.param({"contract": {"currency": "JPY"}, "months": volumes(1, 1, "0.5")}, "1", id="yen have no cents"),
        pytest.param({"contract": {"currency": "KWD"}}, "60.000", id="dinars have thousandths"),
        pytest.param({"conditions": [LOW], "months": volumes(50, 100, 100)}, "50.00", id="on the volume delivered"),
        pytest.param({"conditions": [LOW], "months": volumes(50, 100, 100),
                      "contract": {"bonus_malus_volume": "payable"}}, "58.00", id="on the volume paid for"),
        pytest.param({"contract": {"price_decimals": 1}}, "60.00", id="a price that needs no rounding"),
        pytest.param({"contract": {"price_decimals": 0}}, "0.00", id="prices in whole euros"),
        pytest.param({"contract": {"price_decimals": 1}, "prices": [{"price": "9.96"}]}, "60.00",
                     id="base price and price are both rounded"),
    ],
)  # fmt: skip
def test_the_bonus_malus_of_a_period(data: dict[str, Any], expected: str) -> None:
    assert str(settled(small(**data)).bonus_malus) == expected


@pytest.mark.parametrize(
    ("contract", "numerator", "expected"),
    [
        pytest.param({}, 90, "1.15", id="the bonus cap"),
        pytest.param({}, 70, "0.85", id="the malus cap"),
        pytest.param({"bonus_cap": "0.05", "malus_cap": "0.30"}, 90, "1.05", id="asymmetric caps: bonus"),
        pytest.param({"bonus_cap": "0.05", "malus_cap": "0.30"}, 70, "0.7", id="asymmetric caps: malus"),
        pytest.param({"bonus_cap": "0"}, 90, "1", id="no bonus at all"),
        pytest.param({"malus_cap": "0"}, 70, "1", id="no malus at all"),
        pytest.param({"malus_cap": "0"}, 90, "1.15", id="no malus, but a bonus"),
        pytest.param({"bonus_cap": None}, 90, "1.5", id="a bonus without cap"),
        pytest.param({"malus_cap": None}, 70, "0.5", id="a malus without cap"),
        pytest.param({"bonus_cap": "0.25"}, 85, "1.25", id="exactly on the cap"),
    ],
)
def test_the_cap_holds_the_factor(contract: Row, numerator: int, expected: str) -> None:
    data = small(contract, kpis=[FCR | {"impacts": IMPACTS}], measurements=ratios(*[numerator] * 3))
    assert settled(data).factor == Fraction(expected)


@pytest.mark.parametrize(
    ("contract", "kpis", "expected"),
    [
        pytest.param({}, [{"weight": "0.5"}, {"weight": "0.5", "from_month": 9}], "1.01", id="waiting counts as 1"),
        pytest.param({"inactive_kpi": "redistribute"}, [{"weight": "0.5"}, {"weight": "0.5", "from_month": 9}], "1.02",
                     id="waiting leaves both sums"),
        pytest.param({"inactive_kpi": "redistribute"}, [{"from_month": 9}], "1", id="nothing left to weigh"),
        pytest.param({"missing_data": "neutral"}, [{"weight": "0.5"}, {"weight": "0.5", "frequency": "period"}], "1.01",
                     id="missing counts as 1"),
        pytest.param({"missing_data": "redistribute"}, [{"weight": "0.5"}, {"weight": "0.5", "frequency": "period"}],
                     "1.02", id="missing leaves both sums"),
    ],
)  # fmt: skip
def test_the_factor_weighs_what_counts(contract: Row, kpis: list[Row], expected: str) -> None:
    rows = [FCR | {"code": f"K{number}"} | each for number, each in enumerate(kpis)]
    assert settled(small(contract, kpis=rows, measurements=ratios(82, 82, 82, kpi="K0"))).factor == Fraction(expected)


def test_a_kpi_that_ended_leaves_both_sums() -> None:
    kpis = [FCR | {"code": "OLD", "weight": "0.5", "to_month": 3}, FCR | {"weight": "0.5"}]
    kpis.append(FCR | {"from_month": 4})
    data = small(kpis=kpis, measurements=[*ratios(*[82] * 6), *ratios(70, 70, 70, kpi="OLD")])
    assert (settled(data).factor, settled(data, 2).factor) == (Fraction("0.96"), Fraction("1.02"))
    ended, _ = settled(data, 2).kpis
    assert (ended.code, str(ended.state), ended.impact) == ("OLD", "ended", None)


def test_the_period_factor_is_weighted_by_the_volume_that_carries_the_bonus_malus() -> None:
    data = small({"evaluation": "month"}, measurements=ratios(80, 85, 90), months=volumes(300, 100, 0))
    assert settled(data).factor == Fraction("1.0125")
    data = small({"evaluation": "month"}, measurements=ratios(80, 85, 90), months=volumes(0, 0, 0))
    assert settled(data).factor == Fraction("1.05")


def test_the_top_up_pays_for_capacity_at_the_base_price_and_is_no_bonus() -> None:
    data = small({"price_decimals": 1}, conditions=[LOW], months=volumes(50, 100, 100), prices=[{"price": "9.96"}])
    found = settled(data)
    assert (str(found.top_up), str(found.bonus_malus)) == ("400.00", "50.00")


def total(found: Settlement) -> Decimal:
    lines = [line.contribution for line in found.kpis] + [each.amount for each in found.adjustments]
    return sum(lines, Decimal(0))


@pytest.mark.parametrize(
    ("data", "contribution", "adjustments"),
    [
        pytest.param({}, "60.00", {}, id="nothing but the KPI"),
        pytest.param({"conditions": [BAR]}, "60.00", {Cause.BARRED: "-60.00"}, id="a barred bonus"),
        pytest.param({"conditions": [WAIVE], "measurements": ratios(78, 78, 78)}, "-60.00", {Cause.WAIVER: "60.00"},
                     id="a total waiver"),
        pytest.param({"contract": {"bonus_cap": "0.01"}}, "60.00", {Cause.CAP: "-30.00"}, id="the cap"),
        pytest.param({"contract": {"price_decimals": 0}}, "60.00", {Cause.PRICE_ROUNDING: "-60.00"},
                     id="price rounding"),
        pytest.param({"conditions": [WAIVE | {"scope": "kpi"}], "measurements": ratios(78, 78, 78)}, "0.00", {},
                     id="a waiver per KPI shows in the KPI's own line"),
    ],
)  # fmt: skip
def test_every_cause_has_a_line_of_its_own(
    data: dict[str, Any], contribution: str, adjustments: dict[Cause, str]
) -> None:
    found = settled(small(**data))
    assert str(found.kpis[0].contribution) == contribution
    assert {each.cause: str(each.amount) for each in found.adjustments} == adjustments
    assert total(found) == found.bonus_malus


def test_lines_that_cannot_be_paid_out_in_cents_add_up_whatever_the_order_of_the_rows() -> None:
    kpis = [FCR | {"code": code, "weight": weight} for code, weight in (("A", "0.35"), ("B", "0.35"), ("C", "0.3"))]
    rows = [row for code in "ABC" for row in ratios(82, 82, 82, kpi=code)]
    shares = {}
    for order in (kpis, kpis[::-1]):
        found = settled(small(kpis=order, measurements=rows, months=volumes(1, 0, 0), prices=[{"price": "1"}]))
        assert (str(found.bonus_malus), total(found)) == ("0.02", Decimal("0.02"))
        shares[order[0]["code"]] = {line.code: str(line.contribution) for line in found.kpis}
    assert shares["A"] == shares["C"] == {"A": "0.01", "B": "0.01", "C": "0.00"}
