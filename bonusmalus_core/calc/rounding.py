"""How is a number rounded, and how is a total shared out so that its parts add up?

Half goes away from zero, decided on the exact fraction. Source: contract and settlement rules, sections 2 to 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def half_away(number: Fraction, digits: int) -> Decimal:
    """`number` with `digits` decimals, a half going away from zero.

    >>> half_away(Fraction(5, 1000), 2), half_away(Fraction(-5, 1000), 2)
    (Decimal('0.01'), Decimal('-0.01'))
    """
    scaled = abs(number) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _from_units(units if number >= 0 else -units, digits)


def shared_out(parts: Sequence[Fraction], digits: int) -> list[Decimal]:
    """The parts with `digits` decimals, so that they add up exactly to their rounded sum (largest remainder).

    Of equal remainders the earlier part gets the unit.
    """
    scaled = [part * 10**digits for part in parts]
    floors = [part.numerator // part.denominator for part in scaled]
    total = half_away(sum(parts, Fraction(0)), digits).scaleb(digits)
    left = int(total) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda index: floors[index] - scaled[index])
    for index in by_remainder[:left]:
        floors[index] += 1
    return [_from_units(units, digits) for units in floors]


def _from_units(units: int, digits: int) -> Decimal:
    return Decimal((units < 0, tuple(map(int, str(abs(units)))), -digits))
