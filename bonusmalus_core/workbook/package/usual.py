"""What do a list of links and a table's part say, if they are written as spreadsheet programs usually write them?

A workbook has dozens of these small parts, and to take one to pieces as XML costs more than all that is done with it.
The patterns describe a part to its last letter, so that it has no other meaning; a part of any other kind is left to
`tree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bonusmalus_core.workbook.package.tree import MAIN, PACKAGE

Link = tuple[str, str, str, str | None]
"""The id, the type and the target of a link, and whether that lies outside."""

Said = tuple[Mapping[str, str], Sequence[str]]
"""The attributes of a table and the names of its columns."""

_UNUSUAL = r"<>&\x00-\x1f\ufffe\uffff"
_TEXT = f'="([^"{_UNUSUAL}]*+)"'
_NUMBER = '="[0-9]*+"'
_BLANKS = r"[ \t\r\n]*+"
_DECLARATION = rf'(?:<\?xml version="1\.0" encoding="UTF-8"(?: standalone="yes")?\?>{_BLANKS})?+'


def _optional(value: str, *names: str) -> str:
    """Attributes that may be there, in this order: so none of them can be there twice."""
    return "".join(f"(?: {name}{value})?+" for name in names)


_LINK = re.compile(f"<Relationship Id{_TEXT} Type{_TEXT} Target{_TEXT}{_optional(_TEXT, 'TargetMode')}/>")
_LINKS = re.compile(f'{_DECLARATION}<Relationships xmlns="{re.escape(PACKAGE)}">')
_END_OF_LINKS = re.compile(f"{_BLANKS}</Relationships>{_BLANKS}")

_FORMULA = f"<calculatedColumnFormula>(?:[^{_UNUSUAL}]++|&(?:amp|lt|gt);)*+</calculatedColumnFormula>"
_COLUMN = re.compile(
    f"<tableColumn id{_NUMBER} name{_TEXT}{_optional(_NUMBER, 'dataDxfId')}(?:/>|>{_FORMULA}</tableColumn>)"
)
_ROWS = _optional(_TEXT, "headerRowCount", "totalsRowCount", "totalsRowShown")
_TABLE = re.compile(
    f'{_DECLARATION}<table xmlns="{re.escape(MAIN)}"( id{_NUMBER} name{_TEXT} displayName{_TEXT} ref{_TEXT}{_ROWS})>'
    f"(?:<autoFilter ref{_TEXT}/>)?+<tableColumns count{_NUMBER}>"
)
_STYLE = _optional(_TEXT, "name", "showFirstColumn", "showLastColumn", "showRowStripes", "showColumnStripes")
_END_OF_TABLE = re.compile(f"</tableColumns>(?:<tableStyleInfo{_STYLE}/>)?+</table>{_BLANKS}")
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')


def links(part: bytes) -> Iterable[Link] | None:
    """The links of a list in their order; None when it is written in some other way."""
    pieces = _LINK.split(_decoded(part))
    if any(pieces[5:-1:5]) or not _LINKS.fullmatch(pieces[0]) or not _END_OF_LINKS.fullmatch(pieces[-1]):
        return None
    return zip(*(pieces[group::5] for group in range(1, 5)), strict=True)


def table(part: bytes) -> Said | None:
    """The attributes of a table and the names of its columns; None when it is written in some other way."""
    pieces = _COLUMN.split(_decoded(part))
    begin = _TABLE.fullmatch(pieces[0])
    if any(pieces[2:-1:2]) or not begin or not _END_OF_TABLE.fullmatch(pieces[-1]):
        return None
    return dict(_ATTRIBUTE.findall(begin[1])), pieces[1::2]


def _decoded(part: bytes) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        return ""
