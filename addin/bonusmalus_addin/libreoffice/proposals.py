"""Which period of an open contract is to be settled next?

The statement shows the months of the last period that was settled. The oldest period after it whose figures are
complete is proposed; when none is, the next one, because then everything that is missing is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bonusmalus_core.calc.periods import periods, spans
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.statement import month_span

_STATEMENT = "tblSettlementMonths"


@dataclass(frozen=True)
class Proposal:
    """The periods of a contract in words, and the one to settle next, counted from 1."""

    periods: Sequence[str]
    period: int
    language: str


def proposal(workbook: Workbook) -> Proposal | None:
    """What to propose; None when the contract cannot be read."""
    agreement = read_agreement(workbook).agreement
    if agreement is None:
        return None
    language, every = agreement.contract.language, enumerate(periods(agreement.contract), 1)
    named = [f"{number} · {month_span(months, language)}" for number, months in every]
    unsettled = range(min(_settled(workbook, agreement) + 1, len(named)), len(named) + 1)
    complete = (number for number in unsettled if isinstance(settle(agreement, number, date.today()), Settlement))
    return Proposal(named, next(complete, unsettled[0]), language)


def _settled(workbook: Workbook, agreement: Agreement) -> int:
    """The period that stands on the statement; 0 when none does."""
    table = workbook.tables().get(_STATEMENT)
    shown = table.rows[0][0] if table else None
    if not isinstance(shown, Decimal):
        return 0
    return next((number for number, span in enumerate(spans(agreement.contract), 1) if shown in span), 0)
