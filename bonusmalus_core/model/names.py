"""Which texts of contract data could not be read back from a workbook?

A KPI's code stands in lists, which commas, semicolons and ends of lines divide, and where the word for all means every
KPI. A measure heads a column of the months: it cannot be called as another one is, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO
from bonusmalus_core.model.tidy import tidy
from bonusmalus_core.words import LANGUAGES, words

Path = tuple[str | int, ...]
Named = Iterator[tuple[Path, str]]

_DIVIDES = re.compile(r"[,;\r\n]")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_COLUMNS = frozenset({"month", "forecast", "actual", "forecast_locked_on"})


def damaged(data: object) -> Named:
    """Texts and keys with half a character (a lone surrogate), which no file can hold."""
    waiting: list[tuple[Path, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and _HALF_A_CHARACTER.search(value):
            yield path, value
        elif isinstance(value, dict):
            keys = ((*path, key) for key in value)
            waiting += [pair for key in keys for pair in ((key, key[-1]), (key, value[key[-1]]))]
        elif isinstance(value, (list, tuple)):
            waiting += [((*path, number), item) for number, item in enumerate(value)]


def ambiguous(agreement: Agreement) -> Named:
    """Names that a sheet would read as something else, each where it stands first."""
    for number, kpi in enumerate(agreement.kpis):
        if _folded(kpi.code) in _words_for_all() or _DIVIDES.search(kpi.code) or not _is_tidy(kpi.code):
            yield ("kpis", number, "code"), kpi.code
    heads = dict.fromkeys(_heads(), "")
    for path, measure in _measures(agreement):
        if heads.setdefault(_head(measure), measure) != measure or not _is_tidy(measure):
            yield path, measure


def _measures(agreement: Agreement) -> Named:
    """The measures that head a column of their own, each once."""
    read = ((("conditions", number, "measure"), each.measure) for number, each in enumerate(agreement.conditions))
    found: dict[str, Path] = {name: path for path, name in read if name not in _COLUMNS | {VOLUME_RATIO}}
    for number, month in enumerate(agreement.months):
        for name in month.measures:
            found.setdefault(name, ("months", number, name))
    return ((path, name) for name, path in found.items())


def _is_tidy(name: str) -> bool:
    return bool(name) and name == tidy(name)


def _folded(text: str) -> str:
    """What counts of a word on a sheet: neither case, spaces nor a closing colon or asterisk."""
    return tidy(text).rstrip(":* ").casefold()


def _head(measure: str) -> str:
    """What heads the measure's column: a known one has a word in every language."""
    folded = _folded(measure)
    return _known_measures().get(folded, folded)


@cache
def _words_for_all() -> frozenset[str]:
    return frozenset({"all", *(_folded(words(language, "choices")["all"]) for language in LANGUAGES)})


@cache
def _known_measures() -> dict[str, str]:
    """The code of each known measure, by its folded word in any language."""
    choices = (words(language, "choices") for language in LANGUAGES)
    keyed = ((key.partition("."), text) for texts in choices for key, text in texts.items())
    return {_folded(text): code for (column, _, code), text in keyed if column == "measure"}


@cache
def _heads() -> frozenset[str]:
    """What the months' own columns are called, and the ratio that is computed from them."""
    labels = (words(language, "fields")[f"months.{column}"] for language in LANGUAGES for column in _COLUMNS)
    return frozenset({*_COLUMNS, VOLUME_RATIO, *map(_folded, labels)})
