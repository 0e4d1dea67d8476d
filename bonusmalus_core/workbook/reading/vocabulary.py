"""Which choice, field or agreement does a word in a cell mean, in whatever language it was typed?

The contract's own language is asked first, the others only when it does not know the word: most workbooks are read
with the words of one language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bonusmalus_core.findings import NOTHING
from bonusmalus_core.model.tidy import tidy
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.layout import Column, choice_label

NONE = "none"
ALL = "all"
MEASURE = "measure"


@lru_cache(1024)
def fold(text: str) -> str:
    r"""What is left of a header or a word when case, spaces and a closing colon or asterisk do not count.

    >>> fold("  Weging\u00a0 KPI *: ")
    'weging kpi'
    """
    return tidy(text).rstrip(":* ").casefold()


class Terms(NamedTuple):
    """What the reading of a cell must know of the contract: its language, its KPI codes, measures by folded name.

    `codes` is None as long as, and where, any code will do. `from_1904`: the workbook counts its days from 1904.
    """

    language: str = "nl"
    codes: frozenset[str] | None = None
    measures: Mapping[str, str] = NOTHING
    from_1904: bool = False

    @property
    def languages(self) -> Iterator[str]:
        """All languages, the contract's first."""
        yield self.language
        yield from (language for language in LANGUAGES if language != self.language)

    def choice(self, column: Column, text: str) -> str | None:
        """The choice of the column that a word means; None when no language knows it."""
        return _among(column.choices, text) or self._spoken(column.key, text)

    def means(self, word: str, text: str) -> bool:
        """Whether the text is the word for NONE or ALL."""
        return fold(text) == word or self._spoken(word, text) is not None

    def truth(self, text: str) -> bool | None:
        """Whether the text says yes or no; None when it says neither."""
        word = _among(("true", "false"), text) or self._spoken("flag", text)
        return None if word is None else word == "true"

    def measure(self, text: str) -> str | None:
        """The measure that a header or cell names: a known one, or a further column of the months."""
        return self.known_measure(text) or self.measures.get(fold(text))

    def known_measure(self, text: str) -> str | None:
        """The measure of ours that a header or cell names."""
        return self._spoken(MEASURE, text)

    @property
    def known_measures(self) -> tuple[str, ...]:
        """What a condition can read: what we know, in the contract's language, and further columns of the months."""
        known = {choice: text for text, choice in _choices(self.language)[MEASURE].items()}
        return (*known.values(), *(name for name in self.measures.values() if name not in known))

    def offered(self, column: Column) -> str:
        """The words that the column accepts, in the contract's language."""
        return ", ".join(choice_label(self.language, column.key, choice) for choice in column.choices)

    @property
    def yes_or_no(self) -> str:
        """The words for true and false, in the contract's language."""
        return ", ".join(choice_label(self.language, "flag", truth) for truth in ("true", "false"))

    def _spoken(self, column: str, text: str) -> str | None:
        folded = fold(text)
        found = (_choices(language).get(column, {}).get(folded) for language in self.languages)
        return next((choice for choice in found if choice is not None), None)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known text that looks most like the given one, if one does."""
    from difflib import get_close_matches  # only what was mistyped is looked for

    by_folded = {fold(candidate): candidate for candidate in known}
    return next((by_folded[close] for close in get_close_matches(fold(text), by_folded, 1, 0.75)), None)


def _among(choices: tuple[str, ...], text: str) -> str | None:
    folded = fold(text)
    return next((choice for choice in choices if choice == folded or choice.casefold() == folded), None)


@cache
def _choices(language: str) -> Mapping[str, Mapping[str, str]]:
    """Choice by folded word, per column; the words for none and all stand under themselves."""
    by_column: dict[str, dict[str, str]] = {}
    for key, text in words(language, "choices").items():
        column, _, choice = key.partition(".")
        by_column.setdefault(column, {})[fold(text)] = choice
    return by_column
