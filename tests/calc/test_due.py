"""When is a period due, and when is its settlement final?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.calc.small import FCR, Row, ratios, settled, small

ELEVENTH: Row = {"kpi": "FCR", "calc_n": 11}
TWO = [FCR | {"weight": "0.5"}, FCR | {"code": "SL", "weight": "0.5"}]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({}, "2026-03-31", id="no calculation date: the last day of the period"),
        pytest.param({"legend": [{"kpi": "FCR"}]}, "2026-03-31", id="a legend without one"),
        pytest.param({"legend": [ELEVENTH]}, "2026-04-15", id="working day 11 after the last month"),
        pytest.param({"legend": [ELEVENTH], "contract": {"holidays": "BE"}}, "2026-04-16", id="in Belgium"),
        pytest.param({"legend": [ELEVENTH | {"calc_month_offset": 2}]}, "2026-05-15", id="a month later"),
        pytest.param({"legend": [ELEVENTH | {"calc_month_offset": 0}]}, "2026-03-31", id="not before it ends"),
        pytest.param({"legend": [ELEVENTH | {"calc_kind": "day"}]}, "2026-04-11", id="a calendar day"),
        pytest.param({"legend": [{"kpi": "FCR", "calc_n": 31, "calc_kind": "day"}]}, "2026-05-01",
                     id="a calendar day that the month does not have"),
        pytest.param({"kpis": TWO, "legend": [ELEVENTH, {"kpi": "SL", "calc_n": 3}]}, "2026-04-15",
                     id="the latest of several"),
        pytest.param({"kpis": [FCR, FCR | {"code": "SL", "weight": "0", "to_month": 1}],
                      "legend": [{"kpi": "SL", "calc_n": 11}]}, "2026-04-15", id="a KPI that ended in the period"),
        pytest.param({"kpis": [FCR | {"weight": "0.5"}, FCR | {"code": "SL", "weight": "0.5", "from_month": 4}],
                      "legend": [{"kpi": "SL", "calc_n": 11}]}, "2026-03-31", id="a KPI that waits is not waited for"),
    ],
)  # fmt: skip
def test_a_period_is_due_when_its_last_kpi_is_calculated(data: Row, expected: str) -> None:
    rows = [*ratios(82, 82, 82), *ratios(82, 82, 82, kpi="SL")]
    known = {row["code"] for row in data.get("kpis", [FCR])}
    found = settled(small(**data, measurements=[row for row in rows if row["kpi"] in known]))
    assert found.due.isoformat() == expected


@pytest.mark.parametrize(
    ("days", "overrides", "status"),
    [
        pytest.param(-1, [], "preliminary", id="the day before it is due"),
        pytest.param(0, [], "final", id="the day it is due"),
        pytest.param(1, [{"agreed": "2026-04-01"}], "final", id="an override that is agreed"),
        pytest.param(1, [{}], "preliminary", id="an override that is not agreed yet"),
        pytest.param(1, [{"period": 2}], "final", id="an override of another period"),
    ],
)
def test_a_settlement_is_final_from_its_due_date_on(days: int, overrides: list[Row], status: str) -> None:
    rows = [{"period": 1, "kpi": "FCR", "value": "0.8"} | each for each in overrides]
    found = settled(small(legend=[ELEVENTH], overrides=rows), as_of=date(2026, 4, 15) + timedelta(days=days))
    assert found.status == status


def test_what_is_not_agreed_yet_is_a_finding() -> None:
    event = {"kpi": "all", "from": "2026-02", "to": "2026-02"}
    override = {"period": 1, "kpi": "FCR", "value": "0.8"}
    found = settled(small(events=[event], overrides=[override]))
    assert [finding.code for finding in found.findings] == ["D11", "D12"]
    assert settled(small(events=[event]), 2).findings == ()


def test_an_inactive_kpi_is_a_finding() -> None:
    event = {"kpi": "all", "from": "2026-01", "to": "2026-03", "agreed": "2026-01-02"}
    assert [finding.code for finding in settled(small(events=[event])).findings] == ["D13"]
