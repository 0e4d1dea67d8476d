"""How does a result sheet take new rows, if its part is written as spreadsheet programs usually write one?

Its rows are taken apart and put together as text, which is many times faster than by way of a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bonusmalus_core.workbook.package.address import number
from bonusmalus_core.workbook.package.kinds import KIND_COLUMN, bare, columns_of, spares, stays_hidden
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.ordinary import CELL, type_and_style, value_of
from bonusmalus_core.workbook.package.spelling import spelled
from bonusmalus_core.workbook.package.tree import is_on, is_plain, is_usual
from bonusmalus_core.workbook.port import Row, letters

_ROW = re.compile(
    rb'\s*<row r="([1-9][0-9]{0,6})"((?:\s+[\w:]+="[^"<>&]*")*)\s*'  # the number and the attributes; then
    rb"(?:/>|>(.*?)</row>)\s*",  # either nothing or the cells
    re.DOTALL,
)
_HIDDEN = re.compile(rb'\shidden="(\w+)"')
_NOT_COPIED = re.compile(r'\s+(?:hidden|spans)="[^"]*"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_START, _END = b"<sheetData>", b"</sheetData>"


class _Old(NamedTuple):
    """A row as it stands in the part."""

    number: int
    attributes: bytes
    cells: bytes


class _Pattern(NamedTuple):
    """What rows of a kind look like: the attributes of the row, and the style of each of its columns."""

    attributes: str
    hidden: bool
    styles: Mapping[int, str]


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
        start, end = part.find(_START) + len(_START), part.find(_END)
        if not len(_START) <= start <= end or b"<mergeCell" in part or not is_plain(part):
            return None
        try:
            return cls(part[:start], _old(part, start, end), part[end:], meanings) if is_usual(part[:start]) else None
        except ValueError:
            return None

    def replaced(self, rows: Sequence[Row], from_1904: bool) -> bytes:
        """The part with these rows in place of all others. ValueError for a value that no cell can hold."""
        patterns = self._patterns
        kept = spares({kind: pattern.hidden for kind, pattern in patterns.items()}, rows)
        shown = [(row, patterns.get(row.kind, _PLAIN)) for row in rows]
        shown += [(row, patterns[bare(row.kind)]._replace(hidden=True)) for row in kept]
        text = "".join(_line(number, row, pattern, from_1904) for number, (row, pattern) in enumerate(shown, 1))
        right = max((max(len(row.cells) + KIND_COLUMN, *pattern.styles, 1) for row, pattern in shown), default=1)
        dimension = f'<dimension ref="A1:{letters(right)}{len(shown)}"/>'.encode()
        return _DIMENSION.sub(dimension, self._head, count=1) + text.encode() + self._tail


_PLAIN = _Pattern("", False, {})


def _old(part: bytes, start: int, end: int) -> Iterator[_Old]:
    while start < end:
        row = _ROW.match(part, start, end)
        if row is None:
            raise ValueError("no ordinary row")
        yield _Old(int(row[1]), row[2], row[3] or b"")
        start = row.end()


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
    cells = CELL.findall(row.cells)
    styles = {number(column.decode()): type_and_style(attributes)[1] for column, _, attributes, *_ in cells}
    is_hidden = hidden is not None and is_on(hidden[1].decode()) and stays_hidden(kind)
    return _Pattern(_NOT_COPIED.sub("", row.attributes.decode()), is_hidden, styles)


def _line(number: int, row: Row, pattern: _Pattern, from_1904: bool) -> str:
    values, styles = dict(enumerate((row.kind, *row.cells), KIND_COLUMN)), pattern.styles
    hidden = ' hidden="1"' if pattern.hidden else ""
    cells = "".join(
        [
            spelled(f"{letters(column)}{number}", styles.get(column, "0"), values.get(column), from_1904)
            for column in columns_of(styles, values)
        ]
    )
    return f'<row r="{number}"{pattern.attributes}{hidden}>{cells}</row>'
