"""Does a text speak of a topic, in any of the four languages?

`words/topics.txt` has a line per topic: its name, a tab, and the words that tell. A star stands for any ending (or, in
front, any beginning) of a word. Whether something is left out of a text can only be said when no language speaks of it,
so the languages are not kept apart.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def speaks_of(topic: str, text: str) -> bool:
    """Whether any word of the topic stands in the text; KeyError for an unknown topic."""
    return bool(_topics()[topic].search(text))


def mentioned(topic: str, text: str) -> tuple[str, ...]:
    """The words of the topic as they stand in the text, each once."""
    return tuple(dict.fromkeys(match.group() for match in _topics()[topic].finditer(text)))


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    lines = (files(__package__) / "words" / "topics.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split("\t") for line in lines)
    return {topic: re.compile("|".join(map(_form, words.split(", "))), re.IGNORECASE) for topic, words in split}


def _form(word: str) -> str:
    """A pattern of one word or phrase between the ends of words, unless a star lets it go on."""
    before = "" if word.startswith("*") else r"(?<!\w)"
    after = r"\w*" if word.endswith("*") else r"(?!\w)"
    return before + r"\s+".join(map(re.escape, word.strip("*").split())) + after
