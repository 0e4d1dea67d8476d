"""How does text stand in the file format, which escapes what XML cannot hold?"""

from __future__ import annotations

import re
from xml.etree import ElementTree

LONGEST_TEXT = 32_767
"""Excel's limit for the text of a cell, in UTF-16 units."""

# What XML cannot hold, a carriage return (which XML would turn into a line feed), and text that looks like an escape.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    r"""Text with what the format cannot hold as `_x000D_`, and what looks like that escaped in turn.

    >>> escaped("a\rb _x0041_")
    'a_x000D_b _x005F_x0041_'
    """
    if text.isprintable() and ("_" not in text or "_x" not in text):  # to look for the rarer one first is faster
        return text
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", _SURROGATE.sub("\ufffd", text))


def unescaped(text: str) -> str:
    r"""Text with the format's `_x000D_` turned into the character that it stands for; two halves make one.

    >>> unescaped("a_x0009_b"), unescaped("_x005F_x0009_"), unescaped("_xD83D__xDE00_")
    ('a\tb', '_x0009_', '😀')
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def marked(text: str) -> str:
    """The text as XML spells it between two marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def resolved(text: bytes) -> str:
    """What stands between two tags; references such as &amp; and the ends of lines are XML's to resolve."""
    plain = text.decode()
    if "&" in plain or "\r" in plain:
        return ElementTree.fromstring(b"<v>%s</v>" % text).text or ""
    return plain


def shortened(text: str) -> str:
    """Text within the limit of a cell: longer text ends in an ellipsis."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
