"""How does a value stand in a cell's XML?"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from lxml import etree

from bonusmalus_core.workbook.package.text import escaped, shortened
from bonusmalus_core.workbook.package.xml import SPACE, Element, strip, tag
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError, Formula, Written, shown

_FORMULA, _VALUE, _INLINE, _TEXT = tag("f"), tag("v"), tag("is"), tag("t")
_EDGE = re.compile(r"^\s|\s$|[\n\t]|\s\s")
_NUMBER_TYPE = "n"


def refill(cell: Element, written: Written, from_1904: bool) -> None:
    """Gives a cell a new content; its style stays. ValueError for a value that no cell can hold."""
    strip(cell, "t", "cm", "vm")
    del cell[:]
    fill(cell, written, from_1904)


def fill(cell: Element, written: Written, from_1904: bool) -> None:
    """Gives a blank cell its content. ValueError for a value that no cell can hold."""
    if isinstance(written, Formula):
        etree.SubElement(cell, _FORMULA).text = escaped(written.text)
    value = shown(written)
    if isinstance(value, str) and not isinstance(written, Formula):
        _inline(cell, value)
    elif value is not None:
        _cached(cell, value, from_1904)


def _inline(cell: Element, text: str) -> None:
    """Text that stays text, whatever sign it begins with."""
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT)
    inner.text = escaped(shortened(text))
    if _EDGE.search(text):
        inner.set(SPACE, "preserve")


def _cached(cell: Element, value: Cell, from_1904: bool) -> None:
    if isinstance(value, CellError) and value.kind in (UNCACHED, UNREADABLE):
        if cell.find(_FORMULA) is None:
            raise ValueError(f"{value.kind} is no error that a cell can show")
        return
    kind, text = _typed(value, from_1904)
    if kind != _NUMBER_TYPE:
        cell.set("t", kind)
    etree.SubElement(cell, _VALUE).text = text


def _typed(value: Cell, from_1904: bool) -> tuple[str, str]:
    """The cell type and its text."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, Decimal):
        return _NUMBER_TYPE, numeral(float(value))
    if isinstance(value, date):
        return _NUMBER_TYPE, numeral(serial(value, from_1904))
    if isinstance(value, CellError):
        return "e", value.kind
    return "str", escaped(shortened(value or ""))


def numeral(number: float) -> str:
    """The shortest text that reads back as the same binary number, at most 17 digits.

    >>> numeral(0.1), numeral(2.0), numeral(1e20)
    ('0.1', '2', '1E+20')
    """
    if number in (float("inf"), float("-inf")):
        raise ValueError("a cell holds numbers below 1E+308")
    return repr(number).removesuffix(".0").upper()


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
