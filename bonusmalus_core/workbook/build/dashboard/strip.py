"""Which figures stand around the trend: under it the months' values, above it the thresholds of the levels?"""

from __future__ import annotations

from decimal import Decimal

from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.workbook.build.cells import unit_format
from bonusmalus_core.workbook.build.dashboard.block import Block
from bonusmalus_core.workbook.build.dashboard.trend import FEWEST, Trend
from bonusmalus_core.workbook.build.design import CAPTION, INK, LINE, TEXT, Style, band_tint
from bonusmalus_core.workbook.build.kpi_marks import whole_percent
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.port import Formula, letters

LABELS = 1
_FIGURE: Style = TEXT | {"font_size": 8, "align": "center", "shrink": True}
_PLAIN = "0.0#"


def write_strip(page: Page, months: Trend, block: Block, row: int) -> None:
    """The value of every month under its place in the chart, and the thresholds above the chart."""
    line: Style = {"bottom": 1, "bottom_color": LINE, "top": 1, "top_color": LINE}
    page.sheet.set_row(row, 16)
    page.put(row, LABELS, page.plan.say("dashboard.value"), CAPTION | {"font_size": 9} | line)
    figures = list(months.rows(block))
    for place in range(months.size):
        value = figures[place]["value"]
        shown = value.value if isinstance(value, Formula) else value
        formula = Formula(f'IF({block.at("value", place)}="","",{block.at("value", place)})', shown)
        page.put(row, LABELS + 1 + place, formula, _FIGURE | line | {"num_format": _PLAIN})
    first, last = letters(LABELS + 2), letters(LABELS + 1 + months.size)
    _mark_unit(page, months, f"{first}{row + 1}:{last}{row + 1}", f"{first}{row + 1}")
    for below, size in ((row + 1, 6), (row + 2, 6)):
        page.sheet.set_row(below, size)
    _write_levels(page, months, row - 3)


def _write_levels(page: Page, months: Trend, row: int) -> None:
    """Each level, or impact of the KPI's own, in the colour of the band that it opens, its threshold below."""
    wide = months.size // FEWEST
    left = LABELS + 1 + months.size - wide * len(months.levels)
    kpi = months.last_row
    now = months.row_text("MAX(1,running_month)")
    bands = f"INDEX({page.plan.kpis.span('thresholds', page.plan.levels)},{now},0)"
    for place, level in enumerate(months.levels):
        tint: Style = {"bg_color": band_tint(place + 1, len(months.levels) + 1), "align": "center"}
        column = left + place * wide
        threshold = f"INDEX({bands},{place + 1})"
        known = kpi.thresholds[place] if kpi and place < len(kpi.thresholds) else None
        _wide(page, (row, column, wide), _impact(page.plan, kpi, now, place, level),
              CAPTION | tint | {"num_format": page.plan.formats.percent_fine, "valign": "bottom"})  # fmt: skip
        _wide(page, (row + 1, column, wide), Formula(f'IF({now}=0,"",IF({threshold}="","",{threshold}))', known),
              TEXT | tint | {"bold": True, "font_color": INK, "num_format": _PLAIN, "shrink": True})  # fmt: skip
    first, last = letters(left + 1), letters(left + wide * len(months.levels))
    whole_percent(page, f"{first}{row + 1}:{last}{row + 1}", f"{first}{row + 1}")
    _mark_unit(page, months, f"{first}{row + 2}:{last}{row + 2}", f"{first}{row + 2}")
    page.put(row + 1, left - 1, page.plan.say("dashboard.thresholds"), CAPTION | {"align": "right"})


def _impact(plan: Plan, kpi: Kpi | None, now: str, place: int, level: Decimal) -> Formula:
    """What the threshold is worth: the level of the contract, or the impact of the KPI's own in the row `now`."""
    above = f"INDEX({plan.level_row.span('levels', plan.levels)},1,{place + 1})"
    impacts = f"INDEX({plan.kpis.span('impacts', plan.levels)},{now},0)"
    own = f"INDEX({impacts},{place + 1})"
    text = f'IF({now}=0,{above},IF(COUNT({impacts})=0,{above},IF({own}="","",{own})))'
    if kpi is None or kpi.impacts is None:
        return Formula(text, level)
    return Formula(text, kpi.impacts[place] if place < len(kpi.impacts) else None)


def _wide(page: Page, place: tuple[int, int, int], value: Formula, style: Style) -> None:
    row, column, wide = place
    if wide > 1:
        page.sheet.merge_range(row, column, row, column + wide - 1, "", page.book.style(style))
    page.put(row, column, value, style)


def _mark_unit(page: Page, months: Trend, area: str, cell: str) -> None:
    """Figures are written in the unit of the KPI that is shown."""
    # A conditional format may name no table: the names that Lists defines stand for the columns.
    unit = f"INDEX(kpi_units,MATCH({months.chosen},kpi_codes,0))"
    for word, key in (("word_percent", "%"), ("word_money", "money")):
        shape = unit_format(page.plan, key)
        page.mark(area, f"AND(ISNUMBER({cell}),{unit}={word})", num_format=shape)
