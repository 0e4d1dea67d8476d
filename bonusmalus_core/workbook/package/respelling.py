"""Is a sheet part spelled as spreadsheet programs usually do, and how does it read when it is spelled so?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from bonusmalus_core.workbook.package.tree import MAIN, is_plain, is_usual, tag

if TYPE_CHECKING:
    from bonusmalus_core.workbook.package.xml import Element

_UNUSUAL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]+[0-9]+"[^<>]*(?:/>|><))')
"""A cell that does not begin with its address, or in which something stands before its content."""


def is_spelled_usually(part: bytes) -> bool:
    """Whether every cell is found by its address and by what it begins with."""
    return is_plain(part) and is_usual(part[: part.find(b"<sheetData")]) and not _UNUSUAL.search(part)


def respelled(root: Element) -> bytes:
    """The part without prefixes for what is a spreadsheet's, without blanks between its cells, addresses first.

    All cells of `root` have an address; its elements are taken out of it.
    """
    from lxml import etree

    from bonusmalus_core.workbook.package.xml import serialise

    others = ((prefix, space) for prefix, space in root.nsmap.items() if space != MAIN)
    spaces = cast("dict[str, str]", {None: MAIN, **dict(others)})  # None is what has no prefix
    usual = etree.Element(root.tag, nsmap=spaces)
    usual.attrib.update(root.attrib)
    usual.extend(list(root))
    for rows in usual.iterfind(tag("sheetData")):
        for element in rows.iter("*"):
            _tidy(element)
    return serialise(usual)


def _tidy(element: Element) -> None:
    element.tail = None
    if len(element):
        element.text = None
    if element.tag == tag("c"):
        attributes = dict(element.items())
        element.attrib.clear()
        element.set("r", attributes.pop("r"))
        element.attrib.update(attributes)
