"""What does the statement say of each month? Volumes, what the conditions did, factor, price and amount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.month_notes import month_notes
from bonusmalus_core.calc.periods import first_month
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import MonthLine, Settlement
from bonusmalus_core.workbook.layout import choice_label
from bonusmalus_core.workbook.port import Row, Written
from bonusmalus_core.workbook.statement.columns import LABEL, row, said, shown

HEADS = (
    "number", "month", "forecast", "actual", "ratio", "payable", "volume", "base", "factor", "price", "amount",
    "control", "effects",
)  # fmt: skip


def month_table(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The table with a row per month of the period."""
    language = agreement.contract.language
    lines = [] if settlement is None else [_month(line, agreement) for line in settlement.months]
    notes = [] if settlement is None else [row("note", {LABEL: text}) for text in month_notes(agreement, settlement)]
    return [
        row("section", {LABEL: said(language, "months")}),
        row("month-head", {place: said(language, f"month.{head}") for place, head in enumerate(HEADS, LABEL)}),
        *(lines or [row("month")]),
        *(notes or [row("space")]),
    ]


def _month(line: MonthLine, agreement: Agreement) -> Row:
    contract = agreement.contract
    effects = (f"{each.condition}: {choice_label(contract.language, 'effect', each.effect)}" for each in line.effects)
    ratio, amount = line.volume_ratio, shown(line.amount)
    if ratio is None and line.forecast:
        ratio = Fraction(line.actual) / Fraction(line.forecast)
    volume = line.payable if contract.bonus_malus_volume == "payable" else Fraction(line.actual)
    cells: tuple[Written, ...] = (
        None, Decimal(line.month - first_month(contract) + 1), line.month.first, line.forecast, line.actual,
        shown(ratio), shown(line.payable), shown(volume), shown(line.base_price), shown(line.factor),
        shown(line.price), amount, amount, ", ".join(effects) or None, None,
    )  # fmt: skip
    return Row("month", cells)
