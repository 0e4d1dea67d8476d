"""Which commands settle a period, guard what was settled, and prove it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonusmalus_core.declare.commands.endings import count, refused
from bonusmalus_core.declare.kinds import Date, Number, Text
from bonusmalus_core.declare.offering import Group, Period, command

if TYPE_CHECKING:
    from bonusmalus_core.declare.locking import Noted
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import Refused
    from bonusmalus_core.model.history import Stamp
    from bonusmalus_core.workbook.port import Workbook


@command("settle", Group.SETTLE, icon="CalculateNow", writes=True)
def settle(workbook: Workbook, stamp: Stamp, period: Number, as_of: Date | None = None) -> Outcome:
    """Settles one period and writes the settlement into the workbook.

    Args:
        workbook: The contract.
        stamp: Who settles, and when.
        period: The number of the settlement period; 1 is the first.
        as_of: Decides whether the settlement is preliminary or final on this day (year-month-day); default today.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import claim_data, settlement_data
    from bonusmalus_core.declare.settling import Refused, settle_workbook
    from bonusmalus_core.model.settlement import Status
    from bonusmalus_core.workbook.statement.narrow import settlement_table

    done = settle_workbook(workbook, count("period", period), as_of or stamp.at.date(), stamp)
    if isinstance(done, Refused):
        return refused(done.findings, done.language, done.places.of)
    language, settlement = done.agreement.contract.language, done.settlement
    told = {Status.FINAL: "settle.done", Status.PRELIMINARY: "settle.preliminary"}
    sheet = settlement_table(workbook).sheet
    return Outcome(
        "settle.known" if done.is_known else told[settlement.status],
        language,
        settlement_data(settlement, done.agreement.contract, done.places.of) | claim_data(done.claim),
        {"label": settlement.label, "sheet": sheet, "version": done.claim.version},
        settlement.findings,
        done.places.of,
        sheet=sheet,
        settled=done,
    )


@command("statement", Group.SETTLE, icon="FilePrint", prints=True)
def statement(workbook: Workbook, stamp: Stamp, period: Number, as_of: Date | None = None) -> Outcome:
    """Shows the statement of a period and leaves the workbook as it is.

    Args:
        workbook: The contract.
        stamp: Who settles, and when.
        period: The number of the settlement period; 1 is the first.
        as_of: Decides whether the settlement is preliminary or final on this day (year-month-day); default today.
    """
    outcome = settle(workbook, stamp, period, as_of)
    return outcome if outcome.refused else outcome._replace(told="statement.done")


@command("lock", Group.SETTLE, icon="Lock", writes=True, period=Period.SETTLED)
def lock(workbook: Workbook, stamp: Stamp, period: Number) -> Outcome:
    """Locks a finally settled period: it is not calculated again.

    Args:
        workbook: The contract.
        stamp: Who locks, and when.
        period: The number of the settlement period; 1 is the first.
    """
    from bonusmalus_core.declare.locking import lock_period

    return _noted("lock", lock_period(workbook, count("period", period), stamp))


@command("unlock", Group.SETTLE, icon="AdpPrimaryKey", writes=True, period=Period.LOCKED)
def unlock(workbook: Workbook, stamp: Stamp, period: Number, reason: Text) -> Outcome:
    """Unlocks a period for a reason that stays in the history.

    Args:
        workbook: The contract.
        stamp: Who unlocks, and when.
        period: The number of the settlement period; 1 is the first.
        reason: Why the period has to be settled again.
    """
    from bonusmalus_core.declare.locking import unlock_period

    return _noted("unlock", unlock_period(workbook, count("period", period), reason, stamp))


@command("verify", Group.SETTLE, icon="ReviewAcceptChange")
def verify(workbook: Workbook) -> Outcome:
    """Calculates everything that was settled again and reports what no longer agrees, with the sealed terms too."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.proving import proof_data, proof_report, prove
    from bonusmalus_core.declare.result import findings_data
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    language, locate = language_of(reading), reading.places.of
    if reading.agreement is None:
        return refused(found_in(reading), language, locate)
    proof = prove(reading, reading.agreement)
    nothing = "sealed" if proof.sealing else "none"
    told = "found" if proof.findings else "done" if proof.versions else nothing
    count = len(proof.findings or proof.versions)
    return Outcome(
        f"verify.{told}",
        language,
        proof_data(proof) | {"findings": findings_data(proof.findings, language, locate)},
        {"count": count},
        proof.findings,
        locate,
        refused=bool(proof.findings),
        report=proof_report(proof),
    )


@command("actions", Group.SETTLE, icon="ReviewNewComment", writes=True, period=Period.SETTLED)
def actions(workbook: Workbook, period: Number) -> Outcome:
    """Proposes a row of the action register for every KPI below its target in a period.

    Args:
        workbook: The contract.
        period: The number of the settlement period; 1 is the first.
    """
    from bonusmalus_core.declare.following import propose, proposed_data, proposed_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import Refused

    done = propose(workbook, count("period", period))
    if isinstance(done, Refused):
        return refused(done.findings, done.language, done.places.of)
    told = "actions.done" if done.misses else "actions.none"
    facts = {"count": len(done.misses), "added": len(done.added), "sheet": done.sheet}
    return Outcome(told, done.language, proposed_data(done), facts, sheet=done.sheet, report=proposed_report(done))


def _noted(command: str, noted: Noted | Refused) -> Outcome:
    """What came of locking or unlocking a period."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import Refused

    if isinstance(noted, Refused):
        return refused(noted.findings, noted.language, noted.places.of)
    row = noted.row
    data = {"document": row.document, "event": row.event, "who": row.who, "at": row.at, "reason": row.reason or None}
    told = "done" if noted.is_new else "already"
    return Outcome(f"{command}.{told}", noted.language, data, {"document": row.document})
