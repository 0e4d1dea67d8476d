"""What is in the workbook that an add-in is? One sheet with the words of the ribbon, and what Excel wants around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from bonusmalus_addin.excel.names import TITLE
from bonusmalus_core import __version__
from bonusmalus_core.declare.registry import Function
from bonusmalus_core.declare.wording import parameter_help, summary
from bonusmalus_core.words import LANGUAGES

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NEWER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_ARGUMENTS = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
"""The extension of a workbook that says what the arguments of its functions mean."""

_GROUPS_OF_EXCEL = 19
_LONG_AGO = "1980-01-01T00:00:00Z"

_PARTS = {
    "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "/xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_ROOT = {
    f"{_OFFICE}/officeDocument": "xl/workbook.xml",
    f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
    f"{_OFFICE}/extended-properties": "docProps/app.xml",
    "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility": "customUI/customUI14.xml",
}
_WORKBOOK = {
    f"{_OFFICE}/worksheet": "worksheets/sheet1.xml",
    f"{_OFFICE}/styles": "styles.xml",
    "http://schemas.microsoft.com/office/2006/relationships/vbaProject": "vbaProject.bin",
}


def parts(functions: Iterable[Function], words: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """Every part but the ribbon and the Visual Basic; the wizard's help is in `language`, for Excel keeps only one."""
    every = tuple(functions)
    described = next(iter(every), None)
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_ROOT),
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(summary(described, language) if described else ""),
        "xl/workbook.xml": _workbook(every, language),
        "xl/_rels/workbook.xml.rels": _relations(_WORKBOOK),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(words),
    }


def _content_types() -> str:
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items())
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{relations}{plain}{named}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _app() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{kind}"><Application>Microsoft Excel</Application></Properties>'


def _core(about: str) -> str:
    """Title and description, which Excel shows in its list of add-ins."""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_LONG_AGO}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{TITLE}</dc:title><dc:description>{escape(about)}</dc:description>"
        f"{times}<cp:version>{escape(__version__)}</cp:version></cp:coreProperties>"
    )


def _workbook(functions: Iterable[Function], language: str) -> str:
    """The hidden workbook: its only sheet, the group of our functions in the wizard, and what their arguments mean."""
    names = "".join(_arguments(each, language) for each in functions if each.parameters)
    extension = f'<ext uri="{_ARGUMENTS}" xmlns:x14="{_NEWER}"><x14:definedNames>{names}</x14:definedNames></ext>'
    return (
        f'{_HEAD}<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">'
        '<workbookPr codeName="ThisWorkbook"/><bookViews><workbookView visibility="hidden"/></bookViews>'
        f'<sheets><sheet name="{TITLE}" sheetId="1" r:id="rId1"/></sheets>'
        f'<functionGroups builtInGroupCount="{_GROUPS_OF_EXCEL}"><functionGroup name="{TITLE}"/></functionGroups>'
        f"<extLst>{extension}</extLst></workbook>"
    )


def _arguments(function: Function, language: str) -> str:
    described = "".join(
        f'<x14:argumentDescription index="{index}">{escape(parameter_help(function, each, language))}'
        "</x14:argumentDescription>"
        for index, each in enumerate(function.parameters)
    )
    count = len(function.parameters)
    return (
        f'<x14:definedName name="{function.name}"><x14:argumentDescriptions count="{count}">{described}'
        "</x14:argumentDescriptions></x14:definedName>"
    )


def _styles() -> str:
    """The one plain style that Excel demands."""
    return (
        f'{_HEAD}<styleSheet xmlns="{_SHEETS}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(words: Mapping[str, Mapping[str, str]]) -> str:
    """A row per word: its key, and the languages beside it; the first row names them."""
    rows = [("", *LANGUAGES), *((key, *(said[each] for each in LANGUAGES)) for key, said in words.items())]
    written = "".join(f'<row r="{number}">{_cells(number, row)}</row>' for number, row in enumerate(rows, 1))
    return (
        f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetPr codeName="Sheet1"/><sheetData>{written}</sheetData></worksheet>'
    )


def _cells(number: int, row: Iterable[str]) -> str:
    return "".join(
        f'<c r={quoteattr(f"{letter}{number}")} t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for letter, text in zip("ABCDE", row, strict=True)
        if text
    )
