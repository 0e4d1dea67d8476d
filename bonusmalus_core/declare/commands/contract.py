"""Which commands make a contract, look at it and give it away?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from bonusmalus_core.declare.commands.endings import refused, within
from bonusmalus_core.declare.kinds import Date, Flag, Number, Opened, Text
from bonusmalus_core.declare.offering import Group, command
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.choices import PHASES, SECTORS, TERM, Language, Sector
from bonusmalus_core.words import LANGUAGES

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.model.history import Stamp
    from bonusmalus_core.workbook.port import Workbook

Grave = Literal["error", "warning", "info"]


@command("new", Group.CONTRACT, icon="FileNew")
def new(  # noqa: PLR0917 - hosts give options by name
    file: Text,
    sector: Sector | None = None,
    language: Language | None = None,
    from_: Path | None = None,
    start: Date | None = None,
    months: Number | None = None,
    unit: Text | None = None,
    price: Text | None = None,
    phase: Number | None = None,
    goals: Text | None = None,
) -> Outcome:
    """Makes a workbook for a new contract.

    Args:
        file: The workbook to make (.xlsx); an existing file is left untouched.
        sector: The sector whose KPIs serve as an example; default contact-centre.
        language: The language of the workbook: nl, en, de or fr.
        from_: Builds the workbook from this file of contract data (JSON).
        start: The first day of the contract, the first of a month (year-month-day); default the one in the template.
        months: The number of months that the contract runs; default the one in the template.
        unit: What is paid for, such as contact or delivery; default the one in the template.
        price: The price per unit at 100%, such as 9.75; default the one in the template.
        phase: The maturity phase, 1 to 5, that chooses the KPIs together with the goals.
        goals: The goals for which KPIs are chosen: loyalty, quality, reachability, with commas between them.
    """
    from bonusmalus_core.declare.drafting import contract_data, draft, drafted, free
    from bonusmalus_core.declare.outcome import Outcome, nowhere

    path = free(file)
    _refuse_odd(start, from_, {"sector": sector, "price": price, "phase": phase, "goals": goals})
    term, day = within("months", months, TERM), start and start.isoformat()
    if from_:
        data = contract_data(from_)
    else:
        data = drafted(sector or SECTORS[0], language or "nl", price, within("phase", phase, PHASES), goals)
    agreed = _agreed(data, {"language": language, "start": day, "months": term, "unit": unit})
    findings, own_language = draft(agreed, path), _language_of(agreed)
    if findings:
        return refused(findings, own_language, nowhere)
    return Outcome("new.done", own_language, {"file": file}, {"file": file}, made=path)


def _refuse_odd(start: Date | None, from_: Path | None, of_a_draft: Mapping[str, object]) -> None:
    """WrongUsage: a contract that begins in mid month, or contract data with options for a draft."""
    if start and start.day != 1:
        raise WrongUsage("start", found=start, nearest=start.replace(day=1))
    if from_ and (chosen := next((option for option, value in of_a_draft.items() if value is not None), None)):
        raise WrongUsage("from-twice", option=chosen)


def _language_of(data: Any) -> str | None:
    """The language that contract data name; None where they name none of ours."""
    contract = data.get("contract") if isinstance(data, dict) else None
    named = contract.get("language") if isinstance(contract, dict) else None
    return named if isinstance(named, str) and named in LANGUAGES else None


def _agreed(data: Any, terms: Mapping[str, object]) -> Any:
    """The contract data with the terms that were given; what are no such data are left to whoever reads them."""
    if not isinstance(data, dict) or not isinstance(data.get("contract"), dict):
        return data
    return data | {"contract": data["contract"] | {key: term for key, term in terms.items() if term is not None}}


@command("check", Group.CONTRACT, icon="ErrorChecking", writes=True)
def check(workbook: Workbook, severity: Grave = "info", write_: Flag = False) -> Outcome:
    """Says what to mend or discuss in a contract before it is signed, and what stops its settlement.

    Args:
        workbook: The contract.
        severity: The least grave findings that are shown: error, warning or info (default).
        write_: Writes the findings on the Checks sheet; otherwise the workbook stays as it is.
    """
    from bonusmalus_core.declare import checking
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.findings import Severity

    found = checking.examine(workbook, Severity(severity), write_)
    told = "check.none" if not found.checked else "check.written" if found.sheet else "check.some"
    told = "check.no-sheet" if write_ and not found.sheet else told
    return Outcome(
        told,
        found.language,
        checking.data(found),
        checking.facts(found),
        found.grave,
        found.locate,
        sheet=found.sheet,
        report=checking.report(found),
        failed=bool(found.grave),
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
        return refused(reading.findings, language_of(reading), reading.places.of)
    return Outcome("export.done", language_of(reading), export_agreement(reading.agreement))


@command("diff", Group.CONTRACT, icon="ReviewCompareTwoVersions")
def diff(workbook: Workbook, other: Opened) -> Outcome:
    """Says what changed from this version of a contract to another.

    Args:
        workbook: The earlier version.
        other: The later version: a contract workbook.
    """
    from bonusmalus_core.declare.difference import compared, difference_data, difference_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.sealing import later_sealing, sealing_passage
    from bonusmalus_core.declare.settling import language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.workbook.read import read_agreement

    agreements = []
    for each in (workbook, cast("Workbook", other)):
        reading = read_agreement(each)
        if reading.agreement is None or blocks(reading.findings):
            return refused(reading.findings, language_of(reading), reading.places.of)
        agreements.append(reading.agreement)
    found, contract, sealed = compared(*agreements), agreements[1].contract, later_sealing(*agreements)
    data, report = difference_data(found, sealed), [*difference_report(found, contract)]
    if sealed and sealed.changes != ():
        report.append(sealing_passage(sealed, agreements[1]))
    return Outcome("diff.done", contract.language, data, {"count": len(data["changes"])}, report=report)


@command("seal", Group.CONTRACT, icon="SignatureLineInsert", writes=True)
def seal(workbook: Workbook, stamp: Stamp) -> Outcome:
    """Seals the agreed terms in the history, so that every later change of them shows.

    Args:
        workbook: The contract.
        stamp: Who seals, and when.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.sealing import seal_terms
    from bonusmalus_core.declare.settling import Refused

    noted = seal_terms(workbook, stamp)
    if isinstance(noted, Refused):
        return refused(noted.findings, noted.language, noted.places.of)
    row = noted.row
    data = {"document": row.document, "who": row.who, "at": row.at, "terms": row.inputs, "seal": row.hash}
    told = "done" if noted.is_new else "already"
    return Outcome(f"seal.{told}", noted.language, data, {"document": row.document, "terms": row.inputs})


@command("annex", Group.CONTRACT, icon="FileSaveAsPdfOrXps", prints=True)
def annex(workbook: Workbook) -> Outcome:
    """Gives the contract annex for signature: KPIs, definitions, conditions and all rules in plain sentences."""
    from bonusmalus_core.declare.annex import annex as annexed
    from bonusmalus_core.declare.annex import annex_data, annex_report
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.settling import found_in, language_of
    from bonusmalus_core.findings import blocks
    from bonusmalus_core.workbook.read import read_agreement

    reading = read_agreement(workbook)
    agreement, found, language = reading.agreement, found_in(reading), language_of(reading)
    if agreement is None or blocks(found):
        return refused(found, language, reading.places.of)
    document = annexed(agreement)
    data, report = annex_data(document, agreement), annex_report(document)
    return Outcome("annex.done", language, data, report=report, paper=document)
