"""What stands on the statement sheet? A settlement as rows of cells, each with its kind.

The kinds, in hidden column A, tell what a row is: title, subtitle, party, period, status, due, check, section,
kpi-head, kpi, month-head, month, line, total, factor, apart, sentence, sign-head, sign, note and space. Start reads
"period" and "status", styles and tables follow kinds, and a statement that is shorter or longer than the one
before it keeps its looks. UNIT, hidden, tells the conditional formats in which unit a value is to be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.port import Row, Workbook
from bonusmalus_core.workbook.statement.head import head
from bonusmalus_core.workbook.statement.kpis import kpi_table
from bonusmalus_core.workbook.statement.months import month_table
from bonusmalus_core.workbook.statement.narrow import is_narrow, narrowed, settlement_table
from bonusmalus_core.workbook.statement.payment import payment, signatures
from bonusmalus_core.workbook.statement.result import result


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
    """Puts the rows on the workbook's sheet."""
    workbook.write_sheet(settlement_table(workbook).sheet, narrowed(rows) if is_narrow(workbook) else rows)
