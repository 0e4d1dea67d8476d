"""What do the forecasts of the reference contract say about its service levels and its waiver? Checks R7 and B7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_templates import contents

CODES = {"R7", "B7", "B7a"}
Sections = Mapping[str, Any]
NONE: Sections = {}


def found(forecast: str | None, unit: str = "contact", waiver: Sections = NONE, **other: Any) -> list[Finding]:
    """What is found when every month of the first year has this forecast, locked in time.

    `waiver` is what the contract's own has otherwise, and `other` sections stand in the stead of its own.
    """
    data: dict[str, Any] = contents("contact-centre", "en")
    months = [
        {"month": f"2026-{number:02}", "forecast": forecast, "forecast_locked_on": "2025-12-01"}
        for number in range(1, 13)
    ]
    contract = data["contract"] | {"unit": unit, "start": "2026-01-01"}
    conditions = [each | (waiver if each["effect"] == "waive_malus" else {}) for each in data["conditions"]]
    sections = {"contract": contract, "months": months if forecast else [], "conditions": conditions}
    agreement = Agreement.model_validate(data | sections | other)
    return [each for each in advice(agreement) if each.code in CODES]


@pytest.mark.parametrize(
    ("forecast", "codes"),
    [
        pytest.param("10000", ["R7"], id="7 people are asked for 90/120; of them enough are spare for 15 % more"),
        pytest.param("30000", ["R7", "B7"], id="16 people are asked for 85/60; with 15 % more 18 would be"),
        pytest.param(None, ["B7a"], id="nothing tells how many calls there will be"),
    ],
)
def test_the_two_service_levels_and_the_waiver_are_read_at_the_forecast(forecast: str | None, codes: list[str]) -> None:
    assert [each.code for each in found(forecast)] == codes


def test_the_easier_service_level_is_told_with_what_the_staff_of_the_other_makes_of_it() -> None:
    (first,) = found("10000")
    facts = {key: str(first.facts[key]) for key in ("other", "staff", "value", "target", "calls")}
    assert (first.kpi, first.where.field) == ("SL60", "thresholds.3")
    assert facts == {"other": "SL120", "staff": "7", "value": "0.929", "target": "0.8", "calls": "10000"}


def test_a_forecast_that_does_not_count_contacts_says_nothing_about_staff() -> None:
    assert [each.code for each in found("10000", "productive minute")] == ["B7a"]


@pytest.mark.parametrize(
    ("waiver", "codes", "kpis"),
    [
        pytest.param({}, ["R7", "B7"], "SL60, SL120", id="for the whole contract"),
        pytest.param({"from_month": 12}, ["R7", "B7"], "SL60, SL120", id="from the last month with a forecast"),
        pytest.param({"from_month": 13}, ["R7", "B7a"], "SL60, SL120", id="from the first month without a forecast"),
        pytest.param({"from_month": 25}, ["R7"], "", id="from after the contract's end"),
        pytest.param({"kpis": ["SL60"]}, ["R7", "B7"], "SL60", id="of one service level"),
        pytest.param({"kpis": ["FCR"]}, ["R7"], "", id="of no service level"),
        pytest.param({"kpis": ["FCR"], "scope": "total"}, ["R7", "B7"], "SL60, SL120", id="of the whole factor"),
    ],
)
def test_a_waiver_counts_in_its_months_and_for_its_kpis(waiver: Sections, codes: list[str], kpis: str) -> None:
    told = found("30000", waiver=waiver)
    assert [each.code for each in told] == codes
    assert [str(each.facts["codes"]) for each in told if each.code != "R7"] == ([kpis] if kpis else [])


@pytest.mark.parametrize(
    ("names", "codes"),
    [(("SL chat 80/60", "SL chat 90/120"), ["R7"]), (("SL chat 80/60", "SL phone 90/120"), [])],
)
def test_without_a_legend_names_tell_whether_two_service_levels_are_of_the_same_calls(
    names: tuple[str, str], codes: list[str]
) -> None:
    row: dict[str, Any] = next(each for each in contents("contact-centre", "en")["kpis"] if each["code"] == "SL120")
    easy = {"code": "SL60", "name": names[0], "thresholds": ["0.7", "0.75", "0.8", "0.85", "0.9"]}
    kpis = [row | easy | {"weight": "0.5"}, row | {"name": names[1], "weight": "0.5"}]
    assert [each.code for each in found("10000", kpis=kpis, legend=[], conditions=[])] == codes
