"""What do conditions do to a month? One small contract: price 10, forecast 100 a month, FCR at 82 % (impact 102 %)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.words.said import said
from tests.calc.small import FCR, Row, month, noticed, ratios, refused, settled, small, volumes

GUARANTEE: Row = {"code": "LOW", "comparator": "<", "threshold": "0.90", "effect": "volume_guarantee"}
WAIVER: Row = {"code": "HIGH", "comparator": ">", "threshold": "1.15", "effect": "waive_malus"}
QUALITY: Row = {"code": "Q", "measure": "quality", "comparator": "<=", "threshold": "0.85", "effect": "bar_bonus"}
MALUS = ratios(*[78] * 12)
TWO = [FCR | {"weight": "0.5"}, FCR | {"code": "SL", "weight": "0.5"}]
"""Two KPIs with half the weight each."""


def payables(data: Row, period: int = 1) -> list[Fraction]:
    return [line.payable for line in settled(data, period).months]


def factors(data: Row, period: int = 1) -> list[Fraction]:
    return [line.factor for line in settled(data, period).months]


@pytest.mark.parametrize(
    ("comparator", "under", "on", "over"),
    [("<", True, False, False), ("<=", True, True, False), (">", False, False, True), (">=", False, True, True)],
)
def test_a_comparator_holds_on_its_side_of_the_threshold(comparator: str, under: bool, on: bool, over: bool) -> None:
    condition = WAIVER | {"comparator": comparator, "threshold": "1"}
    data = small(conditions=[condition], months=volumes("99.999", 100, "100.001"), measurements=MALUS)
    assert [bool(line.effects) for line in settled(data).months] == [under, on, over]


def test_a_threshold_that_no_decimal_reaches_is_compared_exactly() -> None:
    condition = WAIVER | {"comparator": ">=", "threshold": "0.333333333333333"}
    data = small(conditions=[condition], months=volumes(1, 1, 1, forecast=3))
    assert settled(data).months[0].effects[0].value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("conditions", "actual", "expected"),
    [
        pytest.param([GUARANTEE], [89, 90, 110], [90, 90, 110], id="below 90 % pays 90 % of the forecast"),
        pytest.param([GUARANTEE | {"effect_value": "0.955"}], [89, 100, 100], ["95.5", 100, 100], id="not rounded"),
        pytest.param([GUARANTEE | {"comparator": ">", "threshold": "0"}], [110, 80, 95], [110, 90, 95],
                     id="never less than delivered"),
        pytest.param([GUARANTEE, GUARANTEE | {"code": "B", "effect_value": "0.95"}], [80, 100, 100], [95, 100, 100],
                     id="of several the highest"),
        pytest.param([GUARANTEE | {"tested": "period", "window_months": 3}], [60, 80, 70], [60, 80, 130],
                     id="per period: the shortage goes to the last month"),
        pytest.param([GUARANTEE | {"tested": "period", "window_months": 3}], [60, 100, 110], [60, 100, 110],
                     id="per period: on the threshold nothing is short"),
        pytest.param([GUARANTEE | {"tested": "period"}], [150, 100, 89], [150, 100, 89],
                     id="per period: met, but nothing is short"),
        pytest.param([GUARANTEE | {"tested": "period"}, GUARANTEE | {"code": "B", "tested": "period",
                      "effect_value": "0.95"}], [90, 90, 80], [90, 90, 105], id="per period: of several the highest"),
        pytest.param([GUARANTEE | {"from_month": 2}], [80, 80, 80], [80, 90, 90], id="not before its first month"),
        pytest.param([GUARANTEE | {"to_month": 1}], [80, 80, 80], [90, 80, 80], id="not after its last month"),
        pytest.param([GUARANTEE | {"window_months": 3}], [80, 110, 60], [90, 110, 90], id="over rolling three months"),
        pytest.param([GUARANTEE | {"window_months": 3}], [100, 80, 100], [100, 80, 100],
                     id="fewer months at the contract's start"),
        pytest.param([GUARANTEE | {"measure": "quality", "threshold": "1"}], [80, 100, 100], [90, 100, 100],
                     id="triggered by another measure"),
    ],
)  # fmt: skip
def test_a_guarantee_pays_volume(conditions: list[Row], actual: list[object], expected: list[object]) -> None:
    data = small(conditions=conditions, months=volumes(*actual, quality="0.9"))
    assert payables(data) == [Fraction(str(each)) for each in expected]


@pytest.mark.parametrize(
    ("conditions", "rows", "expected"),
    [
        pytest.param([WAIVER], {}, ["0.98", "0.98", "1"], id="above 115 % a malus is waived"),
        pytest.param([WAIVER | {"scope": "total"}], {}, ["0.98", "0.98", "1"], id="on the total"),
        pytest.param([WAIVER | {"tested": "period"}], {}, ["1", "1", "1"], id="per period: for all its months"),
        pytest.param([WAIVER], {"measurements": ratios(*[82] * 3)}, ["1.02", "1.02", "1.02"], id="a bonus stays"),
        pytest.param([QUALITY], {"measurements": ratios(*[82] * 3)}, ["1", "1.02", "1"], id="a bonus is barred"),
        pytest.param([QUALITY], {}, ["0.98", "0.98", "0.98"], id="a malus is not barred"),
        pytest.param([QUALITY | {"effect": "warn"}], {"measurements": ratios(*[82] * 3)}, ["1.02", "1.02", "1.02"],
                     id="a warning changes nothing"),
        pytest.param([QUALITY | {"window_months": 2}], {"measurements": ratios(*[82] * 3)}, ["1", "1.02", "1"],
                     id="the mean of the monthly values"),
        pytest.param([WAIVER | {"measure": "actual", "threshold": "101"}], {}, ["0.98", "0.98", "1"],
                     id="a column of the months may be the volume itself"),
    ],
)  # fmt: skip
def test_effects_act_on_the_factor(conditions: list[Row], rows: dict[str, Any], expected: list[str]) -> None:
    months = volumes(100, 100, 120)
    for record, quality in zip(months, ("0.85", "0.86", "0.80"), strict=True):
        record["quality"] = quality
    data = small(conditions=conditions, months=months, **({"measurements": MALUS} | rows))
    assert factors(data) == [Fraction(each) for each in expected]


def test_a_waiver_per_kpi_and_one_on_the_total_differ() -> None:
    months = volumes(120, 120, 120)
    rows = [*ratios(84, 84, 84), *ratios(78, 78, 78, kpi="SL")]
    by_scope = {
        scope: factors(small(kpis=TWO, conditions=[WAIVER | {"scope": scope}], months=months, measurements=rows))[0]
        for scope in ("kpi", "total")
    }
    assert by_scope == {"kpi": Fraction("1.02"), "total": Fraction("1.01")}


@pytest.mark.parametrize("kpis", ["all", ["SL"], ["FCR"], ["FCR", "SL"]])
def test_a_waiver_acts_on_the_kpis_it_lists(kpis: object) -> None:
    rows = [*ratios(78, 78, 78), *ratios(76, 76, 76, kpi="SL")]
    condition = WAIVER | {"kpis": kpis}
    data = small(kpis=TWO, conditions=[condition], months=volumes(120, 120, 120), measurements=rows)
    left = {"FCR": Fraction("0.98"), "SL": Fraction("0.96")}
    waived = {code: Fraction(1) if kpis == "all" or code in str(kpis) else impact for code, impact in left.items()}
    assert factors(data)[0] == sum(waived.values()) / 2
    assert {line.code: line.impact for line in settled(data).kpis} == left


def test_an_overridden_impact_is_waived_on_the_total_only() -> None:
    override = {"period": 1, "kpi": "FCR", "impact": "0.9", "agreed": "2026-04-01"}
    for scope, factor in (("kpi", Fraction("0.9")), ("total", Fraction(1))):
        condition = WAIVER | {"scope": scope}
        data = small(conditions=[condition], months=volumes(120, 120, 120), overrides=[override])
        assert factors(data) == [factor] * 3


def test_a_bonus_that_a_waiver_makes_is_barred_after_it() -> None:
    rows = [*ratios(84, 84, 84), *ratios(78, 78, 78, kpi="SL")]
    months = volumes(120, 120, 120, quality="0.8")
    assert factors(small(kpis=TWO, conditions=[QUALITY, WAIVER], months=months, measurements=rows)) == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "months", "expected"),
    [
        pytest.param({}, volumes(None, 100, 100), {("D6", month(1))}, id="no volume"),
        pytest.param({"prices": [{"from_month": 2, "price": "10"}]}, volumes(100, 100, 100), {("D7", month(1))},
                     id="no price"),
        pytest.param({"conditions": [WAIVER]}, volumes(100, 100, 100, forecast=None),
                     {("D8", month(n)) for n in (1, 2, 3)}, id="no forecast"),
        pytest.param({"conditions": [WAIVER]}, volumes(100, 100, 100, forecast=0),
                     {("D8", month(n)) for n in (1, 2, 3)}, id="a forecast of nothing"),
        pytest.param({"conditions": [GUARANTEE | {"measure": "quality"}]},
                     volumes(100, 100, 100, forecast=None, quality="1"), {("D8", month(n)) for n in (1, 2, 3)},
                     id="a guarantee pays on the forecast"),
        pytest.param({"conditions": [WAIVER | {"tested": "period", "from_month": 3}]},
                     volumes(100, 100, 100, forecast=-5), {("D8", month(n)) for n in (1, 2, 3)},
                     id="tested per period: the forecast of every month"),
        pytest.param({"conditions": [QUALITY]}, [*volumes(100, 100, quality="0.9"), {"month": month(3), "actual": 1}],
                     {("D9", month(3))}, id="a blank measure"),
        pytest.param({"conditions": [QUALITY | {"from_month": 4}]}, [*volumes(1, 1, 1, quality=None)], set(),
                     id="a condition that is not in force reads nothing"),
        pytest.param({}, volumes(100, 100, 100, forecast=None), set(), id="nobody reads the forecast"),
        pytest.param({"conditions": [QUALITY | {"tested": "period"}]},
                     [*volumes(1, 1, quality=None), *volumes(1, 1, 1, quality="0.9")[2:]], set(),
                     id="tested per period: the window of the last month only"),
        pytest.param({}, [], {("D6", month(n)) for n in (1, 2, 3)}, id="no months at all"),
    ],
)  # fmt: skip
def test_what_volumes_and_conditions_need_is_asked_for(
    change: Row, months: list[Row], expected: set[tuple[str, str]]
) -> None:
    data = small(**change, months=months)
    if expected:
        assert {(code, at) for code, _, at in refused(data)} == expected
    else:
        settled(data)


def test_a_blank_month_of_an_earlier_period_inside_the_window_is_refused() -> None:
    months = volumes(*[100] * 6)
    months[2]["actual"] = None
    data = small(conditions=[WAIVER | {"window_months": 2}], months=months)
    assert refused(data, 2) == {("D9", None, month(3))}


def test_forecasts_that_cancel_out_are_refused() -> None:
    months = volumes(*[100] * 6)
    months[2]["forecast"] = -100
    data = small(conditions=[WAIVER | {"window_months": 2}], months=months)
    assert refused(data, 2) == {("D8", None, month(3))}


def test_a_warning_is_a_finding() -> None:
    data = small(conditions=[QUALITY | {"effect": "warn"}], months=volumes(1, 1, 1, quality="0.8"))
    assert noticed(data) == {"D14"}
    assert noticed(small(conditions=[QUALITY | {"effect": "warn"}], months=volumes(1, 1, 1, quality="0.9"))) == set()


@pytest.mark.parametrize(
    ("measure", "threshold", "value", "shown"),
    [
        pytest.param("volume_ratio", "0.9", None, "50%", id="volume over forecast"),
        pytest.param("quality_test", "0.85", "0.8", "80%", id="a quality test that is a percentage"),
        pytest.param("quality_test", "8", "7.5", "7.5", id="a quality test out of ten"),
        pytest.param("hours", "0.9", "0.8", "0.8", id="hours"),
    ],
)
def test_a_warning_tells_the_value_in_the_unit_of_what_was_tested(
    measure: str, threshold: str, value: str | None, shown: str
) -> None:
    condition = QUALITY | {"measure": measure, "comparator": "<", "threshold": threshold, "effect": "warn"}
    months = volumes(50, 50, 50, **{} if value is None else {measure: value})
    first, *_ = settled(small(conditions=[condition], months=months)).findings
    assert f"the value {shown};" in said(first, "en", lambda _: None).message
