"""How is a period of a contract workbook settled?

Reads the workbook, checks it, settles the period, puts the statement on its sheet and a final settlement that is new
into the history; nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.calc.claim import claimed
from bonusmalus_core.calc.history import entered, lock
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.declare.stamping import present
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim
from bonusmalus_core.model.history import Stamp
from bonusmalus_core.model.settlement import Refusal, Settlement, Status
from bonusmalus_core.words import say
from bonusmalus_core.workbook.history import append_history
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Closed, Row, Workbook
from bonusmalus_core.workbook.proof import proved
from bonusmalus_core.workbook.read import Reading, read_agreement
from bonusmalus_core.workbook.sheets import UNSETTLED
from bonusmalus_core.workbook.statement import put_statement, statement_rows
from bonusmalus_core.workbook.statement.narrow import is_narrow
from bonusmalus_core.workbook.statement.start import refresh_start

LACKING = frozenset({"D1", "D2", "D6", "D7", "D8", "D9"})
"""Codes of findings about something that is not there: needless where its row was found to be faulty."""

_ONE_ROW_A_MONTH = frozenset({"months", "prices"})
"""Tables in which a row whose month could not be read is the one that seems to be lacking."""


class Settled(NamedTuple):
    """A settled period; its statement stands on the workbook's sheet and waits to be saved.

    `claim` is the payment that follows. `is_known`: all that it reads is what its last version in the history read.
    """

    agreement: Agreement
    settlement: Settlement
    claim: Claim
    places: Places
    is_known: bool


class Refused(NamedTuple):
    """Nothing was settled or written; `language` is the contract's, or Dutch while the contract cannot be read."""

    findings: tuple[Finding, ...]
    language: str
    places: Places


def settle_workbook(workbook: Workbook, period: int, as_of: date, stamp: Stamp | None = None) -> Settled | Refused:
    """Settles one period (counted from 1) as seen on the day `as_of`; `stamp` is who does it, and when.

    Raises WrongUsage for a period that the contract does not have.
    """
    reading = read_agreement(workbook)
    if reading.agreement is None:
        return Refused(tuple(found_in(reading)), language_of(reading), reading.places)
    agreement = reading.agreement
    found = [*found_in(reading), *locked(agreement, period)]
    result = settle(agreement, period, as_of, found)
    if isinstance(result, Refusal):
        return Refused(telling(result.findings, reading.findings), language_of(reading), reading.places)
    entry = entered(agreement.history, result, canonical(agreement, period), as_of, stamp or present())
    if not entry.is_new:
        result = result._replace(status=Status.FINAL)  # only what was final stands in the history
    claim = claimed(agreement, result, entry)
    settlement = result._replace(true_up=claim.true_up, claim=claim)
    rows = statement_rows(agreement, settlement)
    put_statement(workbook, rows if is_narrow(workbook) else proved(rows, reading.places, agreement, settlement))
    history = agreement.history
    if entry.is_new and settlement.status is Status.FINAL:
        append_history(workbook, entry.row, agreement.contract.language)
        history = (*history, entry.row)
    refresh_start(workbook, agreement.contract, history, rows)
    _redraw(workbook, agreement.model_copy(update={"history": history}), rows)
    return Settled(agreement, settlement, claim, reading.places, not entry.is_new)


def _redraw(workbook: Workbook, agreement: Agreement, rows: Sequence[Row]) -> None:
    """Lets a dashboard that is to be seen show what was settled."""
    if shows_dashboard(workbook, agreement.contract.language):
        from bonusmalus_core.workbook.dashboard_sheet import redraw

        redraw(workbook, agreement, rows)


def shows_dashboard(workbook: Workbook, language: str) -> bool:
    """Whether a dashboard is to be seen, in a file that no program holds: there nobody computes it anew."""
    return isinstance(workbook, Closed) and workbook.is_shown(say(language, "sheets", "sheet.dashboard"))


def locked(agreement: Agreement, period: int) -> Iterable[Finding]:
    """H1: the period is locked, and by whom."""
    held = lock(agreement.history, period)
    if held is not None:
        where = Where("history", agreement.history.index(held), "event")
        facts = {"period": period, "document": held.document, "who": held.who or "–", "at": held.day or held.at}
        yield Finding("H1", Severity.BLOCKER, where, facts=facts)


def language_of(reading: Reading) -> str:
    """The language of the contract; Dutch while its cell cannot be read."""
    return reading.agreement.contract.language if reading.agreement else reading.language


def found_in(reading: Reading) -> Sequence[Finding]:
    """What reading and checking a workbook found, period by period aside."""
    read = read_findings(reading)
    if reading.agreement is None:
        return (*read, *reading.unwritable)
    return (*read, *blockers(reading.agreement, reading.faulty), *reading.unwritable)


def read_findings(reading: Reading) -> tuple[Finding, ...]:
    """What reading found, as much as it stops a settlement."""
    return tuple(unsettled(each) for each in reading.findings)


def unsettled(finding: Finding) -> Finding:
    """What stops a command of its own but no settlement, where no settlement reads the table, is an error."""
    blocks_nothing = finding.severity is Severity.BLOCKER and finding.where.table in UNSETTLED
    return finding._replace(severity=Severity.ERROR) if blocks_nothing else finding


def telling(findings: Iterable[Finding], read: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those that only follow from a row that could not be read."""
    faulty = {(each.where.table, each.month, each.kpi) for each in read if each.severity is Severity.BLOCKER}
    nameless = _ONE_ROW_A_MONTH.intersection(table for table, month, _ in faulty if month is None)

    def follows(each: Finding) -> bool:
        place = (each.where.table, each.month, each.kpi)
        return each.code in LACKING and (place in faulty or each.where.table in nameless)

    return tuple(each for each in findings if not follows(each))
