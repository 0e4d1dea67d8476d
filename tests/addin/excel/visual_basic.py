"""How does LibreOffice run the add-in's Visual Basic? From a workbook with it, whose CreateObject gives our own server.

Three things are replaced: CreateObject and the type IRibbonControl, which Windows alone has, and Application.OnTime,
so that no test waits for the clock. What LibreOffice lacks of Visual Basic, the settings that a program keeps in the
registry, is added in a module beside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bonusmalus_addin.excel.names import PROGRAM, PROJECT
from bonusmalus_addin.excel.ribbon import buttons, ribbon_words
from bonusmalus_addin.excel.server import Server
from bonusmalus_addin.excel.vba.modules import modules
from bonusmalus_addin.excel.xlam.package import members
from bonusmalus_addin.excel.xlam.vba_project import Module, vba_project
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS
from tests.support.libreoffice import Workbook

_CREATE = f'CreateObject("{PROGRAM}")'
_SERVER = """Attribute VB_Name = "BmServer"
Private bridge As Object

Public Sub Bind(given)
    Set bridge = given
End Sub

' COM makes a table of rows; UNO gives rows.
Public Function CallUDF(part, name, given, Optional book)
    Dim rows, table(), i As Long, j As Long
    rows = bridge.callFunction(part & "." & name, Array(given))
    CallUDF = rows
    If Not IsArray(rows) Then Exit Function
    ReDim table(UBound(rows), UBound(rows(0)))
    For i = 0 To UBound(rows)
        For j = 0 To UBound(rows(0))
            table(i, j) = rows(i)(j)
        Next
    Next
    CallUDF = table
End Function
"""
_CONTROL = """Attribute VB_Name = "BmControl"
Public Id As String
Public Tag As String
"""
_WINDOWS = """Attribute VB_Name = "BmWindows"
Private bridge As Object
Private setting As String
Private asked As Long
Private plan As String
Private plans As Long

Public Sub Begin(given)
    Set bridge = given
    setting = ""
    asked = 0
    plan = ""
    plans = 0
End Sub

Public Sub OnTime(moment As Date, procedure As String)
    plan = procedure
    plans = plans + 1
End Sub

Public Function Planned() As String
    Planned = plan
End Function

Public Function TimesPlanned() As Long
    TimesPlanned = plans
End Function

Public Function TestServer() As Object
    Dim one As BmServer
    asked = asked + 1
    If Not bridge.callFunction("starts", Array()) Then Exit Function
    Set one = New BmServer
    one.Bind bridge
    Set TestServer = one
End Function

Public Function TimesAsked() As Long
    TimesAsked = asked
End Function

Public Function GetSetting(application, section, key, Optional otherwise)
    GetSetting = setting
End Function

Public Sub SaveSetting(application, section, key, value)
    setting = value
End Sub

Public Sub Disturb()
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Calculation = -4135
    Application.StatusBar = "busy"
End Sub

Public Function State() As String
    State = Application.ScreenUpdating & " " & Application.EnableEvents & " " & Application.Calculation
    State = State & " " & (Application.StatusBar = "busy")
End Function

Public Function Said(id As String, what As String) As String
    Dim control As New BmControl, answer As Variant
    control.Id = id
    If what = "label" Then BmLabel control, answer
    If what = "tip" Then BmTip control, answer
    Said = answer
End Function

Public Sub Choose(language As String)
    Dim control As New BmControl
    control.Tag = language
    BmChoose control
End Sub
"""


def workbook_with_code(path: Path) -> None:
    """Writes the add-in as an ordinary workbook, its Visual Basic made runnable outside Windows."""
    shown = buttons(COMMANDS.values())
    written = modules(FUNCTIONS.values(), shown, len(ribbon_words(shown)), "nl")
    code = [Module(each.name, _runnable(each.source), each.kind) for each in written]
    beside = [
        Module("BmWindows", _WINDOWS),
        Module("BmServer", _SERVER, "Class"),
        Module("BmControl", _CONTROL, "Class"),
    ]
    parts = members("nl") | {"xl/vbaProject.bin": vba_project([*code, *beside])}
    kinds = "[Content_Types].xml"
    parts[kinds] = parts[kinds].replace(b"addin.macroEnabled", b"sheet.macroEnabled")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _runnable(source: str) -> str:
    return (
        source.replace(_CREATE, "TestServer()")
        .replace("control As IRibbonControl", "control")
        .replace("Application.OnTime", "OnTime")
    )


@dataclass
class Python:
    """The server's end, which Visual Basic reaches over UNO instead of COM; everything that is asked is kept.

    `starts` says whether it can be started, `dies` how many calls end as if it had stopped, `told` what commands answer
    before they answer nothing, and `meanwhile` is done in each of these.
    """

    starts: bool = True
    dies: int = 0
    told: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = str
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def getTypes(self) -> tuple[Any, ...]:
        import uno

        return tuple(map(uno.getTypeByName, ("com.sun.star.sheet.XFunctionAccess", "com.sun.star.lang.XTypeProvider")))

    def getImplementationId(self) -> tuple[()]:
        return ()

    def callFunction(self, name: str, arguments: tuple[Any, ...]) -> Any:
        if name == "starts":
            return self.starts
        part, _, called = name.partition(".")
        self.asked.append((name, arguments[0]))
        if part == "commands":
            self.meanwhile()
        if self.dies:
            self.dies -= 1
            raise ConnectionError("The remote procedure call failed.")
        if part == "commands":
            return self.told.pop(0) if self.told else ""
        answer = Server().CallUDF(part, called, arguments[0])
        return tuple(map(tuple, answer)) if isinstance(answer, list) else answer


def run(opened: Workbook, procedure: str, *arguments: Any) -> Any:
    """What comes of a procedure of the workbook."""
    scripts = opened.document.getScriptProvider()
    url = f"vnd.sun.star.script:{PROJECT}.{procedure}?language=Basic&location=document"
    return scripts.getScript(url).invoke(arguments, (), ())[0]
