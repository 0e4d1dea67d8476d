"""What does the Start sheet show of what was settled? The latest final settlement, and what the statement holds now."""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.calc.periods import first_month
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.port import Cell, Row, Workbook
from bonusmalus_core.workbook.statement.columns import FACT

SETTLED, RESULT, SHOWN = "D18", "D19", "D20"
"""The cells of the latest final settlement, of what came of it, and of the statement that stands on its sheet."""

NOTHING = "–"


def refresh_start(workbook: Workbook, contract: Contract, history: Sequence[HistoryRow], rows: Sequence[Row]) -> None:
    """Puts beside the formulas of Start what they come to after a settlement."""
    cells = {SETTLED: settled_period(contract, history), RESULT: settled_result(history), SHOWN: shown_statement(rows)}
    for start in {words(language, "sheets")["sheet.start"] for language in LANGUAGES}:
        workbook.refresh(start, cells)


def latest(history: Sequence[HistoryRow]) -> HistoryRow | None:
    """The newest version of the latest period that was settled for good."""
    settled = (row for row in history if row.event == "settled")
    return max(settled, key=lambda row: (row.period, row.version), default=None)


def settled_period(contract: Contract, history: Sequence[HistoryRow]) -> str:
    """That period in words: "6 · Apr 2027 – Jun 2027"."""
    row = latest(history)
    if row is None:
        return NOTHING
    block = contract.settlement_months
    offset = (contract.start.month - 1) % block if contract.calendar == "calendar" else 0
    first, last = max(1, (row.period - 1) * block - offset + 1), min(contract.months, row.period * block - offset)
    start, names = first_month(contract), words(contract.language, "sheets")["months"].split()
    return f"{row.period} · {_named(start + (first - 1), names)} – {_named(start + (last - 1), names)}"


def settled_result(history: Sequence[HistoryRow]) -> Cell:
    """Its bonus-malus."""
    row = latest(history)
    return NOTHING if row is None else row.amount


def shown_statement(rows: Sequence[Row]) -> str:
    """Period and status of a statement: "4 · Oct – Dec 2026, preliminary"."""
    period, status = (next(row.cells[FACT] for row in rows if row.kind == kind) for kind in ("period", "status"))
    return f"{period}, {status}" if period else NOTHING


def _named(month: Month, names: Sequence[str]) -> str:
    return f"{names[month.number - 1]} {month.year}"
