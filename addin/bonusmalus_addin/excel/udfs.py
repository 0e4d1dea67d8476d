"""Which worksheet functions does Excel call? Every declared one, exposed by xlwings under its name.

They know no workbook, no caller and no path: what they answer depends on their arguments alone.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Any

import xlwings as xw

from bonusmalus_addin.excel.cells import Cells
from bonusmalus_addin.excel.names import TITLE
from bonusmalus_core.declare import registry
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.values import Answer, Argument


def _exposed(function: registry.Function) -> Any:
    """The function as xlwings calls it: every argument and the answer pass through our own converter."""

    def answered(*arguments: Argument) -> Answer:
        return call(function.name, *arguments)

    answered.__name__ = function.name
    answered.__doc__ = function.summary
    answered.__signature__ = Signature([_parameter(each) for each in function.parameters])  # type: ignore[attr-defined]
    answered.__annotations__ = {}
    exposed: Any = xw.ret(convert=Cells)(answered)
    for each in function.parameters:
        exposed = xw.arg(each.name, convert=Cells, doc=each.help)(exposed)
    return xw.func(category=TITLE)(exposed)  # the last, for each of the others forgets the category


def _parameter(each: registry.Parameter) -> Parameter:
    default = None if each.optional else Parameter.empty
    return Parameter(each.name, Parameter.POSITIONAL_OR_KEYWORD, default=default)


globals().update({name: _exposed(function) for name, function in FUNCTIONS.items()})
