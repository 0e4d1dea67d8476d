"""How are the agreed terms sealed, and how is it said that they still are what was sealed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bonusmalus_core.calc.history import seals, terms_sealed
from bonusmalus_core.calc.terms import agreed_terms, changed_since_sealed, sealed_terms
from bonusmalus_core.declare.changes_said import rows_said, sheet_of
from bonusmalus_core.declare.locking import Noted, in_history
from bonusmalus_core.declare.report import Passage
from bonusmalus_core.declare.settling import Refused, found_in, language_of
from bonusmalus_core.declare.unreadable import behind
from bonusmalus_core.findings import Finding, Severity, Where, blocks
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.differences import RowChange
from bonusmalus_core.model.history import HistoryRow, Stamp
from bonusmalus_core.words import say
from bonusmalus_core.workbook.history import append_history
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement


@dataclass(frozen=True, slots=True)
class Sealing:
    """The row that sealed the terms last, and what has changed since; None when what it sealed is not whole."""

    row: HistoryRow
    changes: tuple[RowChange, ...] | None


def seal_terms(workbook: Workbook, stamp: Stamp) -> Noted | Refused:
    """Seals the terms as they stand; terms that are what was sealed last stay as they are."""
    reading = read_agreement(workbook)
    agreement, language = reading.agreement, language_of(reading)
    found = list(found_in(reading))
    if agreement:
        found += [each for each in in_history(reading, agreement) if each not in found]
    if agreement is None or blocks(found):
        return Refused(tuple(found), language, reading.places)
    known = sealing(agreement)
    if known and known.changes == ():
        return Noted(known.row, False, language)
    row = terms_sealed(agreement.history, agreement.contract.title, agreed_terms(agreement), stamp)
    append_history(workbook, row, language)
    return Noted(row, True, language)


def sealing(agreement: Agreement) -> Sealing | None:
    """How the terms stand to what was sealed last; None while nothing was sealed."""
    known = seals(agreement.history)
    return Sealing(known[-1], changed_since_sealed(agreement)) if known else None


def later_sealing(before: Agreement, after: Agreement) -> Sealing | None:
    """How the terms of the later version stand to what was sealed in it, or else in the earlier one."""
    history = after.history if seals(after.history) else before.history
    return sealing(after.model_copy(update={"history": history}))


def departures(agreement: Agreement, faults: Sequence[Finding]) -> Iterator[Finding]:
    """H10, H11: each field and row that is not what was sealed; H12: sealed terms that are not whole any more.

    Where a cell cannot be read (`faults`), that is found instead.
    """
    for number, row in enumerate(agreement.history):
        if row.event == "sealed" and sealed_terms(row) is None:
            yield Finding("H12", Severity.ERROR, Where("history", number, "inputs"), facts={"document": row.document})
    found = sealing(agreement)
    for change in (found and found.changes) or ():
        for each in rows_said(change, agreement.contract):
            where = Where(change.section, change.row if change.after else None, each.field)
            told = {"document": found.row.document if found else "", "settled": each.before, "found": each.after}
            what = " · ".join(filter(None, (each.row, each.label if each.field else "")))
            other = Finding("H10" if each.field else "H11", Severity.WARNING, where, facts=told | {"what": what})
            yield behind(change, each.field, faults) or other


def sealing_data(found: Sealing | None) -> dict[str, Any] | None:
    """The sealing as `--json` prints it."""
    if found is None:
        return None
    row = found.row
    unchanged = None if found.changes is None else not found.changes
    return {"document": row.document, "who": row.who, "at": row.at, "terms": row.inputs, "unchanged": unchanged}


def sealing_passage(found: Sealing, agreement: Agreement) -> Passage:
    """The sealing for people: that the terms are unchanged, or every change."""
    language, row = agreement.contract.language, found.row
    day = "–" if row.day is None else say(language, "cli", "day", d=row.day.day, m=row.day.month, y=row.day.year)
    key = "lost" if found.changes is None else "changed" if found.changes else "unchanged"
    told = say(language, "seal", key, document=row.document, who=row.who or "–", day=day, terms=row.inputs)
    return Passage(tuple(_lines(found.changes, agreement)), told) if found.changes else Passage((told,))


def _lines(changes: tuple[RowChange, ...], agreement: Agreement) -> Iterator[str]:
    language = agreement.contract.language
    for change in changes:
        sheet = say(language, "sheets", f"sheet.{sheet_of(change.section)}")
        for each in rows_said(change, agreement.contract):
            place = ", ".join(filter(None, (sheet, each.row, each.label)))
            yield say(language, "seal", "change", place=place, before=each.before, after=each.after)
