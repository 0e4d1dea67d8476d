"""How does a cell of a sheet's XML take its content?"""

from __future__ import annotations

from lxml import etree

from bonusmalus_core.workbook.package.content import INLINE, content, keeps_spaces
from bonusmalus_core.workbook.package.tree import SPACE, tag
from bonusmalus_core.workbook.package.xml import Element, strip
from bonusmalus_core.workbook.port import Written

_FORMULA, _VALUE, _INSIDE, _TEXT = tag("f"), tag("v"), tag("is"), tag("t")


def refill(cell: Element, written: Written, from_1904: bool) -> None:
    """Gives a cell a new content; its style stays. ValueError for a value that no cell can hold."""
    strip(cell, "t", "cm", "vm")
    del cell[:]
    fill(cell, written, from_1904)


def fill(cell: Element, written: Written, from_1904: bool) -> None:
    """Gives a blank cell its content. ValueError for a value that no cell can hold."""
    kind, formula, value = content(written, from_1904)
    if kind is not None:
        cell.set("t", kind)
    if formula is not None:
        etree.SubElement(cell, _FORMULA).text = formula
    if value is not None and kind != INLINE:
        etree.SubElement(cell, _VALUE).text = value
    elif value is not None:
        text = etree.SubElement(etree.SubElement(cell, _INSIDE), _TEXT)
        text.text = value
        if keeps_spaces(value):
            text.set(SPACE, "preserve")
