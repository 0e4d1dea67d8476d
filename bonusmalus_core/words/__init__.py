"""How is it said in the contract's language?

Every sentence and label stands in `<language>/<topic>.json`, a flat map from key to text with `str.format` fields.
A topic is read when it is first needed. A test holds the four languages against each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en", "de", "fr")


@cache
def words(language: str, topic: str) -> Mapping[str, str]:
    """All texts of one topic ("fields", "choices", "findings" …) in one language.

    Raises FileNotFoundError for a language or topic that does not exist.
    """
    path = Path(__file__).with_name(language) / f"{topic}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def say(language: str, topic: str, key: str, /, **facts: object) -> str:
    """The text of `key`, its placeholders filled with `facts`; KeyError when there is none."""
    return words(language, topic)[key].format_map(facts)
