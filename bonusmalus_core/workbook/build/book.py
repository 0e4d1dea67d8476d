"""How are values, formulas and styles put into a workbook that is being built?

The only place that talks to XlsxWriter's cells: text is written as text whatever it begins with, a formula always with
its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bonusmalus_core.workbook.build.design import TEXT, Style
from bonusmalus_core.workbook.port import CellError, Formula, Written

_EPOCH = date(1899, 12, 30)
_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29 February 1900: days before it are one further from the epoch."""

_PUT = ("write_formula", "write_blank", "write_boolean", "write_string", "write_number", "write_url", "add_table")
"""What XlsxWriter answers with a number: not zero when it left something out."""

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_SHEET = Worksheet()
"""A sheet of no workbook."""
_CREATED = datetime(2026, 1, 1)
"""Templates are byte for byte the same whenever they are built."""


@dataclass(frozen=True)
class Book:
    """A workbook being built; equal styles share one format."""

    workbook: Any
    _formats: dict[frozenset[tuple[str, object]], Any] = field(default_factory=dict)

    def style(self, style: Style) -> Any:
        """The cell format of a style."""
        key = frozenset(style.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(style))
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """An empty sheet."""
        sheet = self.workbook.add_worksheet(name)
        sheet._prepare_formula = _searched
        for call in _PUT:
            setattr(sheet, call, _whole(getattr(sheet, call)))
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Written, style: Style = TEXT) -> None:
        """Writes one cell (0-based place): blank, text, number, day, or a formula with its value."""
        look = self.style(style)
        if isinstance(value, Formula):
            sheet.write_formula(row, column, f"={value.text}", look, cached(value.value))
        elif value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif isinstance(value, CellError):
            raise TypeError(f"{value} is nothing to write")
        else:
            sheet.write_number(row, column, cached(value), look)


@lru_cache(maxsize=20_000)
def _searched(formula: str, expand: bool = False) -> str:
    """The formula as XlsxWriter stores it.

    XlsxWriter searches every formula for some thirty newer functions, which takes most of the time of a build; the
    formulas of a column are all the same, and so are those of one workbook and the next: each text is searched once.
    """
    found: str = _SHEET._prepare_formula(formula, expand)
    return found


def _whole(put: Callable[..., int]) -> Callable[..., None]:
    """A call of XlsxWriter that raises ValueError where it would quietly write less, such as a longer text."""

    def checked(*arguments: object, **options: object) -> None:
        answer = put(*arguments, **options)
        if answer:
            raise ValueError(f"{put.__name__} of {arguments[:2]} left something out ({answer})")

    return checked


@contextmanager
def new_book(to: Path | BytesIO, title: str, subject: str, author: str) -> Iterator[Book]:
    """A workbook that is written to a file, or stays in memory, when the block ends.

    It is packed in memory: a zip that a full disk cut off would try once more at the end of the process, and complain.
    """
    packed = BytesIO() if isinstance(to, Path) else to
    with packed_book(packed, title, subject, author) as book:
        yield book
    if isinstance(to, Path):
        to.write_bytes(packed.getvalue())


@contextmanager
def packed_book(packed: BytesIO, title: str, subject: str, author: str) -> Iterator[Book]:
    """A workbook that is packed in memory when the block ends."""
    workbook = xlsxwriter.Workbook(packed, _OPTIONS)
    workbook.set_properties({"title": title, "subject": subject, "author": author, "created": _CREATED})
    workbook.set_calc_mode("auto")
    workbook.formats[0].set_font_name("Calibri")
    yield Book(workbook)
    workbook.close()


def cached(value: Written) -> float | str | bool:
    """What a file stores as the value of a formula: days as serial numbers, nothing as an empty text.

    >>> cached(date(2026, 1, 1)), cached(Decimal("0.82")), cached(None)
    (46023, 0.82, '')
    >>> cached(date(1900, 2, 28)), cached(date(1900, 3, 1))
    (59, 61)
    """
    if isinstance(value, datetime):
        raise TypeError("times of day are not written")
    if isinstance(value, date):
        days = (value - _EPOCH).days
        return days if days > _DAY_THAT_NEVER_WAS else days - 1
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, CellError):
        return value.kind
    return value if isinstance(value, (bool, str)) else ""


def decimal(number: Fraction) -> Decimal:
    """A fraction as the decimal that a cell shows: 15 digits.

    >>> decimal(Fraction(1, 3))
    Decimal('0.333333333333333')
    """
    return Decimal(format(number.numerator / number.denominator, ".15g"))
