"""What makes Excel calculate a user's own formulas over new results?"""

from __future__ import annotations

import re
from collections.abc import Collection

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import precise
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import CONTENT_TYPES, Parts, relations_part
from bonusmalus_core.workbook.package.tree import is_plain, read, tag

_AFTER_CALC_PR = frozenset(
    {
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    }
)
_USUAL = re.compile(rb'<calcPr((?:\s+\w+="[^"<>&]*")*)\s*/>')
_WISH = b' fullCalcOnLoad="1"'


def recalculating(archive: Archive, parts: Parts, shown: Collection[str] = ()) -> dict[str, bytes]:
    """The workbook part, asking for a full calculation when it is opened and hiding none of the sheets `shown`.

    Nothing when it asks already.
    """
    part = archive.read(parts.workbook)
    usual = _USUAL.search(part) if is_plain(part) and not shown else None
    if usual and _WISH in usual[1]:
        return {}
    if usual and b"fullCalcOnLoad" not in usual[1]:
        return {parts.workbook: part[: usual.end(1)] + _WISH + part[usual.end(1) :]}
    return {parts.workbook: _asking(archive, parts, shown)}


def _asking(archive: Archive, parts: Parts, shown: Collection[str]) -> bytes:
    from lxml import etree

    from bonusmalus_core.workbook.package.xml import insert, parse, serialise

    root = parse(archive.read(parts.workbook), archive.path, parts.workbook)
    calculation = root.find(tag("calcPr"))
    if calculation is None:
        calculation = etree.Element(tag("calcPr"))
        insert(root, calculation, _AFTER_CALC_PR)
    calculation.set("fullCalcOnLoad", "1")
    for sheet in root.iterfind(f"{tag('sheets')}/{tag('sheet')}"):
        if sheet.get("name") in shown:
            sheet.attrib.pop("state", "")
    return serialise(root)


def without_chain(
    archive: Archive, parts: Parts, replaced: dict[str, bytes]
) -> tuple[dict[str, bytes], frozenset[str]]:
    """The parts that no longer name the calculation chain, and the chain itself, to be left out.

    A chain that names a cell without a formula makes Excel "repair" the file; one that is absent it builds anew. One
    that names the cells with formulas in the `replaced` sheets as before stays.
    """
    chain = parts.one("calcChain")
    sheets = [sheet.part for sheet in parts.sheets.values() if sheet.part in replaced]
    if chain is None or all(
        _formulas(archive, part, archive.read(part)) == _formulas(archive, part, replaced[part]) for part in sheets
    ):
        return {}, frozenset()
    from bonusmalus_core.workbook.package.xml import parse, serialise

    changed = {}
    link = next(link.id for link in parts.relations if link.target == chain)
    for part, attribute, value in (
        (relations_part(parts.workbook), "Id", link),
        (CONTENT_TYPES, "PartName", f"/{chain}"),
    ):
        member = archive.spelled(part)
        root = parse(archive.read(member), archive.path, member)
        for element in root.findall("*"):
            if element.get(attribute) == value:
                root.remove(element)
        changed[member] = serialise(root)
    return changed, frozenset({chain})


def _formulas(archive: Archive, name: str, part: bytes) -> frozenset[tuple[int, int]]:
    """The places of a sheet's formulas. FileRefused: file.corrupt."""
    root = read(part, archive.path, name)
    try:
        return frozenset(at for at, cell in precise.placed(root) if cell.find(tag("f")) is not None)
    except ValueError as error:
        raise FileRefused("file.corrupt", archive.path, member=name) from error
