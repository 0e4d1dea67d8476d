"""How is an XML part parsed without trusting it, and written back without disturbing it?"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bonusmalus_core.errors import FileRefused

Element = etree._Element

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_WITHOUT_COMMENTS = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parse(part: bytes, path: Path, member: str, *, comments: bool = True) -> Element:
    """The root of an XML part, with its comments if it may be written back; one in a value would cut it in two.

    FileRefused: file.entities for any DTD, file.corrupt for what is not XML.
    """
    try:
        root = etree.fromstring(part, PARSER if comments else _WITHOUT_COMMENTS)
    except etree.XMLSyntaxError as error:
        code = "file.entities" if b"<!DOCTYPE" in part or b"<!ENTITY" in part else "file.corrupt"
        raise FileRefused(code, path, member=member) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("file.entities", path, member=member)
    return root


def serialise(root: Element) -> bytes:
    """The part as UTF-8 with Excel's own declaration: prefixes and namespaces are kept as they were read."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def strip(element: Element, *attributes: str) -> None:
    """Takes attributes away where they are."""
    for attribute in attributes:
        if attribute in element.attrib:
            del element.attrib[attribute]


def insert(parent: Element, child: Element, before: frozenset[str]) -> None:
    """Puts `child` ahead of the first element named in `before` (the schema's later siblings), or last."""
    for sibling in parent:
        if isinstance(sibling.tag, str) and etree.QName(sibling).localname in before:
            sibling.addprevious(child)
            return
    parent.append(child)
