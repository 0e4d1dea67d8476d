"""Which cells does a sheet part hold, if every one of them is written as spreadsheet programs usually do?

One pattern describes such a cell; reading by it is many times faster than taking the whole part to pieces as XML. A
part that it does not describe to the last cell is left to `precise`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from xml.etree import ElementTree

from bonusmalus_core.workbook.package.meaning import Cells, Meanings, Wanted
from bonusmalus_core.workbook.package.shared import BLANKS, text_of
from bonusmalus_core.workbook.package.text import resolved, unescaped
from bonusmalus_core.workbook.package.tree import DEFAULT, is_usual
from bonusmalus_core.workbook.port import Cell, letters

CELL = re.compile(
    rb'<(?:c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([^>]*)>'  # the address and attributes; then, unless the cell is blank,
    rb"(?:(?:(<f)[^>]*>(?:[^<]*</f>)?)?"  # a formula, which may be shared with another cell,
    rb"(?:<v[^>]*>(?:([^<]*)</v>)?|<is>(.*?)</is>)?</c>)?"  # a value or an inline text, and the end of the cell;
    rb"|[c!?]|/c)",  # any other beginning or end of a cell, a comment or an instruction: nothing ordinary
    re.DOTALL,
)
_PLAIN_INLINE = re.compile(rb"<t>([^<&\r]*)</t>")
_ATTRIBUTE = re.compile(r'\s+(\w+)="([^"<&]*)"')


def cells(part: bytes, wanted: Wanted, meanings: Meanings) -> Cells | None:
    """The wanted cells with content; None when the part is written in some other way."""
    start, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    if end < 0 or not is_usual(part[: max(start, 0)]):
        return None
    try:
        return _cells(part, start, end, wanted, meanings)
    except (ValueError, ElementTree.ParseError):
        return None


def _cells(part: bytes, start: int, end: int, wanted: Wanted, meanings: Meanings) -> Cells:
    """The wanted cells between two places. ValueError for a cell that is not ordinary."""

    @lru_cache(4096)
    def value(*cell: bytes) -> Cell:
        """The same few contents stand in a sheet again and again."""
        return value_of(meanings, *cell)

    columns = {letters(column).encode(): column for column in wanted.columns}
    rows = {b"%d" % row: row for row in wanted.rows}
    found: Cells = defaultdict(dict)
    for column, row, attributes, formula, text, inline in CELL.findall(part, start, end):
        if not column:
            raise ValueError("not the beginning of an ordinary cell")
        if (formula or text or inline) and row in rows and column in columns:
            line, place = found[rows[row]], columns[column]
            if place in line:
                raise ValueError("the same cell twice")
            line[place] = value(attributes, formula, text, inline)
    return found


def value_of(meanings: Meanings, attributes: bytes, formula: bytes, text: bytes, inline: bytes) -> Cell:
    """What a cell holds by what CELL finds in it."""
    kind, style = type_and_style(attributes)
    shown = _inline(inline) if kind == "inlineStr" else resolved(text)
    return meanings.of(kind, style, shown, bool(formula))


@lru_cache(1024)
def type_and_style(attributes: bytes) -> tuple[str, str]:
    """The type and style among a cell's attributes. ValueError for what is no list of attributes."""
    text = attributes.decode().removesuffix("/")
    given = dict(_ATTRIBUTE.findall(text))
    if _ATTRIBUTE.sub("", text).strip():
        raise ValueError(f"{text!r} is not written as attributes are")
    return given.get("t", "n"), given.get("s", "0")


def _inline(text: bytes) -> str:
    plain = _PLAIN_INLINE.fullmatch(text)
    if plain:
        return unescaped(plain[1].decode().strip(BLANKS))
    return text_of(ElementTree.fromstring(b"<is %s>%s</is>" % (DEFAULT, text)))
