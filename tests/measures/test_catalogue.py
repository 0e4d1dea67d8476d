"""Is every measure of the catalogue declared once, and said in four languages?"""

from __future__ import annotations

import pytest

from bonusmalus_core.calc.uncertainty import SHARES
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.build.measuring import GENERAL
from bonusmalus_core.workbook.sheets import METRICS


def test_the_catalogue_has_every_metric_that_a_kpi_can_name() -> None:
    assert set(CATALOGUE) == set(METRICS) - {"custom"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_its_name_formula_reference_and_trap(language: str) -> None:
    texts, parts = words(language, "measures"), ("name", "formula", "reference", "trap")
    assert set(texts) == {f"{measure}.{part}" for measure in CATALOGUE for part in parts}
    assert [key for key, text in texts.items() if not text or text != text.strip()] == []


def test_a_statement_gives_a_margin_for_the_shares_that_measuring_gives_one() -> None:
    assert {name for name, measure in CATALOGUE.items() if measure.margin == "wilson"} == SHARES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_and_field_of_the_mapping_is_said(language: str) -> None:
    choices = {choice.name for measure in CATALOGUE.values() for choice in measure.parameters}
    assert choices | set(GENERAL) <= set(words(language, "mapping"))
    assert {field for records in RECORDS.values() for field in records.fields} == set(words(language, "records"))


@pytest.mark.parametrize("measure", CATALOGUE)
def test_a_measure_needs_fields_that_its_records_have(measure: str) -> None:
    declared = CATALOGUE[measure]
    given = {each.name: each.default for each in declared.parameters}
    needed = {field for each in declared.needs(given) for field in each}
    assert needed <= set(RECORDS[declared.records].fields)
    assert declared.records in RECORDS
