"""How does what a host passes become what a function wants?

Nothing is guessed: "12,5" typed as text is no number, TRUE is not 1, and both are #VALUE!.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bonusmalus_core.declare.kinds import Kind, Numbers
from bonusmalus_core.declare.values import (
    BLANK_OR_NOT_FOUND,
    OUT_OF_RANGE,
    WRONG_ARGUMENT,
    Argument,
    NoResult,
    Range,
    SheetError,
    Value,
)
from bonusmalus_core.model.decimals import exact

T = TypeVar("T")

_DAY_0 = date(1899, 12, 30)
_FIRST_SAFE_DAY = 61
"""1 March 1900: before it Excel counts a day that never was."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def converted(given: Argument, kind: Kind) -> Any:
    """The argument as the function wants it, None where it is blank; NoResult when it is of another kind."""
    cells = as_range(given)
    return _MANY[kind.label](cells) if kind.is_range else _ONE[kind.label](cells[0][0])


def converter(kind: Kind) -> Callable[[Value], Any]:
    """What turns one cell into that kind."""
    return _ONE[kind.label]


def as_range(given: Argument) -> Range:
    """The argument as a range; a single cell is one of one row and one column."""
    return given if isinstance(given, (tuple, list)) else ((given,),)


def number(given: Value) -> Fraction | None:
    """The number that the cell shows, exactly."""
    if type(given) is float:  # as almost always
        return _of_float(given)
    if is_blank(given):
        return None
    if isinstance(given, bool) or not isinstance(given, (float, int, Decimal)):
        raise _wrong(given, "not_a_number")
    return _exactly(given)


def _exactly(given: float | Decimal) -> Fraction:
    try:
        return Fraction(*exact(given).as_integer_ratio())
    except (ValueError, ArithmeticError) as error:
        raise NoResult(OUT_OF_RANGE, "not_finite", found=given) from error


@lru_cache(maxsize=65536)
def _of_float(given: float) -> Fraction:
    whole, _, decimals = format(given, ".15g").partition(".")
    try:
        return Fraction(int(whole + decimals), 10 ** len(decimals))
    except ValueError:  # an exponent, or no number at all
        return _exactly(given)


def text(given: Value) -> str | None:
    """The text of the cell."""
    if is_blank(given):
        return None
    if not isinstance(given, str):
        raise _wrong(given, "not_a_text")
    return given.strip()


def day(given: Value) -> date | None:
    """The day that the cell holds: a date, its number, or a text such as 2026-01-31 or 2026-01 (the first day)."""
    if is_blank(given):
        return None
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    if isinstance(given, str):
        return _written_day(given.strip())
    return _numbered_day(number(given))


def flag(given: Value) -> bool | None:
    """True or false."""
    if is_blank(given):
        return None
    if not isinstance(given, bool):
        raise _wrong(given)
    return given


def is_blank(given: Value) -> bool:
    """Whether there is nothing to see in the cell; a formula's "" is blank too."""
    return given is None or (isinstance(given, str) and not given.strip())


def present(given: T | None) -> T:
    """What was given; NoResult #N/A when that is nothing."""
    if given is None:
        raise NoResult(BLANK_OR_NOT_FOUND, "blank")
    return given


def _written_day(written: str) -> date:
    if not _DAY.fullmatch(written):
        raise _wrong(written)
    try:
        return date.fromisoformat(written if len(written) == len("2026-01-31") else f"{written}-01")
    except ValueError as error:
        raise _wrong(written) from error


def _numbered_day(counted: Fraction | None) -> date:
    if counted is None or counted < _FIRST_SAFE_DAY:
        raise NoResult(OUT_OF_RANGE)
    try:
        return _DAY_0 + timedelta(days=int(counted))
    except OverflowError as error:
        raise NoResult(OUT_OF_RANGE) from error


def _cell(given: Value) -> Value:
    return given


def _path(given: Value) -> Path | None:
    written = text(given)
    return None if written is None else Path(written)


def _wrong(given: Value, why: str = "") -> NoResult:
    """Why the cell is not what it should be; an error in it goes on as it is."""
    if isinstance(given, SheetError):
        return NoResult(given, "error", found=given.code)
    return NoResult(WRONG_ARGUMENT, why, found=given)


def _flat(cells: Range, convert: Callable[[Value], T]) -> tuple[T, ...]:
    return tuple([convert(cell) for row in cells for cell in row])


def _numbers(cells: Range) -> Numbers:
    """The numbers of a range; the same range of floats gives the same object, for it comes back in every cell."""
    rows = tuple(map(tuple, cells))
    if all(_FLOAT.issuperset(map(type, row)) for row in rows):
        return _floats(rows)
    return _flat(rows, number)


_FLOAT = frozenset([float])
"""Not True, which is equal to 1.0 and would be taken for it."""


@lru_cache(maxsize=1024)
def _floats(rows: tuple[tuple[Value, ...], ...]) -> Numbers:
    return _flat(rows, number)


# By label, for Python takes long to hash a member of an Enum.
_ONE: dict[str, Callable[[Value], object]] = {
    Kind.NUMBER.label: number,
    Kind.TEXT.label: text,
    Kind.DATE.label: day,
    Kind.FLAG.label: flag,
    Kind.CELL.label: _cell,
    Kind.PATH.label: _path,
    Kind.WORKBOOK.label: _cell,
}
_MANY: dict[str, Callable[[Range], object]] = {
    Kind.NUMBERS.label: _numbers,
    Kind.GRID.label: lambda cells: tuple(tuple(map(number, row)) for row in cells),
    Kind.DATES.label: lambda cells: tuple(each for each in _flat(cells, day) if each is not None),
    Kind.TEXTS.label: lambda cells: tuple(word for each in _flat(cells, text) if each for word in each.split()),
    Kind.CELLS.label: lambda cells: tuple(map(tuple, cells)),
}
