"""Which words of a text are vague, and why does a value have its impact?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from bonusmalus_core.calc.between import explain as explain_between
from bonusmalus_core.checks.vague import vague_words
from bonusmalus_core.declare.converting import converted, number, present, text
from bonusmalus_core.declare.functions.bands import IMPACTS, THRESHOLDS, checked
from bonusmalus_core.declare.functions.choices import choice
from bonusmalus_core.declare.kinds import Cell, Cells, Kind, Text
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import NoResult
from bonusmalus_core.words import say
from bonusmalus_core.words.numbers import listed

_EXPLAINED = "82% lies between 80% (100%) and 85% (105%): linear, 102%."


@function("BM_VAGUE", Category.TEXT, Example(("We answer promptly and, where possible, in Dutch.", "en"),
                                             "promptly, where possible"))  # fmt: skip
def vague(clause: Text | None, language: Text = "nl") -> Text:
    """Gives the vague words of a text, under which two parties understand two things, or nothing if there are none.

    Args:
        clause: A sentence of the contract or its legend; a range of texts gives a range.
        language: The language of the text: nl (default), en, de or fr.

    Raises:
        #VALUE!: The text is a number or a date, or the language is unknown.
    """
    return ", ".join(each.found for each in vague_words(clause or "", choice("language", language)))


@function("BM_EXPLAIN", Category.IMPACT, Example((0.82, THRESHOLDS, IMPACTS, "linear", "en"), _EXPLAINED))
def explain(value: Cell, thresholds: Cells, impacts: Cells, payout: Cell = "linear", language: Text = "nl") -> Text:
    """Says in words why a value has its impact, or why `BM_IMPACT` gives an error for the same arguments.

    Values are written as percentages where all thresholds lie between 0 and 1.

    Args:
        value: The measured value; a range of values gives a range of explanations.
        thresholds: One threshold per level, from the worst to the best: a row or a column.
        impacts: The impact of each level, in the same order: a row or a column.
        payout: What happens between two thresholds: linear (default), step or nearest, in any of the four languages.
        language: The language of the explanation: nl (default), en, de or fr.

    Raises:
        #VALUE!: The language is unknown.
    """
    spoken = choice("language", language)
    try:
        measured = present(number(value))
        bands, worth = checked(converted(thresholds, Kind.NUMBERS), converted(impacts, Kind.NUMBERS))
        how = choice("payout", text(payout) or "linear")
    except NoResult as none:
        return _because(none, spoken)
    unit = _unit(bands)
    return explain_between(measured, bands, worth, payout=how, beyond="clamp", unit=unit, language=spoken)


def _unit(bands: tuple[Fraction, ...]) -> str:
    return "%" if all(0 <= each <= 1 for each in bands) else ""


def _because(none: NoResult, language: str) -> str:
    return say(language, "functions", f"why.{none.why}", **_facts(none.facts, language))


def _facts(facts: Mapping[str, object], language: str) -> dict[str, object]:
    """The facts as the language writes them: ranges of numbers are levels or thresholds."""
    return {
        key: listed(fact, "%" if key == "impacts" else _unit(fact), language) if isinstance(fact, tuple) else fact
        for key, fact in facts.items()
    }
