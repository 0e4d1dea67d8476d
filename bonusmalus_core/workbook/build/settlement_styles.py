"""How does each cell of the statement look, by the kind of its row and its place in the row?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bonusmalus_core.workbook.build.design import (
    ACCENT,
    CAPTION,
    CENTER,
    HEADER,
    HEADING,
    LEFT,
    LINE,
    MUTED,
    RESULT,
    RIGHT,
    SHRINK,
    TEXT,
    TINT,
    TITLE,
    WRAP,
    Formats,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.proof.block import BEGIN, SINCE, UNTIL
from bonusmalus_core.workbook.proof.draft import WORK
from bonusmalus_core.workbook.statement.columns import (
    ACTUAL,
    AMOUNT,
    BASE,
    COLUMNS,
    CONTROL,
    DENOMINATOR,
    FACT,
    FACTOR,
    FORECAST,
    IMPACT,
    LABEL,
    LEVEL,
    MONEY,
    MONTH,
    NAME,
    NUMERATOR,
    PAYABLE,
    PRICE,
    RATIO,
    REMARK,
    SHARE,
    VALUE,
    VOLUME,
    WEIGHT,
)  # fmt: skip

HEIGHTS = {
    "title": 42, "subtitle": 24, "space": 10, "section": 30, "party": 19, "period": 19, "status": 19, "due": 19,
    "check": 19, "kpi-head": 32, "kpi": 84, "month-head": 32, "month": 30, "line": 24, "total": 46, "factor": 24,
    "apart": 30, "sentence": 30, "sign-head": 24, "sign": 66, "note": 19,
}  # fmt: skip
"""Points, by the kind of row."""

_SINGLE: Mapping[str, Style] = {
    "title": TITLE,
    "subtitle": TEXT | {"font_size": 13},
    "section": HEADING,
    "sentence": HEADING,
    "sign-head": TEXT | {"bold": True},
    "sign": CAPTION | {"valign": "top"},
    "note": CAPTION,
}


_SIGNED = frozenset({*range(LABEL, NUMERATOR), *range(LEVEL, MONEY)})
"""Places under which the lines for both signatures are drawn."""


_LARGER = {9: 11, 10: 12, 11: 13, 13: 16, 14: 17, 22: 26}
"""The sizes of other sheets, and how large letters are here: on paper, the page holds the width of both tables."""


def style_of(shapes: Formats, kind: str, place: int) -> Style:
    """The style of a cell; `place` 0 is the margin."""
    style = _on_screen(shapes, kind, place)
    size = style["font_size"]
    is_head = kind in ("kpi-head", "month-head")
    return style | {"font_size": _LARGER[size] if isinstance(size, int) and not is_head else size}


def _on_screen(shapes: Formats, kind: str, place: int) -> Style:
    if place == 0 or kind == "space":
        return TEXT
    if kind in ("kpi-head", "month-head"):
        return HEADER | _aligned(place)
    if kind == "sign":
        return _SINGLE[kind] | ({"bottom": 1, "bottom_color": MUTED} if place in _SIGNED else {})
    look = _LOOKS.get(kind)
    return look(shapes, kind, place) if look is not None else _SINGLE[kind]


def block_styles(shapes: Formats, kind: str) -> Mapping[int, Style]:
    """The styles of the cells in the working block that are not shown as what they are by themselves."""
    if kind == "kpi":
        return {place: CAPTION | {"num_format": shapes.day} for place in (SINCE, UNTIL, BEGIN)}
    labels = range(WORK, WORK + COLUMNS + COLUMNS) if kind in ("kpi-head", "month-head") else ()
    return dict.fromkeys(labels, CAPTION | WRAP)


def _aligned(place: int) -> Style:
    """Both tables share their columns: words left, figures in the middle, amounts right."""
    if place in (MONEY, CONTROL):
        return RIGHT | SHRINK
    return CENTER | WRAP if FACT <= place < MONEY else WRAP | (LEFT if place in (LABEL, REMARK) else {"align": "left"})


def _kpi(shapes: Formats, _kind: str, place: int) -> Style:
    share = shapes.percent_fine
    numbers = {
        NUMERATOR: shapes.count, DENOMINATOR: shapes.count, VALUE: "#,##0.00", LEVEL: "0", IMPACT: share,
        WEIGHT: share, SHARE: share, MONEY: shapes.money, CONTROL: shapes.money,
    }  # fmt: skip
    return RESULT | {"num_format": numbers.get(place, "General")} | _aligned(place) | _emphasis(place)


def _month(shapes: Formats, _kind: str, place: int) -> Style:
    share, count = shapes.percent_fine, shapes.count
    numbers = {
        LABEL: "0", MONTH: shapes.month_long, FORECAST: count, ACTUAL: count, RATIO: share, PAYABLE: count,
        VOLUME: count, BASE: shapes.price, FACTOR: share, PRICE: shapes.price, AMOUNT: shapes.money,
        CONTROL: shapes.money,
    }  # fmt: skip
    return RESULT | {"num_format": numbers.get(place, "General")} | _aligned(place) | _emphasis(place, NAME)


def _emphasis(place: int, words: int = REMARK) -> Style:
    """What is a figure of the engine's, and words that explain, stand back."""
    if place in (REMARK, CONTROL):
        return {"font_size": 9 if place == REMARK else 10, "font_color": MUTED}
    return {"bold": True} if place == LABEL else {} if place != NAME or words == NAME else {"font_size": 9}


def _sum(shapes: Formats, kind: str, place: int) -> Style:
    number = shapes.percent_fine if kind == "factor" else shapes.money
    base = TEXT | ({"num_format": number} | RIGHT | SHRINK if place in (MONEY, CONTROL) else {})
    if place == LABEL:
        base = base | LEFT
    if place == REMARK:
        base = base | WRAP | LEFT | {"font_size": 9}
    if kind == "total":
        size = {REMARK: 9, CONTROL: 10}.get(place, 14)
        base = base | {"bold": place != CONTROL, "bg_color": TINT, "top": 1, "top_color": ACCENT, "font_size": size}
    else:
        base = base | {"bottom": 1, "bottom_color": LINE} | ({"font_color": MUTED} if kind == "factor" else {})
    return base | ({"font_size": 10, "font_color": MUTED} if place == CONTROL else {})


def _fact(shapes: Formats, kind: str, place: int) -> Style:
    if place < FACT:
        return CAPTION
    narrow = SHRINK if kind == "due" else {}  # a day does not run on over the next cell, as words do
    return TEXT | {"num_format": shapes.day, "align": "left", "bold": kind == "period"} | narrow


_LOOKS: Mapping[str, Callable[[Formats, str, int], Style]] = {
    "kpi": _kpi, "month": _month, "line": _sum, "total": _sum, "factor": _sum, "apart": _sum, "party": _fact,
    "period": _fact, "status": _fact, "due": _fact, "check": _fact,
}  # fmt: skip
