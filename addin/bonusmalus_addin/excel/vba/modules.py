"""Which modules of Visual Basic are there, and what stands in them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from bonusmalus_addin.excel.names import COMMANDS, ERROR, FUNCTIONS, GO_ON, PROGRAM, PROJECT, RUNNING, TITLE
from bonusmalus_addin.excel.ribbon import Button
from bonusmalus_addin.excel.vba.plain import plain
from bonusmalus_addin.excel.xlam.vba_project import Module
from bonusmalus_core.declare.registry import Function, Parameter
from bonusmalus_core.declare.wording import summary
from bonusmalus_core.words import LANGUAGES

_WIDEST = 900
"""Characters of a line; Visual Basic refuses 1,024."""

_OWN_GROUP = 20
"""The first group of functions behind those of Excel, as in the workbook's functionGroups."""

_WORKBOOK, _SHEET = "{00020819-0000-0000-C000-000000000046}", "{00020820-0000-0000-C000-000000000046}"
_DOCUMENT = """Attribute VB_Name = "{name}"
Attribute VB_Base = "0{base}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


def modules(functions: Iterable[Function], buttons: Iterable[Button], words: int, language: str) -> tuple[Module, ...]:
    """All modules: those that Excel demands, the runtime, the functions and the ribbon; `words` is how many it has."""
    facts = _facts(words)
    procedures = "".join(
        f'\nPublic Sub {each.procedure}(control As IRibbonControl)\n    BmRun "{each.name}"\nEnd Sub\n'
        for each in buttons
    )
    return (
        Module("ThisWorkbook", _DOCUMENT.format(name="ThisWorkbook", base=_WORKBOOK), "Document"),
        Module("Sheet1", _DOCUMENT.format(name="Sheet1", base=_SHEET), "Document"),
        _written("BmRuntime", facts),
        Module("BmFunctions", _functions(functions, language)),
        _written("BmRibbon", facts, procedures),
    )


def _facts(words: int) -> dict[str, object]:
    """What the modules that are written leave open."""
    return {
        "program": PROGRAM,
        "project": PROJECT,
        "title": TITLE,
        "functions": FUNCTIONS,
        "commands": COMMANDS,
        "mark": ERROR,
        "mark_length": len(ERROR),
        "running": RUNNING,
        "running_length": len(RUNNING),
        "go_on": GO_ON,
        "rows": 1 + words,
        "columns": 1 + len(LANGUAGES),
    }


def _written(name: str, facts: Mapping[str, object], more: str = "") -> Module:
    text = files(__package__).joinpath(f"{name}.bas").read_text(encoding="ascii")
    return Module(name, text.format_map(facts) + more)


def _functions(functions: Iterable[Function], language: str) -> str:
    head = 'Attribute VB_Name = "BmFunctions"\nOption Explicit\n'
    return head + "".join(_function(each, language) for each in functions)


def _function(function: Function, language: str) -> str:
    """A function of the worksheet: it passes the values of its arguments on, those left out too."""
    name, told = function.name, plain(summary(function, language)).replace('"', '""')
    taken = ", ".join(map(_taken, function.parameters))
    given = ", ".join(f"BmGiven({each.name})" for each in function.parameters)
    line = f'    {name} = BmCall("{name}", Array({given}))'
    if len(line) > _WIDEST:
        raise ValueError(f"{name} has more arguments than fit in a line of Visual Basic")
    return (
        f"\nPublic Function {name}({taken}) As Variant\n"
        f'Attribute {name}.VB_Description = "{told}"\n'
        f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{_OWN_GROUP}"\n'
        f"{line}\n"
        "End Function\n"
    )


def _taken(parameter: Parameter) -> str:
    return f"Optional {parameter.name}" if parameter.optional else parameter.name
