"""Which words of a text are vague: words under which two parties understand two things?

Each language has its list, `words/vague.<language>.txt`: a line per word or phrase with, after tabs, what to write
instead and, where something beside it makes the word clear, what that is:

    number   a number directly after it ("at most 24 hours")
    measure  a number anywhere in the sentence ("from 70 to 75 %")
    time     a time limit soon after it ("promptly, and no later than 2 hours"); a word of time
    often    a frequency soon after it ("regularly, every month"); a word of time

Inflected forms count too, words inside other words do not; a star in a phrase stands for any ending. A phrase with "-"
for an advice is clear although a word in it is not. `words/absolute.<language>.txt` lists what allows no exception.

>>> [each.found for each in vague_words("Snelle hulp, zo snel mogelijk en maximaal 24 uur na de snelheidstest", "nl")]
['Snelle', 'zo snel mogelijk']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_ENDINGS = {
    "nl": "(?:e[nr]?|ere?|ste?|s)?",
    "en": "(?:ly|s|d)?",
    "de": "(?:er|e?st)?(?:e[mnrs]?)?",
    "fr": "(?:e?s?|e?ment)",
}
_STEMS = {
    "nl": ((r"([aeo])\1([^aeiou])$", r"\1\2"), (r"([^aeiou][aeiou])([^aeiou])$", r"\1\2\2"), ("f$", "v")),
    "en": (("le$", ""), ("e$", "ing"), ("y$", "i")),
    "de": (("el$", "l"), ("er$", "r")),
    "fr": (("al$", "aux"), ("er$", "ère"), ("if$", "ive"), ("eux$", "euse"), ("el$", "elle"), ("ent$", "emm")),
}
"""How the last letters can change before an ending: snel, snelle; adequaat, adequate; reasonable, reasonably."""

_CLEAR = "-"
_SENTENCE_END = re.compile(r"(?<!\bz\.)(?<!\bbv\.)(?<!\be\.g\.)[.;!?](?=\s|$)|\n")
_NUMBER_WORDS = (
    "één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|twintig|dertig|two|three|four|five|six|seven|eight|nine"
    "|ten|twelve|fifteen|twenty|thirty|zwei|drei|fünf|sechs|sieben|neun|zehn|zwölf|zwanzig|dreißig"
    "|einem|einer|eine|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente"
)
_FIGURE = rf"(?:\d|\b(?:{_NUMBER_WORDS})\b)"
_MONEY = r"(?:[€$£]|EUR|USD|GBP|CHF)"
_NEXT_DAY = (
    r"\b(?:volgende (?:werk|kalender)?dag|next (?:working |business |calendar )?day"
    r"|nächsten (?:Werk|Arbeits|Kalender)?tag|(?:jour ouvr(?:é|able)|lendemain) suivant)"
)
_LIMITED = re.compile(
    r"^[^.;\n]{0,50}?\b(?:binnen|uiterlijk|ten laatste|hoogstens|within|later than|at the latest|in any event|by"
    r"|innerhalb|spätestens|binnen|jedoch|dans|au plus tard|sous|endéans|en tout cas)\b"
    rf"[^.;\n]{{0,30}}?(?:{_FIGURE}|{_NEXT_DAY})",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"^[^.;\n]{0,40}?\b(?:elke?|iedere?|per|dagelijks\w*|wekelijks\w*|maandelijks\w*|jaarlijks\w*|every|each|daily"
    r"|weekly|monthly|quarterly|yearly|annually|jede[nrms]?|je|täglich|wöchentlich|monatlich|jährlich|pro"
    r"|quartalsweise|chaque|par|mensuel\w*|hebdomadaire\w*|trimestriel\w*|annuel\w*|quotidien\w*|tou[st]e?s les)\b",
    re.IGNORECASE,
)
_TIMES = ("time", "often")

_LABEL = re.compile(r"\d\s*\([^()]{1,40}\)|[\"“„«]\s?[^\"“”„«»]{1,20}\s?[\"”“»]")
"""What is called so and not said so: "10 (excellent)", the answer “good”."""


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague word as it stands in the text, what to write instead, and whether it speaks of time."""

    found: str
    suggestion: str
    of_time: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    suggestion: str
    clear_with: str


def vague_words(text: str, language: str) -> tuple[Vague, ...]:
    """Every vague word of the text in the order in which they stand there, each word once."""
    return _found(text, "vague", language)


def absolute_words(text: str, language: str) -> tuple[Vague, ...]:
    """Every word of the text that allows no exception, each word once."""
    return _found(text, "absolute", language)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [each for each in _SENTENCE_END.split(text) if each.strip()]


@lru_cache(maxsize=2048)  # several checks read the same texts
def _found(text: str, name: str, language: str) -> tuple[Vague, ...]:
    pattern, entries = _listed(name, language)
    written = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    read = written.replace("’", "'")
    labels = [label.span() for label in _LABEL.finditer(read)]
    found: dict[str, Vague] = {}
    for match in pattern.finditer(read):
        entry = entries[(match.lastindex or 1) - 1]
        is_label = any(start <= match.start() and match.end() <= end for start, end in labels)
        if not is_label and entry.suggestion != _CLEAR and not _is_clear(entry, read, match):
            word = written[match.start() : match.end()]
            found.setdefault(word.casefold(), Vague(word, entry.suggestion, entry.clear_with in _TIMES))
    return tuple(found.values())


def _is_clear(entry: _Entry, text: str, match: re.Match[str]) -> bool:
    """Whether what the word lacks stands beside it."""
    after = text[match.end() :]
    match entry.clear_with:
        case "number":
            return re.match(rf"\s*{_MONEY}?\s*{_FIGURE}", after, re.IGNORECASE) is not None
        case "measure":
            sentence = _SENTENCE_END.split(text[: match.start()])[-1] + _SENTENCE_END.split(after)[0]
            return any(map(str.isdigit, sentence))
        case "time":
            return _LIMITED.match(after) is not None
        case "often":
            return _EVERY.match(after) is not None or _LIMITED.match(after) is not None
        case _:
            return False


@cache
def _listed(name: str, language: str) -> tuple[re.Pattern[str], list[_Entry]]:
    """A pattern with one group per entry, and the entries in that order: the longest phrase first."""
    entries = sorted(_read(name, language), key=lambda entry: -len(entry.word))
    forms = "|".join(f"({_forms(entry.word, language)})" for entry in entries)
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{forms})(?!\w)(?!-\w)", re.IGNORECASE), entries


def _read(name: str, language: str) -> Iterator[_Entry]:
    path = files(__package__) / "words" / f"{name}.{language}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, suggestion, clear_with, *_ = [*line.split("\t"), ""]
        yield _Entry(word.replace("’", "'"), suggestion, clear_with)


def _forms(word: str, language: str) -> str:
    """A pattern of the word's forms; phrases and abbreviations have but one, and any ending where a star stands."""
    if not word.isalpha():
        return r"\s+".join(re.escape(part).replace(r"\*", r"[\w']*") for part in word.split())
    stems = [word, *(re.sub(ending, other, word) for ending, other in _STEMS[language])]
    return f"(?:{'|'.join(dict.fromkeys(stems))}){_ENDINGS[language]}".replace("ß", "(?:ß|ss)")
