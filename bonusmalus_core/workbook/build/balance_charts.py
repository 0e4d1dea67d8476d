"""Which charts stand on the Balance sheet? Four, fed by the cells below them; hidden rows are left out.

What the price may come to, what makes it swing, what each KPI does to it, and what one step of each is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bonusmalus_core.words import words
from bonusmalus_core.workbook.balance import CHART
from bonusmalus_core.workbook.balance.columns import CLIENT, FACT, HIGH, LABEL, LOW, SUPPLIER, VARIANCE
from bonusmalus_core.workbook.build.design import ACCENT, BAD, FONT, GOOD, LINE, MUTED
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import Row

_WIDTH, _GAP = 590, 20
_ROW = 17 * 96 / 72
"""Pixels."""

Series = tuple[str, int, str]
"""The kind of the rows, the place of the values, and the colour."""


def put_charts(page: Page, rows: Sequence[Row]) -> None:
    """Puts two rows of two charts over the rows that are kept for them."""
    top = next(number for number, row in enumerate(rows) if row.kind == "chart")
    texts = words(page.plan.language, "balance")
    half = round(CHART * _ROW / 2) - 12
    drawn = (
        _histogram(page, rows, texts),
        _bars(page, rows, texts["chart.variance"], (("kpi", VARIANCE, ACCENT),), page.plan.formats.percent),
        _bars(page, rows, texts["chart.tornado"], (("tornado", LOW, BAD), ("tornado", HIGH, GOOD)),
              "0.0" + page.plan.formats.percent[1:], stacked=True),
        _bars(page, rows, texts["chart.worth"], (("kpi", SUPPLIER, ACCENT), ("kpi", CLIENT, "#C9A227")),
              _worth(page.plan.formats.percent)),
    )  # fmt: skip
    for number, chart in enumerate(drawn):
        down, across = divmod(number, 2)
        chart.set_size({"width": _WIDTH, "height": half})
        place = {"x_offset": across * (_WIDTH + _GAP), "y_offset": 6 + down * (half + 8), "object_position": 2}
        page.sheet.insert_chart(top, LABEL + 1, chart, place)


def _worth(percent: str) -> str:
    """Money without decimals; what is smaller is a share of the price, as no amount of a period is."""
    return f"[>=1]#,##0;[<=-1]-#,##0;0.0{percent[1:]}"


def _histogram(page: Page, rows: Sequence[Row], texts: Mapping[str, str]) -> Any:
    chart = page.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for place, colour in ((FACT, BAD), (FACT + 1, GOOD)):
        chart.add_series(_series(page, rows, ("bar", place, colour)) | {"gap": 8})
    _dress(chart, texts["chart.histogram"])
    axis = {"num_format": "0.0" + page.plan.formats.percent[1:], "interval_unit": 3, "label_position": "low"}
    chart.set_x_axis(_axis(texts["bar.factor"]) | axis)
    chart.set_y_axis(_axis(None) | {"num_format": page.plan.formats.percent, "major_gridlines": _grid()})
    return chart


def _bars(
    page: Page, rows: Sequence[Row], title: str, series: Sequence[Series], shape: str, *, stacked: bool = False
) -> Any:
    """Horizontal bars by KPI, the first one above."""
    chart = page.book.workbook.add_chart({"type": "bar"} | ({"subtype": "stacked"} if stacked else {}))
    for each in series:
        labels = {} if len(series) > 1 else {"data_labels": {"value": True, "num_format": shape, "font": _font()}}
        chart.add_series(_series(page, rows, each) | {"gap": 45} | labels)
    _dress(chart, title, legend=len(series) > 1)
    chart.set_y_axis(_axis(None) | {"reverse": True, "label_position": "low"})
    chart.set_x_axis(_axis(None) | {"num_format": shape, "major_gridlines": _grid(), "label_position": "high"})
    return chart


def _series(page: Page, rows: Sequence[Row], series: Series) -> dict[str, Any]:
    kind, place, colour = series
    numbers = [number for number, row in enumerate(rows) if row.kind.removesuffix("-none") == kind]
    head = next(number for number, row in enumerate(rows) if row.kind == f"{kind}-head")
    name, first, last = page.plan.say("sheet.balance"), numbers[0], numbers[-1]
    return {
        "name": [name, head, place + 1],
        "categories": [name, first, LABEL + 1, last, LABEL + 1],
        "values": [name, first, place + 1, last, place + 1],
        "fill": {"color": colour},
        "border": {"none": True},
    }


def _dress(chart: Any, title: str, legend: bool = True) -> None:
    font = {"name": FONT, "size": 12, "bold": True, "color": ACCENT}
    chart.set_title({"name": title, "name_font": font, "overlay": False, "layout": {"x": 0.02, "y": 0.03}})
    chart.set_legend({"position": "bottom", "font": _font()} if legend else {"none": True})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})


def _axis(name: str | None) -> dict[str, Any]:
    axis = {"num_font": _font(), "line": {"color": LINE}, "major_tick_mark": "none", "minor_tick_mark": "none"}
    return axis | ({"name": name, "name_font": _font() | {"bold": False}} if name else {})


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": 9, "color": MUTED}


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": LINE, "width": 0.5}}
