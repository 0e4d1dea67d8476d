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
    TEXT,
    TINT,
    TITLE,
    WRAP,
    Formats,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.statement import FACT, LABEL, MONEY, REMARK

HEIGHTS = {
    "title": 40, "subtitle": 22, "space": 14, "section": 28, "party": 18, "period": 18, "status": 18, "due": 18,
    "kpi-head": 32, "kpi": 32, "month-head": 32, "month": 30, "line": 22, "total": 34, "factor": 22, "apart": 32,
    "sentence": 28, "sign-head": 22, "sign": 70, "note": 24,
}  # fmt: skip
"""Points, by the kind of row."""

_SINGLE: Mapping[str, Style] = {
    "title": TITLE,
    "subtitle": TEXT | {"font_size": 13},
    "section": HEADING,
    "sentence": HEADING,
    "sign-head": TEXT | {"bold": True},
    "sign": CAPTION | {"valign": "top"},
    "note": CAPTION | {"font_size": 9},
}


_SIGNED = frozenset({1, 2, 3, 5, 6, 7, 8})
"""Places under which the lines for both signatures are drawn."""


def style_of(shapes: Formats, kind: str, place: int) -> Style:
    """The style of a cell; `place` 0 is the margin."""
    if place == 0 or kind == "space":
        return TEXT
    if kind in ("kpi-head", "month-head"):
        return HEADER | _aligned(place)
    if kind == "sign":
        return _SINGLE[kind] | ({"bottom": 1, "bottom_color": MUTED} if place in _SIGNED else {})
    look = _LOOKS.get(kind)
    return look(shapes, kind, place) if look is not None else _SINGLE[kind]


def _aligned(place: int) -> Style:
    """Both tables share their columns: words left, figures in the middle, amounts right."""
    if place == MONEY:
        return RIGHT | WRAP
    return CENTER | WRAP if FACT <= place < MONEY else WRAP | (LEFT if place in (LABEL, REMARK) else {"align": "left"})


def _kpi(shapes: Formats, _kind: str, place: int) -> Style:
    share = shapes.percent_fine
    number = {4: "#,##0.00", 5: "0", 6: share, 7: share, 8: share, MONEY: shapes.money}.get(place, "General")
    return RESULT | {"num_format": number} | _aligned(place) | _emphasis(place)


def _month(shapes: Formats, _kind: str, place: int) -> Style:
    share, count = shapes.percent_fine, shapes.count
    numbers = {1: "0", 2: shapes.month_long, 3: count, 4: count, 5: share, 6: count, 7: share, 8: shapes.price}
    number = (numbers | {MONEY: shapes.money}).get(place, "General")
    return RESULT | {"num_format": number} | _aligned(place) | _emphasis(place)


def _emphasis(place: int) -> Style:
    return {"font_size": 10, "font_color": MUTED} if place == REMARK else {"bold": True} if place == LABEL else {}


def _sum(shapes: Formats, kind: str, place: int) -> Style:
    number = shapes.percent_fine if kind == "factor" else shapes.money
    base = TEXT | ({"num_format": number} | RIGHT if place == MONEY else {})
    if place == LABEL:
        base = base | LEFT
    if place == REMARK:
        base = base | WRAP | LEFT | {"font_size": 10}
    if kind == "total":
        size = 11 if place == REMARK else 14
        return base | {"bold": True, "bg_color": TINT, "top": 1, "top_color": ACCENT, "font_size": size}
    return base | {"bottom": 1, "bottom_color": LINE} | ({"font_color": MUTED} if kind == "factor" else {})


def _fact(shapes: Formats, kind: str, place: int) -> Style:
    if place < FACT:
        return CAPTION
    return TEXT | {"num_format": shapes.day, "align": "left", "bold": kind == "period"}


_LOOKS: Mapping[str, Callable[[Formats, str, int], Style]] = {
    "kpi": _kpi, "month": _month, "line": _sum, "total": _sum, "factor": _sum, "apart": _sum, "party": _fact,
    "period": _fact, "status": _fact, "due": _fact,
}  # fmt: skip
