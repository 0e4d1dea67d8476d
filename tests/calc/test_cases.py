"""Does the engine give every published settlement, exactly?"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Refusal, Settlement

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "settlement.json").read_text("utf-8"))
AS_OF = date(2030, 1, 1)


def settled(case: dict[str, Any]) -> Settlement | Refusal:
    agreement = Agreement.model_validate(case["case"])
    return settle(agreement, case["period"], AS_OF, blockers(agreement))


def near(found: Fraction | None, stated: str | None, decimals: int = 11) -> bool:
    if found is None or stated is None:
        return found is None and stated is None
    return abs(found - Fraction(stated)) <= Fraction(1, 10**decimals)


@pytest.mark.parametrize(
    "case", [each for each in CASES if "refused" not in each["expected"]], ids=lambda each: each["name"]
)
def test_every_published_settlement_is_met(case: dict[str, Any]) -> None:
    found, expected = settled(case), case["expected"]
    assert isinstance(found, Settlement), found
    assert near(found.factor, expected["factor"])
    assert (found.bonus_malus, found.top_up) == (Decimal(expected["bonus_malus"]), Decimal(expected["top_up"]))
    assert (str(found.bonus_malus), str(found.top_up)) == (expected["bonus_malus"], expected["top_up"])
    assert len(found.kpis) == len(expected["kpis"])
    for line, stated in zip(found.kpis, expected["kpis"], strict=True):
        assert (line.code, [str(month) for month in line.months]) == (stated["code"], stated["months"])
        assert near(line.value, stated["value"])
        assert near(line.impact, stated["impact"])
    for month, stated in zip(found.months, expected["months"], strict=True):
        assert str(month.month) == stated["month"]
        assert near(month.factor, stated["factor"])
        assert near(month.price, stated["price"], 8)
        assert near(month.payable, stated["payable"], 6)


@pytest.mark.parametrize(
    "case", [each for each in CASES if "refused" in each["expected"]], ids=lambda each: each["name"]
)
def test_every_published_refusal_names_what_is_wrong(case: dict[str, Any]) -> None:
    found = settled(case)
    assert isinstance(found, Refusal), found
    named = {name for each in found.findings for name in (each.kpi, each.month, *_months(each))}
    assert named.issuperset(case["expected"]["names"])


def _months(finding: Finding) -> list[str]:
    """The months that a finding about several of them lists."""
    return str(finding.facts.get("months", "")).split(", ")
