"""How is a cell spelled in a part that is put together as text?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bonusmalus_core.workbook.package.content import Content, content, keeps_spaces
from bonusmalus_core.workbook.package.tree import is_plain, is_usual
from bonusmalus_core.workbook.port import Cell, Formula, Written

BLANK = "/>"
"""What follows the address and the style of a cell without content."""

_OF_THE_OLD_VALUE = re.compile(r'\s+(?:t|cm|vm)="[^"]*"')


def following(written: Written, from_1904: bool) -> str:
    """What follows the address and the style of a cell. ValueError for a value that no cell can hold."""
    return _text(written) if isinstance(written, str) else _inside(content(written, from_1904))


@lru_cache(1024)
def _text(written: str) -> str:
    """What follows where a text stands: every statement has the same words, and some of them many times."""
    kind, _, text = content(written, from_1904=False)
    if text is None:
        return BLANK
    space = ' xml:space="preserve"' if keeps_spaces(text) else ""
    return f' t="{kind}"><is><t{space}>{_marked(text)}</t></is></c>'


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
    """What follows the attributes of a cell without an inline text; a `formula` is given as it is spelled."""
    kind, computed, value = held
    inside = "" if value is None else f"<v>{value if kind is None else _marked(value)}</v>"
    if computed is not None:
        inside = f"<f>{formula or _marked(computed)}</f>{inside}"
    if not inside:
        return BLANK
    return f">{inside}</c>" if kind is None else f' t="{kind}">{inside}</c>'


def _marked(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
