"""Which slips show while measurements are typed? Missing and needless cells, values off their scale, doubles, strays."""

from __future__ import annotations

from typing import Any

from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import BAD, BAD_TINT, GOOD, GOOD_TINT, LATE_TINT, MUTED, OFF_TINT
from bonusmalus_core.workbook.build.grid import Area
from bonusmalus_core.workbook.build.kpi_marks import whole_percent
from bonusmalus_core.workbook.build.plan import Plan


def mark_months(book: Book, sheet: Any, plan: Plan, area: Area) -> None:
    """Months that are doubled or outside the term, and volumes missing from months that have passed."""
    month, actual = area.cell("month"), area.cell("actual")
    number = f"((YEAR({month})-YEAR(contract_start))*12+MONTH({month})-MONTH(contract_start)+1)"
    wrong, late = book.mark(bg_color=BAD_TINT, font_color=BAD), book.mark(bg_color=LATE_TINT)
    stray = f"OR({number}<1,{number}>contract_months,COUNTIF({area.fixed('month')},{month})>1)"
    _mark(sheet, area.reach("month"), f'=AND({month}<>"",{stray})', wrong)
    for key in ("forecast", "actual"):
        cell = area.cell(key)
        _mark(sheet, area.reach(key), f'=AND({month}<>"",{cell}="",{number}<=running_month)', late)
        _mark(sheet, area.reach(key), f'=AND({cell}<>"",NOT(ISNUMBER({cell})))', wrong)
    show_fractions(book, sheet, area, ("forecast", "actual"))
    for key in area.columns:
        if key.startswith("measure."):
            cell = area.cell(key)
            _mark(sheet, area.reach(key), f'=AND({month}<>"",{cell}="",{actual}<>"")', late)
            _mark(sheet, area.reach(key), f'=AND({cell}<>"",NOT(ISNUMBER({cell})))', wrong)


def mark_measurements(book: Book, sheet: Any, plan: Plan, area: Area) -> None:
    """The figures that are asked for, and what came out of them."""
    wrong, late = book.mark(bg_color=BAD_TINT, font_color=BAD), book.mark(bg_color=LATE_TINT)
    month, kpi, part = area.cell("month"), area.cell("kpi"), area.cell("part")
    in_month, asks = area.cell("in_month"), area.cell("asks")
    twice = f'COUNTIFS({area.fixed("month")},{month},{area.fixed("kpi")},{kpi},{area.fixed("part")},{part}&"")>1'
    _mark(sheet, area.reach("month"), f'=AND({month}<>"",OR({in_month}<1,{in_month}>contract_months))', wrong)
    _mark(sheet, area.reach("kpi"), f'=AND({kpi}<>"",ISERROR(MATCH({kpi},kpi_codes,0)))', wrong)
    _mark(sheet, area.reach("month", "kpi"), f'=AND({month}<>"",{kpi}<>"",{twice})', wrong)
    for key, asked in (("numerator", "=1"), ("denominator", "=1"), ("value", ">1"), ("n", "=2")):
        cell, place = area.cell(key), area.reach(key)
        needed = f"AND(ISNUMBER({asks}),{asks}{asked})"
        _mark(sheet, place, f'=AND({cell}<>"",NOT(ISNUMBER({cell})))', wrong)
        _mark(sheet, place, f'=AND(ISNUMBER({asks}),NOT({needed}),{cell}<>"")', wrong)
        _mark(sheet, place, f"=AND(ISNUMBER({asks}),NOT({needed}))", book.mark(bg_color=OFF_TINT))
        if key != "n":
            _mark(sheet, place, f'=AND({needed},{cell}="",{in_month}<=running_month)', late)
    show_fractions(book, sheet, area, ("numerator", "denominator", "n"))
    _mark_results(book, sheet, plan, area, wrong)


def _mark_results(book: Book, sheet: Any, plan: Plan, area: Area, wrong: Any) -> None:
    impact = area.cell("impact")
    _mark(sheet, area.reach("value"), f"={area.cell('off_scale')}=1", wrong)
    _mark(sheet, area.reach("result"), f"={area.cell('off_scale')}=1", wrong)
    level, place = area.reach("level"), area.reach("impact")
    worse, better = f"ROUND({impact}-1,12)<0", f"ROUND({impact}-1,12)>0"
    for rule, colour, tint in ((worse, BAD, BAD_TINT), (better, GOOD, GOOD_TINT)):
        _mark(sheet, level, f"=AND(ISNUMBER({impact}),{rule})", book.mark(font_color=colour, bg_color=tint))
        _mark(sheet, place, f"=AND(ISNUMBER({impact}),{rule})", book.mark(font_color=colour))
    whole_percent(book, sheet, plan, area.reach("impact"), impact)
    month = area.cell("month")
    above = f"{month.rstrip('0123456789')}{area.top + 1}"
    _mark(sheet, area.reach("month"), f"={month}={above}", book.mark(font_color=MUTED))


def show_fractions(book: Book, sheet: Any, area: Area, columns: tuple[str, ...]) -> None:
    """Shows the decimals of counts that have any."""
    for key in columns:
        cell = area.cell(key)
        rule = f"=AND(ISNUMBER({cell}),ROUND({cell},6)<>ROUND({cell},0))"
        _mark(sheet, area.reach(key), rule, book.mark(num_format="#,##0.0#"))


def _mark(sheet: Any, place: str, rule: str, look: Any) -> None:
    sheet.conditional_format(place, {"type": "formula", "criteria": rule, "format": look})
