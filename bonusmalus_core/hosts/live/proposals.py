"""Which period of an open contract is to be settled next?

The history knows what was settled finally. Of the other periods the oldest whose figures are complete is proposed; when
none is, the oldest, because then everything that is missing is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bonusmalus_core.calc.history import versions
from bonusmalus_core.calc.periods import periods
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.statement.head import month_span


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
    unsettled = _unsettled(agreement, len(named)) or [len(named)]
    complete = (number for number in unsettled if isinstance(settle(agreement, number, date.today()), Settlement))
    return Proposal(named, next(complete, unsettled[0]), language)


def _unsettled(agreement: Agreement, last: int) -> list[int]:
    """The periods without a final settlement: a preliminary one leaves no trace in the history."""
    return [number for number in range(1, last + 1) if not versions(agreement.history, number)]
