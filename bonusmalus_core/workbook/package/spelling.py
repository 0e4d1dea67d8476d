"""How is a cell spelled in a part that is put together as text?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from bonusmalus_core.workbook.package.content import content, keeps_spaces, stored
from bonusmalus_core.workbook.package.text import escaped, marked
from bonusmalus_core.workbook.package.tree import is_plain, is_usual
from bonusmalus_core.workbook.port import Cell, Formula, Written

BLANK = "/>"
"""What follows the address and the style of a cell without content."""

_ADDRESSLESS = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z])')
_OF_THE_OLD_VALUE = re.compile(r'\s+(?:t|cm|vm)="[^"]*"')


def following(written: Written, from_1904: bool) -> str:
    """What follows the address and the style of a cell. ValueError for a value that no cell can hold."""
    if isinstance(written, str):
        return _text(written)
    if isinstance(written, Formula) and isinstance(written.value, Decimal):  # most formulas give a number
        return f"><f>{marked(escaped(written.text))}</f><v>{stored(written.value)}</v></c>"
    kind, formula, value = content(written, from_1904)
    return _inside(kind, None if formula is None else marked(formula), value)


@lru_cache(1024)
def _text(written: str) -> str:
    """What follows where a text stands: every statement has the same words, and some of them many times."""
    kind, _, text = content(written, from_1904=False)
    if text is None:
        return BLANK
    space = ' xml:space="preserve"' if keeps_spaces(text) else ""
    return f' t="{kind}"><is><t{space}>{marked(text)}</t></is></c>'


def refreshed(part: bytes, values: Mapping[str, Cell], from_1904: bool) -> bytes | None:
    """The part with values beside the plain formulas at these addresses; None when it is not written as usual."""
    if not is_plain(part) or not is_usual(part[: part.find(b"<sheetData>")]) or _ADDRESSLESS.search(part):
        return None
    for address, value in values.items():
        place = f' r="{address}"'.encode()
        cell = re.search(rb"<c%s([^>]*)>(?:<f>([^<]+)</f>(?:<v>[^<]*</v>)?</c>|(?!\s*<f[\s/>]))" % place, part)
        if cell is None and place in part:
            return None
        if cell is not None and cell[2]:
            attributes, formula = _OF_THE_OLD_VALUE.sub("", cell[1].decode()), cell[2].decode()
            kind, _, text = content(Formula(formula, value), from_1904)
            new = _inside(kind, formula, text)
            part = part[: cell.start()] + f'<c r="{address}"{attributes}{new}'.encode() + part[cell.end() :]
    return part


def _inside(kind: str | None, formula: str | None, value: str | None) -> str:
    """What follows the attributes of a cell without an inline text; the formula is given as it is spelled."""
    inside = "" if value is None else f"<v>{value if kind is None else marked(value)}</v>"
    if formula is not None:
        inside = f"<f>{formula}</f>{inside}"
    if not inside:
        return BLANK
    return f">{inside}</c>" if kind is None else f' t="{kind}">{inside}</c>'
