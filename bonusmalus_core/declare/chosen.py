"""Which choice is meant, however people type it: its key, its number, its words in any language or the one that tells?

>>> meant("bereikbaarheid", "goal", ("loyalty", "quality", "reachability"))
'reachability'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from bonusmalus_core.words import LANGUAGES, words

_TELLING = 4
"""Letters from which on a word of a choice tells which one is meant: not "en", "and", "und", "et"."""


def meant(text: str, name: str, choices: Sequence[str]) -> str | None:
    """The choice of the option `name` that a text means; None where it means none, or could mean two."""
    typed = " ".join(text.split()).casefold()
    if typed in choices:
        return typed
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    return _spoken(name, tuple(choices)).get(typed)


def all_meant(text: str, name: str, choices: Sequence[str]) -> tuple[str, ...] | None:
    """The choices that stand on one line, each once; None when one of them is none."""
    whole = meant(text, name, choices)
    parts = [whole] if whole else [meant(each, name, choices) for each in text.replace(";", ",").split(",")]
    if len(parts) == 1 and parts[0] is None:
        parts = [meant(each, name, choices) for each in text.split()]
    return None if None in parts or not parts else tuple(dict.fromkeys(filter(None, parts)))


def labels(name: str, choices: Sequence[str], language: str) -> tuple[str, ...]:
    """What users are shown for the choices of an option; the key itself where they see no other word."""
    said = {**words(language, "advice"), **words(language, "choices")}
    return tuple(said.get(f"{name}.{choice}", choice) for choice in choices)


def listed(name: str, choices: Sequence[str], language: str) -> str:
    """All of them in a row, each with its key: "loyalty (loyaliteit en groei), quality (operationele kwaliteit)"."""
    pairs = zip(choices, labels(name, choices, language), strict=True)
    return ", ".join(key if key == label else f"{key} ({label})" for key, label in pairs)


@cache
def _spoken(name: str, choices: tuple[str, ...]) -> Mapping[str, str]:
    """The choice that each label means in any language, and that each word means which only one of them has."""
    pairs = [
        (label.casefold(), choice)
        for language in LANGUAGES
        for choice, label in zip(choices, labels(name, choices, language), strict=True)
    ]
    telling = {(word, choice) for label, choice in pairs for word in label.split() if len(word) >= _TELLING}
    shared = Counter(word for word, _ in telling)
    return {word: choice for word, choice in telling if shared[word] == 1} | dict(pairs)
