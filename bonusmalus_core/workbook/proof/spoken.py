"""Which words of the workbook does a formula compare with? The contract's own, and the keys themselves."""

from __future__ import annotations

from functools import cache

from bonusmalus_core.words import words

CHOICES = {
    ("kpis", "payout"): "payout",
    ("kpis", "beyond"): "beyond",
    ("conditions", "effect"): "effect",
    ("conditions", "scope"): "scope",
    ("conditions", "tested"): "tested",
    ("conditions", "comparator"): "comparator",
}
"""The columns whose words formulas read, with the name of the choice."""


@cache
def spoken(language: str, choice: str) -> frozenset[str]:
    """Every word of a choice, in lower case."""
    start = f"{choice}."
    meant = {key.removeprefix(start): text for key, text in words(language, "choices").items() if key.startswith(start)}
    return frozenset(word.casefold() for pair in meant.items() for word in pair)


def said(language: str, key: str) -> tuple[str, str]:
    """What a cell holds that means the choice ("payout.step"): its key, or its word."""
    return key.rpartition(".")[2], words(language, "choices")[key]
