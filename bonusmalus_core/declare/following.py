"""Which KPIs of a period ask for an action, and where do they stand in the action register?

A row is proposed for every KPI below its target that has none; it goes where the register is blank. What people typed
is never touched, so that a second run adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.missed import Miss, missed
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.report import Listing, Report
from bonusmalus_core.declare.result import quotient
from bonusmalus_core.declare.settling import Refused, found_in, language_of
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.model.settlement import Refusal
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import quantity
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell, Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.reading.cells import is_blank
from bonusmalus_core.workbook.reading.records import table_missing
from bonusmalus_core.workbook.service_tables import TBL_ACTIONS

SECTION = TBL_ACTIONS.section


@dataclass(frozen=True, slots=True)
class Proposed:
    """The KPIs below their target in a period, and for which of them a row was added to the sheet."""

    period: int
    misses: tuple[Miss, ...]
    added: tuple[Miss, ...]
    language: str
    sheet: str


def propose(workbook: Workbook, period: int) -> Proposed | Refused:
    """Adds what the register lacks for a period (counted from 1); it waits to be saved.

    Raises WrongUsage for a period that the contract does not have.
    """
    reading = read_agreement(workbook)
    language, agreement = language_of(reading), reading.agreement
    register = reading.places.sections.get(SECTION)
    if agreement is None:
        return Refused(tuple(found_in(reading)), language, reading.places)
    if register is None:
        return Refused((table_missing(SECTION, TBL_ACTIONS.name),), language, reading.places)
    if SECTION in reading.faulty:  # a row that cannot be read may be the one that would be added
        faults = tuple(found for found in reading.findings if found.where.table == SECTION)
        return Refused(faults, language, reading.places)
    settled = settle(agreement, period, date.max, found_in(reading))
    if isinstance(settled, Refusal):
        return Refused(settled.findings, language, reading.places)
    misses = missed(settled.kpis)
    added = _unlisted(agreement, period, misses)
    blank = _blank_rows(register)
    if len(added) > len(blank):
        facts = {"count": len(added) - len(blank), "table": TBL_ACTIONS.name}
        return Refused((Finding("G19", Severity.BLOCKER, Where(SECTION), facts=facts),), language, reading.places)
    cells = [_cells(register, row, period, miss) for row, miss in zip(blank, added, strict=False)]
    if cells:
        workbook.write_cells(register.table.sheet, {at: cell for each in cells for at, cell in each.items()})
    workbook.show(register.table.sheet)
    return Proposed(period, misses, added, language, register.table.sheet)


def _unlisted(agreement: Agreement, period: int, misses: Sequence[Miss]) -> tuple[Miss, ...]:
    listed = {action.kpi for action in agreement.actions if action.period == period}
    return tuple(miss for miss in misses if miss.code not in listed)


def _blank_rows(register: SectionPlaces) -> list[int]:
    return [number for number, row in enumerate(register.table.rows) if all(map(is_blank, row))]


def _cells(register: SectionPlaces, row: int, period: int, miss: Miss) -> dict[str, Cell]:
    """What is known beforehand, by address; the rest of the row is for the parties to fill in."""
    known: Mapping[str, Cell] = {
        "period": Decimal(period),
        "kpi": miss.code,
        "measured": _decimal(miss.value),
        "target": _decimal(miss.target),
    }
    columns = register.columns
    return {register.table.cell(row, columns[key]): cell for key, cell in known.items() if key in columns}


def _decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else exact(quotient(number))


def proposed_data(done: Proposed) -> dict[str, Any]:
    """What came of it as `--json` prints it."""
    return {"period": done.period, "below_target": [_data(each, each in done.added) for each in done.misses]}


def _data(miss: Miss, added: bool) -> dict[str, Any]:
    value = None if miss.value is None else quotient(miss.value)
    return {"kpi": miss.code, "value": value, "target": quotient(miss.target), "added": added}


def proposed_report(done: Proposed) -> Report:
    """The KPIs below their target, and whether the register already had them."""
    if not done.misses:
        return []
    texts, fields = words(done.language, "service"), words(done.language, "fields")
    header = (*(fields[f"{SECTION}.{key}"] for key in ("kpi", "measured", "target")), texts["row"])
    rows = tuple(_row(each, texts["new" if each in done.added else "present"], done.language) for each in done.misses)
    return [Listing(header, rows, numbers=frozenset({1, 2}))]


def _row(miss: Miss, state: str, language: str) -> tuple[str, ...]:
    value = "–" if miss.value is None else quantity(miss.value, miss.unit, language)
    return miss.code, value, quantity(miss.target, miss.unit, language), state
