"""How are the worksheet functions declared to UNO? As the methods of one interface, in plain-text IDL."""

from __future__ import annotations

from collections.abc import Iterable

from bonusmalus_addin.libreoffice.names import INTERFACE, uno_name
from bonusmalus_core.declare.registry import Function, Parameter

_CELLS = "sequence< sequence< any > >"


def idl(functions: Iterable[Function]) -> str:
    """The IDL text; LibreOffice compiles it when it loads the extension."""
    *modules, interface = INTERFACE.split(".")
    opened = " ".join(f"module {name} {{" for name in modules)
    methods = "".join(f"    {_method(function)};\n" for function in functions)
    return f"{opened}\n\ninterface {interface} {{\n{methods}}};\n\n{' '.join('};' for _ in modules)}\n"


def _method(function: Function) -> str:
    parameters = ", ".join(f"[in] {_type(each)} {uno_name(each.name)}" for each in function.parameters)
    return f"{_CELLS} {uno_name(function.name)}({parameters})"


def _type(parameter: Parameter) -> str:
    # Only "any" may be left out; as a range, a blank cell can be told from 0.
    return "any" if parameter.optional else _CELLS
