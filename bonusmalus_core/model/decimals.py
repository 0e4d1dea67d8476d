"""Which decimal does a number from a sheet or a file stand for?

Sheets store binary floats; people read at most 15 significant digits of them. `exact` makes that visible decimal once,
at the boundary, and everything behind it is exact: 0.1 + 0.7 is 0.8. Worksheet functions use it in programs that have
no pydantic, so it stands apart from the models' own number type.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

_VISIBLE = Context(prec=15, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=700, rounding=ROUND_HALF_EVEN)
_NOT_DIGITS = frozenset("en")
"""What a formatted number has in it that is written with an exponent, is infinite or is none."""

_ONE = Decimal(1)
_TOO_LONG = Decimal("1e28")
"""The first whole number with more digits than an operation keeps."""

_ZERO = Decimal(0)
_LARGEST = 308
"""The exponent of the largest number in a spreadsheet."""


def exact(number: float | str | Decimal) -> Decimal:
    """The decimal of at most 15 significant digits that `number` shows, without trailing zeros.

    Raises decimal.InvalidOperation for text that is no number, ValueError for what no sheet can hold: infinities,
    not-a-number, and numbers beyond 1E+308.

    >>> exact(0.1 + 0.7), exact("0.820"), exact(1e3), exact(-0.0)
    (Decimal('0.8'), Decimal('0.82'), Decimal('1000'), Decimal('0'))
    """
    if isinstance(number, float):
        number = format(number + 0.0, ".15g")  # nobody sees the sign of a zero, and this takes it away
        if not _NOT_DIGITS.intersection(number):
            return Decimal(number)
    return plain(visible(number))


def visible(number: str | Decimal) -> Decimal:
    """As `exact`, with the zeros and the exponent that `number` has.

    >>> visible(Decimal("0.10000000000000000555")), visible("1E+3")
    (Decimal('0.100000000000000'), Decimal('1E+3'))
    """
    seen = _VISIBLE.create_decimal(number)
    if not seen.is_finite() or abs(seen.adjusted()) > _LARGEST:
        raise ValueError(f"{number} is not a number that a sheet can hold")
    return seen


def plain(number: Decimal) -> Decimal:
    """`number` without trailing zeros and without an exponent: 1E+3 is 1000, 0.50 is 0.5, and -0 is 0."""
    if not number:
        return _ZERO
    if number == number.to_integral_value():
        return number.quantize(_ONE) if abs(number) < _TOO_LONG else number
    return number.normalize()


def rounded(number: Decimal, digits: int) -> Decimal:
    """As `round`, also of a number with more digits than an operation keeps.

    >>> rounded(Decimal("2.675"), 2), rounded(Decimal("1e40"), 0) == Decimal("1e40")
    (Decimal('2.68'), True)
    """
    return number.quantize(_ONE.scaleb(-digits), context=_WIDE)


def decimal_text(number: Decimal) -> str:
    """The number as contract data writes it: digits and a point, never an exponent."""
    return format(plain(number), "f")
