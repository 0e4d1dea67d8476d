"""How does a call from a Calc cell become a call of a worksheet function, and its answer a cell or a range of cells?

Calc passes numbers as floats, texts as strings, ranges (and, by our declaration, every argument that must be given) as
rows of cells in which "" is a blank; an argument that is left out is None. An error in an argument never gets here.
A lone blank cell comes as 0, which is taken for a blank where it can be nothing else: no text and no day is 0.
"""

from __future__ import annotations

import struct
from datetime import date
from functools import lru_cache

from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.registry import Parameter
from bonusmalus_core.declare.values import Argument, SheetError, Value

Cells = tuple[tuple[float | str, ...], ...]

_ERRORS = {"#N/A": 32767, "#VALUE!": 519, "#NUM!": 503, "#DIV/0!": 532, "#NAME?": 525}
_SMALL = 64
"""Cells of a range that is worth remembering: the bands of a KPI, but not a year of scores."""

_LONE_0 = ((0.0,),)

_DAY_0 = date(1899, 12, 30)


def _error(code: int) -> float:
    """An error as Calc keeps it among numbers: not-a-number whose lower half is Calc's code."""
    number: float = struct.unpack(">d", struct.pack(">Q", 0x7FF8_0000_0000_0000 | code))[0]
    return number


_NOT_A_NUMBER = {name: _error(code) for name, code in _ERRORS.items()}


def _is_number(parameter: Parameter) -> bool:
    return parameter.kind not in (Kind.TEXT, Kind.DATE, Kind.DATES) and not isinstance(parameter.default, str)


_NEVER_0 = {
    name: [place for place, each in enumerate(function.parameters) if not _is_number(each)]
    for name, function in FUNCTIONS.items()
}
"""The places of the arguments of each function that are texts and days."""


def answer(name: str, *given: Argument) -> Cells:
    """The answer of a function as Calc takes it: always rows of cells, of which a lone cell shows the first."""
    for each in given:
        if type(each) is tuple and len(each) * len(each[0]) > _SMALL:
            return _answered(name, *given)
    return _remembered(name, *given)


def _answered(name: str, *given: Argument) -> Cells:
    found = call(name, *_seen(name, given))
    if not isinstance(found, tuple):
        return ((_cell(found),),)
    return tuple([tuple([_cell(value) for value in row]) for row in found])


_remembered = lru_cache(maxsize=16384)(_answered)
"""Calc asks for the same cells again with every full recalculation, and a sheet has many alike."""


def _seen(name: str, given: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments as their user sees them: blank where a text or a day is wanted, and a lone 0 stands."""
    blank = [place for place in _NEVER_0[name] if place < len(given) and given[place] in (0, _LONE_0)]
    return tuple(None if place in blank else each for place, each in enumerate(given)) if blank else given


def _cell(value: Value) -> float | str:
    if isinstance(value, (float, str)):
        return value
    if isinstance(value, SheetError):
        return _NOT_A_NUMBER[value.code]
    if isinstance(value, date):
        return float((value - _DAY_0).days)
    return "" if value is None else float(value)
