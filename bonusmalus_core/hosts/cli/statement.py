"""How does a settlement look to people at the command line?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from textwrap import wrap

from bonusmalus_core.calc.claim_words import claim_word, named, pays, seals, sent, vat_note
from bonusmalus_core.calc.explain import explanation, spread
from bonusmalus_core.calc.month_notes import month_notes
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.hosts.cli.output import print_findings, written_day
from bonusmalus_core.hosts.cli.page import Head, Page, page
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.settlement import KpiLine, MonthLine, Settlement
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import money, number, quantity, share
from bonusmalus_core.words.said import Locate

_KPI = ("code", "months", "value", "level", "impact", "weight", "contribution")
_MONTH = ("month", "actual", "payable", "factor", "price", "amount")
_LEFT = ("code", "months", "month")
_HEADER = 12
"""Widest line of a header: with it both tables fit in 80 columns."""
_DECIMALS = 4
"""Decimals of values, impacts and prices in a table: of a percentage that leaves two."""


def print_statement(agreement: Agreement, settlement: Settlement, locate: Locate) -> None:
    """The KPIs with their explanations, the months, the total and who pays whom, and what there is to know."""
    contract, out = agreement.contract, page()
    texts = words(contract.language, "cli")
    out.line(texts["settlement"].format(label=settlement.label, title=contract.title), "bold")
    due = texts["due"].format(due=written_day(settlement.due, contract.language))
    out.line(f"{texts[f'status.{settlement.status}']} · {due}")
    _print_table(out, "kpi", _KPI, [_kpi(line, contract) for line in settlement.kpis], texts)
    for line in settlement.kpis:
        out.line(f"  {_labelled(contract, line.code, f'{line.name}, {_months(line)}')}")
        for text in (explanation(line, contract), *spread(line, contract.language)):
            out.line(f"    {text}")
    _print_table(out, "month", _MONTH, [_month(line, contract) for line in settlement.months], texts)
    for month in settlement.months:
        out.line(f"  {_labelled(contract, month.month, _volume(month, contract))}")
    for text in month_notes(agreement, settlement):
        out.line(f"  {text}")
    for label, amount in _totals(settlement, contract):
        out.line(_labelled(contract, texts[label], amount))
    out.line(_who_pays(settlement, contract), "bold green" if settlement.bonus_malus >= 0 else "bold red")
    if settlement.claim:
        for text in _payment(contract, settlement.claim):
            out.line(text)
    print_findings(settlement.findings, contract.language, locate)


def _labelled(contract: Contract, label: object, text: str) -> str:
    """A label and what belongs to it, with the colon as the language sets it."""
    return say(contract.language, "cli", "labelled", label=label, text=text)


def _print_table(
    out: Page, kind: str, columns: Iterable[str], rows: Iterable[list[str]], texts: Mapping[str, str]
) -> None:
    """A table with a blank line above and below."""
    named = ((column, wrap(texts[f"{kind}.{column}"], _HEADER, break_long_words=False)) for column in columns)
    out.line()
    out.table([Head(tuple(lines), column in _LEFT) for column, lines in named], rows)
    out.line()


def _kpi(line: KpiLine, contract: Contract) -> list[str]:
    language = contract.language
    return [
        line.code,
        _months(line),
        "–" if line.value is None else quantity(_short(line.value), line.row.unit, language),
        "–" if line.band is None else str(line.band),
        "–" if line.impact is None else share(_short(line.impact), language),
        share(line.weight, language),
        money(line.contribution, contract.currency, language),
    ]


def _months(line: KpiLine) -> str:
    first, last = line.months[0], line.months[-1]
    return str(first) if first == last else f"{first} – {last}"


def _month(line: MonthLine, contract: Contract) -> list[str]:
    language, currency = contract.language, contract.currency
    return [
        str(line.month),
        number(line.actual, language),
        number(line.payable, language),
        share(line.factor, language),
        money(_short(line.price), currency, language),
        money(half_away(Fraction(line.amount), minor_units()[currency]), currency, language),
    ]


def _volume(line: MonthLine, contract: Contract) -> str:
    """The volume against its forecast, and what the conditions made of it."""
    language, texts = contract.language, words(contract.language, "cli")
    forecast = "–" if line.forecast is None else number(line.forecast, language)
    ratio = "–" if line.volume_ratio is None else share(line.volume_ratio, language)
    effects = [f"{texts[f'effect.{each.effect}']} ({each.condition})" for each in line.effects]
    return "; ".join([f"{texts['month.forecast']} {forecast}", f"{texts['month.ratio']} {ratio}", *effects])


def _short(value: Decimal | Fraction) -> Decimal:
    return half_away(Fraction(value), _DECIMALS)


def _totals(settlement: Settlement, contract: Contract) -> Iterable[tuple[str, str]]:
    def amount(value: Decimal | Fraction) -> str:
        return money(value, contract.currency, contract.language)

    for each in settlement.adjustments:
        yield f"adjustment.{each.cause}", amount(each.amount)
    yield "factor", share(settlement.factor, contract.language)
    yield "bonus_malus", amount(settlement.bonus_malus)
    if settlement.top_up:
        yield "top_up", amount(settlement.top_up)


def _payment(contract: Contract, claim: Claim) -> Iterable[str]:
    """Which document it is and what it corrects, who pays whom by which paper, and the seal."""
    amount = partial(money, currency=contract.currency, language=contract.language)
    yield _labelled(contract, claim_word(contract, "document"), named(contract, claim))
    if claim.corrects:
        yield _labelled(contract, claim_word(contract, "true_up", document=claim.corrects), amount(claim.true_up))
    yield _labelled(contract, claim_word(contract, "net"), amount(claim.net))
    note = vat_note(contract, claim) or f"{amount(claim.vat)} ({share(claim.vat_rate, contract.language)})"
    yield _labelled(contract, claim_word(contract, "vat"), note)
    yield from filter(None, (pays(contract, claim), sent(contract, claim), *seals(contract, claim)[1:]))


def _who_pays(settlement: Settlement, contract: Contract) -> str:
    owed = settlement.bonus_malus
    key = "pays.bonus" if owed > 0 else "pays.malus" if owed else "pays.nothing"
    text = words(contract.language, "cli")[key]
    amount = money(abs(owed), contract.currency, contract.language)
    return text.format(client=contract.client, supplier=contract.supplier, amount=amount)
