"""Which score does a text name that holds more than a number: "10 - Very likely", "0 (not at all)", "9/10"?

Only where every text with a digit in it names one score, and no two texts say the same of different ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 100
"""Scores have few labels: a column with more texts holds something else."""

_OF = r"\s*(?:/|of|out of|van|van de|von|sur)\s*"
_SHARE = re.compile(rf"(\d{{1,2}}){_OF}(\d{{1,2}})", re.IGNORECASE)
_FIRST = re.compile(r"(\d{1,2})(?!\d)([^\d]*)")
_LAST = re.compile(r"([^\d]*[^\d.,-])(?<!\d)(\d{1,2})\)?")
_SCALES = {"nps": (10,), "csat": (3, 5, 7, 10), "ces": (5, 7)}


def labelled(field: str, texts: Iterable[str]) -> dict[str, int]:
    """The scores that the texts of a field name, by text; none when one of them could be another.

    >>> labelled("nps", ["10 - Very likely", "0 (not at all)"])
    {'10 - Very likely': 10, '0 (not at all)': 0}
    >>> labelled("nps", ["9/10", "10 / 10"]), labelled("nps", ["4/5"]), labelled("nps", ["9-10", "0-6"])
    ({'9/10': 9, '10 / 10': 10}, {}, {})
    """
    digits = [text for text in texts if any(letter.isdigit() for letter in text)]
    return (_shares(field, digits) or _with_words(digits)) if len(digits) <= MOST else {}


def highest_of(text: str) -> int | None:
    """The highest score of the scale that a text names.

    >>> highest_of("4/5"), highest_of("9 van de 10"), highest_of("4")
    (5, 10, None)
    """
    found = _SHARE.fullmatch(text)
    return int(found[2]) if found else None


def _shares(field: str, texts: list[str]) -> dict[str, int]:
    """Scores out of the highest, the same for all."""
    found = {text: match for text in texts if (match := _SHARE.fullmatch(text))}
    highest = {int(match[2]) for match in found.values()}
    if len(found) < len(texts) or len(highest) != 1 or not highest <= {*_SCALES[field]}:
        return {}
    return {text: int(match[1]) for text, match in found.items()}


def _with_words(texts: list[str]) -> dict[str, int]:
    """Scores before or behind their label: a label names one score."""
    found, named = dict[str, int](), dict[str, int]()
    for text in texts:
        if match := _FIRST.fullmatch(text):
            score, label = int(match[1]), match[2]
        elif match := _LAST.fullmatch(text):
            score, label = int(match[2]), match[1]
        else:
            return {}
        words = " ".join(re.findall(r"[^\W\d_]+", label)).casefold()
        if not words or named.setdefault(words, score) != score:
            return {}
        found[text] = score
    return found
