"""Which slips show while measurements are typed? Missing and needless figures, values off their scale, doubles."""

from __future__ import annotations

from bonusmalus_core.workbook.build.design import (
    BAD,
    BAD_TINT,
    GOOD,
    GOOD_TINT,
    LATE_TINT,
    MUTED,
    OFF_TINT,
    ROOM,
    WRONG,
)
from bonusmalus_core.workbook.build.grid import Area
from bonusmalus_core.workbook.build.kpi_marks import whole_percent
from bonusmalus_core.workbook.build.page import Page


def mark_months(page: Page, area: Area) -> None:
    """Months that are doubled or outside the term, and what is missing from months that have passed."""
    month, actual = area.cell("month"), area.cell("actual")
    number = f"((YEAR({month})-YEAR(contract_start))*12+MONTH({month})-MONTH(contract_start)+1)"
    stray = f"OR({number}<1,{number}>contract_months,COUNTIF({area.fixed('month')},{month})>1)"
    page.mark(area.reach("month"), f'AND({month}<>"",{stray})', **WRONG)
    measures = [key for key in area.columns if key.startswith("measure.")]
    for key in ("forecast", "actual", *measures):
        passed = f"{number}<=running_month" if key not in measures else f'{actual}<>""'
        page.mark(area.reach(key), f'AND({month}<>"",{area.cell(key)}="",{passed})', bg_color=LATE_TINT)
        _mark_text(page, area, key)
    _show_fractions(page, area, ("forecast", "actual"))


def mark_measurements(page: Page, area: Area) -> None:
    """The figures that are asked for, and what came out of them."""
    month, kpi, part = area.cell("month"), area.cell("kpi"), area.cell("part")
    same = ((key, area.cell(key)) for key in ("month", "kpi"))
    places = ",".join(f"{area.fixed(key)},{cell}" for key, cell in same)
    twice = f'COUNTIFS({places},{area.fixed("part")},{part}&"")>1'
    in_month = area.cell("in_month")
    page.mark(area.reach("month"), f'AND({month}<>"",OR({in_month}<1,{in_month}>contract_months))', **WRONG)
    page.mark(area.reach("kpi"), f'AND({kpi}<>"",ISERROR(MATCH({kpi},kpi_codes,0)))', **WRONG)
    page.mark(area.reach("month", "kpi"), f'AND({month}<>"",{kpi}<>"",{twice})', **WRONG)
    for key, asked in (("numerator", "=1"), ("denominator", "=1"), ("value", ">1"), ("n", "=2")):
        _mark_figure(page, area, key, asked)
    _show_fractions(page, area, ("numerator", "denominator", "n"))
    _mark_results(page, area)


def _mark_figure(page: Page, area: Area, key: str, asked: str) -> None:
    """A figure that the KPI does not ask for is greyed, and red when filled in; a missing one is orange."""
    cell, asks, place = area.cell(key), area.cell("asks"), area.reach(key)
    needed = f"AND(ISNUMBER({asks}),{asks}{asked})"
    needless = f"AND(ISNUMBER({asks}),NOT({needed}))"
    _mark_text(page, area, key)
    page.mark(place, f'AND({needless},{cell}<>"")', **WRONG)
    page.mark(place, needless, bg_color=OFF_TINT)
    if key != "n":
        page.mark(place, f'AND({needed},{cell}="",{area.cell("in_month")}<=running_month)', bg_color=LATE_TINT)


def _mark_text(page: Page, area: Area, key: str) -> None:
    cell = area.cell(key)
    page.mark(area.reach(key), f'AND({cell}<>"",NOT(ISNUMBER({cell})))', **WRONG)


def _mark_results(page: Page, area: Area) -> None:
    impact, month = area.cell("impact"), area.cell("month")
    money = f"INDEX(kpi_units,{area.cell('row')})=word_money"
    page.mark_currency(area.reach("result"), page.plan.formats.price_bare, money)
    for key in ("value", "result"):
        page.mark(area.reach(key), f"{area.cell('off_scale')}=1", **WRONG)
    for sign, colour, tint in (("<", BAD, BAD_TINT), (">", GOOD, GOOD_TINT)):
        rule = f"AND(ISNUMBER({impact}),ROUND({impact}-1,12){sign}0)"
        page.mark(area.reach("level"), rule, font_color=colour, bg_color=tint)
        page.mark(area.reach("impact"), rule, font_color=colour)
    whole_percent(page, area.reach("impact"), impact)
    for key in ("result", "open_until"):
        page.mark(area.reach(key), f'{area.cell("open_until")}<>""', bg_color=LATE_TINT)
    page.mark(area.reach("month"), f"{month}={area.above('month')}", font_color=MUTED)


def _show_fractions(page: Page, area: Area, columns: tuple[str, ...]) -> None:
    """Shows the decimals of counts that have any."""
    for key in columns:
        cell = area.cell(key)
        page.mark(
            area.reach(key), f"AND(ISNUMBER({cell}),ROUND({cell},6)<>ROUND({cell},0))", num_format="#,##0.0#" + ROOM
        )
