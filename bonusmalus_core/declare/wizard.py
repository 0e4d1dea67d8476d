"""What is asked, one question at a time, before a new contract is drafted?

A question knows its default and reads an answer however a person types it: a choice by its number or words (chosen.py),
9,75 or 9.75. A host asks; nothing here prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from bonusmalus_core.declare.chosen import all_meant, labels, meant
from bonusmalus_core.model.choices import GOALS, PHASES, SECTORS, Goal
from bonusmalus_core.model.decimals import decimal_text
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_templates import contents

Answers = Mapping[str, Any]

ORDER = ("sector", "language", "unit", "price", "phase", "goals")
"""The options of `new` that are asked for."""

_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A sign before three digits can be that of thousands or that of decimals."""

_PRICE_LIMIT = Decimal("1e12")


@dataclass(frozen=True, slots=True)
class Question:
    """One question in words: `choices` are the lines to choose from, an empty answer means `default`.

    `read` gives the value of the option, or None for an answer that it cannot use; `wrong` then says what is meant.
    """

    option: str
    text: str
    choices: tuple[str, ...]
    default: str
    read: Callable[[str], Any]
    wrong: str


def question(option: str, known: Answers, spoken: str) -> Question:
    """The question about an option, given what is known: in the language of the contract once that is chosen."""
    language = known.get("language") or spoken
    texts = words(language, "wizard")
    lines, default, read = _ASKED[option](known, language)
    return Question(option, texts[option], lines, default, _or_default(read, default), texts[f"{option}.wrong"])


def price(text: str) -> str | None:
    """A price as contract data writes it; None for what is no price, or could be two: 1.250 is 1,25 or 1250.

    >>> price("9,75"), price("10"), price("0.125"), price("0"), price("1.250"), price("1.250,00")
    ('9.75', '10', '0.125', None, None, None)
    """
    if _GROUPED.fullmatch(text.strip().lstrip("€").strip()):
        return None
    try:
        found = Decimal(text.strip().lstrip("€").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return decimal_text(found) if found.is_finite() and 0 < found < _PRICE_LIMIT else None


def goals(text: str) -> tuple[Goal, ...] | None:
    """Goals as they are typed on one line; None when one of them is none.

    >>> goals("quality, loyaliteit"), goals("money")
    (('quality', 'loyalty'), None)
    """
    return cast("tuple[Goal, ...] | None", all_meant(text, "goal", GOALS))


_Asked = tuple[tuple[str, ...], str, Callable[[str], Any]]


def _sector(_known: Answers, language: str) -> _Asked:
    return _choice("sector", SECTORS, language, SECTORS[0])


def _language(_known: Answers, language: str) -> _Asked:
    return _choice("language", LANGUAGES, language, language)


def _phase(_known: Answers, language: str) -> _Asked:
    lines, default, read = _choice("phase", tuple(map(str, PHASES)), language, "2")
    return lines, default, lambda text: None if (found := read(text)) is None else int(found)


def _goals(_known: Answers, language: str) -> _Asked:
    lines = labels("goal", GOALS, language)
    every = ", ".join(map(str, range(1, len(GOALS) + 1)))
    return lines, every, lambda text: ", ".join(goals(text) or ()) or None


def _unit(known: Answers, language: str) -> _Asked:
    return (), contents(known["sector"], language)["contract"]["unit"], lambda text: text.strip() or None


def _price(known: Answers, language: str) -> _Asked:
    drafted = str(contents(known["sector"], language)["prices"][0]["price"])
    return (), drafted.replace(".", words(language, "numbers")["decimal"]), price


_ASKED: Mapping[str, Callable[[Answers, str], _Asked]] = {
    "sector": _sector,
    "language": _language,
    "unit": _unit,
    "price": _price,
    "phase": _phase,
    "goals": _goals,
}


def _choice(name: str, choices: Sequence[str], language: str, default: str) -> _Asked:
    lines = labels(name, choices, language)
    return lines, lines[choices.index(default)], lambda text: meant(text, name, choices)


def _or_default(read: Callable[[str], Any], default: str) -> Callable[[str], Any]:
    return lambda text: read(text if text.strip() else default)
