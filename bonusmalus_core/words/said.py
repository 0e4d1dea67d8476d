"""How is a finding said to the user: where, what is wrong, and what to do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import listed, quantity

_SHARES = frozenset({"sum", "impacts", "levels", "floor", "cap"})
"""Facts that are shares whatever the unit of the KPI."""

Locate = Callable[[Finding], tuple[str, str] | None]
"""Where a finding stands in a workbook: sheet and cell."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words; `sheet` and `cell` are None when there is no workbook or no such place."""

    code: str
    severity: Severity
    sheet: str | None
    cell: str | None
    month: str | None
    kpi: str | None
    message: str
    remedy: str


def said(finding: Finding, language: str, locate: Locate) -> Said:
    """The finding in the contract's language, at its cell."""
    texts = words(language, "findings")
    facts = {key: _text(key, fact, finding.facts, language, locate) for key, fact in finding.facts.items()}
    named = {"month": finding.month or "", "kpi": _kpi(finding.kpi, language), **facts}
    place = locate(finding)
    return Said(
        finding.code,
        finding.severity,
        place[0] if place else None,
        place[1] if place else None,
        finding.month,
        finding.kpi,
        texts[f"{finding.code}.message"].format_map(named),
        texts[f"{finding.code}.remedy"].format_map(named),
    )


def _kpi(code: str | None, language: str) -> str:
    return words(language, "choices")["all"] if code == "all" else code or ""


def _text(key: str, fact: object, facts: Mapping[str, object], language: str, locate: Locate) -> str:
    unit = "%" if key in _SHARES else str(facts.get("unit", ""))
    if isinstance(fact, (Decimal, Fraction)):
        return quantity(fact, unit, language)
    if key == "units" and isinstance(fact, tuple):
        return ", ".join(words(language, "choices")[f"unit.{each}"] for each in fact)
    if isinstance(fact, tuple):
        return listed(fact, unit, language)
    if isinstance(fact, Where):
        return " ".join(locate(Finding("", Severity.INFO, fact)) or (fact.table, str((fact.row or 0) + 1)))
    if key == "measure":
        return _measure(str(fact), language)
    return _plain(fact, language)


def _plain(fact: object, language: str) -> str:
    """A text as it is, a truth value as a sheet shows it."""
    if isinstance(fact, bool):
        return words(language, "choices")[f"cell.{fact}".lower()]
    return "–" if fact is None else str(fact)


def _measure(code: str, language: str) -> str:
    """A measure by the header of its column in the months, as far as it is one of ours."""
    field, choice = words(language, "fields").get(f"months.{code}"), words(language, "choices").get(f"measure.{code}")
    return field or choice or code
