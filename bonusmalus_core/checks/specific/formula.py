"""Has every KPI one formula, with its parts named, that says more than its own name? Checks S1, S2, S7 and S9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from bonusmalus_core.checks.draft import Draft, Entry, Hit, overlap
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.checks.topics import mentioned
from bonusmalus_core.findings import Phrase

_PARTS = {
    "ratio": ("numerator", "denominator"),
    "mean": ("numerator", "denominator"),
    "sum": ("numerator",),
    "last": (),
}
"""What a value is computed from, by the way in which it is added up."""

_SAME = ("unit", "aggregate", "multiplier", "metric")
"""What does not change along the progression of one KPI."""

_EQUALS = re.compile(r"(?<![<>=≤≥])=(?!=)")
_WORD = re.compile(r"[^\W_]+")
_PERCENT = re.compile(r"\s*\d*\s*%")


def several(draft: Draft) -> Iterator[Hit]:
    """S1: a definition or a part of it gives two formulas, so that each party can take its own."""
    for entry in draft.legend:
        for name in ("definition", "numerator", "denominator"):
            text = getattr(entry.entry, name)
            other = mentioned("other_formula", text) if name != "definition" else ()
            if len(_EQUALS.findall(text)) > 1 or other:
                yield entry.hit(name, found=other[0] if other else "=")


def changed(draft: Draft) -> Iterator[Hit]:
    """S1: a later row of the same KPI measures it in another way."""
    for rows in draft.by_code.values():
        for earlier, later in pairwise(rows):
            for name in _SAME:
                one, two = (getattr(row.kpi, name) for row in (earlier, later))
                if one != two:
                    yield later.hit(name, earlier=_choice(name, one), later=_choice(name, two))


def _choice(name: str, value: object) -> object:
    """A choice in the words of the drop-downs; anything else as it is."""
    return value if name == "multiplier" else Phrase(f"{name}.{value}", topic="choices")


def parts(draft: Draft) -> Iterator[Hit]:
    """S2: what is counted above or below the line is not named."""
    for name in ("numerator", "denominator"):
        yield from draft.lacking(name, (entry for entry in draft.legend if _lacks(entry, name)))


def _lacks(entry: Entry, name: str) -> bool:
    return name in _PARTS[entry.rows[0].kpi.aggregate] and not is_stated(getattr(entry.entry, name))


def shares(draft: Draft) -> Iterator[Hit]:
    """S2: a part of a ratio is itself a percentage instead of something that is counted."""
    for entry in draft.legend:
        for name in ("numerator", "denominator") if entry.rows[0].kpi.aggregate == "ratio" else ():
            text = getattr(entry.entry, name).strip()
            first = mentioned("share_of", text)[:1]
            if (first and text.casefold().startswith(first[0].casefold())) or _PERCENT.match(text):
                yield entry.hit(name, text=text)


def twice(draft: Draft) -> Iterator[Hit]:
    """S2: numerator and denominator are the same, which always gives 100 %."""
    for entry in draft.legend:
        one, two = (_words(getattr(entry.entry, name)) for name in ("numerator", "denominator"))
        if one and one == two and entry.rows[0].kpi.aggregate == "ratio":
            yield entry.hit("denominator", text=entry.entry.denominator.strip())


def circular(draft: Draft) -> Iterator[Hit]:
    """S7: the definition only repeats the KPI's name."""
    for entry in draft.legend:
        text = entry.entry.definition
        named = {word for row in entry.rows for word in _words(f"{row.kpi.name} {row.kpi.code}")}
        if is_stated(text) and set(_words(text)) - _filling() <= named:
            yield entry.hit("definition", text=text.strip())


def undefined(draft: Draft) -> Iterator[Hit]:
    """S2: nothing says what is measured: no definition, and no numerator either."""
    lacking = (
        each for each in draft.legend if not (is_stated(each.entry.definition) or is_stated(each.entry.numerator))
    )
    yield from draft.lacking("definition", lacking)


def namesakes(draft: Draft) -> Iterator[Hit]:
    """S9: two KPIs with one name that are defined or measured differently."""
    rows = [row for row in draft.rows if _words(row.kpi.name)]
    for number, later in enumerate(rows):
        for earlier in rows[:number]:
            same = _words(earlier.kpi.name) == _words(later.kpi.name) and earlier.kpi.code != later.kpi.code
            if same and overlap(earlier.kpi, later.kpi, draft.agreement.contract.months):
                yield later.hit("name", name=later.kpi.name, other=earlier.kpi.code)
                break


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def _filling() -> frozenset[str]:
    """Words that define nothing: articles, "is", "percentage of"."""
    return frozenset((files("bonusmalus_core.checks") / "words" / "filling.txt").read_text(encoding="utf-8").split())
