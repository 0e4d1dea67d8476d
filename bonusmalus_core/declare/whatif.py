"""What would a period come to if some figures were others, and what difference does that make?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.calc.supposing import IMPACT, PRICE, VOLUMES, Supposition, names, suppose
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.result import quotient, settlement_data
from bonusmalus_core.declare.settling import found_in, read_findings
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.decimals import rounded
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import KpiLine, Refusal, Settlement
from bonusmalus_core.words import LANGUAGES, say, words
from bonusmalus_core.words.numbers import money, quantity, share
from bonusmalus_core.words.said import Locate
from bonusmalus_core.workbook.read import Reading

_PIECE = re.compile(r"[^=]*=\s*\S*(?:\s+%)?|.+")
_SUPPOSED = re.compile(r"(?P<name>[^=]+?)(@(?P<month>\d{4}-\d{2}))?=(?P<value>-?\d+([.,]\d+)?)(?P<percent>%?)")
_PERHAPS_GROUPED = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
"""Eleven thousand to whoever writes decimals behind a comma, eleven to others."""

_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period as it stands, if it can be settled yet, and as it would be."""

    contract: Contract
    before: Settlement | None
    after: Settlement


def compare(reading: Reading, agreement: Agreement, period: int, typed: Sequence[str]) -> Comparison | Refusal:
    """The period with the figures that were typed ("FCR=0.86", "actual@2026-02=11000") beside the one on the sheets.

    Raises WrongUsage for what is no such figure.
    """
    supposed = suppose(
        agreement, period, [_read(each, agreement) for each in _pieces(typed)], _reason(agreement.contract)
    )
    found = (*read_findings(reading), *blockers(supposed, reading.faulty))
    day = date.max  # every date has come: what is asked is how it ends
    after = settle(supposed, period, day, found)
    if isinstance(after, Refusal):
        return after
    before = settle(agreement, period, day, found_in(reading))
    return Comparison(agreement.contract, before if isinstance(before, Settlement) else None, after)


def comparison_data(found: Comparison, locate: Locate) -> dict[str, Any]:
    """The comparison as `--json` prints it; without a settlement before there is no difference."""
    before, after = found.before, found.after
    return {
        "before": before and settlement_data(before, found.contract, locate),
        "after": settlement_data(after, found.contract, locate),
        "difference": before
        and {
            "factor": quotient(after.factor - before.factor),
            "bonus_malus": format(after.bonus_malus - before.bonus_malus, "f"),
            "top_up": format(after.top_up - before.top_up, "f"),
        },
    }


def comparison_report(found: Comparison) -> Report:
    """The comparison for people: every KPI, then factor and money, each as it stands and as it would be."""
    texts = words(found.contract.language, "whatif")
    header = (texts["what"], texts["now"], texts["then"], texts["difference"])
    rows = (*_kpi_rows(found), *_total_rows(found, texts))
    listing = Listing(header, tuple(rows), texts["heading"].format(label=found.after.label), frozenset({1, 2, 3}))
    if found.before is None:
        return [listing, Passage((texts["not-yet"],))]
    return [listing, Passage((texts["cent"],))] if any(_a_cent(found.before, found.after)) else [listing]


def of_sheets(locate: Locate) -> Locate:
    """Where findings stand; what is supposed stands nowhere."""
    return lambda finding: None if finding.where.table == "overrides" else locate(finding)


def _kpi_rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    language, currency = found.contract.language, found.contract.currency
    befores = {(line.code, line.months): line for line in (found.before.kpis if found.before else ())}
    for line in found.after.kpis:
        old = befores.get((line.code, line.months))
        more = money(line.contribution - old.contribution, currency, language) if old else "–"
        yield line.code, _kpi(old, language), _kpi(line, language), more


def _a_cent(before: Settlement, after: Settlement) -> Iterator[bool]:
    """Of each KPI whether it alone carries another rounding: contributions add up to the total exactly."""
    paid = [[(each.base_price, each.actual, each.payable) for each in one.months] for one in (before, after)]
    for old, new in zip(before.kpis, after.kpis, strict=False):
        same = (old.code, old.months, old.impact, old.weight) == (new.code, new.months, new.impact, new.weight)
        yield same and paid[0] == paid[1] and old.contribution != new.contribution


def _kpi(line: KpiLine | None, language: str) -> str:
    """Value and impact: "86% → 106%"."""
    if line is None or line.impact is None:
        return "–"
    value = "" if line.value is None else f"{quantity(_short(line.value), line.row.unit, language)} → "
    return value + share(_short(line.impact), language)


def _total_rows(found: Comparison, texts: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    language, before, after = found.contract.language, found.before, found.after
    old = before and share(_short(before.factor), language)
    more = share(_short(after.factor - before.factor), language) if before else "–"
    yield texts["factor"], old or "–", share(_short(after.factor), language), more
    for name in ("bonus_malus", "top_up"):
        now: Decimal | None = getattr(before, name, None)
        then: Decimal = getattr(after, name)
        if then or now or name == "bonus_malus":
            shown = [each if each is None else money(each, found.contract.currency, language) for each in (now, then)]
            more = "–" if now is None else money(then - now, found.contract.currency, language)
            yield texts[name], shown[0] or "–", shown[1] or "–", more


def _short(value: Fraction) -> Decimal:
    """As many decimals as a person compares."""
    return rounded(Decimal(value.numerator) / Decimal(value.denominator), _DECIMALS).normalize()


def _pieces(typed: Sequence[str]) -> list[str]:
    """The figures, whatever spaces were typed around their signs and in their names.

    >>> _pieces(["FCR", "=", "86", "%", "SL", "60=0.9"])
    ['FCR=86%', 'SL 60=0.9']
    """
    pieces = _PIECE.findall(" ".join(typed))
    return [re.sub(r"\s*=\s*", "=", re.sub(r"\s+%", "%", piece.strip())) for piece in pieces]


def _read(typed: str, agreement: Agreement) -> Supposition:
    match = _SUPPOSED.fullmatch(typed)
    if match is None:
        raise WrongUsage("supposed-form", found=typed)
    name = _name(match["name"].strip(), agreement)
    value = _figure(match["value"], agreement.contract.language, typed) / (100 if match["percent"] else 1)
    if (name == PRICE and value <= 0) or (name in VOLUMES and value < 0):
        raise WrongUsage("supposed-low", found=typed)
    return Supposition(name, value, _month(match["month"], typed))


def _figure(written: str, language: str, typed: str) -> Decimal:
    """The number, its decimals behind a point or behind the language's own sign; what can be two numbers is none."""
    has_comma = words(language, "numbers")["decimal"] == ","
    if "," in written and not has_comma:
        raise WrongUsage("supposed-form", found=typed)
    if has_comma and _PERHAPS_GROUPED.fullmatch(written):
        whole, part = written.replace(".", ""), written.replace(".", ",")
        raise WrongUsage("supposed-twofold", found=typed, whole=whole, part=part)
    return Decimal(written.replace(",", "."))


def _month(written: str | None, typed: str) -> Month | None:
    try:
        return Month.parse(written) if written else None
    except ValueError as error:
        raise WrongUsage("supposed-form", found=typed) from error


def _name(written: str, agreement: Agreement) -> str:
    """What is meant: a code in any case, volumes and price by their words in any language."""
    codes = {code.casefold(): code for kpi in agreement.kpis for code in (kpi.code, kpi.code + IMPACT)}
    folded = written.casefold()
    name = codes.get(folded, _spoken().get(folded, written))
    if name not in (*codes.values(), *names(agreement)):
        called = {name: word for word, name in _called(agreement.contract.language)}
        known = ", ".join(called.get(each, each) for each in names(agreement))
        raise WrongUsage("supposition", found=written, known=known)
    return name


@cache
def _spoken() -> dict[str, str]:
    own = {name: name for name in (*VOLUMES, PRICE)}
    return own | {word.casefold(): name for language in LANGUAGES for word, name in _called(language)}


def _called(language: str) -> Iterator[tuple[str, str]]:
    """Every volume, price and measure of ours as the language calls it, with its name."""
    for name in (*VOLUMES, PRICE):
        yield words(language, "whatif")[f"name.{name}"], name
    for key, word in words(language, "choices").items():
        if key.startswith("measure."):
            yield word, key.removeprefix("measure.")


def _reason(contract: Contract) -> str:
    return say(contract.language, "whatif", "reason")
