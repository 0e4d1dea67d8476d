"""How is a call of a worksheet function, and its answer, written in a cell?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bonusmalus_core.declare.converting import as_range
from bonusmalus_core.declare.registry import Function
from bonusmalus_core.declare.values import Answer, Argument, SheetError, Value


def usage(function: Function) -> str:
    """The function with the names of its arguments, the optional ones in brackets."""
    names = (f"[{each.name}]" if each.optional else each.name for each in function.parameters)
    return f"{function.name}({', '.join(names)})"


def formula(name: str, arguments: tuple[Argument, ...]) -> str:
    """A formula with constants, in the English of file formats and documentation.

    >>> formula("BM_BAND", (0.5, ((0.1, 0.9),)))
    '=BM_BAND(0.5, {0.1,0.9})'
    """
    return f"={name}({', '.join(map(_argument, arguments))})"


def shown(answer: Answer) -> str:
    """An answer as a reader of the documentation sees it; a table row by row."""
    rows = as_range(answer)
    return "; ".join(" | ".join(_seen(cell) for cell in row) for row in rows)


def _argument(argument: Argument) -> str:
    if argument is None or isinstance(argument, (bool, int, float, Decimal, str, date, SheetError)):
        return _constant(argument)
    return "{" + ";".join(",".join(map(_constant, row)) for row in argument) + "}"


def _constant(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case str():
            return '"' + value.replace('"', '""') + '"'
        case date():
            return f"DATE({value.year},{value.month},{value.day})"
        case SheetError():
            return value.code
        case _:
            return format(value, ".15g")


def _seen(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else _constant(value)
