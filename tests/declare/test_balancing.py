"""What does the balance command tell, in words and as data?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.balancing import sentences
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.report import Listing, Passage
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.balance import balance
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import contents, example

FEW = 2_000


def balanced(path: Path, **options: Argument) -> Outcome:
    return carry_out(COMMANDS["balance"], XlsxWorkbook(path), {"draws": FEW, **options})


def draft(payout: str, language: str = "en", **terms: Any) -> Agreement:
    data: dict[str, Any] = contents("contact-centre", language)
    kpis = [row | {"payout": payout} for row in data["kpis"]]
    return Agreement.model_validate(data | {"conditions": [], "kpis": kpis, "contract": data["contract"] | terms})


def said(agreement: Agreement) -> list[str]:
    return list(sentences(balance(agreement, 3, 20_000), (), agreement))


def test_a_kpi_that_the_others_dampen_is_not_said_to_cause_more_than_all_of_the_swings() -> None:
    agreement = draft("linear")
    found = balance(agreement, 3, FEW)
    first, *others = found.kpis
    damped = replace(found, noise=1.2, kpis=(replace(first, variance=1.03), *others))
    told = " ".join(sentences(damped, (), agreement))
    assert f"{first.code} alone would make the price swing more than all KPIs together: the others dampen it." in told
    assert "103%" not in told
    assert "100% of the swings is sampling noise" in told


@pytest.mark.parametrize(
    ("payout", "leans"),
    [
        ("step", "The price is expected to be 2.5% below 100%: the scheme leans towards the client, a hidden malus."),
        ("linear", "The price is expected to stay at 100%: the scheme favours neither party."),
    ],
)
def test_it_says_whom_the_scheme_favours(payout: str, leans: str) -> None:
    first = said(draft(payout))[0]
    assert first.split(" 2.")[0] == leans.split(" 2.", maxsplit=1)[0]
    assert first.split("%", 1)[1][-30:] == leans.split("%", 1)[1][-30:]


@pytest.mark.parametrize(
    ("caps", "sentence"),
    [
        ({}, "The cap is reached in none of these periods: it protects nobody."),
        ({"bonus_cap": None, "malus_cap": None}, "There is no cap: nothing limits bonus or malus."),
        ({"bonus_cap": "0.01", "malus_cap": "0.01"}, "The cap is reached in"),
    ],
)
def test_it_says_what_the_cap_does(caps: dict[str, Any], sentence: str) -> None:
    assert said(draft("linear", **caps))[2].startswith(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    assert len(said(draft("linear", language))) == 5


def test_the_report_begins_with_what_it_means_and_the_most_decisive_kpi_leads_the_table(filled: Path) -> None:
    outcome = balanced(filled)
    first, figures, kpis, zone = outcome.report
    assert isinstance(first, Passage)
    assert isinstance(figures, Listing)
    assert isinstance(kpis, Listing)
    assert isinstance(zone, Listing)
    shares = {kpi["code"]: kpi["variance"] for kpi in outcome.data["kpis"]}
    assert [row[0] for row in kpis.rows] == sorted(shares, key=lambda code: -shares[code])
    assert any("115%" in line and "SL60, SL120" in line for line in first.lines)


@pytest.mark.parametrize(("unit", "told"), [("call", True), ("productive minute", False)])
def test_the_relief_zone_is_told_where_the_forecast_counts_contacts(unit: str, told: bool, tmp_path: Path) -> None:
    year: dict[str, Any] = example("en")
    path = tmp_path / "contract.xlsx"
    build_workbook(Agreement.model_validate(year | {"contract": year["contract"] | {"unit": unit}}), path)
    assert bool(balanced(path).data["relief"]) == told


def test_the_same_seed_gives_the_same_data(filled: Path) -> None:
    assert balanced(filled, seed=7).data == balanced(filled, seed=7).data
    assert balanced(filled, seed=7).data["factor"] != balanced(filled, seed=8).data["factor"]


@pytest.mark.parametrize("options", [{"period": 99}, {"draws": 1.5}, {"draws": 0}, {"seed": -1}, {"period": "one"}])
def test_an_option_that_makes_no_sense_is_wrong_usage(filled: Path, options: dict[str, Argument]) -> None:
    with pytest.raises(WrongUsage):
        balanced(filled, **options)
