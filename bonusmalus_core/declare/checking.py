"""What is found when a contract workbook is read as a contract manager, a lawyer and a statistician would?"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from bonusmalus_core.calc.altered import altered
from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.declare.recorded import unsettleable
from bonusmalus_core.declare.report import Listing, Report
from bonusmalus_core.declare.result import findings_data
from bonusmalus_core.declare.settling import found_in, language_of, unsettled
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import say, words
from bonusmalus_core.words.said import Locate, said
from bonusmalus_core.workbook.checks_sheet import Checked, put_findings, with_reasons, words_of
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.team_tables import RULES

_GRAVEST_FIRST = tuple(Severity)
_GRAVE = (Severity.BLOCKER, Severity.ERROR)
_PROMISES = frozenset(table.section for table in RULES)


@dataclass(frozen=True, slots=True)
class Examination:
    """The findings of a workbook, the gravest first; `sheet` is where they were written, None if nowhere."""

    findings: Sequence[Finding]
    checked: Sequence[Checked]
    language: str
    locate: Locate
    sheet: str | None = None

    @property
    def grave(self) -> list[Finding]:
        """What has to be mended: blockers, and errors that are not accepted."""
        pairs = zip(self.findings, self.checked, strict=True)
        return [found for found, each in pairs if found.severity in _GRAVE and each.weighs]


def examine(workbook: Workbook, least: Severity, write: bool) -> Examination:
    """Checks the workbook; what is less grave than `least` is not told, and is written all the same."""
    reading = read_agreement(workbook)
    language, locate = language_of(reading), reading.places.of
    found = list(found_in(reading))
    found += unsettleable(reading, found)
    if reading.agreement is not None:
        found += [*advice(reading.agreement, reading.faulty), *_promises(reading.agreement, reading.faulty)]
        found += altered(reading.agreement.measurements)
    found.sort(key=lambda each: _GRAVEST_FIRST.index(each.severity))
    every = with_reasons(workbook, ((said(each, language, locate), each.where.table) for each in found))
    sheet = put_findings(workbook, every) if write else None
    told = [place for place, each in enumerate(found) if _reaches(each.severity, least)]
    return Examination([found[place] for place in told], [every[place] for place in told], language, locate, sheet)


def _promises(agreement: Agreement, faulty: Set[str]) -> list[Finding]:
    """What is wrong with the bonuses of teams: no settlement reads them, and of half a table nothing is said."""
    if not (agreement.bonuses or agreement.tiers) or faulty & _PROMISES:
        return []
    from bonusmalus_core.measures.team.schemes import schemes  # few contracts promise any

    return [unsettled(each) for each in schemes(agreement)[1]]


def _reaches(severity: Severity, least: Severity) -> bool:
    return _GRAVEST_FIRST.index(severity) <= _GRAVEST_FIRST.index(least)


def data(found: Examination) -> dict[str, Any]:
    """The findings as `check --json` prints them; "accepted" is the reason, or null."""
    rows = findings_data(found.findings, found.language, found.locate)
    pairs = zip(rows, found.checked, strict=True)
    return {"findings": [row | {"accepted": each.accepted or None} for row, each in pairs]}


def report(found: Examination) -> Report:
    """The findings as a table; what was written on the sheet is read there."""
    if found.sheet or not found.checked:
        return ()
    texts = words(found.language, "cli")
    header = (texts["severity"], texts["code"], texts["where"], f"{texts['message']} → {texts['remedy']}")
    return (Listing(header, tuple(_row(each, found.language) for each in found.checked)),)


def _row(each: Checked, language: str) -> tuple[str, str, str, str]:
    told, place = each.said, f"{each.said.sheet} {each.said.cell}" if each.said.sheet else "–"
    reason = f" {say(language, 'cli', 'accepted', reason=each.accepted)}" if each.accepted else ""
    return words_of(told.severity, language), told.code, place, f"{told.message} → {told.remedy}{reason}"


def facts(found: Examination) -> dict[str, object]:
    """What the closing sentence quotes."""
    accepted = sum(not each.weighs for each in found.checked)
    return {"count": len(found.checked), "grave": len(found.grave), "accepted": accepted, "sheet": found.sheet or ""}
