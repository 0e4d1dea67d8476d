"""What does the head of the statement say? The parties, the period, and how far the settlement is."""

from __future__ import annotations

from bonusmalus_core.calc.claim_words import claim_word, named
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words import words
from bonusmalus_core.workbook.layout import label
from bonusmalus_core.workbook.port import Cell, Row
from bonusmalus_core.workbook.statement.columns import FACT, LABEL, row, said


def month_span(months: tuple[Month, ...], language: str) -> str:
    """Consecutive months in words.

    >>> month_span((Month(2026, 1), Month(2026, 2), Month(2026, 3)), "en")
    'Jan – Mar 2026'
    """
    first, last = months[0], months[-1]
    names = words(language, "sheets")["months"].split()
    if first == last:
        return f"{names[first.number - 1]} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{names[first.number - 1]}{year} – {names[last.number - 1]} {last.year}"


def head(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The title, who the parties are, and what was settled."""
    contract, language = agreement.contract, agreement.contract.language
    state, period, due = said(language, "none"), None, None
    if settlement is not None:
        state = said(language, f"status.{settlement.status}")
        months = tuple(line.month for line in settlement.months)
        period = f"{settlement.period} · {month_span(months, language)}"
        due = settlement.due
    parties = ("client", "supplier", "purchase_order") if contract.purchase_order else ("client", "supplier")
    return [
        row("title", {LABEL: said(language, "title")}),
        row("subtitle", {LABEL: contract.title}),
        row("space"),
        *(_fact("party", label(language, "contract", key), getattr(contract, key)) for key in (*parties, "currency")),
        *_document(agreement, settlement),
        _fact("period", said(language, "period"), period),
        _fact("status", said(language, "status"), state),
        _fact("due", said(language, "due"), due),
        _fact("check", said(language, "check"), None if settlement is None else said(language, "check.values")),
        row("space"),
    ]


def _document(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The name of the document, and of the one that it corrects."""
    if settlement is None or settlement.claim is None:
        return []
    contract, claim = agreement.contract, settlement.claim
    name = named(contract, claim)
    if claim.corrects:
        name = f"{name} · {claim_word(contract, 'true_up', document=claim.corrects)}"
    return [_fact("party", claim_word(contract, "document"), name)]


def _fact(kind: str, text: str, fact: Cell) -> Row:
    return row(kind, {LABEL: text, FACT: fact})
