"""What does the period come to? The lines of the bonus-malus, its total, the factor, and the top-up apart from it."""

from __future__ import annotations

from decimal import Decimal

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.port import Row
from bonusmalus_core.workbook.statement.columns import CONTROL, LABEL, MONEY, REMARK, row, said, shown


def result(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The section of the result."""
    language = agreement.contract.language
    title = row("section", {LABEL: said(language, "result")})
    if settlement is None:
        return [
            title,
            money("line", said(language, "contributions"), None),
            money("total", said(language, "total"), None, said(language, "none")),
            money("factor", said(language, "factor"), None),
            money("apart", said(language, "top_up"), None),
            row("space"),
        ]
    return [title, *_lines(agreement, settlement), row("space")]


def money(kind: str, text: str, amount: Decimal | None, remark: str | None = None) -> Row:
    """A line with an amount, the engine's own beside it."""
    return row(kind, {LABEL: text, MONEY: amount, CONTROL: amount, REMARK: remark})


def _lines(agreement: Agreement, settlement: Settlement) -> list[Row]:
    contract, language = agreement.contract, agreement.contract.language
    contributions = sum((line.contribution for line in settlement.kpis), Decimal(0))
    who = "nobody" if not settlement.bonus_malus else "bonus" if settlement.bonus_malus > 0 else "malus"
    owes = said(language, who, client=contract.client, supplier=contract.supplier)
    top_up = money("apart", said(language, "top_up"), settlement.top_up, said(language, "top_up.note"))
    return [
        money("line", said(language, "contributions"), contributions),
        *(money("line", said(language, f"cause.{each.cause}"), each.amount)
          for each in settlement.adjustments if each.amount),
        money("total", said(language, "total"), settlement.bonus_malus, owes),
        money("factor", said(language, "factor"), shown(settlement.factor)),
        *([top_up] if settlement.top_up else []),
    ]  # fmt: skip
