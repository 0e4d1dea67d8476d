"""What does a worksheet function answer? The one entry of every host; it never raises.

A range where one cell is expected gives one answer per cell, in a range of the same shape; several such ranges must
have the same shape. Errors in arguments go on as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from bonusmalus_core.declare.converting import converted, converter
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.registry import FUNCTIONS, Function, Parameter
from bonusmalus_core.declare.values import (
    BLANK_OR_NOT_FOUND,
    NO_SUCH_FUNCTION,
    NOTHING_TO_DIVIDE_BY,
    OUT_OF_RANGE,
    WRONG_ARGUMENT,
    Answer,
    Argument,
    NoResult,
    Range,
    Value,
)


def call(name: str, *arguments: Argument) -> Answer:
    """The answer of the function for these arguments, left to right as in a formula; None for one that is left out."""
    function = FUNCTIONS.get(name)
    if function is None:
        return NO_SUCH_FUNCTION
    if not function.required <= len(arguments) <= len(function.parameters):
        return WRONG_ARGUMENT
    missing = (None,) * (len(function.parameters) - len(arguments))
    return _answered(function, (*arguments, *missing))


def _answered(function: Function, arguments: tuple[Argument, ...]) -> Answer:
    spread: dict[int, Range] = {}
    given: list[Any] = []
    try:
        for parameter, argument in zip(function.parameters, arguments, strict=True):
            if not parameter.kind.is_range and isinstance(argument, (tuple, list)) and _shape(argument) != (1, 1):
                spread[len(given)] = argument
                given.append(None)
            else:
                given.append(_taken(parameter, converted(argument, parameter.kind)))
    except NoResult as none:
        return none.error
    if not spread:
        return _one(function, given)
    if function.result is Kind.CELLS or len({_shape(each) for each in spread.values()}) > 1:
        return WRONG_ARGUMENT
    return _for_each_cell(function, given, spread)


def _shape(cells: Range) -> tuple[int, int]:
    return len(cells), len(cells[0]) if cells else 0


def _for_each_cell(function: Function, given: list[Any], spread: dict[int, Range]) -> Answer:
    spots = [(index, function.parameters[index], converter(function.parameters[index].kind)) for index in spread]

    def one(*cells: Value) -> Value:
        try:
            for (index, parameter, convert), cell in zip(spots, cells, strict=True):
                given[index] = _taken(parameter, convert(cell))
        except NoResult as none:
            return none.error
        return _one(function, given)  # type: ignore[return-value]  # only tables are more than a value

    return tuple(tuple(map(one, *rows)) for rows in zip(*spread.values(), strict=True))


def _taken(parameter: Parameter, given: Any) -> Any:
    """The argument, or its default where it is blank; NoResult #N/A where the function needs it."""
    if given is None:
        if not parameter.blank:
            raise NoResult(BLANK_OR_NOT_FOUND, "blank")
        return parameter.default
    return given


def _one(function: Function, given: Sequence[Any]) -> Answer:
    try:
        return shown(function.act(*given))
    except NoResult as none:
        return none.error
    except ZeroDivisionError:
        return NOTHING_TO_DIVIDE_BY
    except OverflowError:
        return OUT_OF_RANGE


def shown(answer: Any) -> Answer:
    """What a function gives as hosts take it: an exact number becomes the float that shows it."""
    if not isinstance(answer, Fraction):
        found: Answer = answer
        return found
    above, below = answer.as_integer_ratio()
    return above / below  # what float() does, three times as fast
