"""What stands in the XML of a cell: which type, formula, value or text?"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isinf

from bonusmalus_core.model.decimals import visible
from bonusmalus_core.workbook.package.text import escaped, shortened
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError, Formula, Written

_EDGE = re.compile(r"^\s|\s$|[\n\t]|\s\s")


INLINE = "inlineStr"

Content = tuple[str | None, str | None, str | None]
"""The type of a cell (None for a number), its formula and its value; a text without a formula stands inline."""


def content(written: Written, from_1904: bool) -> Content:
    """What to write for a value or formula. ValueError for a value that no cell can hold."""
    formula, value = (escaped(written.text), written.value) if isinstance(written, Formula) else (None, written)
    if isinstance(value, Decimal):
        return None, formula, stored(value)
    if value is None or value == "":
        return None, formula, None
    if isinstance(value, str):
        return INLINE if formula is None else "str", formula, escaped(shortened(value))
    if isinstance(value, CellError) and value.kind in (UNCACHED, UNREADABLE):
        if formula is None:
            raise ValueError(f"{value.kind} is no error that a cell can show")
        return None, formula, None
    kind, text = _typed(value, from_1904)
    return kind, formula, text


def keeps_spaces(text: str) -> bool:
    """Whether the text must say that its blanks and line ends count."""
    return " ".join(text.split()) != text and _EDGE.search(text) is not None


@lru_cache(1024)
def stored(number: Decimal) -> str:
    """What stands for a number. ValueError for one that no cell can hold.

    A statement holds few numbers, nought most often.
    """
    return numeral(float(visible(number)))


def _typed(value: Cell, from_1904: bool) -> tuple[str | None, str]:
    """The cell type and its text."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date):
        return None, numeral(serial(value, from_1904))
    assert isinstance(value, CellError)  # numbers, texts and blanks are told by now
    return "e", value.kind


def numeral(number: float) -> str:
    """The shortest text that reads back as the same binary number, at most 17 digits; nought has no sign.

    >>> numeral(0.1), numeral(2.0), numeral(1e20), numeral(-0.0)
    ('0.1', '2', '1E+20', '0')
    """
    if isinf(number):
        raise ValueError("a cell holds numbers below 1E+308")
    return repr(number + 0.0).removesuffix(".0").upper()


def serial(day: date, from_1904: bool) -> float:
    """The number of a day in the workbook's date system. ValueError before its first day.

    >>> serial(date(2026, 1, 1), False), serial(date(2026, 1, 1), True)
    (46023.0, 44561.0)
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    # Excel counts 29 February 1900, which never was: days before it are one further from the epoch.
    leap = moment >= datetime(1900, 3, 1)
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if leap else 31)
    number = (moment - epoch) / timedelta(days=1)
    if number < 1:
        raise ValueError(f"{day} lies before the workbook's calendar")
    return number
