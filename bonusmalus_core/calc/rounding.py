"""How is a number rounded, and how is a total shared out so that its parts add up?

Half goes away from zero, decided on the exact fraction. Source: contract and settlement rules, sections 2 to 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from bonusmalus_core.calc.exact import EXACT


def half_away(number: Fraction, digits: int) -> Decimal:
    """`number` with `digits` decimals, a half going away from zero.

    >>> half_away(Fraction(5, 1000), 2), half_away(Fraction(-5, 1000), 2)
    (Decimal('0.01'), Decimal('-0.01'))
    """
    return _from_units(_units(number.numerator * 10**digits, number.denominator), digits)


def shared_out(parts: Sequence[Fraction], digits: int) -> list[Decimal]:
    """The parts with `digits` decimals, so that they add up exactly to their rounded sum (largest remainder).

    Of equal remainders the earlier part gets the unit.

    >>> shared_out([Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)], 2)
    [Decimal('0.34'), Decimal('0.33'), Decimal('0.33')]
    """
    common = lcm(*(part.denominator for part in parts))
    scaled = [part.numerator * (common // part.denominator) * 10**digits for part in parts]
    floors, remainders = [each // common for each in scaled], [each % common for each in scaled]
    left = _units(sum(scaled), common) - sum(floors)
    for index in sorted(range(len(parts)), key=lambda index: -remainders[index])[:left]:
        floors[index] += 1
    return [_from_units(units, digits) for units in floors]


def _units(above: int, below: int) -> int:
    """The ratio as a whole number, a half going away from zero."""
    units = (2 * abs(above) + below) // (2 * below)
    return units if above >= 0 else -units


def _from_units(units: int, digits: int) -> Decimal:
    """So many hundredths (with two digits) as a decimal; nothing has no sign, as an integer has none."""
    return EXACT.scaleb(Decimal(units), -digits)
