"""Which of the contract's choices does a word mean, in whatever of the four languages it was typed?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from bonusmalus_core.declare.values import WRONG_ARGUMENT, NoResult
from bonusmalus_core.words import LANGUAGES, words


@lru_cache(maxsize=256)
def choice(field: str, word: str, topic: str = "choices") -> str:
    """The key of a choice, such as "step" for "trapsgewijs"; NoResult #VALUE! when it is none of the field's."""
    meanings = _meanings(field, topic)
    key = meanings.get(word.casefold())
    if key is None:
        raise NoResult(WRONG_ARGUMENT, "unknown_word", found=word, known=", ".join(dict.fromkeys(meanings.values())))
    return key


@cache
def _meanings(field: str, topic: str) -> Mapping[str, str]:
    meanings: dict[str, str] = {}
    for spoken in LANGUAGES:
        for name, word in words(spoken, topic).items():
            its_field, _, key = name.partition(".")
            if its_field == field:
                meanings |= {key: key, word.casefold(): key}
    return meanings
