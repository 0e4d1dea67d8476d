"""How is a settled period locked against another settlement, and how does it come free again?

Both are rows of the history like any other: who did it, when, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bonusmalus_core.calc.history import lock, noted, versions
from bonusmalus_core.calc.periods import span
from bonusmalus_core.checks.history import chain
from bonusmalus_core.declare.settling import Refused, found_in, language_of
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Phrase, Severity, Where, blocks
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import Event, HistoryRow, Stamp
from bonusmalus_core.workbook.history import append_history
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import Reading, read_agreement

HISTORY = frozenset({"history", "archive"})


@dataclass(frozen=True, slots=True)
class Noted:
    """The row that says whether the period is locked; `is_new` when it waits to be saved."""

    row: HistoryRow
    is_new: bool
    language: str


def lock_period(workbook: Workbook, period: int, stamp: Stamp) -> Noted | Refused:
    """Locks the last settlement of a period; a locked one stays as it is. WrongUsage: there is no such period."""
    return _noted(workbook, period, "locked", "", stamp)


def unlock_period(workbook: Workbook, period: int, reason: str, stamp: Stamp) -> Noted | Refused:
    """Takes the lock off for a reason that the history keeps. WrongUsage: no such period, or no reason."""
    if not reason.strip():
        raise WrongUsage("missing", option="reason", meaning=Phrase("unlock.reason", topic="commands"))
    return _noted(workbook, period, "unlocked", reason, stamp)


def _noted(workbook: Workbook, period: int, event: Event, reason: str, stamp: Stamp) -> Noted | Refused:
    reading = read_agreement(workbook)
    agreement, language = reading.agreement, language_of(reading)
    if agreement is None:
        return Refused(tuple(found_in(reading)), language, reading.places)
    span(agreement.contract, period)
    held = lock(agreement.history, period)
    if event == "locked" and held:
        return Noted(held, False, language)
    # While a row is missing or edited, nobody can say what is settled and what is locked.
    found = in_history(reading, agreement)
    found = found if blocks(found) else (*found, *_nothing_to_note(agreement, period, event))
    if blocks(found):
        return Refused(found, language, reading.places)
    row = noted(agreement.history, event, versions(agreement.history, period)[-1], reason, stamp)
    append_history(workbook, row, language)
    return Noted(row, True, language)


def in_history(reading: Reading, agreement: Agreement) -> tuple[Finding, ...]:
    """What is wrong with history and archive themselves: cells that cannot be read, and broken seals."""
    read = tuple(each for each in (*reading.findings, *reading.unwritable) if each.where.table in HISTORY)
    return read if "history" in reading.faulty else (*read, *chain(agreement))


def _nothing_to_note(agreement: Agreement, period: int, event: Event) -> Iterator[Finding]:
    """H7: nothing was settled that could be locked; H8: nothing is locked."""
    if not versions(agreement.history, period):
        yield Finding("H7", Severity.BLOCKER, Where("history"), facts={"period": period})
    elif event == "unlocked" and not lock(agreement.history, period):
        yield Finding("H8", Severity.BLOCKER, Where("history"), facts={"period": period})
