"""What do the formulas and charts of a sheet show, in a file that no program has computed since?

The values of the same formulas in a package that was just built; a formula without its like there shows nothing, so
that whoever opens the file computes it and nobody sees what was so before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bonusmalus_core.workbook.package.address import name as address_of
from bonusmalus_core.workbook.package.address import place
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import relations
from bonusmalus_core.workbook.package.text import resolved

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_FORMULA = re.compile(rb"(<f(?: [^>]*)?(?:/>|>([^<]*)</f>))(?:<v(?:/>|>([^<]*)</v>))?")
_OF_THE_VALUE = re.compile(rb'\s+(?:t|cm|vm)="[^"]*"')
_KIND = re.compile(rb'\st="([^"]*)"')
_REFERENCE = re.compile(
    rb"<c:(num|str)Ref>\s*<c:f>([^<]*)</c:f>\s*(?:<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>\s*)?</c:(?:num|str)Ref>",
    re.DOTALL,
)
_AREA = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")

_ERROR, _TEXT, _NUMBER = b"e", b"str", b"n"


class Shown(NamedTuple):
    """What a cell shows: its formula as it is spelled, if it has one, the kind of its value, and the value."""

    formula: bytes | None
    kind: bytes
    value: bytes | None


def redrawn(part: bytes, drawn: bytes) -> bytes:
    """The sheet with the values that its formulas have in the sheet `drawn`; without any where cells were moved."""
    like = dict(cells(drawn)) if _formulas(drawn) <= _formulas(part) else {}
    return _CELL.sub(lambda cell: _cell(cell, like.get(cell[1].decode())), part)


def cells(part: bytes) -> Iterator[tuple[str, Shown]]:
    """The cells of a sheet that hold a number or a formula."""
    for cell in _CELL.finditer(part):
        kind = _KIND.search(cell[2])
        inside = cell[3] or b""
        found = _FORMULA.match(inside)
        value = found[3] if found else inside.removeprefix(b"<v>").partition(b"<")[0]
        if found or not kind:
            yield cell[1].decode(), Shown(found[2] if found else None, kind[1] if kind else _NUMBER, value)


def _formulas(part: bytes) -> set[bytes]:
    return {cell[1] for cell in _CELL.finditer(part) if _FORMULA.match(cell[3] or b"")}


def charts(archive: Archive, sheet: str, part: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The charts on a sheet with what its cells show; `part` is how the sheet reads now."""
    known, names = dict(cells(part)), (name, "'" + name.replace("'", "''") + "'")
    for drawing in _linked(archive, sheet, "drawing"):
        for chart in _linked(archive, drawing, "chart"):
            yield chart, _REFERENCE.sub(lambda found: _reference(found, known, names), archive.read(chart))


def _linked(archive: Archive, part: str, kind: str) -> Iterator[str]:
    return (link.target for link in relations(archive, part) if link.kind == kind and link.target in archive.members)


def _cell(cell: re.Match[bytes], like: Shown | None) -> bytes:
    found = _FORMULA.match(cell[3] or b"")
    if found is None:
        return cell[0]
    attributes, inside = _OF_THE_VALUE.sub(b"", cell[2]), found[1]
    if like is not None and like.value is not None and _is_same(found[2], like.formula):
        kind = like.kind if like.value else _TEXT  # without a value it is an empty text
        attributes += b"" if kind == _NUMBER else b' t="%s"' % kind
        inside += b"<v>%s</v>" % like.value
    return b'<c r="%s"%s>%s</c>' % (cell[1], attributes, inside)


def _is_same(formula: bytes | None, other: bytes | None) -> bool:
    if formula is None or other is None:
        return False
    return formula == other or resolved(formula) == resolved(other)


def _reference(found: re.Match[bytes], known: Mapping[str, Shown], names: Sequence[str]) -> bytes:
    """A chart's series with the values of its cells; none are given where one of them is not known."""
    sheet, _, area = resolved(found[2]).rpartition("!")
    places = _AREA.fullmatch(area)
    if sheet not in names or places is None:
        return found[0]
    shown = [known.get(each) for each in _addresses(places)]
    is_text = any(each is not None and each.kind == _TEXT and each.value for each in shown)
    kind = b"str" if is_text else b"num"
    cache = b"" if any(each is None or each.value is None for each in shown) else _cache(kind, shown)
    return b"<c:%sRef><c:f>%s</c:f>%s</c:%sRef>" % (kind, found[2], cache, kind)


def _addresses(places: re.Match[str]) -> Iterator[str]:
    top, left = place(places[1] + places[2])
    bottom, right = place(places[3] + places[4]) if places[3] else (top, left)
    return (address_of(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _cache(kind: bytes, shown: Sequence[Shown | None]) -> bytes:
    points = (
        b'<c:pt idx="%d"><c:v>%s</c:v></c:pt>' % (index, each.value)
        for index, each in enumerate(shown)
        if each is not None and each.value and each.kind != _ERROR
    )
    shape = b"" if kind == b"str" else b"<c:formatCode>General</c:formatCode>"
    count = b'<c:ptCount val="%d"/>' % len(shown)
    return b"<c:%sCache>%s%s%s</c:%sCache>" % (kind, shape, count, b"".join(points), kind)
