"""What do a list of links and a table's part say, if they are written as spreadsheet programs usually write them?

A workbook has dozens of these small parts, and to take one to pieces as XML costs more than all that is done with it.
The patterns describe a part to its last letter, so that it has no other meaning; a part of any other kind is left to
`tree`. A command reads a workbook and then writes it, and workbooks of one template have most of these parts alike:
what a part says follows from its bytes alone, and is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import TypeVar

from bonusmalus_core.workbook.package.tree import MAIN, PACKAGE

Link = tuple[str, str, str, str | None]
"""The id, the type and the target of a link, and whether that lies outside."""

Said = tuple[Mapping[str, str], tuple[str, ...]]
"""The attributes of a table and the names of its columns."""

Meaning = TypeVar("Meaning")

_REMEMBERED, _SMALL = 128, 1 << 18
"""So many parts, of at most so many bytes: 32 MB in all."""

_BLANKS = " \t\r\n"
_LINKS, _END_OF_LINKS = f'<Relationships xmlns="{PACKAGE}">', "</Relationships>"
_TABLE, _END_OF_TABLE = f'<table xmlns="{MAIN}"', "</table>"
_DECLARATIONS = frozenset(
    {
        "",
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    }
)

_UNUSUAL = r"<>&\x00-\x1f"
_TEXT = f'="([^"{_UNUSUAL}]*+)"'
_NUMBER = '="[0-9]*+"'


def _optional(value: str, *names: str) -> str:
    """Attributes that may be there, in this order: so none of them can be there twice."""
    return "".join(f"(?: {name}{value})?+" for name in names)


_LINK = re.compile(f"<Relationship Id{_TEXT} Type{_TEXT} Target{_TEXT}{_optional(_TEXT, 'TargetMode')}/>")
_FORMULA = f"<calculatedColumnFormula>(?:[^{_UNUSUAL}]++|&(?:amp|lt|gt);)*+</calculatedColumnFormula>"
_COLUMN = re.compile(
    f"<tableColumn id{_NUMBER} name{_TEXT}{_optional(_NUMBER, 'dataDxfId')}(?:/>|>{_FORMULA}</tableColumn>)"
)
_ROWS = _optional(_NUMBER, "headerRowCount", "totalsRowCount", "totalsRowShown")
_BEFORE = re.compile(
    f"( id{_NUMBER} name{_TEXT} displayName{_TEXT} ref{_TEXT}{_ROWS})>"
    f"(?:<autoFilter ref{_TEXT}/>)?+<tableColumns count{_NUMBER}>"
)
_FLAGS = _optional(_NUMBER, "showFirstColumn", "showLastColumn", "showRowStripes", "showColumnStripes")
_AFTER = re.compile(f"</tableColumns>(?:<tableStyleInfo{_optional(_TEXT, 'name')}{_FLAGS}/>)?+")
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')


def _remembered(find: Callable[[bytes], Meaning]) -> Callable[[bytes], Meaning]:
    """The same, of a small part only the first time."""
    known = lru_cache(_REMEMBERED)(find)

    @wraps(find)
    def found(part: bytes) -> Meaning:
        return known(part) if len(part) <= _SMALL else find(part)

    return found


@_remembered
def links(part: bytes) -> tuple[Link, ...] | None:
    """The links of a list in their order; None when it is written in some other way."""
    begin, *found, end = _framed(_LINK.split(_decoded(part)), _LINKS, _END_OF_LINKS)
    if begin or end or any(found[4::5]):
        return None
    return tuple(zip(*(found[group::5] for group in range(4)), strict=False))


@_remembered
def table(part: bytes) -> Said | None:
    """The attributes of a table and the names of its columns; None when it is written in some other way."""
    begin, *found, end = _framed(_COLUMN.split(_decoded(part)), _TABLE, _END_OF_TABLE)
    before = _BEFORE.fullmatch(begin)
    if not before or not _AFTER.fullmatch(end) or any(found[1::2]):
        return None
    return MappingProxyType(dict(_ATTRIBUTE.findall(before[1]))), tuple(found[::2])


_UNFRAMED = ["<", "<"]
"""What no part written as usual begins and ends with."""


def _framed(pieces: list[str], begin: str, end: str) -> list[str]:
    """The pieces without the beginning of the first and the end of the last, which make up the root element."""
    declaration, opened, first = pieces[0].partition(begin)
    last = pieces[-1].strip(_BLANKS)
    if len(pieces) == 1 or declaration.rstrip(_BLANKS) not in _DECLARATIONS or not opened or not last.endswith(end):
        return _UNFRAMED
    return [first, *pieces[1:-1], last.removesuffix(end).rstrip(_BLANKS)]


def _decoded(part: bytes) -> str:
    """The text of a part; none where it holds what no XML can."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return ""
    # Not left to the patterns: these two letters alone would make them take ten times as long to compile.
    return "" if "\ufffe" in text or "\uffff" in text else text
