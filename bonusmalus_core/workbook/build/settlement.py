"""How is the Settlement sheet built? The rows of the statement, its two tables, and what colours its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import BAD, CAPTION, GOOD
from bonusmalus_core.workbook.build.grid import GROWTH
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.settlement_styles import HEIGHTS, style_of
from bonusmalus_core.workbook.port import Row, letters
from bonusmalus_core.workbook.statement import LABEL, MONEY, REMARK, UNIT, statement_rows

WIDTHS = (2, 10, 22, 15, 10, 9.5, 10.5, 11, 12.5, 14.5, 37, 9)
"""Of the columns from B on: the margin, the shared columns of both tables, the hidden unit."""


def write_settlement(book: Book, sheet: Any, plan: Plan, settlement: Settlement | None) -> None:
    """Writes the statement; the hidden column A holds the kind of each row."""
    rows = statement_rows(plan.agreement, settlement)
    sheet.set_column(0, 0, 8, None, {"hidden": True})
    for column, width in enumerate(WIDTHS, 1):
        sheet.set_column(column, column, width, None, {"hidden": column == UNIT + 1})
    for number, row in enumerate(rows):
        sheet.set_row(number, HEIGHTS[row.kind])
        book.put(sheet, number, 0, row.kind, CAPTION)
        for place, cell in enumerate(row.cells):
            book.put(sheet, number, place + 1, cell, style_of(plan.formats, row.kind, place))
    _table(book, sheet, plan, "tblSettlement", rows, ("kpi", UNIT))
    _table(book, sheet, plan, "tblSettlementMonths", rows, ("month", REMARK))
    _marks(book, sheet, plan, len(rows) + GROWTH)
    page.protect(sheet)


def _table(book: Book, sheet: Any, plan: Plan, name: str, rows: Sequence[Row], of: tuple[str, int]) -> None:
    """A table over the head row of a kind and the rows of that kind, from the label to the place `of[1]`."""
    kind, last = of
    top = next(number for number, row in enumerate(rows) if row.kind == f"{kind}-head")
    count = sum(row.kind == kind for row in rows)
    heads = enumerate(rows[top].cells[LABEL : last + 1], LABEL)
    columns = [
        {"header": str(head), "header_format": book.style(style_of(plan.formats, f"{kind}-head", place))}
        for place, head in heads
    ]
    sheet.add_table(
        top, LABEL + 1, top + count, last + 1, {"name": name, "style": None, "autofilter": False, "columns": columns}
    )


def _marks(book: Book, sheet: Any, plan: Plan, reach: int) -> None:
    """Numbers follow the unit of their KPI; bonus is green, malus red."""
    shapes = plan.formats

    def mark(place: int, rule: str, look: Any) -> None:
        area = xl_range(0, place + 1, reach, place + 1)
        sheet.conditional_format(area, {"type": "formula", "criteria": rule, "format": look})

    kind = {name: f'$A1="{name}"' for name in ("kpi", "month")}
    unit = f"${letters(UNIT + 2)}1"
    impact, weight, share, money = (letters(place + 2) for place in (6, 7, 8, MONEY))
    mark(4, f"=AND({kind['kpi']},{unit}=word_percent)", book.mark(num_format=shapes.percent_fine))
    mark(4, f"=AND({kind['kpi']},{unit}=word_money)", book.mark(num_format=shapes.price))
    whole = f"ROUND({weight}1*100,9)=ROUND({weight}1*100,0)"
    mark(7, f"=AND({kind['kpi']},ISNUMBER({weight}1),{whole})", book.mark(num_format=shapes.percent))
    uneven = f"ROUND({impact}1,6)<>ROUND({impact}1,0)"
    mark(6, f"=AND({kind['month']},ISNUMBER({impact}1),{uneven})", book.mark(num_format="#,##0.0#"))
    for sign, look in (("<", book.mark(font_color=BAD)), (">", book.mark(font_color=GOOD))):
        mark(6, f"=AND({kind['kpi']},ISNUMBER({impact}1),ROUND({impact}1-1,12){sign}0)", look)
        mark(8, f"=AND({kind['kpi']},ISNUMBER({share}1),{share}1{sign}0)", look)
        mark(MONEY, f"=AND(ISNUMBER({money}1),$A1<>\"factor\",{money}1{sign}0)", look)
