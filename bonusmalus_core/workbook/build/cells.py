"""How does a value of the model stand in a cell, and what may be typed there?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bonusmalus_core.model.month import Month
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.design import CENTER, LEFT, RIGHT, Style
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.sheets import FARTHEST_IMPACT, FARTHEST_SHARE, IMPACTS

NONE = "none"
ALL = "all"
_TITLE, _MESSAGE = 32, 255
_LARGEST = 10**12


def stored(plan: Plan, column: Column, value: object) -> Cell:
    """The cell that holds a field's value; a field agreed away holds the word for none, another absent one nothing."""
    if value is None:
        return words(plan.language, "choices")[NONE] if column.none else None
    if column.key == "measure":
        return plan.measure_label(str(value))
    if column.kind is Kind.CHOICE:
        return words(plan.language, "choices").get(f"{column.key}.{value}", str(value))
    if column.kind is Kind.FLAG:
        return plan.word("flag", "true" if value else "false")
    if value == ALL and (column.kind is Kind.CODES or column.key == "kpi"):
        return words(plan.language, "choices")[ALL]
    return (_listed(plan, column, value) or None) if isinstance(value, tuple) else _scalar(value)


def _listed(plan: Plan, column: Column, items: Iterable[object]) -> str:
    if column.kind is Kind.CHOICES:
        return ", ".join(plan.word(column.key, str(item)) for item in items)
    return ("; " if column.kind is Kind.DATES else ", ").join(str(item) for item in items)


def _scalar(value: object) -> Cell:
    if isinstance(value, Month):
        return value.first
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, (bool, Decimal, date)) else str(value) or None


def look(plan: Plan, column: Column) -> Style:
    """Number format and alignment of a kind of cell."""
    shapes = plan.formats
    number = {
        Kind.SHARE: shapes.percent_fine, Kind.MONEY: shapes.price, Kind.COUNT: "0", Kind.NUMBER: shapes.general,
        Kind.DATE: shapes.day, Kind.MONTH: shapes.month,
    }.get(column.kind, shapes.text)  # fmt: skip
    return {"num_format": number, **alignment(column)}


def alignment(column: Column) -> Style:
    """Text and days stand left, counts and flags in the middle, figures right; headers stand as their cells."""
    if column.kind in (Kind.COUNT, Kind.FLAG):
        return CENTER
    return RIGHT if column.kind in (Kind.NUMBER, Kind.SHARE, Kind.MONEY) else LEFT


def unit_format(plan: Plan, unit: str) -> str:
    """The number format of values in a KPI's unit."""
    return {"%": plan.formats.percent_fine, "money": plan.formats.price}.get(unit, plan.formats.general)


def rule(column: Column, drop_down: str | None) -> dict[str, Any]:
    """What Excel lets a user type into the cells of a column, without any message: XlsxWriter's data validation."""
    if drop_down is not None:
        kept = column.key in ("metric", "measure", "kpi", "kpis")
        return {"validate": "list", "source": drop_down, "error_type": "warning" if kept else "stop"}
    if column.none or column.kind in (Kind.TEXT, Kind.CODE, Kind.CODES, Kind.CHOICES, Kind.DATES):
        return {"validate": "any"}
    if column.kind is Kind.SHARE:
        return _between("decimal", *_farthest(column))
    if column.kind is Kind.COUNT:
        return _between("integer", 0, 1000)
    if column.kind in (Kind.DATE, Kind.MONTH):
        return _between("date", date(1990, 1, 1), date(2199, 12, 31))
    return _between("decimal", -_LARGEST, _LARGEST)


def _farthest(column: Column) -> tuple[int, int]:
    """Between what a share lies; only an impact can take more than the whole price."""
    if column.key in IMPACTS:
        return -FARTHEST_IMPACT, FARTHEST_IMPACT
    return 0, 1 if column.key == "weight" else FARTHEST_SHARE


def wrong_key(checked: Mapping[str, Any]) -> str:
    """Which sentence follows a wrong entry: by what may be typed."""
    return {"list": "wrong_choice", "custom": "wrong_currency"}.get(checked["validate"], "wrong_entry")


def with_message(checked: Mapping[str, Any], title: str, message: str, wrong: str) -> dict[str, Any]:
    """The same validation with the message that appears beside a selected cell, and the one after a wrong entry."""
    said = {"input_title": _cut(title, _TITLE), "input_message": _cut(message, _MESSAGE)}
    if checked["validate"] == "any":
        return {**checked, **said}
    return {**checked, **said, "error_title": _cut(title, _TITLE), "error_message": _cut(wrong, _MESSAGE)}


def _between(kind: str, low: object, high: object) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"
