"""Where does each figure stand in a row of the statement?

Both tables share their columns; places are counted from 0 at the margin.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.model.decimals import exact
from bonusmalus_core.words import say
from bonusmalus_core.workbook.port import Row, Written

LABEL, NAME, FACT, NUMERATOR, DENOMINATOR, VALUE, LEVEL, IMPACT, WEIGHT, SHARE = range(1, 11)
MONEY, CONTROL, REMARK, UNIT = range(11, 15)
"""`CONTROL` holds the engine's own figure beside the one in `MONEY`; `UNIT` (hidden) the unit of a KPI's value."""

MONTH, FORECAST, ACTUAL, RATIO, PAYABLE, VOLUME, BASE, FACTOR, PRICE, AMOUNT = range(2, 12)
"""The months in the columns of the KPIs."""

COLUMNS = 15
"""Cells of a row: the margin, the columns of the two tables, and the unit."""

SUPPLIER = LEVEL
"""Where the second signature stands."""


def row(kind: str, cells: Mapping[int, Written] | None = None) -> Row:
    """A row with these cells, blank elsewhere."""
    found = cells or {}
    return Row(kind, tuple(found.get(place) for place in range(COLUMNS)))


def shown(value: Fraction | None) -> Decimal | None:
    """An exact figure as a cell shows it."""
    return None if value is None else exact(value.numerator / value.denominator)


def said(language: str, key: str, /, **facts: object) -> str:
    """A text of the statement."""
    return say(language, "sheets", f"settlement.{key}", **facts)
