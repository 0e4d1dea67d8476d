"""How is the Settlement sheet built? The rows of the statement, its two tables, and what colours its figures."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range

from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build.design import BAD, BANNER, BROKEN, CAPTION, GOOD
from bonusmalus_core.workbook.build.grid import GROWTH
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.settlement_styles import HEIGHTS, block_styles, style_of
from bonusmalus_core.workbook.port import Row, letters
from bonusmalus_core.workbook.statement import statement_rows
from bonusmalus_core.workbook.statement.columns import (
    BASE,
    COLUMNS,
    CONTROL,
    DENOMINATOR,
    FACT,
    FORECAST,
    IMPACT,
    LABEL,
    MONEY,
    NUMERATOR,
    PAYABLE,
    PRICE,
    REMARK,
    SHARE,
    UNIT,
    VALUE,
    VOLUME,
    WEIGHT,
)  # fmt: skip

WIDTHS = (2, 9, 29, 12, 11, 11.5, 10, 10, 10, 10, 11, 13.5, 13, 37, 9)
"""Of the columns from B on: the margin, the shared columns of both tables, the hidden unit."""


ZOOM = 85
"""Percent: letters that are large on paper look on a screen as on the other sheets."""

BLOCK = 80
"""Columns of the working block, folded away to the right: as many as a year of months and its conditions need."""


def write_settlement(page: Page, settlement: Settlement | None) -> None:
    """Writes the statement; the hidden column A holds the kind of each row."""
    rows = statement_rows(page.plan.agreement, settlement)
    page.sheet.set_zoom(ZOOM)
    page.sheet.set_column(0, 0, 8, None, {"hidden": True})
    for column, width in enumerate(WIDTHS, 1):
        page.sheet.set_column(column, column, width, None, {"hidden": column == UNIT + 1})
    page.sheet.set_column(COLUMNS + 1, COLUMNS + BLOCK, 14, None, {"level": 1, "hidden": True})
    for number, row in enumerate(rows):
        page.sheet.set_row(number, HEIGHTS[row.kind])
        page.put(number, 0, row.kind, CAPTION)
        for place, cell in enumerate(row.cells):
            page.put(number, place + 1, cell, style_of(page.plan.formats, row.kind, place))
        for place, style in block_styles(page.plan.formats, row.kind).items():
            page.put(number, place + 1, None, style)
    _table(page, "tblSettlement", rows, "kpi", UNIT)
    _table(page, "tblSettlementMonths", rows, "month", REMARK)
    _mark_preliminary(page, len(rows) + GROWTH)
    _mark_currency(page, len(rows) + GROWTH)
    _mark_numbers(page, len(rows) + GROWTH)
    _mark_signs(page, len(rows) + GROWTH)
    _mark_differences(page, len(rows) + GROWTH)
    page.protect()


def _table(page: Page, name: str, rows: Sequence[Row], kind: str, last: int) -> None:
    """A table over the head row of a kind and the rows of that kind, from the label to the place `last`."""
    top = next(number for number, row in enumerate(rows) if row.kind == f"{kind}-head")
    count = sum(row.kind == kind for row in rows)
    heads = enumerate(rows[top].cells[LABEL : last + 1], LABEL)
    columns = [
        {"header": str(head), "header_format": page.book.style(style_of(page.plan.formats, f"{kind}-head", place))}
        for place, head in heads
    ]
    options = {"name": name, "style": None, "autofilter": False, "columns": columns}
    page.sheet.add_table(top, LABEL + 1, top + count, last + 1, options)


def _mark_preliminary(page: Page, reach: int) -> None:
    """A preliminary statement says so in its title, its status and above the signatures."""
    status = f'INDEX({_column(FACT, reach)},MATCH("status",{_column(-1, reach)},0))=word_preliminary'
    banner = f'@"  –  {page.plan.say("settlement.banner")}"'
    for kinds, place, look in (
        ('OR($A1="title",$A1="sentence")', LABEL, {"font_color": BAD, "num_format": banner}),
        ('$A1="status"', FACT, BANNER),
    ):
        page.mark(_down(place, reach), f"AND({kinds},{status})", **look)


def _mark_currency(page: Page, reach: int) -> None:
    """Amounts lose a symbol that is no longer that of the contract."""
    shapes, unit = page.plan.formats, f"${letters(UNIT + 2)}1"
    page.mark_currency(_down(VALUE, reach), shapes.price_bare, f'$A1="kpi",{unit}=word_money')
    for place in (BASE, PRICE):
        page.mark_currency(_down(place, reach), shapes.price_bare, '$A1="month"')
    for place in (MONEY, CONTROL):
        page.mark_currency(_down(place, reach), shapes.money_bare, '$A1<>"factor"')


def _mark_numbers(page: Page, reach: int) -> None:
    """Numbers follow the unit of their KPI, whole percentages have no decimals, uneven volumes have."""
    shapes, unit = page.plan.formats, f"${letters(UNIT + 2)}1"

    def mark(place: int, rule: str, look: str) -> None:
        page.mark(_down(place, reach), f"AND(ISNUMBER({_cell(place)}),{rule})", num_format=look)

    mark(VALUE, f'$A1="kpi",{unit}=word_percent', shapes.percent_fine)
    mark(VALUE, f'$A1="kpi",{unit}=word_money', shapes.price)
    for place in (IMPACT, WEIGHT):
        cell = _cell(place)
        kind = 'OR($A1="kpi",$A1="month")' if place == WEIGHT else '$A1="kpi"'
        mark(place, f"{kind},ROUND({cell}*100,9)=ROUND({cell}*100,0)", shapes.percent)
    for place, kind in ((FORECAST, "month"), (PAYABLE, "month"), (VOLUME, "month"), (NUMERATOR, "kpi"),
                        (DENOMINATOR, "kpi")):  # fmt: skip
        mark(place, f'$A1="{kind}",ROUND({_cell(place)},6)<>ROUND({_cell(place)},0)', "#,##0.0#")


def _mark_signs(page: Page, reach: int) -> None:
    """Bonus is green, malus red."""
    for sign, colour in (("<", BAD), (">", GOOD)):
        impact, share, money = _cell(IMPACT), _cell(SHARE), _cell(MONEY)
        shown = {
            IMPACT: f'$A1="kpi",ISNUMBER({impact}),ROUND({impact}-1,12){sign}0',
            SHARE: f'$A1="kpi",ISNUMBER({share}),{share}{sign}0',
            MONEY: f'$A1<>"factor",$A1<>"apart",ISNUMBER({money}),{money}{sign}0',
        }
        for place, rule in shown.items():
            page.mark(_down(place, reach), f"AND({rule})", font_color=colour)


def _mark_differences(page: Page, reach: int) -> None:
    """A figure that differs from the engine's is shown, and so is the sentence that says so."""
    money, control, fact = _cell(MONEY), _cell(CONTROL), _cell(FACT)
    # A month's amount is not rounded: it is as exact as a sheet can be with a volume and a price so large.
    kept = f'IF($A1="month",ABS({money}-{control})>{_cell(VOLUME)}*{_cell(BASE)}*1E-14,TRUE)'
    differs = f"AND(ISNUMBER({money}),ISNUMBER({control}),ROUND({money}-{control},4)<>0,{kept})"
    page.mark(_down(CONTROL, reach), differs, **BROKEN)
    said = ",".join(f'{fact}="{page.plan.say(f"settlement.check.{key}")}"' for key in ("differs", "changed"))
    page.mark(_down(FACT, reach), f'AND($A1="check",OR({said}))', **BANNER)


def _cell(place: int) -> str:
    """The cell of the first row in that place."""
    return f"${letters(place + 2)}1"


def _column(place: int, reach: int) -> str:
    """The whole column of a place, with absolute addresses; the kinds stand at place -1."""
    return f"${letters(place + 2)}$1:${letters(place + 2)}${reach + 1}"


def _down(place: int, reach: int) -> str:
    return str(xl_range(0, place + 1, reach, place + 1))
