"""Does the workbook of every sector speak one language, whichever it was made in?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import SECTORS, contents

TOPICS = ("sheets", "fields", "choices")


def localised(stored: Any, language: str) -> Iterator[str]:
    """Every text of template contents in one language."""
    if isinstance(stored, dict) and stored.keys() == set(LANGUAGES):
        yield stored[language]
    elif isinstance(stored, (dict, list)):
        for item in stored.values() if isinstance(stored, dict) else stored:
            yield from localised(item, language)


def said(sector: str, language: str) -> set[str]:
    """All that a workbook of the sector can say in a language: labels, words of lists, and its contents."""
    stored = [
        json.loads((files("bonusmalus_templates") / "contents" / f"{name}.json").read_text(encoding="utf-8"))
        for name in (sector, "service")
    ]
    texts = {text for each in stored for text in localised(each, language)}
    return texts.union(*(words(language, topic).values() for topic in TOPICS))


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("sector", SECTORS)
def test_no_dutch_is_left_in_a_workbook_of_another_language(sector: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    build_workbook(Agreement.model_validate(contents(sector, language)), path)
    book = openpyxl.load_workbook(path, read_only=True)
    shown = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    shown |= {sheet.title for sheet in book}
    dutch = said(sector, "nl") - said(sector, language)
    assert len(dutch) > 500
    assert sorted(dutch & {text for text in shown if isinstance(text, str)}) == []
