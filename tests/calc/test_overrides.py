"""What does an agreed override beat, and what not?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.calc.small import (
    AGREED,
    FCR,
    MONTHLY,
    SUM,
    Row,
    event,
    found,
    noticed,
    ratios,
    refused,
    reported,
    settled,
    small,
)

VALUE = {"period": 1, "kpi": "FCR", "value": "0.875", **AGREED}
IMPACT = {"period": 1, "kpi": "FCR", "impact": "0.5", **AGREED}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="measured data"),
        pytest.param({"measurements": []}, id="missing data"),
        pytest.param({"measurements": ratios(80)}, id="partly missing data"),
        pytest.param({"measurements": ratios(900, 900, 900)}, id="data off the scale"),
        pytest.param({"events": [event(1, 3)]}, id="excused months"),
        pytest.param({"kpis": [FCR | {"min_n": "999"}]}, id="too few contacts"),
        pytest.param({"kpis": [FCR | {"decimals": 1}]}, id="rounding"),
    ],
)
def test_an_override_beats(data: dict[str, Any]) -> None:
    [line] = settled(small(**data, overrides=[VALUE])).kpis
    assert (str(line.state), line.value, line.impact) == ("overridden", Fraction("0.875"), Fraction("1.075"))
    [line] = settled(small(**data, overrides=[IMPACT])).kpis
    assert (str(line.state), line.value, line.impact) == ("overridden", None, Fraction("0.5"))


def test_an_overridden_impact_knows_no_collar_but_an_overridden_value_does() -> None:
    kpis = [FCR | {"impact_floor": "0.95", "impact_cap": "1.02"}]
    assert settled(small(kpis=kpis, overrides=[IMPACT])).kpis[0].impact == Fraction("0.5")
    assert settled(small(kpis=kpis, overrides=[VALUE])).kpis[0].impact == Fraction("1.02")


def test_an_override_holds_for_every_active_run_of_its_period_only() -> None:
    data = small(MONTHLY, kpis=[FCR | {"from_month": 2}], overrides=[VALUE])
    assert [str(line.state) for line in settled(data).kpis] == ["waiting", "overridden", "overridden"]
    assert [str(line.state) for line in settled(data, 2).kpis] == ["measured"] * 3


def test_an_override_off_the_scale_is_refused_unless_the_kpi_weighs_nothing() -> None:
    wrong = VALUE | {"value": "87.5"}
    assert refused(small(overrides=[wrong])) == {("M10", "FCR", None)}
    data = small(kpis=reported(FCR), overrides=[wrong], measurements=ratios(80, 80, 80, kpi="ALL"))
    assert found(data) == [("missing", None)]
    assert noticed(data) == {"M10"}


@pytest.mark.parametrize("row", [{"from_month": 9}, {"to_month": 3}], ids=["waits", "has ended"])
def test_an_override_of_a_kpi_that_is_not_active_does_nothing(row: Row) -> None:
    kpis = [FCR | row | {"weight": "0"}, FCR | {"code": "ALL"}]
    rows = [*ratios(*[80] * 12), *ratios(*[80] * 12, kpi="ALL")]
    data = small(kpis=kpis, measurements=rows, overrides=[VALUE | {"period": 2}])
    [line] = [line for line in settled(data, 2).kpis if line.code == "FCR"]
    assert (line.value, line.impact) == (None, None)
    assert noticed(data, 2) == {"D10"}


def test_an_override_of_a_sum_that_was_all_excused_is_held_against_the_whole_window() -> None:
    for evaluation in ("period", "month"):
        kpis = [SUM | {"frequency": "period"}]
        override = VALUE | {"value": "30"}
        data = small({"evaluation": evaluation}, kpis=kpis, events=[event(1, 3)], overrides=[override])
        assert {line.impact for line in settled(data).kpis} == {Fraction(1)}


@pytest.mark.parametrize(
    ("impact", "codes"),
    [
        pytest.param("0.05", {"D19"}, id="a bonus typed as a difference"),
        pytest.param("0.89", {"D19"}, id="under the worst level"),
        pytest.param("0.9", set(), id="the worst level"),
        pytest.param("1.1", set(), id="the best level"),
        pytest.param("1.11", {"D19"}, id="above the best level"),
    ],
)
def test_an_agreed_impact_that_no_value_brings_is_asked_about(impact: str, codes: set[str]) -> None:
    assert noticed(small(overrides=[IMPACT | {"impact": impact}])) == codes
