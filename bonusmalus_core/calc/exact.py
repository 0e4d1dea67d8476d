"""How are numbers added, multiplied and divided without losing a digit?

What was written down is a decimal, and sums and products of decimals are decimals again: `EXACT` never rounds them, and
would rather fail than do so. Only what was divided is a fraction. Source: contract and settlement rules, section 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])

_NOTHING = Decimal(0)


@lru_cache(maxsize=4096)
def fraction(number: Decimal) -> Fraction:
    """The same number as a fraction; a contract has few numbers, which come back in every month."""
    return Fraction(*number.as_integer_ratio())


def total(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    return reduce(EXACT.add, numbers, _NOTHING)


def quotient(above: Decimal, below: Decimal) -> Fraction:
    """The exact ratio; ZeroDivisionError when there is nothing to divide by."""
    (numerator, its_divisor), (divisor, its_numerator) = above.as_integer_ratio(), below.as_integer_ratio()
    return Fraction(numerator * its_numerator, its_divisor * divisor)


def summed(parts: Sequence[Fraction]) -> Fraction:
    """The exact sum, reduced once and not after every addition."""
    common = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (common // part.denominator) for part in parts), common)
