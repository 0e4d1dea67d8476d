"""How does the contract run? Figures in short, a KPI on its bands, every settled period, and what each KPI earned.

Everything is a native formula over the input sheets, the history and the statement, so that it lives without the tool.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import quote_sheetname

from bonusmalus_core.workbook.build.dashboard import settled, steps, trend
from bonusmalus_core.workbook.build.dashboard.block import Block
from bonusmalus_core.workbook.build.dashboard.charts import amount_chart, factor_chart, trend_chart, waterfall_chart
from bonusmalus_core.workbook.build.dashboard.strip import write_strip
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    BAD,
    CAPTION,
    ENTRY,
    GOOD,
    HEADING,
    MUTED,
    NUMBER,
    TEXT,
    UNLOCKED,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.build.from_statement import from_statement
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.start_figures import NOTHING
from bonusmalus_core.workbook.port import Formula, Row, Written, letters
from bonusmalus_core.workbook.statement.columns import FACT, MONEY

LABELS = 1
"""The column of the labels; the months follow."""

CARDS, PICK, TREND, STRIP, HEADS, PERIODS = 3, 7, 9, 10, 13, 14
"""The 0-based rows of the parts."""

CHOSEN = f"{letters(LABELS + 1)}{PICK + 2}"
"""The cell with the code of the KPI whose trend is shown."""

_LABEL_PIXELS, _MONTHS_PIXELS = 92, 960
_TREND_HEIGHT, _PERIODS_HEIGHT = 190, 180
_GAP = 14
_POINTS = 0.75
_HEIGHTS = {
    2: 10, CARDS: 22, CARDS + 1: 30, CARDS + 2: 10, CARDS + 3: 14, PICK: 24, PICK + 1: 22,
    TREND: _TREND_HEIGHT * _POINTS, HEADS: 28, PERIODS: _PERIODS_HEIGHT * _POINTS,
}  # fmt: skip
"""Every printed row has its height: lines in the hidden columns would make it higher, and charts would not follow."""


@dataclass(frozen=True)
class _Scene:
    """Everything that the sheet shows, and where the figures behind it stand."""

    page: Page
    months: trend.Trend
    periods: settled.Settled
    contributions: steps.Steps
    behind_months: Block
    behind_periods: Block
    behind_steps: Block


def write_dashboard(page: Page, rows: Sequence[Row], code: str | None = None) -> None:
    """Fills the sheet; `rows` are those of the statement, `code` is the KPI that is shown, by default the first."""
    scene = _scene(page, rows, code)
    size = scene.months.size
    page.sheet.set_column_pixels(LABELS, LABELS, _LABEL_PIXELS)
    page.sheet.set_column_pixels(LABELS + 1, LABELS + size, _MONTHS_PIXELS // size)
    page.title("dashboard")
    for row, height in _HEIGHTS.items():
        page.sheet.set_row(row, height)
    _write_cards(scene)
    _write_pick(scene)
    write_strip(page, scene.months, scene.behind_months, STRIP)
    _write_heads(scene)
    _write_charts(scene)
    _write_figures(scene)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.print_area(0, 0, PERIODS, LABELS + size)
    page.protect()


def _scene(page: Page, rows: Sequence[Row], code: str | None) -> _Scene:
    plan, running = page.plan, page.running
    codes = list(dict.fromkeys(kpi.code for kpi in plan.agreement.kpis))
    chosen = f"${letters(LABELS + 1)}${PICK + 2}"
    total = from_statement(plan, rows, "total", MONEY)
    months = trend.Trend(plan, running, chosen, next(iter(codes), "") if code is None else code)
    periods, contributions = settled.Settled(plan, running), steps.Steps(plan, running, rows, total)
    name, left = quote_sheetname(plan.say("sheet.dashboard")), LABELS + months.size + 2
    first = Block(name, left, months.names, months.size)
    second = Block(name, first.right + 1, settled.COLUMNS, periods.size)
    third = Block(name, second.right + 1, steps.COLUMNS, contributions.size)
    return _Scene(page, months, periods, contributions, first, second, third)


def _parts(size: int, count: int) -> Iterator[tuple[int, int]]:
    """First and last column of so many equal parts of the sheet."""
    edges = [LABELS + round(place * (size + 1) / count) for place in range(count + 1)]
    return ((first, last - 1) for first, last in pairwise(edges))


def _write_cards(scene: _Scene) -> None:
    """The last settled period, its factor and amount, and all that was settled so far."""
    page, plan = scene.page, scene.page.plan
    cards = zip(_parts(scene.months.size, 4), _figures(scene), strict=True)
    for (first, last), (key, figure, style, is_money) in cards:
        caption = CAPTION | {"top": 5, "top_color": ACCENT, "valign": "bottom"}
        for column in range(first, last):
            page.put(CARDS, column, None, caption)
        page.put(CARDS, first, plan.say(f"dashboard.{key}"), caption)
        page.sheet.merge_range(CARDS + 1, first, CARDS + 1, last - 1, "", page.book.style(NUMBER | style))
        page.put(CARDS + 1, first, figure, NUMBER | style)
        if is_money:
            cell = f"{letters(first + 1)}{CARDS + 2}"
            page.mark_currency(cell, plan.formats.money_bare)
            for sign, colour in (("<", BAD), (">", GOOD)):
                page.mark(cell, f"AND(ISNUMBER({cell}),{cell}{sign}0)", font_color=colour)


def _figures(scene: _Scene) -> list[tuple[str, Formula, Style, bool]]:
    periods, shapes = scene.periods, scene.page.plan.formats
    last, text = periods.last, periods.last_text
    row, version = periods.latest(last), periods.version(text)
    label = periods.label(text, last)
    shown: Style = {"font_size": 18}

    def of_last(field: str, value: Decimal | None) -> Formula:
        found = f'IF({text}=0,"{NOTHING}",{periods.of(text, version, field)})'
        return Formula(found, value if row else NOTHING)

    named = Formula(
        f'IF({text}=0,"{NOTHING}",{text}&" · "&{label.text})', f"{last} · {label.value}" if last else NOTHING
    )
    return [
        ("last", named, shown, False),
        ("factor", of_last("factor", row.factor if row else None), shown | {"num_format": shapes.percent_fine}, False),
        ("amount", of_last("amount", row.amount if row else None), shown | {"num_format": shapes.money}, True),
        ("settled", periods.total, shown | {"num_format": shapes.money}, True),
    ]


def _write_pick(scene: _Scene) -> None:
    """The KPI that is shown, chosen from a drop-down, and its name."""
    page, plan, months = scene.page, scene.page.plan, scene.months
    page.put(PICK, LABELS, plan.say("dashboard.trend"), HEADING)
    page.put(PICK + 1, LABELS, months.code, ENTRY | UNLOCKED | {"bold": True})
    _define_codes(scene)
    page.sheet.data_validation(PICK + 1, LABELS, PICK + 1, LABELS, {
        "validate": "list", "source": "=dashboard_codes", "error_type": "stop",
        "input_title": plan.say("dashboard.pick"), "input_message": plan.say("dashboard.pick.help"),
        "error_title": plan.say("dashboard.pick"), "error_message": plan.say("dashboard.pick.help"),
    })  # fmt: skip
    row = months.last_row
    name = f"INDEX({plan.kpis.all('name')},{months.row_text('MAX(1,running_month)')})"
    found = f'IF({months.row_text("MAX(1,running_month)")}=0,"{NOTHING}",{name})'
    page.put(
        PICK + 1, LABELS + 1, Formula(found, row.name if row else NOTHING), TEXT | {"font_color": MUTED, "indent": 1}
    )


def _define_codes(scene: _Scene) -> None:
    """Names the codes that the drop-down offers: each KPI once, without the room for more."""
    steps_of, slots = scene.behind_steps, scene.contributions.slots
    first, column = f"{steps_of.sheet}!{steps_of.at('code', 0)}", f"{steps_of.sheet}!{steps_of.all('code', slots)}"
    rows = f"{steps_of.sheet}!{steps_of.all('first', slots)}"
    count = f"MAX(1,SUMPRODUCT(({rows}<{steps.NONE})*1))"
    scene.page.book.workbook.define_name("dashboard_codes", f"={first}:INDEX({column},{count})")


def _write_heads(scene: _Scene) -> None:
    """What the three charts below show; the waterfall names the period of the statement."""
    page, plan = scene.page, scene.page.plan
    period = from_statement(plan, scene.contributions.rows_of_statement, "period", FACT)
    steps_of = plan.say("dashboard.steps")
    text = f'"{steps_of}"&IF({period.text}="{NOTHING}",""," – "&{period.text})'
    named = Formula(text, steps_of if period.value == NOTHING else f"{steps_of} – {period.value}")
    texts: tuple[Written, ...] = (plan.say("dashboard.factors"), plan.say("dashboard.amounts"), named)
    for (first, _), head in zip(_parts(scene.months.size, 3), texts, strict=True):
        page.put(HEADS, first, head, HEADING | {"font_size": 12})


def _write_charts(scene: _Scene) -> None:
    page, months = scene.page, scene.months
    total = _LABEL_PIXELS + _MONTHS_PIXELS
    width = (total - 2 * _GAP) / 3
    chart = trend_chart(page, scene.behind_months, months.levels, months.edges, _LABEL_PIXELS / total)
    _insert(page, TREND, chart, (0, total), _TREND_HEIGHT)
    drawn = (
        factor_chart(page, scene.behind_periods, scene.periods.ends),
        amount_chart(page, scene.behind_periods),
        waterfall_chart(page, scene.behind_steps),
    )
    for place, chart in enumerate(drawn):
        _insert(page, PERIODS, chart, (place * (width + _GAP), width), _PERIODS_HEIGHT)


def _insert(page: Page, row: int, chart: Any, across: tuple[float, float], height: int) -> None:
    """A chart in its row, from so many pixels on and so wide."""
    offset, width = across
    chart.set_size({"width": round(width), "height": height})
    page.sheet.insert_chart(row, LABELS, chart, {"x_offset": round(offset), "object_position": 1})


def _write_figures(scene: _Scene) -> None:
    """The figures behind the charts, in hidden columns beside them."""
    page = scene.page
    scene.behind_months.write(page, list(scene.months.rows(scene.behind_months)))
    scene.behind_periods.write(page, list(scene.periods.rows(scene.behind_periods)))
    scene.behind_steps.write(page, list(scene.contributions.rows(scene.behind_steps)))
    page.sheet.set_column(scene.behind_months.left - 1, scene.behind_steps.right, 9, None, {"hidden": True})
