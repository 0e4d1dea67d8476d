"""Which words and numbers do programs write for a caller who is not known?

Such a caller is nobody in particular, and never one customer who keeps calling.
"""

from __future__ import annotations

from collections.abc import Iterable

from bonusmalus_core.measures.opening.sources import literal

WORDS = (
    "anonymous", "unknown", "withheld", "private", "restricted", "unavailable", "not available", "blocked", "hidden",
    "undefined", "missing", "guest", "no number", "no caller id", "unknown caller", "unknown number", "private number",
    "blocked number", "restricted number", "withheld number", "caller unknown", "anonymous caller", "private caller",
    "anoniem", "onbekend", "afgeschermd", "privé", "prive", "privénummer", "privé nummer", "prive nummer", "geheim",
    "geheim nummer", "verborgen", "onbekende beller", "onbekend nummer", "nummer onbekend", "anoniem nummer",
    "niet beschikbaar", "gast", "anonym", "unbekannt", "unterdrückt", "privat", "nicht verfügbar",
    "unbekannter anrufer", "unbekannte nummer", "anonymer anrufer", "unterdrückte nummer", "rufnummer unterdrückt",
    "anonyme", "inconnu", "masqué", "numéro masqué", "numéro inconnu", "numéro privé", "appel masqué", "secret",
    "indisponible", "non disponible", "invité", "?", "-", "--", "–", "n/a", "#n/a", "na", "n.a.", "nvt", "n.v.t.",
    "null", "\\n",
    "nan", "none", "blank", "k.a.", "s.o.",
)  # fmt: skip

NUMBERS = (0, -1)
"""What programs write where they hold whole numbers."""

_SPELT = ("266696687", "86282452253", "7378742833")
"""ANONYMOUS, UNAVAILABLE and RESTRICTED on the keys of a telephone."""

_NO_NUMBER = r"[+]?0+([.]0+)?|-1([.]0+)?|[+](" + "|".join(_SPELT) + ")"
_ADDRESS = "(sips?:|tel:)?(anonymous|unknown|unavailable|restricted|private|anoniem|anonym|anonyme)@.*"


def somebody(cell: str, text: str) -> str:
    """SQL of the text of a cell, unless it is nobody; most cells begin with a digit and are told by that."""
    bare = f"lower(trim({text}, '[]<>() '))"
    longest = max(map(len, WORDS)) + 4
    address = f"(contains({cell}, '@') AND regexp_full_match({bare}, {literal(_ADDRESS)}))"
    word = f"length({cell}) <= {longest} AND {_among(bare, WORDS)} OR {address}"
    number = f"{cell} < '1' AND regexp_full_match({text}, {literal(_NO_NUMBER)})"
    spelt = "".join(f" AND {cell} <> {literal(each)}" for each in _SPELT)
    usual = f"{cell} >= '1' AND {cell} < ':'"
    return f"CASE WHEN {usual}{spelt} THEN {text} WHEN {usual} OR ({number}) OR ({word}) THEN NULL ELSE {text} END"


def _among(text: str, words: Iterable[str]) -> str:
    return f"list_position([{', '.join(map(literal, words))}], {text}) > 0"
