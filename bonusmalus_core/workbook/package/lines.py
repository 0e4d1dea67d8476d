"""How does a result sheet take new rows, if its part is written as spreadsheet programs usually write one?

Its rows are taken apart and put together as text, which is many times faster than by way of a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from types import NoneType
from typing import NamedTuple

from bonusmalus_core.workbook.package.address import number
from bonusmalus_core.workbook.package.kinds import bare, spares, stays_hidden
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.ordinary import CELL, END, START, type_and_style, value_of
from bonusmalus_core.workbook.package.spelling import following
from bonusmalus_core.workbook.package.tree import is_on, is_plain, is_usual
from bonusmalus_core.workbook.port import Row, letters

_ROW = re.compile(rb'\s*<row r="([1-9][0-9]{0,6})"((?:\s+[\w:]+="[^"<>&]*")*)\s*(/?)>')
_END_OF_ROW = b"</row>"
_BEGIN = re.compile(rb'<c(?: r="([A-Z]{1,3}+)[1-9][0-9]{0,6}+"([^>]*+)>|[\s/>])')
"""The beginning of a cell; without a column where it is not written as usual."""

_HIDDEN = re.compile(rb'\shidden="(\w+)"')
_NOT_COPIED = re.compile(r'\s+(?:hidden|spans)="[^"]*"')
_BLANK = (NoneType, str)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


class _Old(NamedTuple):
    """A row as it stands in the part."""

    number: int
    attributes: bytes
    cells: bytes


class _Pattern(NamedTuple):
    """What rows of a kind look like: the attributes of the row, and those of its cells from column A on."""

    attributes: str
    hidden: bool
    looks: Sequence[str]


class Lines:
    """The rows of one sheet part: the `kinds` of those that have one, by row number, and a pattern for each kind.

    ValueError for a row or cell that is not written as usual.
    """

    def __init__(self, head: bytes, rows: Iterable[_Old], tail: bytes, meanings: Meanings) -> None:
        self._head, self._tail = head, tail
        self._patterns: dict[str, _Pattern] = {}
        self.kinds: dict[int, str] = {}
        for row in rows:
            kind = _kind(row.cells, meanings)
            if kind is not None:
                self.kinds[row.number] = kind
                if bare(kind) not in self._patterns:
                    self._patterns[bare(kind)] = _pattern(row, kind)

    @classmethod
    def of(cls, part: bytes, meanings: Meanings) -> Lines | None:
        """The rows of a part; None when it is written in some other way, or merges cells."""
        start, end = part.find(START) + len(START), part.rfind(END)
        if not len(START) <= start <= end or part.find(b"<mergeCell", end) >= 0 or not is_plain(part):
            return None
        try:
            rows = _old(part[start:end].strip())
            return cls(part[:start], rows, part[end:], meanings) if is_usual(part[:start]) else None
        except ValueError:
            return None

    def replaced(self, rows: Sequence[Row], from_1904: bool) -> bytes:
        """The part with these rows in place of all others. ValueError for a value that no cell can hold."""
        patterns = self._patterns
        kept = spares({kind: pattern.hidden for kind, pattern in patterns.items()}, rows)
        shown = [(row, patterns.get(row.kind, _PLAIN)) for row in rows]
        shown += [(row, patterns[bare(row.kind)]._replace(hidden=True)) for row in kept]
        right = max((max(len(row.cells) + 1, len(pattern.looks)) for row, pattern in shown), default=1)
        columns = [f'<c r="{letters(column)}' for column in range(1, right + 1)]
        lines = [_line(str(at), row, pattern, columns, from_1904) for at, (row, pattern) in enumerate(shown, 1)]
        dimension = f'<dimension ref="A1:{letters(right)}{len(shown)}"/>'.encode()
        return b"".join((_DIMENSION.sub(dimension, self._head, count=1), *lines, self._tail))


_PLAIN = _Pattern("", False, ())


def _old(rows: bytes) -> Iterator[_Old]:
    end = 0
    while end < len(rows):
        row = _ROW.match(rows, end)
        if row is None:
            raise ValueError("no ordinary row")
        start = stop = end = row.end()
        if not row[3]:
            stop = rows.index(_END_OF_ROW, start)
            end = stop + len(_END_OF_ROW)
        yield _Old(int(row[1]), row[2], rows[start:stop])


def _kind(cells: bytes, meanings: Meanings) -> str | None:
    cell = CELL.match(cells)
    if cells and (cell is None or not cell[1]):
        raise ValueError("no ordinary cell")
    if cell is None or cell[1] != b"A":
        return None
    held = value_of(meanings, *cell.groups(b"")[2:])
    return held if isinstance(held, str) else None


def _pattern(row: _Old, kind: str) -> _Pattern:
    hidden = _HIDDEN.search(row.attributes)
    is_hidden = hidden is not None and is_on(hidden[1].decode()) and stays_hidden(kind)
    given = dict(_BEGIN.findall(row.cells))
    columns = _columns(next(reversed(given), b""))
    if not given.keys() <= columns.keys():  # one that is not written as usual has none
        raise ValueError("no ordinary cell")
    looks = [_look(given.get(column, b"")) for column in columns]
    while looks and not looks[-1]:
        looks.pop()
    return _Pattern(_NOT_COPIED.sub("", row.attributes.decode()), is_hidden, looks)


@lru_cache(256)
def _columns(last: bytes) -> dict[bytes, None]:
    """The columns from A on to this one, in their order; up to none there are none."""
    return dict.fromkeys(letters(column).encode() for column in range(1, number(last.decode()) + 1)) if last else {}


@lru_cache(256)
def _look(attributes: bytes) -> str:
    """What a cell's style adds to it. ValueError for what is no list of attributes."""
    style = type_and_style(attributes)[1]
    return "" if style == "0" else f' s="{style}"'


def _line(at: str, row: Row, pattern: _Pattern, columns: Sequence[str], from_1904: bool) -> bytes:
    looks, contents = chain(pattern.looks, repeat("")), chain((row.kind, *row.cells), repeat(None))
    cells = [
        f'{column}{at}"{look}/>' if written is None else f'{column}{at}"{look}{following(written, from_1904)}'
        for column, look, written in zip(columns, looks, contents, strict=False)
        if look or written or not isinstance(written, _BLANK)
    ]
    hidden = ' hidden="1"' if pattern.hidden else ""
    return f'<row r="{at}"{pattern.attributes}{hidden}>{"".join(cells)}</row>'.encode()
