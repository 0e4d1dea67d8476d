"""A workbook into which results are hard to write: kinds of rows, tables on the move, totals, merged and torn cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from bonusmalus_core.workbook.port import Formula, Row

TITLE, HEAD, KPI = Row("title", ("Statement",)), Row("head", ("kpi", "amount")), Row("kpi", ("FCR", Decimal("1.5")))
NOTE, TOTAL = Row("note", ("see below",)), Row("total", (None, Formula("SUM(tblLines[amount])", Decimal("1.5"))))
MONTHS, MONTH = Row("months", ("month", "volume")), Row("month", ("Jan", Decimal(7)))
AMOUNT, YELLOW = "#,##0.00", 0xFFFF00

UNWRITABLE: dict[str, Callable[[Any], None]] = {
    "file.occupied": lambda book: book.write_rows("tblChecks", [("E", None)] * 9),
    "file.merged": lambda book: book.write_cells("Checks", {"F8": "hidden"}),
    "file.formula-group": lambda book: book.write_cells("Checks", {"E6": "torn"}),
}
"""What no program writes, by the code of its refusal."""


def build(path: Path) -> None:
    """A result sheet with a row of each kind and two tables, beside a sheet with a table with totals."""
    with xlsxwriter.Workbook(path) as made:
        _statement(made)
        _checks(made)


def _statement(made: Any) -> None:
    sheet, money = made.add_worksheet("Statement"), made.add_format({"num_format": AMOUNT, "bg_color": "#FFFF00"})
    sheet.set_column("A:A", None, None, {"hidden": True})
    sheet.write_column("A1", ["title", "head", "kpi", "note", "months", "month", "total"])
    sheet.set_row(0, 30)
    sheet.write("B1", "Statement", made.add_format({"bold": True}))
    sheet.add_table("B2:C3", {"name": "tblLines", "columns": [{"header": "kpi"}, {"header": "amount"}]})
    sheet.write("C3", 1, money)
    sheet.add_table("B5:C6", {"name": "tblMonths", "columns": [{"header": "month"}, {"header": "volume"}]})
    sheet.conditional_format("C1:C40", {"type": "cell", "criteria": "<", "value": 0, "format": made.add_format()})
    sheet.protect("", {"format_columns": True, "sort": True})


def _checks(made: Any) -> None:
    sheet = made.add_worksheet("Checks")
    columns = [{"header": "code", "total_string": "Total"}, {"header": "count"}]
    sheet.add_table("B2:C4", {"name": "tblChecks", "total_row": True, "columns": columns})
    sheet.write_formula("C4", "=SUBTOTAL(109,tblChecks[count])", None, 2)
    sheet.write_row("B3", ["E1", 2], made.add_format({"bg_color": "#FFFF00"}))
    sheet.write("E1", "beside")
    sheet.write("B12", "below")
    sheet.write_array_formula("E5:E6", "{=C3*{1;2}}")
    sheet.merge_range("E8:F8", "merged")
    sheet.write_formula("H1", "=Statement!B6")
    sheet.write("H2", 12.345678, made.add_format({"num_format": "[$€-413] #,##0.00"}))
    sheet.write("H3", 0.5, made.add_format({"num_format": "hh:mm"}))
    sheet.add_table("J1:J3", {"name": "tblPrices", "columns": [{"header": "price"}]})
    sheet.write("J2", 12.345678, made.add_format({"num_format": "[$€-413] #,##0.00"}))
    sheet.write("J3", 0.5, made.add_format({"num_format": "hh:mm"}))
