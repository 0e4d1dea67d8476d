"""What does the what-if command read, and what does it show?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.report import Listing, Passage
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words.said import said
from bonusmalus_templates import example


def whatif(path: Path, figures: str, period: int = 4) -> Outcome:
    return carry_out(COMMANDS["whatif"], XlsxWorkbook(path), {"period": period, "figures": figures})


@pytest.mark.parametrize(
    ("figures", "impact"),
    [
        ("FCR=0.9", "1.1"),
        ("FCR=90%", "1.1"),
        ("fcr=90%", "1.1"),
        ("FCR = 90 %", "1.1"),
        ("FCR=90\u00a0%", "1.1"),
        ("FCR=82.5%", "1.025"),
        ("FCR=82,5%", "1.025"),
        ("FCR=0,9", "1.1"),
        ("FCR=0,825", "1.025"),
        ("FCR=0.825", "1.025"),
        ("FCR.impact=0.95", "0.95"),
        ("fcr.IMPACT=95%", "0.95"),
    ],
)
def test_a_figure_is_typed_as_people_do(figures: str, impact: str, filled: Path) -> None:
    assert whatif(filled, figures).data["after"]["kpis"][0]["impact"] == impact


@pytest.mark.parametrize("name", ["actual", "volume", "VOLUME", "Volumen"])
def test_volumes_are_named_in_any_language(name: str, filled: Path) -> None:
    months = whatif(filled, f"{name}@2026-11=1").data["after"]["months"]
    assert [month["payable"] for month in months] == ["11230", "10440", "12090"]


@pytest.mark.parametrize("name", ["quality_test", "kwaliteitstest", "Kwaliteitstest", "test de qualité"])
def test_measures_are_named_in_any_language(name: str, filled: Path) -> None:
    months = whatif(filled, f"{name}=80%").data["after"]["months"]
    assert {month["factor"] for month in months} == {"1"}


def test_what_the_contract_has_is_named_in_its_language(filled: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        whatif(filled, "foo=3")
    assert refused.value.facts["known"] == "FCR, CES, RET, SL60, SL120, DD, volume, forecast, prijs, kwaliteitstest"


@pytest.mark.parametrize("figures", ["FCR", "FCR=", "FCR=0,8,6", "FCR=much", "volume@2026-13=1", "volume@soon=1", "=1"])
def test_what_is_no_figure_is_wrong_usage(figures: str, filled: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        whatif(filled, figures)
    assert refused.value.facts["found"] == figures if "soon" not in figures else "volume@soon"


@pytest.mark.parametrize(
    ("figures", "whole", "part"),
    [("volume=11.000", "11000", "11,000"), ("prijs=10.125", "10125", "10,125"), ("volume=-1.000", "-1000", "-1,000")],
)
def test_a_point_that_may_group_thousands_is_not_guessed(figures: str, whole: str, part: str, filled: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        whatif(filled, figures)
    assert (refused.value.code, refused.value.facts) == (
        "supposed-twofold", {"found": figures, "whole": whole, "part": part},
    )  # fmt: skip


def test_an_english_contract_has_no_decimals_behind_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    build(Agreement.model_validate(example("en")), path)
    assert whatif(path, "price=10.125").data["after"]["months"][0]["price"] != "0"
    with pytest.raises(WrongUsage, match="supposed-form"):
        whatif(path, "price=10,125")


def test_the_period_stands_beside_what_it_would_be(filled: Path) -> None:
    outcome = whatif(filled, "FCR=0.9 volume=12000")
    assert (outcome.data["before"]["bonus_malus"], outcome.data["after"]["bonus_malus"]) == ("10819.49", "15500.03")
    assert outcome.data["difference"]["bonus_malus"] == "4680.54"
    (listing,) = outcome.report
    assert isinstance(listing, Listing)
    assert listing.rows[0][1:3] == ("83,8364% → 103,8364%", "90% → 110%")
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in listing.rows[-1]] == [
        "Bonus-malus", "€ 10.819,49", "€ 15.500,03", "€ 4.680,54",
    ]  # fmt: skip


@pytest.mark.parametrize("figures", ["price=0", "prijs=-2", "volume=-1", "forecast@2026-11=-1"])
def test_what_no_price_or_volume_can_be_is_wrong_usage(figures: str, filled: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        whatif(filled, figures)
    assert (refused.value.code, refused.value.facts) == ("supposed-low", {"found": figures})


@pytest.mark.parametrize("figures", ["volume=0", "price=0,01"])
def test_the_least_price_and_volume_can_be_supposed(figures: str, filled: Path) -> None:
    assert not whatif(filled, figures).refused


def test_nothing_is_written(filled: Path) -> None:
    before = filled.read_bytes()
    assert not COMMANDS["whatif"].writes
    whatif(filled, "FCR=0.9")
    assert filled.read_bytes() == before


def test_what_is_missing_or_off_its_scale_is_refused_with_findings(filled: Path) -> None:
    outcome = whatif(filled, "FCR=90")
    assert outcome.refused
    assert [finding.code for finding in outcome.findings] == ["M10"]
    assert [outcome.locate(finding) for finding in outcome.findings] == [None]  # no cell holds what is supposed


@pytest.mark.parametrize(("figures", "typed"), [("FCR=90", "als 80%, niet als 80"), ("CES=7", "eenheid van de schaal")])
def test_what_is_off_its_scale_is_told_in_the_unit_of_the_kpi(figures: str, typed: str, filled: Path) -> None:
    outcome = whatif(filled, figures)
    (told,) = (said(finding, "nl", outcome.locate) for finding in outcome.findings)
    assert (typed in told.remedy, "%" in told.message + told.remedy) == (True, figures == "FCR=90")


def test_a_period_that_lacks_only_what_is_supposed_has_nothing_to_compare_with(tmp_path: Path) -> None:
    data = example("nl")
    kept = [row for row in data["measurements"] if (row["kpi"], row["month"]) != ("FCR", "2026-12")]
    build(Agreement.model_validate(data | {"measurements": kept}), tmp_path / "lacking.xlsx")
    outcome = whatif(tmp_path / "lacking.xlsx", "FCR=0.9")
    assert (outcome.refused, outcome.data["before"], outcome.data["difference"]) == (False, None, None)
    assert isinstance(outcome.report[-1], Passage)


@pytest.mark.parametrize(
    ("figures", "explained"), [("FCR=0,831", True), ("FCR=83,8364%", False), ("volume=12000", False)]
)
def test_a_cent_at_a_kpi_that_did_not_change_is_explained(figures: str, explained: bool, filled: Path) -> None:
    listing, *notes = whatif(filled, figures).report
    assert isinstance(listing, Listing)
    unchanged = [row[3] for row in listing.rows if row[1] == row[2]]
    assert (any("0,01" in difference for difference in unchanged), len(notes) == 1) == (explained, explained)
