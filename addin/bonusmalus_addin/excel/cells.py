"""How does an argument from Visual Basic become one of ours, and an answer one that Visual Basic can take?

Ranges come as rows of cells (`.Value2`: numbers, dates too, are floats), a row of constants as one row alone, a blank
as None, and an error as a whole number. Errors go back as a marked text, which Visual Basic turns into an error again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlwings.conversion import Converter

from bonusmalus_addin.excel.names import ERROR
from bonusmalus_core.declare.values import WRONG_ARGUMENT, Answer, Argument, SheetError, Value

_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}
"""Excel's errors by their numbers in Visual Basic."""

_FIRST = -0x80000000 + 0x000A0000
"""COM's number of Excel's error 0; the others follow."""

_ERRORS = {_FIRST + number: SheetError(code) for code, number in _NUMBERS.items()}
_ANY_ERROR = range(_FIRST, _FIRST + 0x10000)
_DAY_0 = date(1899, 12, 30)


class Cells(Converter):
    """Cells as they stand in Excel, without what xlwings makes of blanks, errors and dates by itself."""

    base_type = "raw"  # type: ignore[assignment]  # xlwings says None and means a name

    @classmethod
    def read_value(cls, value: Any, _options: Mapping[str, Any]) -> Argument:
        """The argument of a function."""
        return taken(value)

    @classmethod
    def write_value(cls, value: Answer, _options: Mapping[str, Any]) -> list[list[float | str | bool]]:
        """The answer of a function, as rows of cells."""
        return given(value)


def taken(value: Any) -> Argument:
    """An argument as Visual Basic gives it, for our functions."""
    if not isinstance(value, (tuple, list)):
        return _cell(value)
    rows = value if value and isinstance(value[0], (tuple, list)) else (value,)
    return tuple([tuple([_cell(cell) for cell in row]) for row in rows])


def given(answer: Answer) -> list[list[float | str | bool]]:
    """An answer for Visual Basic: always rows of cells."""
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    return [[_shown(value) for value in row] for row in rows]


def _cell(value: Any) -> Value:
    # An error comes as its number in COM, which no sheet holds; newer versions of Excel may know more errors.
    if isinstance(value, int) and value in _ANY_ERROR:
        return _ERRORS.get(value, WRONG_ARGUMENT)
    found: Value = value
    return found


def _shown(value: Value) -> float | str | bool:
    if isinstance(value, (float, str, bool)):
        return value
    if isinstance(value, SheetError):
        return f"{ERROR}{_NUMBERS[value.code]}"
    if isinstance(value, date):
        return float((value - _DAY_0).days)
    return "" if value is None else float(value)
