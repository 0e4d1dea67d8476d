"""What do the forecasts of the reference contract say about its service levels and its waiver? Checks R7 and B7."""

from __future__ import annotations

from typing import Any

import pytest

from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_templates import contents

CODES = {"R7", "B7", "B7a"}


def found(forecast: str | None, unit: str = "contact") -> list[Finding]:
    """What is found when every month of the first year has this forecast, locked in time."""
    data: dict[str, Any] = contents("contact-centre", "en")
    months = [
        {"month": f"2026-{number:02}", "forecast": forecast, "forecast_locked_on": "2025-12-01"}
        for number in range(1, 13)
    ]
    contract = data["contract"] | {"unit": unit, "start": "2026-01-01"}
    agreement = Agreement.model_validate(data | {"contract": contract, "months": months if forecast else []})
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
