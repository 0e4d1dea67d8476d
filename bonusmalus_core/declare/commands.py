"""Which commands are there? Each is declared once; the command line, the menus and the ribbon are made from it.

A command acts on a contract workbook and saves nothing: its host saves when the command `writes` and was not refused.
What a command needs is imported when it acts, so that a menu or `--help` is there at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from bonusmalus_core.declare.kinds import Date, Number, Text, Texts
from bonusmalus_core.declare.offering import COMMANDS, Group, command
from bonusmalus_core.errors import WrongUsage

if TYPE_CHECKING:
    from bonusmalus_core.declare.locking import Noted
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import Refused
    from bonusmalus_core.findings import Finding
    from bonusmalus_core.model.history import Stamp
    from bonusmalus_core.words.said import Locate
    from bonusmalus_core.workbook.port import Workbook

Sector = Literal["contact-centre", "facility", "sales", "production", "transport", "account-management"]
Spoken = Literal["nl", "en", "de", "fr"]


@command("new", Group.CONTRACT, icon="FileNew")
def new(  # noqa: PLR0917 - hosts give options by name
    file: Text,
    sector: Sector = "contact-centre",
    language: Spoken | None = None,
    from_: Text | None = None,
    start: Date | None = None,
    months: Number | None = None,
) -> Outcome:
    """Makes a workbook for a new contract.

    Args:
        file: The workbook to make (.xlsx); an existing file is left untouched.
        sector: The sector whose KPIs serve as an example; default contact-centre.
        language: The language of the workbook: nl, en, de or fr.
        from_: Builds the workbook from this file of contract data (JSON).
        start: The first day of the contract, the first of a month (year-month-day); default the one in the template.
        months: The number of months that the contract runs; default the one in the template.
    """
    from bonusmalus_core.declare.drafting import contract_data, draft
    from bonusmalus_core.declare.outcome import Outcome, nowhere
    from bonusmalus_templates import contents

    if Path(file).suffix.casefold() != ".xlsx":
        raise WrongUsage("ending", found=file)
    if start and start.day != 1:
        raise WrongUsage("start", found=start, nearest=start.replace(day=1))
    terms = {"language": language, "start": start and start.isoformat(), "months": _count("months", months)}
    data = contract_data(Path(from_)) if from_ else contents(sector, language or "nl")
    if isinstance(data, dict) and isinstance(data.get("contract"), dict):
        given = {key: term for key, term in terms.items() if term is not None}
        data = data | {"contract": data["contract"] | given}
    findings = draft(data, Path(file))
    if findings:
        return _refused(findings, language, nowhere)
    return Outcome("new.done", language, {"file": file}, {"file": file}, made=Path(file))


@command("check", Group.CONTRACT, icon="ErrorChecking")
def check(workbook: Workbook) -> Outcome:
    """Finds what stops the settlement of a contract."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import findings_data
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    findings, language, locate = found_in(reading), language_of(reading), reading.places.of
    return Outcome(
        "check.some" if findings else "check.none",
        language,
        {"findings": findings_data(findings, language, locate)},
        {"count": len(findings)},
        findings,
        locate,
        refused=blocks(findings),
    )


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

    done = settle_workbook(workbook, _count("period", period), as_of or stamp.at.date(), stamp)
    if isinstance(done, Refused):
        return _refused(done.findings, done.language, done.places.of)
    language, settlement = done.agreement.contract.language, done.settlement
    sheet = workbook.tables()["tblSettlement"].sheet
    return Outcome(
        "settle.done",
        language,
        settlement_data(settlement, done.agreement.contract, done.places.of) | claim_data(done.claim),
        {"label": settlement.label, "sheet": sheet},
        settlement.findings,
        done.places.of,
        sheet=sheet,
        settled=done,
    )


@command("lock", Group.SETTLE, icon="Lock", writes=True)
def lock(workbook: Workbook, stamp: Stamp, period: Number) -> Outcome:
    """Locks a finally settled period: it is not calculated again.

    Args:
        workbook: The contract.
        stamp: Who locks, and when.
        period: The number of the settlement period; 1 is the first.
    """
    from bonusmalus_core.declare.locking import lock_period

    return _noted("lock", lock_period(workbook, _count("period", period), stamp))


@command("unlock", Group.SETTLE, icon="Unlock", writes=True)
def unlock(workbook: Workbook, stamp: Stamp, period: Number, reason: Text) -> Outcome:
    """Unlocks a period for a reason that stays in the history.

    Args:
        workbook: The contract.
        stamp: Who unlocks, and when.
        period: The number of the settlement period; 1 is the first.
        reason: Why the period has to be settled again.
    """
    from bonusmalus_core.declare.locking import unlock_period

    return _noted("unlock", unlock_period(workbook, _count("period", period), reason, stamp))


@command("verify", Group.SETTLE, icon="ReviewAcceptChange")
def verify(workbook: Workbook) -> Outcome:
    """Calculates everything that was settled again and reports what no longer agrees."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.proving import proof_data, proof_report, prove
    from bonusmalus_core.declare.result import findings_data
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    language, locate = language_of(reading), reading.places.of
    if reading.agreement is None:
        return _refused(found_in(reading), language, locate)
    proof = prove(reading, reading.agreement)
    told = "found" if proof.findings else "done" if proof.versions else "none"
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


@command("export", Group.CONTRACT, icon="FileSaveAs", gives_data=True)
def export(workbook: Workbook) -> Outcome:
    """Gives the whole contract as data (JSON)."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.model.exchange import export_agreement
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    if reading.agreement is None or blocks(reading.findings):
        return _refused(reading.findings, language_of(reading), reading.places.of)
    return Outcome("export.done", language_of(reading), export_agreement(reading.agreement))


@command("whatif", Group.ANALYSE, icon="WhatIfAnalysisMenu")
def whatif(workbook: Workbook, period: Number, figures: Texts) -> Outcome:
    """Shows what a period would come to with other figures, and writes nothing.

    Args:
        workbook: The contract.
        period: The number of the settlement period; 1 is the first.
        figures: The other figures: FCR=0.86 or FCR=86%, FCR.impact=1.05, volume=11000, volume@2026-02=11000,
            price=10.5 or a measure of the months.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.declare.whatif import compare, comparison_data, comparison_report, of_sheets
    from bonusmalus_core.model.settlement import Refusal
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    language, locate = language_of(reading), reading.places.of
    if reading.agreement is None:
        return _refused(found_in(reading), language, locate)
    found = compare(reading, reading.agreement, _count("period", period), figures)
    if isinstance(found, Refusal):
        return _refused(found.findings, language, of_sheets(locate))
    return Outcome(
        "whatif.done", language, comparison_data(found, locate), locate=locate, report=comparison_report(found)
    )


@command("balance", Group.ANALYSE, icon="ChartInsert")
def balance(
    workbook: Workbook, period: Number | None = None, draws: Number | None = None, seed: Number | None = None
) -> Outcome:
    """Works out who carries which risk: what the scheme is expected to cost or bring, and why.

    Args:
        workbook: The contract.
        period: The number of the settlement period; default the first in which every KPI is active.
        draws: How many possible periods are drawn; default 100000.
        seed: Start of the random series: the same number gives the same outcome.
    """
    from bonusmalus_core.declare.balancing import balance_data, balance_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.simulate.balance import DRAWS, SEED
    from bonusmalus_core.simulate.balance import balance as balanced
    from bonusmalus_core.simulate.outlook import first_complete, outlook
    from bonusmalus_core.simulate.relief import relief
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    agreement, findings = reading.agreement, found_in(reading)
    if agreement is None or blocks(findings):
        return _refused(findings, language_of(reading), reading.places.of)
    chosen = _count("period", period) or first_complete(agreement)
    found = balanced(agreement, chosen, _count("draws", draws) or DRAWS, _count("seed", seed) or SEED)
    zone = relief(outlook(agreement, chosen))
    return Outcome(
        "balance.done",
        agreement.contract.language,
        balance_data(found, zone),
        {"period": chosen},
        report=balance_report(found, zone, agreement),
    )


@overload
def _count(option: str, number: Number) -> int: ...
@overload
def _count(option: str, number: Number | None) -> int | None: ...
def _count(option: str, number: Number | None) -> int | None:
    """A number that counts something; WrongUsage for half a month."""
    if number is None:
        return None
    if number.denominator != 1:
        raise WrongUsage("option", option=option, found=float(number))
    return int(number)


def _noted(command: str, noted: Noted | Refused) -> Outcome:
    """What came of locking or unlocking a period."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import Refused

    if isinstance(noted, Refused):
        return _refused(noted.findings, noted.language, noted.places.of)
    row = noted.row
    data = {"document": row.document, "event": row.event, "who": row.who, "at": row.at, "reason": row.reason or None}
    told = "done" if noted.is_new else "already"
    return Outcome(f"{command}.{told}", noted.language, data, {"document": row.document})


def _refused(findings: Sequence[Finding], language: str | None, locate: Locate) -> Outcome:
    """Nothing was done, and everything in the way is named; without a contract in the user's own language."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import refusal_data

    data = refusal_data(findings, language or "en", locate)
    return Outcome("refused", language, data, {"count": len(findings)}, findings, locate, refused=True)


__all__ = ["COMMANDS", "balance", "check", "export", "lock", "new", "settle", "unlock", "verify", "whatif"]
