"""How is the Balance sheet built? Its rows, of which a simulation changes the contents only, and its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range

from bonusmalus_core.workbook.balance import TABLE, balance_rows
from bonusmalus_core.workbook.balance.columns import (
    BASIS,
    CLIENT,
    EXPECTED,
    FACT,
    HIGH,
    KPI,
    LABEL,
    LOW,
    MEAN,
    NAME,
    ORIGIN,
    PRICE,
    SPREAD,
    STEP,
    SUPPLIER,
    UNIT,
    VARIANCE,
    WEIGHT,
)  # fmt: skip
from bonusmalus_core.workbook.build.balance_charts import put_charts
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    BAD,
    CAPTION,
    GOOD,
    HEADER,
    HEADING,
    LEFT,
    MUTED,
    RESULT,
    TEXT,
    TITLE,
    WRAP,
    Formats,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import Row, letters

WIDTHS = (2, 11, 27, 13, 12, 12, 12, 12, 12, 12, 12, 13, 13, 17, 8, 8)
"""Of the columns from B on."""

HEIGHTS = {
    "title": 36, "subtitle": 20, "source": 18, "space": 12, "section": 28, "sentence": 18, "card-label": 24, "card": 30,
    "chart": 17, "kpi-head": 34, "kpi": 22, "zone-head": 32, "zone": 20, "note": 18, "bar-head": 20, "bar": 17,
    "tornado-head": 20, "tornado": 17,
}  # fmt: skip
"""Points, by the kind of row; the others are 20 high."""

_WHOLE: Mapping[str, Style] = {
    "title": TITLE, "subtitle": TEXT | {"font_size": 13}, "source": CAPTION, "section": HEADING, "note": CAPTION,
    "card-label": CAPTION | {"top": 2, "top_color": ACCENT, "valign": "bottom"},
}  # fmt: skip
"""Rows that look the same from one side to the other."""

_REACH = {"zone": EXPECTED, "bar": FACT + 1, "tornado": HIGH}
"""The last place of narrower tables, by the kind of their rows; figures end at FACT."""


def write_balance(page: Page) -> None:
    """Writes the sheet as it stands before anything was drawn; the hidden column A holds the kind of each row."""
    rows = balance_rows(page.plan.language, None)
    page.sheet.set_column(0, 0, 8, None, {"hidden": True})
    for column, width in enumerate(WIDTHS, 1):
        page.sheet.set_column(column, column, width, None, {"hidden": column > ORIGIN + 1})
    for number, row in enumerate(rows):
        page.sheet.set_row(number, HEIGHTS.get(row.kind, 20), None, {"hidden": row.kind.endswith("-none")})
        page.put(number, 0, row.kind, CAPTION)
        for place, cell in enumerate(row.cells):
            page.put(number, place + 1, cell, _style(page.plan.formats, row.kind.removesuffix("-none"), place))
    top = _add_table(page, rows)
    _mark_units(page, top, len(rows))
    _mark_signs(page, len(rows))
    put_charts(page, rows)
    page.sheet.set_h_pagebreaks(_pages(rows))
    page.protect()


def _pages(rows: Sequence[Row]) -> list[int]:
    """The rows with which a new page begins: the charts, what comes after them, and the figures behind them."""
    charts = [number for number, row in enumerate(rows) if row.kind == "chart"]
    return [charts[0], charts[-1] + 2, next(number for number, row in enumerate(rows) if row.kind == "bar-head") - 1]


def _add_table(page: Page, rows: Sequence[Row]) -> int:
    """The table of the KPIs; the 0-based row of its header."""
    top = next(number for number, row in enumerate(rows) if row.kind == "kpi-head")
    count = sum(row.kind == "kpi" for row in rows)
    look = page.book.style
    columns = [
        {"header": rows[top].cells[place], "header_format": look(_style(page.plan.formats, "kpi-head", place))}
        for place in KPI
    ]
    options = {"name": TABLE, "style": None, "autofilter": False, "columns": columns}
    page.sheet.add_table(top, LABEL + 1, top + count, max(KPI) + 1, options)
    return top


def _style(shapes: Formats, kind: str, place: int) -> Style:
    """The style of a cell; `place` 0 is the margin."""
    reach = FACT if kind.startswith("figure") else _REACH.get(kind.removesuffix("-head"), BASIS)
    if place == 0 or place > reach or kind in ("space", "chart"):
        return TEXT
    if kind == "sentence":
        return TEXT | {"font_size": 11}
    if kind == "card":
        number = {VARIANCE: shapes.money, SUPPLIER: "0.0"}.get(place, "0.0" + shapes.percent[1:])
        return TEXT | {"font_size": 18, "bold": True, "align": "left", "shrink": True, "num_format": number}
    if kind.endswith("-head"):
        return HEADER | _aligned(place) | WRAP
    if kind in _WHOLE:
        return _WHOLE[kind]
    return RESULT | {"num_format": _number(shapes, kind, place)} | _aligned(place) | _standing_back(kind, place)


def _number(shapes: Formats, kind: str, place: int) -> str:
    fine = "0.00" + shapes.percent[1:]
    if kind.startswith("figure"):
        return {"share": fine, "money": shapes.money, "number": "#,##0.##"}.get(kind.rpartition("-")[2], "General")
    if kind == "bar":
        return {LABEL: "0.0" + shapes.percent[1:]}.get(place, fine)
    if kind == "zone":
        return {WEIGHT: shapes.percent, MEAN: "0.0" + shapes.percent[1:], EXPECTED: shapes.money}.get(place, fine)
    kpi = {MEAN: "#,##0.00", SPREAD: "#,##0.00", STEP: "#,##0.###", SUPPLIER: shapes.money, CLIENT: shapes.money}
    kpi |= {WEIGHT: shapes.percent_fine, VARIANCE: shapes.percent}
    return kpi.get(place, fine if place in (EXPECTED, LOW, HIGH) else "General")


def _aligned(place: int) -> Style:
    """Figures without an indent: LibreOffice doubles it where a conditional format shows."""
    return LEFT if place in (LABEL, NAME, ORIGIN) else {"align": "right"}


def _standing_back(kind: str, place: int) -> Style:
    """What is behind the charts is smaller; words that explain are muted."""
    if kind in ("bar", "tornado"):
        return {"font_size": 9, "font_color": MUTED} | ({"align": "left"} if place == LABEL else {})
    if kind != "kpi":
        return {}
    looks: Mapping[int, Style] = {LABEL: {"bold": True}, NAME: {"shrink": True}, ORIGIN: {"font_color": MUTED}}
    return looks.get(place, {})


def _mark_units(page: Page, top: int, reach: int) -> None:
    """Values follow the unit of their KPI; without a known volume a step is worth a share of the price."""
    unit, shapes = f"${letters(UNIT + 2)}{top + 1}", page.plan.formats
    for place in (MEAN, SPREAD, STEP):
        look = shapes.percent_fine if place == STEP else "0.0#" + shapes.percent[1:]
        page.mark(xl_range(top, place + 1, reach, place + 1), f'AND($A{top + 1}="kpi",{unit}="%")', num_format=look)
    rule, look = f'${letters(BASIS + 2)}{top + 1}="{PRICE}"', "0.00" + shapes.percent[1:]
    page.mark(xl_range(top, SUPPLIER + 1, reach, CLIENT + 1), rule, num_format=look)


def _mark_signs(page: Page, reach: int) -> None:
    """What is good for the price is green, what is bad for it red."""
    for sign, colour in (("<", BAD), (">", GOOD)):
        for place in (EXPECTED, LOW, HIGH, SUPPLIER, CLIENT):
            cell = f"{letters(place + 2)}1"
            rule = f'AND(OR($A1="kpi",$A1="zone"),ISNUMBER({cell}),ROUND({cell},4){sign}0)'
            page.mark(xl_range(0, place + 1, reach, place + 1), rule, font_color=colour)
        cell = f"{letters(FACT + 2)}1"
        rule = f'AND($A1="figure-money",ISNUMBER({cell}),{cell}{sign}0)'
        page.mark(xl_range(0, FACT + 1, reach, FACT + 1), rule, font_color=colour)
