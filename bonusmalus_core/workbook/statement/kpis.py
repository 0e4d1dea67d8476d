"""What does the statement say of each KPI in each of its runs?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

from bonusmalus_core.calc.explain import explanation, spread
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import KpiLine, Settlement
from bonusmalus_core.workbook.layout import choice_label
from bonusmalus_core.workbook.port import Row, Written
from bonusmalus_core.workbook.statement.columns import LABEL, NAME, REMARK, row, said, shown
from bonusmalus_core.workbook.statement.head import month_span

HEADS = (
    "code", "name", "months", "numerator", "denominator", "value", "level", "impact", "weight", "share",
    "contribution", "control", "explanation", "unit",
)  # fmt: skip
SHORT = 84
"""Characters of a definition that fit below the name of a KPI."""
WIDE = 150
"""Characters of a line below the table."""


def kpi_table(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The table with a row per KPI and run."""
    contract, language = agreement.contract, agreement.contract.language
    definitions = {entry.kpi: entry.definition for entry in agreement.legend}
    lines = [] if settlement is None else settlement.kpis
    worth = Fraction(0) if settlement is None else _worth(settlement, contract)
    return [
        row("section", {LABEL: said(language, "kpis")}),
        row("kpi-head", {place: said(language, f"kpi.{head}") for place, head in enumerate(HEADS, LABEL)}),
        *([_kpi(line, worth, contract, definitions.get(line.code, "")) for line in lines]
          or [row("kpi", {LABEL: "–", REMARK: said(language, "none")})]),
        row("space"),
        *_spreads(lines, language),
    ]  # fmt: skip


def _spreads(lines: Sequence[KpiLine], language: str) -> Iterator[Row]:
    """How far agents and days lie apart, below the table; nothing where nobody measured it."""
    told = [(line.code, text) for line in lines for said in spread(line, language) for text in wrap(said, WIDE)]
    yield from (row("note", {LABEL: code, NAME: text}) for code, text in told)
    if told:
        yield row("space")


def _worth(settlement: Settlement, contract: Contract) -> Fraction:
    """What the volume that carries the bonus-malus is worth at the base price."""
    paid = contract.bonus_malus_volume == "payable"
    lines = settlement.months
    return sum(((line.payable if paid else Fraction(line.actual)) * line.base_price for line in lines), Fraction(0))


def _kpi(line: KpiLine, worth: Fraction, contract: Contract, definition: str) -> Row:
    language = contract.language
    below = line.n if line.denominator is None else line.denominator
    cells: tuple[Written, ...] = (
        None, line.code, _named(line.name, definition), month_span(line.months, language), shown(line.numerator),
        shown(below), shown(line.value), None if line.band is None else shown(Fraction(line.band)), shown(line.impact),
        line.weight, shown(Fraction(line.contribution) / worth if worth else None), line.contribution,
        line.contribution, explanation(line, contract), choice_label(language, "unit", line.row.unit),
    )  # fmt: skip
    return Row("kpi", cells)


def _named(name: str, definition: str) -> str:
    """The name, and below it the definition in short."""
    return "\n".join(filter(None, (name, _short(" ".join(definition.split())))))


def _short(text: str) -> str:
    """The text, or its first words and a sign that there are more."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 2].rpartition(' ')[0]} …"
