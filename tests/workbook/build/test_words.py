"""Can a reader mistake one of the workbook's own formula columns for a declared one?"""

from __future__ import annotations

import pytest

from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.layout import label
from bonusmalus_core.workbook.reading.vocabulary import fold
from bonusmalus_core.workbook.sheets import TABLES

OWN = {"tblKpis": ("try", "try_level", "try_impact"), "tblLegend": ("calculated_on",), "tblConditions": ("sentence",)}


@pytest.mark.parametrize("table", OWN)
def test_no_own_column_is_called_like_a_declared_one_in_any_language(table: str) -> None:
    layout = TABLES[table]
    declared = {
        fold(label(language, layout.section, column.key, level))
        for language in LANGUAGES
        for column in layout.columns
        for level in (range(1, 10) if column.per_level else (None,))
    }
    own = {fold(words(language, "sheets")[f"{layout.section}.{key}"]) for language in LANGUAGES for key in OWN[table]}
    assert not own & declared


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_names_are_unique_and_fit_excel(language: str) -> None:
    names = [text for key, text in words(language, "sheets").items() if key.startswith("sheet.")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_twelve_months(language: str) -> None:
    assert len(words(language, "sheets")["months"].split()) == 12
