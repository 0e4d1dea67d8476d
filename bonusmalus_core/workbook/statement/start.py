"""What does the Start sheet show of what was settled? The latest final settlement, and what the statement holds now."""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.calc.periods import periods
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.port import Cell, Row, Workbook
from bonusmalus_core.workbook.statement.columns import FACT
from bonusmalus_core.workbook.statement.head import month_span
from bonusmalus_core.workbook.statement.start_cells import RESULT, SETTLED, SHOWN, show_on_start

NOTHING = "–"


def refresh_start(workbook: Workbook, contract: Contract, history: Sequence[HistoryRow], rows: Sequence[Row]) -> None:
    """Puts beside the formulas of Start what they come to after a settlement."""
    found = {SETTLED: settled_period(contract, history), RESULT: settled_result(history), SHOWN: shown_statement(rows)}
    show_on_start(workbook, found)


def latest(history: Sequence[HistoryRow]) -> HistoryRow | None:
    """The newest version of the latest period that was settled for good."""
    settled = (row for row in history if row.event == "settled")
    return max(settled, key=lambda row: (row.period, row.version), default=None)


def settled_period(contract: Contract, history: Sequence[HistoryRow]) -> str:
    """That period in words: "6 · Apr – Jun 2027"."""
    row = latest(history)
    if row is None:
        return NOTHING
    months = dict(enumerate(periods(contract), 1)).get(row.period)
    return NOTHING if months is None else f"{row.period} · {month_span(months, contract.language)}"


def settled_result(history: Sequence[HistoryRow]) -> Cell:
    """Its bonus-malus."""
    row = latest(history)
    return NOTHING if row is None else row.amount


def shown_statement(rows: Sequence[Row]) -> str:
    """Period and status of a statement: "4 · Oct – Dec 2026, preliminary"."""
    period, status = (next(row.cells[FACT] for row in rows if row.kind == kind) for kind in ("period", "status"))
    return f"{period}, {status}" if period else NOTHING
