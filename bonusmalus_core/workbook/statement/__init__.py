"""What stands on the statement sheet? A settlement as rows of cells, each with its kind.

The kinds, in hidden column A, tell what a row is: title, subtitle, party, period, status, due, check, section,
kpi-head, kpi, month-head, month, line, total, factor, apart, sentence, sign-head, sign, note and space. Start reads
"period", "status" and "total", styles and tables follow kinds, and a statement that is shorter or longer than the one
before it keeps its looks. UNIT, hidden, tells the conditional formats in which unit a value is to be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.port import Formula, Row, Workbook
from bonusmalus_core.workbook.statement.columns import FACT, MONEY
from bonusmalus_core.workbook.statement.head import head
from bonusmalus_core.workbook.statement.kpis import kpi_table
from bonusmalus_core.workbook.statement.months import month_table
from bonusmalus_core.workbook.statement.narrow import is_narrow, narrowed, settlement_table
from bonusmalus_core.workbook.statement.payment import payment, signatures
from bonusmalus_core.workbook.statement.result import result

STATE = {"D18": ("period", FACT), "D19": ("status", FACT), "D20": ("total", MONEY)}
"""The cells of the Start sheet that show the last settlement: the kind of the statement's row, and the place in it."""

FINDINGS = "D21"
"""The cell of the Start sheet that counts the findings of the last check."""


def statement_rows(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The whole sheet; None is a statement of which nothing has been settled yet."""
    return [
        *head(agreement, settlement),
        *kpi_table(agreement, settlement),
        *month_table(agreement, settlement),
        *result(agreement, settlement),
        *payment(agreement, settlement),
        *signatures(agreement, settlement),
    ]


def put_statement(workbook: Workbook, rows: Sequence[Row]) -> None:
    """Puts the rows on the workbook's sheet, and what the Start sheet shows of them beside its formulas."""
    workbook.write_sheet(settlement_table(workbook).sheet, narrowed(rows) if is_narrow(workbook) else rows)
    shown = {row.kind: row.cells for row in reversed(rows)}
    values = {address: shown[kind][place] for address, (kind, place) in STATE.items()}
    cells = {address: value.value if isinstance(value, Formula) else value for address, value in values.items()}
    for start in {words(language, "sheets")["sheet.start"] for language in LANGUAGES}:
        workbook.refresh(start, cells)
