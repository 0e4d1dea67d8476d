"""How does the Settlement sheet look? Every kind of row of the statement has its style here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import (
    ACCENT, BAD, CAPTION, CENTER, GOOD, HEADER, HEADING, LINE, RESULT, RIGHT, Style, TEXT, TINT, TITLE, WRAP,
)  # fmt: skip
from bonusmalus_core.workbook.build.grid import GROWTH
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.port import Row
from bonusmalus_core.workbook.statement import LABEL, MONEY, REMARK, UNIT, statement_rows

WIDTHS = (2, 9, 25, 15, 10, 9, 10, 10, 10, 14, 38, 9)
_HEIGHTS = {
    "title": 36, "subtitle": 22, "space": 12, "kpi-head": 32, "month-head": 32, "kpi": 32, "month": 20, "section": 26,
    "total": 30, "line": 20, "factor": 20, "apart": 22, "sign-head": 24, "sign": 64, "party": 18, "period": 18,
    "status": 18, "due": 18, "sentence": 24, "note": 22,
}  # fmt: skip


def write_settlement(book: Book, sheet: Any, plan: Plan, settlement: Settlement | None) -> None:
    """Writes the statement; the hidden column A holds the kind of each row."""
    rows = statement_rows(plan.agreement, settlement)
    sheet.set_column(0, 0, 8, None, {"hidden": True})
    for column, width in enumerate(WIDTHS, 1):
        sheet.set_column(column, column, width, None, {"hidden": column == UNIT + 1})
    for number, row in enumerate(rows):
        _write_row(book, sheet, plan, number, row)
    _tables(book, sheet, plan, rows)
    _marks(book, sheet, plan, rows)
    page.protect(sheet)


def _write_row(book: Book, sheet: Any, plan: Plan, number: int, row: Row) -> None:
    sheet.set_row(number, _HEIGHTS[row.kind])
    book.put(sheet, number, 0, row.kind, CAPTION)
    for place, cell in enumerate(row.cells):
        book.put(sheet, number, place + 1, cell, _style(plan, row.kind, place))


def _tables(book: Book, sheet: Any, plan: Plan, rows: Sequence[Row]) -> None:
    for name, kind, last in (("tblSettlement", "kpi", UNIT), ("tblSettlementMonths", "month", REMARK)):
        top = next(number for number, row in enumerate(rows) if row.kind == f"{kind}-head")
        count = sum(row.kind == kind for row in rows)
        heads = [str(cell) for cell in rows[top].cells[LABEL : last + 1]]
        columns = [
            {"header": head, "header_format": book.style(_style(plan, f"{kind}-head", place))}
            for place, head in enumerate(heads, LABEL)
        ]
        options = {"name": name, "style": None, "autofilter": False, "columns": columns}
        sheet.add_table(top, LABEL + 1, top + count, last + 1, options)


def _style(plan: Plan, kind: str, place: int) -> Style:
    """The look of one cell: `place` 0 is the margin."""
    if place == 0 or kind in ("space",):
        return TEXT
    if kind in ("kpi", "month"):
        return _TABLE_STYLES[kind](plan, place)
    if kind in ("kpi-head", "month-head"):
        return HEADER | (CENTER if 3 < place < MONEY else RIGHT if place == MONEY else {})
    if kind in ("line", "total", "factor", "apart"):
        return _money_line(plan, kind, place)
    if kind in ("party", "period", "status", "due"):
        return (
            CAPTION if place < 3 else TEXT | {"num_format": plan.formats.day, "align": "left", "bold": kind == "period"}
        )
    return _SINGLE.get(kind, TEXT)


_SINGLE: dict[str, Style] = {
    "title": TITLE,
    "subtitle": TEXT | {"font_size": 13},
    "section": HEADING,
    "sentence": TEXT | {"valign": "bottom"},
    "sign-head": TEXT | {"bold": True, "valign": "bottom"},
    "sign": CAPTION | {"valign": "top", "bottom": 1, "bottom_color": LINE},
    "note": CAPTION | {"font_size": 9},
}


def _kpi(plan: Plan, place: int) -> Style:
    shapes = plan.formats
    number = {
        4: "#,##0.00",
        5: "0",
        6: shapes.percent_fine,
        7: shapes.percent_fine,
        8: shapes.percent_fine,
        MONEY: shapes.money,
    }
    aligned: Style = RIGHT if place == MONEY else CENTER if 3 < place < MONEY else {"text_wrap": True}
    small: Style = {"font_size": 10} if place in (3, REMARK) else {"bold": True} if place == LABEL else {}
    return RESULT | {"num_format": number.get(place, "General")} | aligned | small


def _month(plan: Plan, place: int) -> Style:
    shapes = plan.formats
    number = {
        1: "0", 2: shapes.month_long, 3: shapes.count, 4: shapes.count, 5: shapes.percent_fine, 6: shapes.count,
        7: shapes.percent_fine, 8: shapes.price, MONEY: shapes.money,
    }  # fmt: skip
    left: Style = {"align": "left", "bold": place == LABEL}
    aligned: Style = (
        left if place < 3 else RIGHT if place == MONEY else WRAP | {"valign": "vcenter"} if place == REMARK else CENTER
    )
    return (
        RESULT | {"num_format": number.get(place, "General")} | aligned | ({"font_size": 10} if place == REMARK else {})
    )


_TABLE_STYLES = {"kpi": _kpi, "month": _month}


def _money_line(plan: Plan, kind: str, place: int) -> Style:
    number = plan.formats.percent_fine if kind == "factor" else plan.formats.money
    base: Style = TEXT | {"num_format": number} if place == MONEY else TEXT | {"text_wrap": place == REMARK}
    if kind == "total":
        base = base | {
            "bold": True,
            "bg_color": TINT,
            "top": 1,
            "top_color": ACCENT,
            "font_size": 11 if place == REMARK else 13,
        }
    if kind == "factor":
        base = base | {"font_color": "#6B7785"}
    return base | (RIGHT if place == MONEY else {"indent": 1} if place == REMARK else {})


def _marks(book: Book, sheet: Any, plan: Plan, rows: Sequence[Row]) -> None:
    """Numbers follow the unit of their KPI; bonus and malus are coloured."""
    reach = len(rows) + GROWTH

    def mark(place: int, rule: str, look: Any, last: int | None = None) -> None:
        area = xl_range(0, place + 1, reach, (last or place) + 1)
        sheet.conditional_format(area, {"type": "formula", "criteria": rule, "format": look})

    shapes = plan.formats
    mark(4, '=AND($A1="kpi",$M1=word_percent)', book.mark(num_format=shapes.percent_fine))
    mark(4, '=AND($A1="kpi",$M1=word_money)', book.mark(num_format=shapes.price))
    whole = "ROUND(I1*100,9)=ROUND(I1*100,0)"
    mark(7, f'=AND($A1="kpi",ISNUMBER(I1),{whole})', book.mark(num_format=shapes.percent))
    mark(6, '=AND($A1="month",ISNUMBER(H1),ROUND(H1,6)<>ROUND(H1,0))', book.mark(num_format="#,##0.0#"))
    for rule, look in (("<0", book.mark(font_color=BAD)), (">0", book.mark(font_color=GOOD))):
        mark(6, f'=AND($A1="kpi",ISNUMBER($H1),ROUND($H1-1,12){rule})', look)
        mark(8, f'=AND(ISNUMBER(J1),$A1="kpi",J1{rule})', look)
        mark(MONEY, f'=AND(ISNUMBER(K1),$A1<>"factor",K1{rule})', look)
