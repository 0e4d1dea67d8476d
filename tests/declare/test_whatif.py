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
from bonusmalus_templates import example


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    build(Agreement.model_validate(example("nl")), path)
    return path


def whatif(path: Path, figures: str, period: int = 4) -> Outcome:
    return carry_out(COMMANDS["whatif"], XlsxWorkbook(path), {"period": period, "figures": figures})


@pytest.mark.parametrize(
    ("figures", "impact"),
    [
        ("FCR=0.9", "1.1"),
        ("FCR=90%", "1.1"),
        ("fcr=90%", "1.1"),
        ("FCR=82.5%", "1.025"),
        ("FCR.impact=0.95", "0.95"),
        ("fcr.IMPACT=95%", "0.95"),
    ],
)
def test_a_figure_is_typed_as_people_do(figures: str, impact: str, year: Path) -> None:
    assert whatif(year, figures).data["after"]["kpis"][0]["impact"] == impact


@pytest.mark.parametrize("name", ["actual", "volume", "VOLUME", "Volumen"])
def test_volumes_are_named_in_any_language(name: str, year: Path) -> None:
    months = whatif(year, f"{name}@2026-11=1").data["after"]["months"]
    assert [month["payable"] for month in months] == ["11230", "10440", "12090"]


@pytest.mark.parametrize("figures", ["FCR", "FCR=", "FCR=0,86", "FCR=much", "volume@2026-13=1", "volume@soon=1", "=1"])
def test_what_is_no_figure_is_wrong_usage(figures: str, year: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        whatif(year, figures)
    assert refused.value.facts["found"] == figures if "soon" not in figures else "volume@soon"


def test_the_period_stands_beside_what_it_would_be(year: Path) -> None:
    outcome = whatif(year, "FCR=0.9 volume=12000")
    assert (outcome.data["before"]["bonus_malus"], outcome.data["after"]["bonus_malus"]) == ("10819.49", "15500.03")
    assert outcome.data["difference"]["bonus_malus"] == "4680.54"
    (listing,) = outcome.report
    assert isinstance(listing, Listing)
    assert listing.rows[0][1:3] == ("83,8364% → 103,8364%", "90% → 110%")
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in listing.rows[-1]] == [
        "Bonus-malus", "€ 10.819,49", "€ 15.500,03", "€ 4.680,54",
    ]  # fmt: skip


def test_nothing_is_written(year: Path) -> None:
    before = year.read_bytes()
    assert not COMMANDS["whatif"].writes
    whatif(year, "FCR=0.9")
    assert year.read_bytes() == before


def test_what_is_missing_or_off_its_scale_is_refused_with_findings(year: Path) -> None:
    outcome = whatif(year, "FCR=90")
    assert outcome.refused
    assert [finding.code for finding in outcome.findings] == ["M10"]
    assert [outcome.locate(finding) for finding in outcome.findings] == [None]  # no cell holds what is supposed


def test_a_period_that_lacks_only_what_is_supposed_has_nothing_to_compare_with(tmp_path: Path) -> None:
    data = example("nl")
    kept = [row for row in data["measurements"] if (row["kpi"], row["month"]) != ("FCR", "2026-12")]
    build(Agreement.model_validate(data | {"measurements": kept}), tmp_path / "lacking.xlsx")
    outcome = whatif(tmp_path / "lacking.xlsx", "FCR=0.9")
    assert (outcome.refused, outcome.data["before"], outcome.data["difference"]) == (False, None, None)
    assert isinstance(outcome.report[-1], Passage)
