"""What does the dashboard show in a file, which nobody computes before somebody opens it?

The figures of the history and of the statement that stands in the workbook, beside the formulas that give them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.periods import spans
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import say
from bonusmalus_core.workbook.port import Cell, Closed, Row, Table, Workbook
from bonusmalus_core.workbook.statement import statement_rows
from bonusmalus_core.workbook.statement.columns import FACT, LABEL, MONEY, row
from bonusmalus_core.workbook.statement.head import month_span
from bonusmalus_core.workbook.statement.result import money

_SURE = 9
"""Decimals of an amount that the statement rounds at before it rounds to cents."""


def redraw(workbook: Workbook, agreement: Agreement, rows: Sequence[Row] | None = None) -> None:
    """Lets the sheet show what its formulas give; `rows` is the statement, else the one that stands in the workbook.

    A program that has the workbook open computes its formulas by itself.
    """
    if not isinstance(workbook, Closed):
        return
    from bonusmalus_core.workbook.build.dashboard import CHOSEN
    from bonusmalus_core.workbook.build.dashboard.drawn import drawn

    name = say(agreement.contract.language, "sheets", "sheet.dashboard")
    chosen, codes = workbook.peek(name, CHOSEN), {kpi.code.casefold(): kpi.code for kpi in agreement.kpis}
    code = codes.get(chosen.casefold(), "") if isinstance(chosen, str) else ""
    stated = _standing(workbook, agreement) if rows is None else rows
    workbook.redraw(name, drawn(agreement, stated, code))


def _standing(workbook: Workbook, agreement: Agreement) -> list[Row]:
    """What the dashboard reads of the statement in the workbook, as far as its tables tell."""
    tables = {name.casefold(): table for name, table in workbook.tables().items()}
    kpis, months = tables.get("tblsettlement"), tables.get("tblsettlementmonths")
    numbers = [] if months is None else [each for each in _column(months, LABEL) if isinstance(each, Decimal)]
    if kpis is None or months is None or not numbers:
        return statement_rows(agreement, None)
    pairs = zip(_column(kpis, LABEL), _column(kpis, MONEY), strict=True)
    return [
        row("period", {FACT: _period(agreement, int(numbers[0]), len(numbers))}),
        *(row("kpi", {LABEL: code, MONEY: amount}) for code, amount in pairs),
        money("total", "", _total(agreement, _column(months, MONEY))),
    ]


def _column(table: Table, place: int) -> list[Cell]:
    """The cells of a table of the statement at a place of its rows; nothing in a table of fewer columns."""
    if len(table.header) < MONEY - LABEL + 1:
        return [None] * len(table.rows)
    return [cells[place - LABEL] for cells in table.rows]


def _period(agreement: Agreement, first: int, count: int) -> str | None:
    """The period of a contract month, as the head of the statement says it."""
    contract, start = agreement.contract, Month.of(agreement.contract.start)
    found = (number for number, span in enumerate(spans(contract), 1) if first in span)
    months = tuple(start + (first - 1 + step) for step in range(count))
    return next((f"{number} · {month_span(months, contract.language)}" for number in found), None)


def _total(agreement: Agreement, amounts: Sequence[Cell]) -> Decimal:
    parts = [Fraction(amount) for amount in amounts if isinstance(amount, Decimal)]
    return half_away(Fraction(half_away(sum(parts, Fraction(0)), _SURE)), minor_units()[agreement.contract.currency])
