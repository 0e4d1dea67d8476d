"""How does a settlement look in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bonusmalus_core.calc.explain import explanation
from bonusmalus_core.hosts.cli.output import console, print_findings
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import KpiLine, MonthLine, Settlement
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import money, number, quantity, share
from bonusmalus_core.words.said import Locate

_KPI = ("code", "name", "months", "value", "level", "impact", "weight", "contribution")
_MONTH = ("month", "forecast", "actual", "ratio", "payable", "factor", "price", "amount", "effects")
_LEFT = ("code", "name", "months", "month", "effects")


def print_statement(agreement: Agreement, settlement: Settlement, locate: Locate) -> None:
    """The KPIs with their explanations, the months, the total and who pays whom, and what there is to know."""
    contract, out = agreement.contract, console()
    texts = words(contract.language, "cli")
    out.print(Text(texts["settlement"].format(label=settlement.label, title=contract.title), style="bold"))
    due = texts["due"].format(due=_day(settlement.due, texts))
    out.print(f"{texts[f'status.{settlement.status}']} · {due}", highlight=False)
    out.print(_table("kpi", _KPI, (_kpi(line, contract) for line in settlement.kpis), texts))
    for line in settlement.kpis:
        out.print(f"  {line.code}: {explanation(line, contract)}", markup=False, highlight=False)
    out.print(_table("month", _MONTH, (_month(line, contract) for line in settlement.months), texts))
    for label, amount in _totals(settlement, contract):
        out.print(f"{texts[label]}: {amount}", markup=False, highlight=False)
    out.print(Text(_who_pays(settlement, contract), style="bold green" if settlement.bonus_malus >= 0 else "bold red"))
    print_findings(settlement.findings, contract.language, locate)


def _day(day: date, texts: Mapping[str, str]) -> str:
    return texts["day"].format(d=day.day, m=day.month, y=day.year)


def _table(kind: str, columns: Iterable[str], rows: Iterable[list[str]], texts: Mapping[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(texts[f"{kind}.{column}"], justify="left" if column in _LEFT else "right", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _kpi(line: KpiLine, contract: Contract) -> list[str]:
    language = contract.language
    first, last = line.months[0], line.months[-1]
    return [
        line.code,
        line.name,
        str(first) if first == last else f"{first} – {last}",
        "–" if line.value is None else quantity(line.value, line.row.unit, language),
        "–" if line.band is None else str(line.band),
        "–" if line.impact is None else share(line.impact, language),
        share(line.weight, language),
        money(line.contribution, contract.currency, language),
    ]


def _month(line: MonthLine, contract: Contract) -> list[str]:
    language, texts = contract.language, words(contract.language, "cli")
    return [
        str(line.month),
        "–" if line.forecast is None else number(line.forecast, language),
        number(line.actual, language),
        "–" if line.volume_ratio is None else share(line.volume_ratio, language),
        number(line.payable, language),
        share(line.factor, language),
        money(line.price, contract.currency, language),
        money(line.amount, contract.currency, language),
        ", ".join(f"{texts[f'effect.{each.effect}']} ({each.condition})" for each in line.effects),
    ]


def _totals(settlement: Settlement, contract: Contract) -> Iterable[tuple[str, str]]:
    def amount(value: Decimal | Fraction) -> str:
        return money(value, contract.currency, contract.language)

    for each in settlement.adjustments:
        yield f"adjustment.{each.cause}", amount(each.amount)
    yield "factor", share(settlement.factor, contract.language)
    yield "bonus_malus", amount(settlement.bonus_malus)
    if settlement.top_up:
        yield "top_up", amount(settlement.top_up)


def _who_pays(settlement: Settlement, contract: Contract) -> str:
    owed = settlement.bonus_malus
    key = "pays.bonus" if owed > 0 else "pays.malus" if owed else "pays.nothing"
    text = words(contract.language, "cli")[key]
    amount = money(abs(owed), contract.currency, contract.language)
    return text.format(client=contract.client, supplier=contract.supplier, amount=amount)
