"""Does a question read every way in which people answer it, and leave what it cannot read for another try?"""

from __future__ import annotations

from typing import Any

import pytest

from bonusmalus_core.declare.wizard import ORDER, question
from bonusmalus_core.model.choices import SECTORS
from bonusmalus_core.words import LANGUAGES

KNOWN = {"sector": "transport", "language": "nl"}


@pytest.mark.parametrize(
    ("option", "typed", "value"),
    [
        ("sector", "", "contact-centre"),
        ("sector", "2", "facility"),
        ("sector", "facility", "facility"),
        ("sector", "  Facilitaire  Dienstverlening ", "facility"),
        ("sector", "Verkehr", None),
        ("sector", "0", None),
        ("sector", "7", None),
        ("language", "", "nl"),
        ("language", "Français", "fr"),
        ("language", "Duits", "de"),
        ("language", "EN", "en"),
        ("language", "Spaans", None),
        ("unit", "", "levering"),
        ("unit", " productieve minuut ", "productieve minuut"),
        ("price", "9,75", "9.75"),
        ("price", "9.75", "9.75"),
        ("price", "€ 12", "12"),
        ("price", "0", None),
        ("price", "-3", None),
        ("price", "tien", None),
        ("price", "NaN", None),
        ("price", "1.250", None),
        ("price", "1250", "1250"),
        ("price", "0,125", "0.125"),
        ("phase", "", 2),
        ("phase", "5", 5),
        ("phase", "Proactief", 4),
        ("phase", "6", None),
        ("goals", "", "loyalty, quality, reachability"),
        ("goals", "2", "quality"),
        ("goals", "3, 1", "reachability, loyalty"),
        ("goals", "1 2", "loyalty, quality"),
        ("goals", "loyaliteit en groei", "loyalty"),
        ("goals", "quality;Bereikbarkeit und Kapazität", None),
        ("goals", "quality; Erreichbarkeit und Kapazität", "quality, reachability"),
        ("goals", "1, 1", "loyalty"),
        ("goals", "winst", None),
    ],
)
def test_an_answer_is_read_however_it_is_typed_or_asked_for_again(option: str, typed: str, value: Any) -> None:
    assert question(option, KNOWN, "nl").read(typed) == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("option", ORDER)
def test_every_default_is_an_answer_in_every_language_and_sector(option: str, sector: str, language: str) -> None:
    asked = question(option, {"sector": sector, "language": language}, "en")
    assert asked.read("") is not None
    assert asked.read(asked.default) == asked.read("")


def test_once_the_language_is_chosen_it_is_spoken() -> None:
    assert question("price", KNOWN | {"language": "fr"}, "nl").text == "Quel est le prix par unité à 100\u00a0%\u00a0?"
