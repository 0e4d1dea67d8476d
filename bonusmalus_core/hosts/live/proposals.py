"""Which period of an open contract is meant, most likely?

The history knows what was settled finally, and what is locked. To be settled next is, of the other periods, the oldest
whose figures are complete; when none is, the oldest, because then everything that is missing is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bonusmalus_core.calc.history import lock, versions
from bonusmalus_core.calc.periods import periods
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.offering import Period
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.statement.head import month_span


@dataclass(frozen=True)
class Proposal:
    """The periods of a contract in words, and the one that is proposed, counted from 1."""

    periods: Sequence[str]
    period: int
    language: str


def proposal(workbook: Workbook, meant: Period) -> Proposal | None:
    """What to propose; None when the contract cannot be read."""
    agreement = read_agreement(workbook).agreement
    if agreement is None:
        return None
    language, every = agreement.contract.language, enumerate(periods(agreement.contract), 1)
    named = [f"{number} · {month_span(months, language)}" for number, months in every]
    return Proposal(named, _PROPOSED[meant](agreement, range(1, len(named) + 1)), language)


def _next(agreement: Agreement, every: range) -> int:
    """A preliminary settlement leaves no trace in the history: its period is still to be settled."""
    unsettled = [number for number in every if not versions(agreement.history, number)] or [every[-1]]
    complete = (number for number in unsettled if isinstance(settle(agreement, number, date.today()), Settlement))
    return next(complete, unsettled[0])


def _settled(agreement: Agreement, every: range) -> int:
    settled = [number for number in every if versions(agreement.history, number)]
    free = [number for number in settled if not lock(agreement.history, number)]
    return (free or settled or [every[0]])[-1]


def _locked(agreement: Agreement, every: range) -> int:
    return ([number for number in every if lock(agreement.history, number)] or [_settled(agreement, every)])[-1]


_PROPOSED: Mapping[Period, Callable[[Agreement, range], int]] = {
    Period.NEXT: _next,
    Period.SETTLED: _settled,
    Period.LOCKED: _locked,
}
