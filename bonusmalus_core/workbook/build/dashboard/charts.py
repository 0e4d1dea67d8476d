"""What do the charts of the dashboard look like? Native ones, in the palette of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bonusmalus_core.workbook.build.dashboard.block import Block
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    BAD,
    BAD_TINT,
    FONT,
    GOOD,
    GOOD_TINT,
    INK,
    LINE,
    MUTED,
    band_tint,
)
from bonusmalus_core.workbook.build.page import Page

_SMALL = {"name": FONT, "size": 8, "color": MUTED}
_LABEL = {"name": FONT, "size": 8, "color": INK}
_NONE = {"none": True}
_LINE = {"color": ACCENT, "width": 2.25}
_WHOLE = "#,##0;-#,##0;"
"""Whole units of the currency; nothing where there is no bar."""

_MARKER: dict[str, Any] = {"type": "circle", "size": 6}
_AXIS = {"num_font": _SMALL, "line": {"color": LINE}, "major_tick_mark": "none", "minor_tick_mark": "none"}
_GRID = {"visible": True, "line": {"color": LINE, "width": 0.5}}


def trend_chart(
    page: Page, months: Block, levels: Sequence[Decimal], edges: tuple[Decimal, Decimal], left: float
) -> Any:
    """The KPI's place on its bands: a line over tinted bands, `left` of the width kept for the axis."""
    bands = _chart(page, "column", "stacked")
    for number in range(len(levels) + 1):
        bands.add_series(_band(months, f"band{number}", band_tint(number, len(levels) + 1)))
    line = _chart(page, "line")
    line.add_series({
        "values": months.series("place"), "categories": months.series("label"),
        "line": _LINE, "marker": _MARKER | {"fill": {"color": "#FFFFFF"}, "border": {"color": ACCENT, "width": 1.5}},
    })  # fmt: skip
    bands.combine(line)
    bands.set_y_axis(_AXIS | {
        "min": float(edges[0]), "max": float(edges[1]), "major_unit": float(levels[1] - levels[0]),
        "num_format": page.plan.formats.percent, "major_gridlines": {"visible": False}, "line": _NONE,
    })  # fmt: skip
    bands.set_x_axis(_AXIS | {"label_position": "low"})
    bands.set_plotarea({"layout": {"x": left, "y": 0.04, "width": 1 - left, "height": 0.82}})
    return bands


def factor_chart(page: Page, periods: Block, ends: tuple[Decimal, Decimal]) -> Any:
    """The price factor of every settled period, above and below 100 %, between what the caps allow."""
    shapes = page.plan.formats
    zones = _chart(page, "column", "stacked")
    for name, tint in (("below", BAD_TINT), ("above", GOOD_TINT)):
        zones.add_series(_band(periods, name, tint))
    line = _chart(page, "line")
    line.add_series({
        "values": periods.series("factor"), "categories": periods.series("label"), "line": _LINE,
        "marker": _MARKER | {"fill": {"color": ACCENT}, "border": {"color": "#FFFFFF"}},
        "data_labels": {"value": True, "position": "above", "num_format": shapes.percent_fine, "font": _LABEL},
    })  # fmt: skip
    zones.combine(line)
    zones.set_y_axis(_AXIS | {
        "min": float(ends[0]), "max": float(ends[1]), "num_format": shapes.percent, "line": _NONE,
        "major_gridlines": {"visible": False},
    })  # fmt: skip
    zones.set_x_axis(_AXIS | {"label_position": "low"})
    return zones


def amount_chart(page: Page, periods: Block) -> Any:
    """The bonus-malus of every settled period: bonus up and green, malus down and red."""
    chart = _chart(page, "column")
    for name, colour in (("bonus", GOOD), ("malus", BAD)):
        chart.add_series({
            "values": periods.series(name), "categories": periods.series("label"), "fill": {"color": colour}, "gap": 60,
            "overlap": 100, "border": _NONE,
            "data_labels": {"value": True, "position": "outside_end", "num_format": _WHOLE, "font": _LABEL},
        })  # fmt: skip
    return _in_money(chart)


def waterfall_chart(page: Page, steps: Block) -> Any:
    """What each KPI adds or takes, from nothing to the total."""
    chart = _chart(page, "column", "stacked")
    chart.add_series({
        "values": steps.series("blank"), "categories": steps.series("label"), "fill": _NONE, "border": _NONE, "gap": 40,
    })  # fmt: skip
    colours = {"up_above": GOOD, "up_below": GOOD, "down_above": BAD, "down_below": BAD, "total": ACCENT}
    for name, colour in colours.items():
        chart.add_series({
            "values": steps.series(name), "categories": steps.series("label"), "fill": {"color": colour},
            "border": _NONE,
        })  # fmt: skip
    return _in_money(chart)


def _band(block: Block, name: str, tint: str) -> dict[str, Any]:
    """A tinted stripe behind a line, from one side to the other."""
    colour = {"color": tint}
    series = {"values": block.series(name), "categories": block.series("label")}
    return {**series, "gap": 0, "fill": colour, "border": colour}


def _in_money(chart: Any) -> Any:
    chart.set_y_axis(_AXIS | {"num_format": "#,##0", "major_gridlines": _GRID, "line": _NONE})
    chart.set_x_axis(_AXIS | {"label_position": "low", "line": {"color": MUTED}})
    return chart


def _chart(page: Page, kind: str, subtype: str | None = None) -> Any:
    """A chart without title, legend and frame, which shows what stands in hidden columns too."""
    options = {"type": kind} | ({"subtype": subtype} if subtype else {})
    chart = page.book.workbook.add_chart(options)
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": _NONE, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": _NONE})
    chart.show_hidden_data()
    chart.show_na_as_empty_cell()
    return chart
