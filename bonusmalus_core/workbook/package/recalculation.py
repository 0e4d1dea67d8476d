"""What makes Excel calculate a user's own formulas over new results?"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import CONTENT_TYPES, Parts, relations_part
from bonusmalus_core.workbook.package.xml import insert, parse, serialise, tag

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


def recalculating(archive: Archive, parts: Parts, shown: Collection[str] = ()) -> dict[str, bytes]:
    """The workbook part, asking for a full calculation when it is opened and hiding none of the sheets `shown`."""
    root = parse(archive.read(parts.workbook), archive.path, parts.workbook)
    calculation = root.find(tag("calcPr"))
    if calculation is None:
        calculation = etree.Element(tag("calcPr"))
        insert(root, calculation, _AFTER_CALC_PR)
    calculation.set("fullCalcOnLoad", "1")
    for sheet in root.iterfind(f"{tag('sheets')}/{tag('sheet')}"):
        if sheet.get("name") in shown:
            sheet.attrib.pop("state", "")
    return {parts.workbook: serialise(root)}


def without_chain(archive: Archive, parts: Parts) -> tuple[dict[str, bytes], frozenset[str]]:
    """The parts that no longer name the calculation chain, and the chain itself, to be left out.

    A chain that names a cell without a formula makes Excel "repair" the file; one that is absent it builds anew.
    """
    chain = parts.one("calcChain")
    if chain is None:
        return {}, frozenset()
    replaced = {}
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
        replaced[member] = serialise(root)
    return replaced, frozenset({chain})
