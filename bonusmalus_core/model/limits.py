"""How large and how small can what a contract says be? Sheets and contract data are held to the same limits.

No contract comes near them. Beyond them a number loses digits in a sheet, or a day falls off the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

MONTHS = 1200
"""In a term, a window or a period, and the number of a contract month."""

DAYS = 3650
"""Between two days: a term of payment or dispute, an observation window."""

COUNT = 1_000_000
"""Of what is numbered: periods, versions."""

FEWEST_LEVELS, MOST_LEVELS = 2, 9
"""Of impact: one level alone moves no price, and a sheet has columns for nine."""

DIGITS = 18
"""Before the point of a number that somebody wrote down."""

KEPT = 15
"""Digits that a sheet keeps of a number: so many has a bonus-malus at most, before and after the point together."""

FINEST = -50
"""The exponent of the smallest number that is not nought."""


SIGNS: Mapping[str, str] = {
    "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "≥", "max_length": "≤",
}  # fmt: skip
"""How a limit of the models is told in signs that every language reads, by pydantic's name of it."""


class Limit(NamedTuple):
    """What a number passes: pydantic's name of the comparison ("lt"), and the number that it should keep to."""

    comparison: str
    written: str


def passed(number: Decimal) -> Limit | None:
    """The limit that a number does not keep to.

    >>> passed(Decimal("999999999999999000")), passed(Decimal("1E+18")), passed(Decimal("-1E-51"))
    (None, Limit(comparison='lt', written='10^18'), Limit(comparison='le', written='-10^-50'))
    """
    size, is_negative = number.adjusted(), number < 0
    if size >= DIGITS:
        return Limit("gt", f"-10^{DIGITS}") if is_negative else Limit("lt", f"10^{DIGITS}")
    if number and size < FINEST:
        return Limit("le", f"-10^{FINEST}") if is_negative else Limit("ge", f"10^{FINEST}")
    return None
