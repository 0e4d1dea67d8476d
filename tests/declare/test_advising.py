"""What is told of the advice, with and without a contract?"""

from __future__ import annotations

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.report import plain
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_templates import contents


def advise(workbook: Workbook | None = None, **options: Argument) -> Outcome:
    return carry_out(COMMANDS["advise"], workbook, options)


@pytest.fixture(scope="module")
def facility(tmp_path_factory: pytest.TempPathFactory) -> XlsxWorkbook:
    data = contents("facility", "fr")
    path = tmp_path_factory.mktemp("facility") / "facility.xlsx"
    build(Agreement.model_validate(data | {"contract": data["contract"] | {"maturity_phase": 2}}), path)
    return XlsxWorkbook(path)


def test_each_kpi_comes_with_weight_target_reference_counterpart_and_reason() -> None:
    first = advise(goal="reachability", phase=1, language="en").data["kpis"][0]
    assert first == {
        "code": "SL",
        "name": "Service level within 30 seconds",
        "metric": "SL",
        "weight": "0.3",
        "target": "0.8",
        "reference": "80% in 30 s; also 85/20, 90/20",
        "reference_sources": ["kpis", "sla"],
        "balanced_by": ["QLT"],
        "why": "A customer service that answers is the promise to the customer.",
    }


def test_a_contradiction_names_the_sources_that_disagree() -> None:
    data = advise(goal="reachability", phase=1, language="en").data
    (short,) = [each for each in data["contradictions"] if each["about"] == "short_abandons"]
    assert short["sources"] == ["kpis", "guide"]
    assert set(short["sources"]) <= data["sources"].keys()


def test_of_a_contract_sector_phase_and_language_hold(facility: XlsxWorkbook) -> None:
    outcome = advise(facility)
    assert (outcome.language, outcome.data["sector"], outcome.data["phase"]) == ("fr", "facility", 2)
    assert outcome.data["phase_assumed"] is False
    assert (outcome.data["contradictions"], outcome.data["left_out"]) == ([], [])


def test_what_is_asked_for_outweighs_the_contract(facility: XlsxWorkbook) -> None:
    data = advise(facility, sector="contact-centre", phase=5, goal="loyalty").data
    assert (data["sector"], data["phase"], data["goals"]) == ("contact-centre", 5, ["loyalty"])


def test_without_a_phase_the_assumption_is_said() -> None:
    outcome = advise(language="en")
    assert (outcome.data["phase"], outcome.data["phase_assumed"]) == (3, True)
    assert "assumes phase 3" in plain(outcome.report)


@pytest.mark.parametrize("phase", [0, 6])
def test_another_phase_is_wrong_usage(phase: int) -> None:
    with pytest.raises(WrongUsage):
        advise(phase=phase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_it_in_their_language(language: str) -> None:
    shown = plain(advise(goal="loyalty", phase=1, language=language).report)
    assert all(f"[{source}]" in shown for source in advise(goal="loyalty", phase=1, language=language).data["sources"])
    assert "{" not in shown
