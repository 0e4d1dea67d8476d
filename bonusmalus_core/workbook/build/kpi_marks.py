"""Which rules of the KPI table show while typing that they are broken, and how do numbers follow their unit?"""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

from bonusmalus_core.workbook.build.design import BAD, BAD_TINT, BROKEN, GOOD, GOOD_TINT, MUTED, WRONG
from bonusmalus_core.workbook.build.grid import Area
from bonusmalus_core.workbook.build.page import Page

LEVEL_ROW_ABOVE = 3
"""The row of impact levels stands so many rows above the header."""


def mark_kpis(page: Page, area: Area) -> None:
    """Adds the conditional formats of the sheet."""
    last = f"thresholds.{page.plan.levels}"
    _mark_bands(page, area, last)
    _mark_impacts(page, area, f"{area.cell('thresholds.1')}:{area.cell(last)}")
    code = area.cell("code")
    again = f'AND({code}<>"",COUNTIF({area.start("code")}:{code},{code})>1)'
    page.mark(area.reach("code"), again, font_color=MUTED, num_format='"  "@')
    page.mark(area.reach("name", "direction"), again, font_color=MUTED)
    _mark_results(page, area)
    for columns in (("thresholds.1", last), ("try", "try"), ("scale_min", "scale_max")):
        follow_unit(page, area, columns)
    for key in ("weight", "try_impact"):
        whole_percent(page, area.reach(key), area.cell(key))
    _mark_top(page, area)


def _mark_bands(page: Page, area: Area, last: str) -> None:
    """Thresholds out of order, against the direction or typed as 80 for 80 %; codes that start twice in one month."""
    lowest, bands = area.cell("thresholds.1"), f"{area.cell('thresholds.1')}:{area.cell(last)}"
    climbs = f"SIGN(ROUND(INDEX({bands},COUNT({bands}))-{lowest},12))"
    left, right = area.cell("thresholds.1", False), area.cell("thresholds.2", False)
    code, direction, start = area.cell("code"), area.cell("direction"), area.cell("from_month")
    step = f"SIGN(ROUND({right}-{left},12))"
    doubled = f"COUNTIFS({area.fixed('code')},{code},{area.fixed('from_month')},{start})>1"
    against = f"({direction}=word_higher)<>({climbs}>0)"
    unordered = f'AND({right}<>"",{left}<>"",OR({climbs}=0,{step}<>{climbs}))'
    page.mark(area.reach("thresholds.2", last), unordered, **BROKEN)
    page.mark(area.reach("thresholds.1", last), f"AND({area.cell('unit')}=word_percent,ABS({left})>=2)", **WRONG)
    page.mark(area.reach("direction"), f'AND({direction}<>"",COUNT({bands})>1,{against})', **WRONG)
    page.mark(area.reach("code"), f'AND({code}<>"",{doubled})', **WRONG)
    page.mark(area.reach("weight"), f'AND({code}<>"",{area.cell("weight")}="")', **WRONG)


def _mark_impacts(page: Page, area: Area, bands: str) -> None:
    """Own impacts that are incomplete or fall from a worse to a better level."""
    last = f"impacts.{page.plan.levels}"
    own = f"{area.cell('impacts.1')}:{area.cell(last)}"
    one, two = area.cell("impacts.1", False), area.cell("impacts.2", False)
    place = f"COLUMNS({area.cell('impacts.1')}:{one})"
    page.mark(area.reach("impacts.1", last), f'AND({one}="",COUNT({own})>0,{place}<=COUNT({bands}))', **WRONG)
    page.mark(area.reach("impacts.2", last), f'AND({two}<>"",{one}<>"",ROUND({two}-{one},12)<0)', **BROKEN)


def _mark_results(page: Page, area: Area) -> None:
    """Impacts tried, and the sum of the weights: green when right, red when not."""
    impact, place = area.cell("try_impact"), area.reach("try_level", "try_impact")
    for sign, colour in (("<", BAD), (">", GOOD)):
        page.mark(place, f"AND(ISNUMBER({impact}),ROUND({impact}-1,12){sign}0)", font_color=colour)
    row, column = area.top - LEVEL_ROW_ABOVE, area.columns["weight"]
    total = f"{xl_rowcol_to_cell(row, column)}:{xl_rowcol_to_cell(row + 1, column)}"
    percent = page.plan.formats.percent
    page.mark(total, "wrong_month=0", font_color=GOOD, bg_color=GOOD_TINT, num_format=percent)
    page.mark(total, "wrong_month>0", font_color=BAD, bg_color=BAD_TINT)


def _mark_top(page: Page, area: Area) -> None:
    """Whole percentages in the level row and in the factor tried."""
    row = area.top - LEVEL_ROW_ABOVE
    places = {column: row for key, column in area.columns.items() if key.startswith("thresholds.")}
    for column, at in (places | {area.columns["try"]: row + 1}).items():
        cell = xl_rowcol_to_cell(at, column)
        whole_percent(page, cell, cell)


def follow_unit(page: Page, area: Area, columns: tuple[str, str]) -> None:
    """Shows numbers as their row's unit asks: whole percentages without decimals, money with its symbol."""
    cell, place, unit = area.cell(columns[0], False), area.reach(*columns), area.cell("unit")
    share = f"AND({unit}=word_percent,ISNUMBER({cell}))"
    shapes = page.plan.formats
    whole = f"AND({share},ROUND({cell}*100,9)=ROUND({cell}*100,0))"
    page.mark(place, whole, num_format=shapes.percent)
    page.mark(place, share, num_format=shapes.percent_fine)
    page.mark_currency(place, shapes.price_bare, f"{unit}=word_money")
    page.mark(place, f"{unit}=word_money", num_format=shapes.price)


def whole_percent(page: Page, place: str, cell: str) -> None:
    """Shows whole percentages without decimals."""
    rule = f"AND(ISNUMBER({cell}),ROUND({cell}*100,9)=ROUND({cell}*100,0))"
    page.mark(place, rule, num_format=page.plan.formats.percent)
