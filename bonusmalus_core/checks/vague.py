"""Which words of a text are vague: words under which two parties understand two things? Check S4.

Each language has its list, `words/<language>.txt`: a line per word or phrase with, after tabs, what to write instead
and, where a figure beside it makes the word clear, which one: "number" (directly after it) or "measure" (anywhere in
the sentence). Inflected forms count too, words inside other words do not.

>>> [each.found for each in vague_words("Snelle hulp, zo snel mogelijk en maximaal 24 uur na de snelheidstest", "nl")]
['Snelle', 'zo snel mogelijk']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ENDINGS = {
    "nl": "(?:e[nr]?|ere?|ste?|s)?",
    "en": "(?:ly|s|d)?",
    "de": "(?:er|e?st)?(?:e[mnrs]?)?",
    "fr": "(?:e?s?|e?ment)",
}
_STEMS = {
    "nl": ((r"([aeo])\1([^aeiou])$", r"\1\2"), (r"([^aeiou][aeiou])([^aeiou])$", r"\1\2\2"), ("f$", "v")),
    "en": (("le$", ""), ("e$", "ing")),
    "de": (),
    "fr": (("al$", "aux"), ("er$", "ère")),
}
"""How the last letters can change before an ending: snel, snelle; adequaat, adequate; reasonable, reasonably."""

_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague word as it stands in the text, and what to write instead."""

    found: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    suggestion: str
    clear_with: str


def vague_words(text: str, language: str) -> tuple[Vague, ...]:
    """Every vague word of the text in the order in which they stand there, each word once."""
    pattern, entries = _listed(language)
    found: dict[str, Vague] = {}
    for match in pattern.finditer(text.replace("’", "'")):
        entry = entries[(match.lastindex or 1) - 1]
        if not _is_clear(entry, text, match):
            word = text[match.start() : match.end()]
            found.setdefault(word.casefold(), Vague(word, entry.suggestion))
    return tuple(found.values())


def _is_clear(entry: _Entry, text: str, match: re.Match[str]) -> bool:
    """Whether the figure that the word lacks stands beside it."""
    after = text[match.end() :]
    if entry.clear_with == "number":
        return re.match(r"\s*\d", after) is not None
    sentence = _SENTENCE_END.split(text[: match.start()])[-1] + _SENTENCE_END.split(after)[0]
    return entry.clear_with == "measure" and any(map(str.isdigit, sentence))


@cache
def _listed(language: str) -> tuple[re.Pattern[str], list[_Entry]]:
    """A pattern with one group per entry, and the entries in that order: the longest phrase first."""
    entries = sorted(_read(language), key=lambda entry: -len(entry.word))
    forms = "|".join(f"({_forms(entry.word, language)})" for entry in entries)
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{forms})(?!\w)(?!-\w)", re.IGNORECASE), entries


def _read(language: str) -> Iterator[_Entry]:
    path = files(__package__) / "words" / f"{language}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, suggestion, clear_with, *_ = [*line.split("\t"), ""]
        yield _Entry(word, suggestion, clear_with)


def _forms(word: str, language: str) -> str:
    """A pattern of the word's forms; phrases and abbreviations have but one."""
    if not word.isalpha():
        return r"\s+".join(map(re.escape, word.split()))
    stems = [word, *(re.sub(ending, other, word) for ending, other in _STEMS[language])]
    return f"(?:{'|'.join(dict.fromkeys(stems))}){_ENDINGS[language]}".replace("ß", "(?:ß|ss)")
