"""Which day does a text name?"""

from __future__ import annotations

import re
from datetime import date

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether the text is written as year-month-day: of ISO's other forms, weeks and days of the year, none is."""
    return text.isascii() and _ISO_DAY.fullmatch(text) is not None


def day(text: str) -> date:
    """The day that "2026-01-31" names; ValueError for anything else.

    >>> day("2026-01-31")
    datetime.date(2026, 1, 31)
    """
    if not is_day(text):
        raise ValueError(f"{text!r} is not a day such as 2026-01-31")
    return date.fromisoformat(text)
