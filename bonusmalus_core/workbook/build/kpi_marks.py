"""Which rules of the KPI table show while typing that they are broken, and how do numbers follow their unit?"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import BAD, BAD_TINT, GOOD, GOOD_TINT, MUTED
from bonusmalus_core.workbook.build.grid import Area
from bonusmalus_core.workbook.build.plan import Plan


def mark_kpis(book: Book, sheet: Any, plan: Plan, area: Area) -> None:
    """Adds the conditional formats of the sheet."""
    first, last = "thresholds.1", f"thresholds.{plan.levels}"
    bands = f"{area.cell(first)}:{area.cell(last)}"
    highest = f"INDEX({bands},COUNT({bands}))"
    climbs = f"SIGN(ROUND({highest}-{area.cell(first)},12))"
    wrong = book.mark(bg_color=BAD_TINT, font_color=BAD, bold=True)
    left, right = area.cell(first, False), area.cell("thresholds.2", False)
    unit, direction = area.cell("unit"), area.cell("direction")
    marks = {
        area.reach("thresholds.2", last): (
            f'=AND({right}<>"",{left}<>"",OR({climbs}=0,SIGN(ROUND({right}-{left},12))<>{climbs}))'
        ),
        area.reach("direction"): f'=AND({direction}<>"",COUNT({bands})>1,({direction}=word_higher)<>({climbs}>0))',
        area.reach("code"): _doubled(area),
        area.reach("weight"): f'=AND({area.cell("code")}<>"",{area.cell("weight")}="")',
    }
    for place, rule in marks.items():
        _mark(sheet, place, rule, wrong)
    _mark(sheet, area.reach(first, last), f"=AND({unit}=word_percent,ABS({left})>=2)", wrong)
    _mark_impacts(sheet, plan, area, bands, wrong)
    again = f'=AND({area.cell("code")}<>"",COUNTIF({_above(area)},{area.cell("code")})>1)'
    _mark(sheet, area.reach("code"), again, book.mark(font_color=MUTED, num_format='"  "@'))
    _mark(sheet, area.reach("name", "direction"), again, book.mark(font_color=MUTED))
    _mark_results(book, sheet, plan, area)
    for columns in ((first, last), ("try", "try")):
        follow_unit(book, sheet, plan, area, columns, unit)
    for key in ("weight", "try_impact"):
        whole_percent(book, sheet, plan, area.reach(key), area.cell(key))
    _mark_top(book, sheet, plan, area)


def _mark(sheet: Any, place: str, rule: str, look: Any) -> None:
    sheet.conditional_format(place, {"type": "formula", "criteria": rule, "format": look})


def _mark_impacts(sheet: Any, plan: Plan, area: Area, bands: str, wrong: Any) -> None:
    own = f"{area.cell('impacts.1')}:{area.cell(f'impacts.{plan.levels}')}"
    one, two = area.cell("impacts.1", False), area.cell("impacts.2", False)
    place = area.reach("impacts.1", f"impacts.{plan.levels}")
    _mark(sheet, place, f'=AND({one}="",COUNT({own})>0,COLUMNS({area.cell("impacts.1")}:{one})<=COUNT({bands}))', wrong)
    later = area.reach("impacts.2", f"impacts.{plan.levels}")
    _mark(sheet, later, f'=AND({two}<>"",{one}<>"",ROUND({two}-{one},12)<0)', wrong)


def _mark_results(book: Book, sheet: Any, plan: Plan, area: Area) -> None:
    impact = area.cell("try_impact")
    place = area.reach("try_level", "try_impact")
    _mark(sheet, place, f'=AND({impact}<>"",ROUND({impact}-1,12)<0)', book.mark(font_color=BAD))
    _mark(sheet, place, f'=AND({impact}<>"",ROUND({impact}-1,12)>0)', book.mark(font_color=GOOD))
    weight = area.columns["weight"]
    good = book.mark(font_color=GOOD, bg_color=GOOD_TINT, num_format=plan.formats.percent)
    bad = book.mark(font_color=BAD, bg_color=BAD_TINT)
    top = area.top - 3
    for rule, look in (("=wrong_month=0", good), ("=wrong_month>0", bad)):
        sheet.conditional_format(top, weight, top + 1, weight, {"type": "formula", "criteria": rule, "format": look})


def _mark_top(book: Book, sheet: Any, plan: Plan, area: Area) -> None:
    """Whole percentages in the level row and in the factor tried."""
    row = area.top - 3
    columns = {place: row for key, place in area.columns.items() if key.startswith("thresholds.")}
    columns |= {area.columns["try"]: row + 1}
    for column, at in columns.items():
        cell = xl_rowcol_to_cell(at, column)
        whole_percent(book, sheet, plan, cell, cell)


def _above(area: Area) -> str:
    first = area.cell("code")
    return f"{first[:2]}${first[2:]}:{first}"


def _doubled(area: Area) -> str:
    code, start = area.cell("code"), area.cell("from_month")
    codes, starts = area.fixed("code"), area.fixed("from_month")
    return f'=AND({code}<>"",COUNTIFS({codes},{code},{starts},{start})>1)'


def follow_unit(book: Book, sheet: Any, plan: Plan, area: Area, columns: tuple[str, str], unit: str) -> None:
    """Shows numbers as their row's unit asks: whole percentages without decimals, money with its symbol."""
    cell, place = area.cell(columns[0], False), area.reach(*columns)
    shapes = plan.formats
    share = f"AND({unit}=word_percent,ISNUMBER({cell}))"
    _mark(sheet, place, f"=AND({share},ROUND({cell}*100,9)=ROUND({cell}*100,0))", book.mark(num_format=shapes.percent))
    _mark(sheet, place, f"={share}", book.mark(num_format=shapes.percent_fine))
    _mark(sheet, place, f"={unit}=word_money", book.mark(num_format=shapes.price))


def whole_percent(book: Book, sheet: Any, plan: Plan, place: str, cell: str) -> None:
    """Shows whole percentages without decimals."""
    rule = f"=AND(ISNUMBER({cell}),ROUND({cell}*100,9)=ROUND({cell}*100,0))"
    _mark(sheet, place, rule, book.mark(num_format=plan.formats.percent))
