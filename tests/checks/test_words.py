"""Has every check its texts in four languages, and do they quote only what its findings carry?"""

from __future__ import annotations

import re

import pytest

from bonusmalus_core.checks.catalogue import CATALOGUE
from bonusmalus_core.findings import Finding
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import said
from tests.checks.examples import found, stored
from tests.checks.test_blockers import EXAMPLES as BLOCKING

LAST = {"S": 9, "M": 10, "A": 3, "R": 11, "T": 6, "C": 10, "B": 8}
ASKED = [f"{letter}{number + 1}" for letter, last in LAST.items() for number in range(last)]
"""The codes of the specification: S1 to S9, M1 to M10 and so on. A letter behind one tells its findings apart."""

CODES = [check.code for check in CATALOGUE]
FAMILIES = {re.sub(r"[a-z]$", "", code) for code in (*CODES, *(code for code, *_ in BLOCKING))}
OF_A_CODE, OF_A_FAMILY = ("name", "message", "remedy"), ("why", "antipattern")


@pytest.mark.parametrize("family", ASKED)
def test_every_code_that_is_asked_for_has_all_its_parts_in_every_language(family: str) -> None:
    of_family = re.compile(rf"{family}[a-z]?")
    advised = {check.code: check.severity for check in CATALOGUE if of_family.fullmatch(check.code)}
    blocking = {code for code, *_ in BLOCKING if of_family.fullmatch(code)}
    assert advised or blocking
    assert all({"at", "failing", "repaired"} == set(stored("examples")[code]) for code in advised)
    for language in LANGUAGES:
        texts = {**words(language, "checks"), **words(language, "findings")}
        needed = [f"{code}.{part}" for code in {*advised, *blocking} for part in OF_A_CODE]
        assert [key for key in (*needed, *(f"{family}.{part}" for part in OF_A_FAMILY)) if not texts.get(key)] == []


def test_no_check_has_a_code_that_nobody_asked_for() -> None:
    assert set(ASKED) >= FAMILIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_every_family_has_all_its_texts_and_nothing_is_left_over(language: str) -> None:
    told = {key for key in words(language, "checks") if re.match(r"[A-Z]\d", key)}
    assert told == {f"{code}.{part}" for code in CODES for part in OF_A_CODE} | {
        f"{family}.{part}" for family in FAMILIES for part in OF_A_FAMILY
    }


@pytest.mark.parametrize("code", CODES)
def test_the_example_is_said_with_every_value_filled_in(code: str) -> None:
    (finding,) = found(stored("examples")[code]["failing"])
    told = [said(finding, language, _nowhere) for language in LANGUAGES]
    raw = re.compile(r"[{}]|None|Fraction|Decimal|Phrase|\bTrue\b|\bFalse\b|  ")
    assert [each for each in told if raw.search(f"{each.message} {each.remedy}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_like_sentences_and_names_do_not(language: str) -> None:
    texts = {key: text for key, text in words(language, "checks").items() if re.match(r"[A-Z]\d", key)}
    assert [
        key for key, text in texts.items() if text.endswith(".") is key.endswith(".name") and "{text}" not in text
    ] == []


def _nowhere(_: Finding) -> None:
    """There is no workbook."""
