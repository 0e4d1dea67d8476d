"""How is an XML part read that is not written back?

Python's own parser reads what is written as usual, and is there at once; lxml, whose import takes as long as half a
settlement's work, reads all else, refuses what cannot be trusted, and writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast
from xml.etree import ElementTree

Element = ElementTree.Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DEFAULT = f'xmlns="{MAIN}"'.encode()
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_UTF8_MARK = b"\xef\xbb\xbf"


def tag(name: str) -> str:
    """The qualified name of a spreadsheet element.

    >>> tag("c")
    '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c'
    """
    return f"{{{MAIN}}}{name}"


def is_plain(part: bytes) -> bool:
    """Whether a part is UTF-8 with elements and texts only: no document type, comment, instruction or raw section."""
    text = part.removeprefix(_UTF8_MARK)
    declaration, _, rest = text.partition(b"?>") if text.startswith(b"<?xml ") else (b"", b"", text)
    declared = declaration.lower()
    return (
        text.startswith(b"<")
        and b"<" not in declaration[1:]
        and not _holds(rest, b"<!")
        and not _holds(rest, b"<?")
        and (b"encoding" not in declared or b"utf-8" in declared)
    )


def _holds(part: bytes, mark: bytes) -> bool:
    """Whether a mark of two bytes stands in a part; to look for the rarer one first is many times faster."""
    return mark[1:] in part and mark in part


def is_usual(head: bytes) -> bool:
    """Whether the beginning of a spreadsheet's part says that it is UTF-8, without prefixes or comments."""
    declaration = head.partition(b"?>")[0].lower()
    is_utf_8 = b"\0" not in head and (b"encoding" not in declaration or b"utf-8" in declaration)
    return is_utf_8 and DEFAULT in head and b"<!" not in head


def read(part: bytes, path: Path, member: str) -> Element:
    """The root of an XML part, without comments. FileRefused: file.entities for any DTD, file.corrupt."""
    if is_plain(part):
        try:
            return ElementTree.fromstring(part)
        except ElementTree.ParseError:
            pass  # lxml says the same, or knows better
    from bonusmalus_core.workbook.package.xml import parse

    return cast("Element", parse(part, path, member, comments=False))


def is_on(value: str | None) -> bool:
    """Whether a yes-or-no attribute says yes: Excel writes "1", LibreOffice writes "true", and "false" too."""
    return value in ("1", "true")
