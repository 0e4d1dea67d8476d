"""What value and state has a KPI in its run? One small contract, changed in one thing at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from tests.calc.small import (
    FCR,
    LATER,
    MONTHLY,
    SALES,
    SUM,
    Row,
    event,
    found,
    month,
    ratios,
    refused,
    reported,
    settled,
    small,
    values,
    volumes,
)

CES: Row = {
    "code": "FCR", "unit": "score", "thresholds": ["3", "2.5", "2", "1.5", "1"], "weight": "1", "aggregate": "mean",
    "scale_min": "1", "scale_max": "5",
}  # fmt: skip
LAST: Row = SALES | {"code": "FCR", "aggregate": "last"}
NEUTRAL = {"missing_data": "neutral"}
OPEN = {"open_until": "2026-04-14"}


@pytest.mark.parametrize(
    ("kpi", "rows", "expected"),
    [
        pytest.param(FCR, ratios(50, 100, 90), "0.8", id="a ratio is a ratio of sums"),
        pytest.param(FCR, [*ratios(10), *ratios(170, denominator="200", first=2), *ratios(90, first=3)], "0.675",
                     id="and never a mean of percentages"),
        pytest.param(FCR, [*ratios(80, 80, 80), {"part": "chat", **ratios(100)[0]}], "0.85", id="parts add up"),
        pytest.param(CES, values(1, 2, 4), "7/3", id="a mean without n is simple"),
        pytest.param(CES, [*values(1, n=30), *values(2, first=2, n=10), *values(4, first=3, n=0)], "1.25",
                     id="a mean is weighted by n"),
        pytest.param(SUM, values(10, 20, 30), "60", id="a sum adds up"),
        pytest.param(LAST, values(10, 20, 30), "30", id="the last value is the last month's"),
        pytest.param(LAST, [*values(10, 20, 30), {"part": "chat", **values(5, first=3)[0]}], "35",
                     id="parts of the last month add up"),
        pytest.param(LAST | {"frequency": "period"}, values(None, 20), "20", id="the last month that was measured"),
        pytest.param(FCR | {"multiplier": "100", "unit": "count"}, ratios(82, 82, 82), "82", id="a multiplier scales"),
        pytest.param(FCR | {"decimals": 2}, ratios(82, 82, "83.5"), "0.83", id="a tie of decimals goes up"),
        pytest.param(FCR | {"decimals": 2, "scale_min": "-1"}, ratios(-10, -11, -9), "-0.1", id="negative"),
        pytest.param(FCR | {"decimals": 2, "scale_min": "-1"}, ratios("-10.5", "-10.5", "-10.5"), "-0.11",
                     id="a negative tie of decimals goes down"),
        pytest.param(FCR | {"min_n": "300"}, ratios(80, 80, 80), "0.8", id="exactly enough contacts"),
        pytest.param(CES | {"min_n": "30"}, values(2, 2, 2, n=10), "2", id="exactly enough answers"),
        pytest.param(FCR | {"frequency": "period"}, ratios(None, 80), "0.8", id="once per period needs one row"),
        pytest.param(FCR | {"window_months": 1}, ratios(10, 10, 80), "0.8", id="a window shorter than the run"),
        pytest.param(FCR | {"window_months": 9}, ratios(70, 80, 90), "0.8", id="a window before the first month"),
    ],
)  # fmt: skip
def test_a_value_follows_from_the_rows_of_its_run(kpi: Row, rows: list[Row], expected: str) -> None:
    assert found(small(kpis=[kpi], measurements=rows)) == [("measured", Fraction(expected))]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"kpis": [FCR | {"min_n": "300.01"}]}, "inactive", id="one contact too few"),
        pytest.param({"kpis": [CES | {"min_n": "31"}], "measurements": values(2, 2, 2, n=10)}, "inactive",
                     id="one answer too few"),
        pytest.param({"events": [event(1, 3)]}, "inactive", id="every month excused"),
        pytest.param({"events": [event(1, 2), event(3, 3, "all")]}, "inactive", id="excused by two events"),
        pytest.param({"events": [event(1, 2)]}, "measured", id="some months excused"),
        pytest.param({"events": [event(1, 3, agreed=None)]}, "measured", id="an event that is not agreed"),
        pytest.param({"events": [event(1, 3, "OTHER")], "kpis": [FCR, FCR | {"code": "OTHER", "weight": "0"}]},
                     "measured", id="an event of another KPI"),
        pytest.param({"kpis": [FCR | {"window_months": 1}], "events": [event(3, 3)]}, "inactive",
                     id="every month of the window excused"),
        pytest.param({"measurements": [], "contract": NEUTRAL}, "missing", id="no row at all"),
        pytest.param({"measurements": ratios(0, 0, 0, denominator="0"), "contract": NEUTRAL}, "missing",
                     id="a zero denominator"),
        pytest.param({"kpis": [CES], "measurements": values(2, 2, 2, n=0), "contract": NEUTRAL}, "missing",
                     id="no answers"),
        pytest.param({"measurements": [], "events": [event(1, 2)], "contract": NEUTRAL}, "missing",
                     id="no row in the months that are left"),
        pytest.param({"kpis": reported(FCR), "measurements": ratios(1, 1, 1, kpi="ALL")}, "missing",
                     id="weight 0 without rows"),
        pytest.param({"kpis": reported(FCR), "measurements": [*ratios(1), *ratios(1, 1, 1, kpi="ALL")]}, "missing",
                     id="weight 0 with missing rows"),
        pytest.param({"kpis": reported(FCR), "measurements": [*ratios(900, 0, 0), *ratios(1, 1, 1, kpi="ALL")]},
                     "missing", id="weight 0 off its scale"),
    ],
)  # fmt: skip
def test_a_run_without_a_value_says_why(data: dict[str, Any], expected: str) -> None:
    [(state, value)] = found(small(**data))
    assert (state, value is None) == (expected, expected != "measured")


def test_a_run_that_is_excused_is_inactive_even_when_its_window_holds_measured_months() -> None:
    data = small(kpis=[FCR | {"window_months": 6}], events=[event(4, 6)])
    assert found(data, 2) == [("inactive", None)]


def test_a_window_reaches_into_earlier_periods_but_never_before_the_first_row_of_its_code() -> None:
    kpis = [FCR | {"window_months": 5, "from_month": 3}, FCR | {"code": "ALL"}]
    kpis[0]["weight"] = "0"
    rows = [*ratios(0, 0, 60, 80, 80, 80), *ratios(*[80] * 6, kpi="ALL")]
    assert found(small(kpis=kpis, measurements=rows), 2) == [("measured", Fraction("0.75"))]


def test_a_window_reaches_back_over_an_earlier_row_of_its_code() -> None:
    kpis = [FCR, FCR | {"from_month": 4, "window_months": 4}]
    assert found(small(kpis=kpis, measurements=ratios(0, 0, 60, 80, 80, 80)), 2) == [("measured", Fraction("0.75"))]


def test_excused_months_are_left_out_of_a_window_too() -> None:
    data = small(kpis=[FCR | {"window_months": 6}], measurements=ratios(0, 0, 0, 80, 80, 80), events=[event(1, 3)])
    assert found(data, 2) == [("measured", Fraction("0.8"))]


def test_a_kpi_that_starts_in_mid_period_is_measured_from_there() -> None:
    data = small(kpis=[FCR | {"from_month": 3}], measurements=ratios(None, None, 80))
    assert found(data) == [("waiting", None), ("measured", Fraction("0.8"))]


@pytest.mark.parametrize("evaluation", ["period", "month"])
def test_a_period_kpi_has_one_value_for_all_its_runs(evaluation: str) -> None:
    kpis = [FCR | {"frequency": "period"}, FCR | {"frequency": "period", "from_month": 2, "payout": "step"}]
    states = found(small({"evaluation": evaluation}, kpis=kpis, measurements=ratios(70, 80, 90)))
    assert states == [("measured", Fraction("0.8"))] * (2 if evaluation == "period" else 3)


def test_a_period_kpi_that_starts_in_mid_period_counts_from_its_start() -> None:
    data = small(kpis=[FCR | {"frequency": "period", "from_month": 2}], measurements=ratios(0, 80, None))
    assert found(data) == [("waiting", None), ("measured", Fraction("0.8"))]


def test_a_period_kpi_is_excused_only_when_all_its_months_are() -> None:
    kpis = [FCR | {"frequency": "period"}]
    data = small(MONTHLY, kpis=kpis, measurements=ratios(80), events=[event(2, 3)])
    assert found(data) == [("measured", Fraction("0.8"))] * 3
    data = small(MONTHLY, kpis=kpis, measurements=ratios(80), events=[event(1, 3)])
    assert found(data) == [("inactive", None)] * 3


def test_a_period_kpi_without_a_row_in_its_window_is_missing() -> None:
    kpis = [CES | {"frequency": "period", "window_months": 1}]
    assert found(small(NEUTRAL, kpis=kpis, measurements=values(2, 2, None))) == [("missing", None)]


COUNTED = CES | {"min_n": "30"}


@pytest.mark.parametrize(
    ("kpi", "rows", "told"),
    [
        pytest.param(COUNTED, values(2, 2, 2), [("D13", None), ("D18", 0)], id="no row says how many answered"),
        pytest.param(COUNTED, values(2, 2, 2, n=9), [("D13", None)], id="every row does, of too few"),
        pytest.param(COUNTED | {"min_n": "0"}, values(2, 2, 2), [], id="a minimum of none"),
        pytest.param(CES, values(2, 2, 2), [], id="no minimum"),
        pytest.param(FCR | {"min_n": "301"}, ratios(80, 80, 80), [("D13", None)], id="a ratio has its denominator"),
    ],
)
def test_a_minimum_that_nobody_can_check_is_told_where_its_count_is_blank(
    kpi: Row, rows: list[Row], told: list[tuple[str, int | None]]
) -> None:
    findings = settled(small(kpis=[kpi], measurements=rows)).findings
    assert sorted((each.code, each.where.row) for each in findings) == told


@pytest.mark.parametrize(
    ("kpi", "rows", "where"),
    [
        pytest.param(FCR, [*ratios(80, 80), *ratios(180, first=3)], (2, "numerator"), id="the month above 100 %"),
        pytest.param(FCR, [*ratios(90, denominator="0"), *ratios(90, 90, first=2, denominator="80")],
                     (0, "denominator"), id="a denominator of zero before other rows"),
        pytest.param(CES, [*values(2, 2, n=1), *values(20, first=3, n=90)], (2, "value"), id="a score off its scale"),
    ],
)  # fmt: skip
def test_a_value_off_its_scale_is_told_at_the_first_row_that_is_so_by_itself(
    kpi: Row, rows: list[Row], where: tuple[int, str]
) -> None:
    [finding] = settle(Agreement.model_validate(small(kpis=[kpi], measurements=rows)), 1, LATER).findings
    assert (finding.code, finding.where.row, finding.where.field) == ("M10", *where)


@pytest.mark.parametrize(
    ("contract", "kpi", "rows", "events", "impact"),
    [
        pytest.param({}, SUM, values(10, 10, 10), [], "1", id="a full period"),
        pytest.param({}, SUM, values(10, 10, None), [event(3, 3)], "1", id="two months left: thresholds of two"),
        pytest.param(MONTHLY, SUM, values(10, 10, 10), [], "1", id="month by month: thresholds of one"),
        pytest.param({}, SUM | {"window_months": 2}, values(0, 15, 15), [], "1", id="stated for its own window"),
        pytest.param({}, SUM | {"window_months": 6}, values(5, 5, 5), [], "1", id="a window that began late"),
        pytest.param({}, SUM | {"frequency": "period"}, values(None, None, 30), [], "1", id="once for all months"),
    ],
)  # fmt: skip
def test_the_thresholds_of_a_sum_follow_the_months_measured(
    contract: Row, kpi: Row, rows: list[Row], events: list[Row], impact: str
) -> None:
    lines = settled(small(contract, kpis=[kpi], measurements=rows, events=events)).kpis
    assert {line.impact for line in lines} == {Fraction(impact)}


def test_the_thresholds_of_a_sum_are_smaller_in_a_short_period() -> None:
    data = small({"months": 2}, kpis=[SUM], months=volumes(1, 1), measurements=values(10, 10))
    assert settled(data).kpis[0].thresholds == (
        Fraction(20, 3),
        Fraction(40, 3),
        Fraction(20),
        Fraction(80, 3),
        Fraction(100, 3),
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"measurements": []}, {("D1", month(n)) for n in (1, 2, 3)}, id="nothing measured"),
        pytest.param({"measurements": ratios(80, None, 80)}, {("D2", month(2))}, id="a month missing"),
        pytest.param({"measurements": ratios(80, None, 80), "contract": NEUTRAL}, {("D2", month(2))},
                     id="a month missing, whatever the policy"),
        pytest.param({"measurements": ratios(0, 0, 0, denominator="0")}, {("D3", month(n)) for n in (1, 2, 3)},
                     id="a zero denominator"),
        pytest.param({"measurements": [*ratios(80, 80), {"month": month(3), "kpi": "FCR", "numerator": "1"}]},
                     {("D4", month(3))}, id="a row without its denominator"),
        pytest.param({"kpis": [CES], "measurements": [*values(2, 2), *values(2, first=3, n=5)]},
                     {("D5", month(1)), ("D5", month(2))}, id="some rows with n and some without"),
        pytest.param({"measurements": ratios(100, 100, 101)}, {("M10", month(3))}, id="above 100 %"),
        pytest.param({"measurements": ratios(80, 80, 80, denominator="0.8")}, {("M10", month(3))},
                     id="a percentage typed as a whole number"),
        pytest.param({"kpis": [CES], "measurements": values("0.9", "0.9", "0.9")}, {("M10", month(3))},
                     id="below the survey's scale"),
        pytest.param({"kpis": [FCR | {"decimals": 2}], "measurements": ratios("100.4", "100.4", "100.4")},
                     {("M10", month(3))}, id="off the scale before it is rounded"),
        pytest.param({"measurements": ratios(-1, 90, 90)}, {("M10h", month(1))}, id="a part of a whole below 0"),
        pytest.param({"measurements": [*ratios(80, 80), *ratios(-80, first=3, denominator="-100")]},
                     {("M10h", month(3))}, id="both below 0"),
        pytest.param({"kpis": [CES], "measurements": [*values(2, 2, n=9), *values(-1, first=3, n=1)]},
                     {("M10h", month(3))}, id="a score below 0 among others"),
        pytest.param({"kpis": [CES], "measurements": [*values(2, 2, n=9), *values(2, first=3, n=-1)]},
                     {("M10h", month(3))}, id="fewer than no answers"),
        pytest.param({"measurements": [*ratios(80, 80), *(row | OPEN for row in ratios(80, first=3))]},
                     {("D15", month(3))}, id="a value that can still change"),
        pytest.param({"measurements": [row | OPEN for row in ratios(80, 80, 80)], "contract": NEUTRAL},
                     {("D15", month(n)) for n in (1, 2, 3)}, id="values that can still change, whatever the policy"),
    ],
)  # fmt: skip
def test_data_that_cannot_be_paid_on_is_refused(data: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    assert {(code, at) for code, kpi, at in refused(small(**data)) if kpi == "FCR"} == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"measurements": ratios(100, 100, 100)}, id="100 % is on the scale"),
        pytest.param({"measurements": ratios(0, 0, 0)}, id="0 % is on the scale"),
        pytest.param({"measurements": ratios(0, 90, 90)}, id="0 of a hundred in one month"),
        pytest.param({"kpis": [FCR | {"scale_min": "-1"}], "measurements": ratios(-1, 90, 90)},
                     id="detractors outnumber promoters on a scale from -1"),
        pytest.param({"kpis": [CES], "measurements": values(1, 1, 1)}, id="1 is on a scale from 1 to 5"),
        pytest.param({"kpis": [FCR | {"decimals": 0, "scale_max": "0.9"}], "measurements": ratios(60, 60, 60)},
                     id="rounding may leave the scale"),
        pytest.param({"kpis": [FCR | {"scale_max": "2"}], "measurements": ratios(150, 150, 150)}, id="its own scale"),
        pytest.param({"kpis": [CES | {"window_months": 1}], "measurements": [*values(2, 2), *values(2, first=3, n=9)]},
                     id="rows with and without n that do not meet in one value"),
        pytest.param({"measurements": [*ratios(80, 80, 80), {"month": month(1), "kpi": "FCR", "part": "chat"}]},
                     id="a prepared row that is still blank"),
    ],
)  # fmt: skip
def test_data_that_can_be_paid_on_is_not_refused(data: dict[str, Any]) -> None:
    assert found(small(**data))[0][0] == "measured"


def test_a_blocker_is_not_hidden_by_the_same_finding_of_a_run_with_weight_0() -> None:
    """One incomplete row read by two runs, of which only the first is paid."""
    period = FCR | {"frequency": "period"}
    kpis = [period, FCR | {"weight": "0", "from_month": 2, "payout": "step"}, FCR | {"code": "ALL", "weight": "0"}]
    kpis.append(FCR | {"code": "ALL", "from_month": 2})
    rows = [*ratios(80, 80), {"month": month(3), "kpi": "FCR", "numerator": "1"}, *ratios(80, 80, 80, kpi="ALL")]
    assert refused(small(kpis=kpis, measurements=rows)) == {("D4", "FCR", month(3))}
