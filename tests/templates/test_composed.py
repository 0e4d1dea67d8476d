"""Is every draft that the advice leads to free of blockers, and does it ask for nothing but facts?"""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest

from bonusmalus_core.checks.advisor import advise
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.declare.advising import weights
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import GOALS, PHASES, SECTORS, Goal, Sector
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import composed

FACTS = {
    "A1": "only the client can date its agreement",
    "A1a": "only the supplier can date its agreement",
    "A3": "the term for disputes is agreed between the parties",
    "A3a": "only the parties know their contact persons",
    "B6": "whether a contact that is avoided is paid for, only the parties can decide",
    "B7a": "how far volumes stray from the forecast, and who bears it, only the parties can say",
    "C8": "the indexation of the price is negotiated",
    "C8a": "the indexation of the price is negotiated, within Belgian law",
    "M7": "how many customers will answer a survey, the parties know from experience",
    "M7a": "how many contact persons there are to be asked, the parties know",
    "R3": "only a measurement before the start tells the baseline",
}
"""The findings that a draft may leave: each asks for something that no tool can know."""

EVERY: list[tuple[Goal, ...]] = list(chain.from_iterable(combinations(GOALS, count) for count in (1, 2, 3)))


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("sector", SECTORS)
def test_a_draft_has_no_blocker_and_asks_only_for_facts_that_the_parties_must_supply(
    sector: Sector, phase: int
) -> None:
    alike = {tuple(weights(advise(goals, phase, sector)).items()) for goals in EVERY}
    for chosen, language in product(alike, LANGUAGES):
        draft = Agreement.model_validate(composed(sector, language, phase, dict(chosen)))
        assert blockers(draft) == [], (chosen, language)
        found = [(each.code, each.kpi, each.facts) for each in advice(draft) if each.code not in FACTS]
        assert found == [], (chosen, language)


def test_a_draft_has_the_kpis_and_weights_asked_for_in_that_order_each_with_its_definition() -> None:
    draft = Agreement.model_validate(composed("contact-centre", "en", 3, {"FCR": "0.6", "SL": "0.4"}))
    assert [(kpi.code, kpi.from_month, str(kpi.weight)) for kpi in draft.kpis] == [
        ("FCR", 1, "0.6"), ("FCR", 13, "0.6"), ("SL", 1, "0.4"), ("SL", 13, "0.4"),
    ]  # fmt: skip
    assert [entry.kpi for entry in draft.legend] == ["FCR", "SL"]
    assert draft.contract.maturity_phase == 3


@pytest.mark.parametrize(("phase", "target"), [(2, "0.6"), (3, "0.75"), (4, "0.85"), (5, "0.85")])
def test_the_thresholds_are_those_of_the_phase(phase: int, target: str) -> None:
    draft = Agreement.model_validate(composed("contact-centre", "nl", phase, {"FCR": "1"}))
    assert str(draft.kpis[0].thresholds[2]) == target


def test_a_kpi_that_the_sector_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        composed("facility", "nl", 1, {"FCR": "1"})
