"""How is a cell spelled in a part that is put together as text?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bonusmalus_core.workbook.package.content import Content, content, keeps_spaces
from bonusmalus_core.workbook.package.tree import is_plain, is_usual
from bonusmalus_core.workbook.port import Cell, Formula, Written

BLANK = "/>"
"""What follows the address and the style of a cell without content."""

_OF_THE_OLD_VALUE = re.compile(r'\s+(?:t|cm|vm)="[^"]*"')


def following(written: Written, from_1904: bool) -> str:
    """What follows the address and the style of a cell. ValueError for a value that no cell can hold."""
    return BLANK if written is None else _inside(content(written, from_1904))


def refreshed(part: bytes, values: Mapping[str, Cell], from_1904: bool) -> bytes | None:
    """The part with values beside the plain formulas at these addresses; None when it is not written as usual."""
    if not is_plain(part) or not is_usual(part[: part.find(b"<sheetData>")]):
        return None
    for address, value in values.items():
        place = f' r="{address}"'.encode()
        cell = re.search(rb"<c%s([^>]*)>(?:<f>([^<]+)</f>(?:<v>[^<]*</v>)?</c>|(?!<f>))" % place, part)
        if cell is None and place in part:
            return None
        if cell is not None and cell[2]:
            attributes = _OF_THE_OLD_VALUE.sub("", cell[1].decode())
            new = _inside(content(Formula("", value), from_1904), cell[2].decode())
            part = part[: cell.start()] + f'<c r="{address}"{attributes}{new}'.encode() + part[cell.end() :]
    return part


def _inside(held: Content, formula: str | None = None) -> str:
    """What follows the attributes of a cell; a `formula` is given as it is spelled."""
    kind, computed, value, inline = held
    if formula is None and computed is not None:
        formula = _marked(computed)
    if inline is not None:
        space = ' xml:space="preserve"' if keeps_spaces(inline) else ""
        return f' t="inlineStr"><is><t{space}>{_marked(inline)}</t></is></c>'
    if formula is None and value is None:
        return BLANK
    attributes = "" if kind is None else f' t="{kind}"'
    computing = "" if formula is None else f"<f>{formula}</f>"
    shown = "" if value is None else f"<v>{value if kind is None else _marked(value)}</v>"
    return f"{attributes}>{computing}{shown}</c>"


def _marked(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
