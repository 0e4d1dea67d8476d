"""Is every measure of the catalogue declared once, and said in four languages?"""

from __future__ import annotations

import pytest

from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.sheets import METRICS


def test_the_catalogue_has_every_metric_that_a_kpi_can_name() -> None:
    assert set(CATALOGUE) == set(METRICS) - {"custom"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_its_name_formula_and_trap(language: str) -> None:
    texts = words(language, "measures")
    assert set(texts) == {f"{measure}.{part}" for measure in CATALOGUE for part in ("name", "formula", "trap")}
    assert [key for key, text in texts.items() if not text or text != text.strip()] == []


@pytest.mark.parametrize("measure", CATALOGUE)
def test_a_measure_needs_fields_that_its_records_have(measure: str) -> None:
    declared = CATALOGUE[measure]
    given = {each.name: each.default for each in declared.parameters}
    needed = {field for each in declared.needs(given) for field in each}
    assert needed <= set(RECORDS[declared.records].fields)
    assert declared.records in RECORDS
