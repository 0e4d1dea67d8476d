"""How is a finding said to the user: where, what is wrong, and what to do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import listed, money, quantity, quantity_apart

_SHARES = frozenset(
    {"sum", "impacts", "levels", "floor", "cap", "reach", "best", "weight", "lost", "weighted", "gain", "up", "down"}
    | {"jump", "chance", "limit"}
)
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
    texts = words(language, topic_of(finding.code))
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


def topic_of(code: str) -> str:
    """The topic in which a code has its sentences: those of the drafts' checks stand apart."""
    return "findings" if f"{code}.message" in words("en", "findings") else "checks"


def _kpi(code: str | None, language: str) -> str:
    return words(language, "choices")["all"] if code == "all" else code or ""


def _text(key: str, fact: object, facts: Mapping[str, object], language: str, locate: Locate) -> str:
    unit = "%" if key in _SHARES else str(facts.get("unit", ""))
    match fact:
        case Decimal() | Fraction():
            return _number(key, fact, unit, facts, language)
        case tuple():
            return _several(key, fact, unit, language)
        case Where():
            return " ".join(locate(Finding("", Severity.INFO, fact)) or (fact.table, str((fact.row or 0) + 1)))
        case _ if key in _NAMES:
            return _NAMES[key](str(fact), language)
        case _:
            return _plain(fact, language)


def _number(key: str, fact: Decimal | Fraction, unit: str, facts: Mapping[str, object], language: str) -> str:
    """A number in its unit; one that is said to lie off its limits, or to be no whole one, must not look like those."""
    if "currency" in facts and key == "amount":
        return money(fact, str(facts["currency"]), language)
    limits = {"sum": [Decimal(1)], "value": _limits(facts), "found": [Decimal(round(fact))]}.get(key)
    return quantity_apart(fact, limits, unit, language) if limits else quantity(fact, unit, language)


def _limits(facts: Mapping[str, object]) -> list[Decimal]:
    """Between what the value of a finding should lie, as far as the finding tells."""
    return [limit for name in ("low", "high") if isinstance(limit := facts.get(name), Decimal)]


def _several(key: str, facts: tuple[Any, ...], unit: str, language: str) -> str:
    """Several facts in a row: units and phrases by their words, numbers in their unit."""
    if key == "units":
        return ", ".join(words(language, "choices")[f"unit.{each}"] for each in facts)
    if facts and isinstance(facts[0], Phrase):
        return ", ".join(_phrase(each, language) for each in facts)
    return listed(facts, unit, language)


def _phrase(phrase: Phrase, language: str) -> str:
    unit = str(phrase.facts.get("unit", ""))
    facts = {
        key: quantity(fact, unit, language) if isinstance(fact, Decimal) else _plain(fact, language)
        for key, fact in phrase.facts.items()
    }
    return words(language, phrase.topic)[phrase.key].format_map(facts)


def _plain(fact: object, language: str) -> str:
    """A text as it is, a truth value as a sheet shows it, a day as the language writes it."""
    if isinstance(fact, Phrase):
        return _phrase(fact, language)
    if isinstance(fact, date):
        return words(language, "cli")["day"].format(d=fact.day, m=fact.month, y=fact.year)
    if isinstance(fact, bool):
        return words(language, "choices")[f"cell.{fact}".lower()]
    return "–" if fact is None else str(fact)


def _field(name: str, language: str) -> str:
    """A field by its label ("measurements.numerator", "kpis.thresholds.2"); a further measure as it is called.

    A field of raw records has its name in the column mapping beside it: "waiting time (wait_s)".
    """
    fields = words(language, "records")
    if all(each in fields for each in name.split(" / ")):
        return " / ".join(f"{fields[each]} ({each})" for each in name.split(" / "))
    section, _, field = name.partition(".")
    key, _, level = field.partition(".")
    label = words(language, "fields").get(f"{section}.{key}")
    return label.format(n=level).strip() if label else _measure(key, language)


def _measure(code: str, language: str) -> str:
    """A measure by the header of its column in the months, as far as it is one of ours."""
    field, choice = words(language, "fields").get(f"months.{code}"), words(language, "choices").get(f"measure.{code}")
    return field or choice or code


_NAMES: Mapping[str, Callable[[str, str], str]] = {"field": _field, "measure": _measure}
"""Facts that name something of the workbook, each with how it is called there."""
