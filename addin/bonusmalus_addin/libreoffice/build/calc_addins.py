"""What does Calc show of the worksheet functions, in formulas and in the function wizard?"""

from __future__ import annotations

from collections.abc import Iterable

from bonusmalus_addin.libreoffice.build.xcu import component, entry, group, text, texts
from bonusmalus_addin.libreoffice.names import SERVICE, uno_name
from bonusmalus_core.declare.registry import Function, Parameter
from bonusmalus_core.declare.wording import parameter_help, summary
from bonusmalus_core.words import LANGUAGES

_CATEGORY = "Add-In"
"""Calc's own category for functions of extensions; it knows no others but those of its built-in functions."""


def calc_addins(functions: Iterable[Function]) -> str:
    """CalcAddIns.xcu."""
    service = entry(SERVICE, group("AddInFunctions", *map(_function, functions)))
    return component("CalcAddIns", group("AddInInfo", service))


def _function(function: Function) -> str:
    # In every language the name in formulas is the same; by the compatibility name an .xlsx file knows it.
    name = {"en": function.name}
    return entry(
        uno_name(function.name),
        texts("DisplayName", name),
        texts("CompatibilityName", name),
        text("Category", _CATEGORY),
        texts("Description", {language: summary(function, language) for language in LANGUAGES}),
        group("Parameters", *(_parameter(function, each) for each in function.parameters)),
    )


def _parameter(function: Function, parameter: Parameter) -> str:
    said = {language: parameter_help(function, parameter, language) for language in LANGUAGES}
    return entry(uno_name(parameter.name), texts("DisplayName", {"en": parameter.name}), texts("Description", said))
