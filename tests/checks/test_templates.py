"""What is found in the templates: exactly what a careful reader would say, and no blocker?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import SECTORS, contents, example
from tests.checks.examples import where

GOLDEN = json.loads((Path(__file__).parent / "reference-contract.json").read_text(encoding="utf-8"))
OF_A_DRAFT = {"A1", "A1a", "A3", "A3a", "R3", "R4", "R4a", "C8", "C8a"}
"""What the parties of every draft must still supply or settle."""


def found(data: dict[str, object]) -> list[str]:
    agreement = Agreement.model_validate(data)
    return [each.code for each in blockers(agreement) + advice(agreement)]


def test_the_untouched_reference_contract_gives_exactly_what_a_reading_of_it_justifies() -> None:
    findings = advice(Agreement.model_validate(contents("contact-centre", "nl")))
    assert [(each.code, each.where, each.kpi) for each in findings] == [
        (each["code"], where(each["at"]), each["kpi"]) for each in GOLDEN
    ]
    assert all(each["why"] for each in GOLDEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_contract_reads_alike_in_every_language(language: str) -> None:
    own = {"C8", "C8a"}  # the law of the country
    assert [code for code in found(contents("contact-centre", language)) if code not in own] == [
        each["code"] for each in GOLDEN if each["code"] not in own
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS[1:])
def test_the_other_drafts_lack_only_what_their_parties_must_supply(sector: str, language: str) -> None:
    assert set(found(contents(sector, language))) - OF_A_DRAFT <= {"M7", "M7a"}


def test_the_filled_example_has_nothing_left_that_must_be_mended() -> None:
    assert set(found(example("nl"))) == {"M7", "R2", "R4", "R4a", "R5", "C3", "C8a", "B3", "B6", "B7"}
