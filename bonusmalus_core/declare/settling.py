"""How is a period of a contract workbook settled?

Reads the workbook, checks it, settles the period and puts the statement on its sheet; nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Refusal, Settlement
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import Reading, read_agreement
from bonusmalus_core.workbook.statement import put_statement, statement_rows

_LACKING = frozenset({"D1", "D2", "D6", "D7", "D8", "D9"})
"""Codes of findings about something that is not there: needless where its row was found to be faulty."""

_ONE_ROW_A_MONTH = frozenset({"months", "prices"})
"""Tables in which a row whose month could not be read is the one that seems to be lacking."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled period; its statement stands on the workbook's sheet and waits to be saved."""

    agreement: Agreement
    settlement: Settlement
    places: Places


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was settled or written; `language` is the contract's, or Dutch while the contract cannot be read."""

    findings: tuple[Finding, ...]
    language: str
    places: Places


def settle_workbook(workbook: Workbook, period: int, as_of: date) -> Settled | Refused:
    """Settles one period (counted from 1) as seen on the day `as_of`.

    Raises WrongUsage for a period that the contract does not have.
    """
    reading = read_agreement(workbook)
    if reading.agreement is None:
        return Refused(tuple(found_in(reading)), language_of(reading), reading.places)
    result = settle(reading.agreement, period, as_of, found_in(reading))
    if isinstance(result, Refusal):
        return Refused(_telling(result.findings, reading.findings), language_of(reading), reading.places)
    put_statement(workbook, statement_rows(reading.agreement, result))
    return Settled(reading.agreement, result, reading.places)


def language_of(reading: Reading) -> str:
    """The language of the contract; Dutch while it cannot be read."""
    return reading.agreement.contract.language if reading.agreement else "nl"


def found_in(reading: Reading) -> Sequence[Finding]:
    """What reading and checking a workbook found, period by period aside."""
    if reading.agreement is None:
        return (*reading.findings, *reading.unwritable)
    return (*reading.findings, *blockers(reading.agreement, reading.faulty), *reading.unwritable)


def _telling(findings: Iterable[Finding], read: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those that only follow from a row that could not be read."""
    faulty = {(each.where.table, each.month, each.kpi) for each in read if each.severity is Severity.BLOCKER}
    nameless = _ONE_ROW_A_MONTH.intersection(table for table, month, _ in faulty if month is None)

    def follows(each: Finding) -> bool:
        place = (each.where.table, each.month, each.kpi)
        return each.code in _LACKING and (place in faulty or each.where.table in nameless)

    return tuple(each for each in findings if not follows(each))
