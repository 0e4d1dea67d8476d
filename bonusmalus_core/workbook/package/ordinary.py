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
from bonusmalus_core.workbook.port import Cell, CellError, letters

START, END = b"<sheetData>", b"</sheetData>"
"""Between these stand the rows."""

_ATTRIBUTES = rb"[^>]{0,300}+"  # a limit, lest every beginning without an end be read to the end of the part
_ADDRESS = rb'c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"'
_CELL = rb"%s(%s)>" % (_ADDRESS, _ATTRIBUTES) + (
    rb"(?:(?<=/>)|"  # nothing, or
    rb"(?:(<f)%s>(?:[^<]*+</f>)?+)?+"  # a formula, which may be shared with another cell,
    rb"(?:<v%s>(?:([^<]*+)</v>)?+"  # a value
    rb"|(<is>(?:[^<]++|<(?!/is>|/?c[\s/>]))*+</is>))?+</c>)"  # or an inline text, and the end of the cell
) % (_ATTRIBUTES, _ATTRIBUTES)
_OTHER = rb"[c!?]|/c"  # a cell that is written in some other way, a comment, an instruction
_PASSED_OVER = rb"(?:%s%s(?<=/)|/?row%s)>\s*+<" % (_ADDRESS.translate(None, b"()"), _ATTRIBUTES, _ATTRIBUTES)
CELL = re.compile(rb"<(?:%s|%s)" % (_CELL, _OTHER))
"""A cell with its address, its attributes and its content; without an address it is no ordinary one."""
_FILLED = re.compile(rb"<(?:%s)*+(?:%s|/?row[\s/>]|([^<]?))" % (_PASSED_OVER, _CELL))
"""Such a cell, blank ones and the beginnings and ends of rows passed over, or one of these, or anything else."""
_PLAIN_INLINE = re.compile(rb"<is><t>([^<&\r]*)</t></is>")
_ATTRIBUTE = re.compile(r'\s+(\w+)="([^"<&]*)"')


_NEW: Cell = CellError("")
"""Stands for what was not met before: no error of a cell."""


def cells(part: bytes, wanted: Wanted, meanings: Meanings) -> Cells | None:
    """The wanted cells with content; None when the part is written in some other way."""
    start, end = part.find(START), part.rfind(END)
    if end < 0 or not is_usual(part[: max(start, 0)]):
        return None
    try:
        return _cells(part, start + len(START), end, wanted, meanings)
    except (ValueError, ElementTree.ParseError):
        return None


def _cells(part: bytes, start: int, end: int, wanted: Wanted, meanings: Meanings) -> Cells:
    """The wanted cells between two places. ValueError for a cell that is not ordinary."""
    columns = {letters(column).encode(): column for column in wanted.columns}
    rows = {b"%d" % row: row for row in wanted.rows}
    known: dict[bytes, dict[bytes, Cell]] = {}
    found: Cells = defaultdict(dict)
    last, line = b"", None
    for column, row, attributes, formula, text, inline, other in _FILLED.findall(part, start, end):
        if other:
            raise ValueError("not the beginning of an ordinary cell")
        if row != last:
            last, line = row, found[rows[row]] if row in rows else None
        held = formula + text + inline  # all that decides what a cell of its type means
        if held and line is not None and column in columns:
            place = columns[column]
            if place in line:
                raise ValueError("the same cell twice")
            meant = known.get(attributes)
            if meant is None:
                meant = known[attributes] = meanings.known(*type_and_style(attributes))
            value = meant.get(held, _NEW)
            if value is _NEW:
                value = meant[held] = value_of(meanings, attributes, formula, text, inline)
            line[place] = value
    return found


def value_of(meanings: Meanings, attributes: bytes, formula: bytes, text: bytes, inline: bytes) -> Cell:
    """What a cell holds by what CELL finds in it."""
    kind, style = type_and_style(attributes)
    shown = resolved(text) if kind != "inlineStr" else _inline(inline) if inline else ""
    return meanings.of(kind, style, shown, bool(formula))


@lru_cache(1024)
def type_and_style(attributes: bytes) -> tuple[str, str]:
    """The type and style among a cell's attributes. ValueError for what is no list of attributes."""
    text = attributes.decode().removesuffix("/")
    given = dict(_ATTRIBUTE.findall(text))
    if _ATTRIBUTE.sub("", text).strip():
        raise ValueError(f"{text!r} is not written as attributes are")
    return given.get("t", "n"), given.get("s", "0")


def _inline(element: bytes) -> str:
    plain = _PLAIN_INLINE.fullmatch(element)
    if plain:
        return unescaped(plain[1].decode().strip(BLANKS))
    return text_of(ElementTree.fromstring(element.replace(b"<is>", b"<is %s>" % DEFAULT, 1)))
