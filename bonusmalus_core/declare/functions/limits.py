"""Is a number within what it can be? Each rule gives the number back, or says which error the cell shows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bonusmalus_core.declare.converting import present
from bonusmalus_core.declare.kinds import Numbers
from bonusmalus_core.declare.values import OUT_OF_RANGE, WRONG_ARGUMENT, NoResult


def at_least(lowest: int, number: Fraction | None) -> Fraction:
    """The number; #N/A when it is blank, #NUM! when it is lower."""
    return between(lowest, None, number)


def share(number: Fraction | None) -> Fraction:
    """A part of one; 15 typed for 15 % is #NUM!."""
    return between(0, 1, number)


def between(lowest: int, highest: int | None, number: Fraction | None) -> Fraction:
    """The number; #N/A when it is blank, #NUM! when it lies outside."""
    found = present(number)
    if found < lowest or (highest is not None and found > highest):
        raise NoResult(OUT_OF_RANGE)
    return found


def whole(lowest: int, highest: int, number: Fraction | None) -> int:
    """A whole number from `lowest` to `highest`, else #NUM!."""
    found = between(lowest, highest, number)
    if found.denominator != 1:
        raise NoResult(OUT_OF_RANGE)
    return int(found)


def filled(numbers: Numbers) -> list[Fraction]:
    """The numbers without the blanks; #N/A when there are none."""
    return [each for each in numbers if each is not None] or [present(None)]


def equally_long(*ranges: Sequence[object]) -> None:
    """#VALUE! unless all ranges hold as many cells."""
    if len({len(each) for each in ranges}) > 1:
        raise NoResult(WRONG_ARGUMENT)
