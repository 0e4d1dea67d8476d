"""How is a document for signature laid out on A4? As rows of a sheet, which the program that prints workbooks prints.

Rows that belong together (a heading and its first clause, a definition, the signatures) come on one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from bonusmalus_core.workbook.build.book import Book, new_book
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    CAPTION,
    HEADER,
    HEADING,
    INK,
    LINE,
    MUTED,
    TEXT,
    TITLE,
    WRAP,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.build.page import characters, lines, print_on_a4
from bonusmalus_core.workbook.document import Chapter, Document, Facts, Grid

_NUMBER = 1
"""The 0-based column of numbers and labels; texts begin right of it."""

_PLAIN_WIDTHS = (9.0, 31.0, 9.0, *[7.5] * 5, 9.0, 9.0)
_PRINTABLE, _TALL = 523.0, 735.0
"""Width and height of the page inside its margins, in points."""

_POINTS_PER_WIDTH, _PADDING, _INSET = 5.6, 3.75, 6
_LABEL = 13.0
"""The second column is cut so far from its left: labels end there."""
_BODY: Style = TEXT | WRAP | {"font_size": 10, "valign": "top"}
_SUBTITLE: Style = TEXT | {"font_size": 13, "font_color": MUTED, "valign": "top"}
_SIGN_HEIGHT = 52.0
_LINE, _SPACE = 12.3, 4.5
"""A line of 10 points, and the space around a text; points."""


@dataclass(frozen=True)
class _Cell:
    """A text in the columns from `first` to `last`."""

    first: int
    last: int
    text: str
    style: Style


@dataclass(frozen=True)
class _Row:
    height: float
    cells: tuple[_Cell, ...] = ()


_Block = Sequence[_Row]


def build_document(document: Document, to: Path | BytesIO) -> str:
    """Writes the document as the only sheet of a workbook, and gives that sheet's name."""
    widths = next((part.widths for each in document.chapters for part in each.parts if isinstance(part, Grid)), None)
    first, second, *others = widths or _PLAIN_WIDTHS
    layout = _Layout(document, (first, _LABEL, second - _LABEL, *others))
    with new_book(to, document.subtitle, document.title, "Bonus-Malus") as book:
        sheet = book.sheet(document.title[:31])
        for column, width in enumerate(layout.widths, _NUMBER):
            sheet.set_column(column, column, width)
        sheet.set_column(0, 0, 0.5)
        print_on_a4(sheet, document.subtitle, document.title, document.page, landscape=False)
        scale = min(100, int(100 * _PRINTABLE / layout.points))
        sheet.set_print_scale(scale)
        _write(book, sheet, layout, _TALL * 100 / scale)
    return document.title[:31]


@dataclass(frozen=True)
class _Layout:
    """The rows of a document over columns of these widths, in characters."""

    document: Document
    widths: Sequence[float]

    @property
    def points(self) -> float:
        """How wide the columns are together."""
        return sum(width * _POINTS_PER_WIDTH + _PADDING for width in self.widths) + 6

    @property
    def last(self) -> int:
        """The last column."""
        return _NUMBER + len(self.widths) - 1

    def blocks(self) -> Iterator[_Block]:
        """All rows in order, in blocks that stay together."""
        document = self.document
        yield [
            _Row(36, (self._across(document.title, TITLE),)),
            _Row(22, (self._across(document.subtitle, _SUBTITLE),)),
            *(self._text(text) for text in document.opening),
        ]
        blocks = [
            each for number, chapter in enumerate(document.chapters, 1) for each in self._chapter(number, chapter)
        ]
        *others, last = blocks or [[]]
        yield from others
        yield [*last, *self._signatures()]

    def _chapter(self, number: int, chapter: Chapter) -> Iterator[_Block]:
        line: Style = {"bottom": 1, "bottom_color": ACCENT}
        cells = (_Cell(_NUMBER, _NUMBER, str(number), HEADING | line), self._right(chapter.heading, HEADING | line))
        opening = [_Row(14), _Row(24, cells), _Row(5)]
        parts = [self._clause(f"{number}.{place}", text) for place, text in enumerate(chapter.clauses, 1)]
        parts += [block for part in chapter.parts for block in self._part(part)]
        first, *others = parts or [[]]
        yield [*opening, *first]
        yield from others

    def _clause(self, number: str, text: str) -> _Block:
        style = CAPTION | {"valign": "top"}
        return [
            _Row(
                _height((text, self._room(_NUMBER + 1))),
                (_Cell(_NUMBER, _NUMBER, number, style), self._right(text, _BODY)),
            )
        ]

    def _part(self, part: Grid | Facts) -> Iterator[_Block]:
        if isinstance(part, Facts) and not part.heading:
            yield from ([self._fact(*line)] for line in part.lines)
        elif isinstance(part, Facts):
            yield [_Row(8), _Row(20, (self._across(part.heading, TEXT | {"bold": True, "font_color": INK}),)),
                   *(self._fact(*line) for line in part.lines)]  # fmt: skip
        else:
            yield list(self._grid(part))

    def _fact(self, label: str, text: str) -> _Row:
        line: Style = {"bottom": 1, "bottom_color": LINE}
        labels = _NUMBER + 1
        size = _height((text, self._room(labels + 1)), (label, self._room(_NUMBER, labels)))
        style, body = CAPTION | WRAP | line, _BODY | line | {"valign": "vcenter"}
        return _Row(size, (_Cell(_NUMBER, labels, label, style), _Cell(labels + 1, self.last, text, body)))

    def _grid(self, grid: Grid) -> Iterator[_Row]:
        def row(texts: Sequence[str], style: Style) -> tuple[_Cell, ...]:
            sides = [{"align": "left" if place < grid.texts else "right"} for place in range(len(texts))]
            return tuple(_Cell(*_column(place), text, style | sides[place]) for place, text in enumerate(texts))

        yield _Row(6)
        yield _Row(32, row(grid.header, HEADER))
        for texts in grid.rows:
            size = _height(
                *((text, width * 0.95) for text, width in zip(texts[: grid.texts], grid.widths, strict=False))
            )
            yield _Row(size + 3, row(texts, _BODY | {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}))

    def _signatures(self) -> _Block:
        document, half = self.document, sum(self.widths) / 2
        middle = _NUMBER + next(place for place in range(len(self.widths)) if sum(self.widths[: place + 1]) > half)
        halves = ((_NUMBER, middle - 1), (middle + 1, self.last))
        signers = list(zip(halves, document.signers, strict=True))
        line: Style = {"bottom": 1, "bottom_color": INK}
        return [
            _Row(18),
            _Row(24, (self._across(document.agreed, HEADING),)),
            _Row(22, tuple(_Cell(*half, signer, TEXT | {"bold": True}) for half, signer in signers)),
            _Row(_SIGN_HEIGHT, tuple(_Cell(*half, "", TEXT | line) for half, _ in signers)),
            _Row(18, tuple(_Cell(*half, document.signature, CAPTION) for half, _ in signers)),
        ]

    def _text(self, text: str) -> _Row:
        return _Row(_height((text, self._room(_NUMBER))), (self._across(text, _BODY),))

    def _room(self, first: int, last: int | None = None) -> float:
        """How many characters go into the merged columns from `first` on, as the program that prints lays them out."""
        merged = self.widths[first - _NUMBER : (self.last if last is None else last) - _NUMBER + 1]
        return characters(sum(width * _POINTS_PER_WIDTH + _PADDING for width in merged) - _INSET)

    def _across(self, text: str, style: Style) -> _Cell:
        return _Cell(_NUMBER, self.last, text, style)

    def _right(self, text: str, style: Style) -> _Cell:
        return _Cell(_NUMBER + 1, self.last, text, style)


def _height(*texts: tuple[str, float]) -> float:
    """How high a row is that holds wrapped texts, each in a column of so many characters; points."""
    return _LINE * max(lines(text, width) for text, width in texts) + _SPACE


def _column(place: int) -> tuple[int, int]:
    """Where the columns of a table stand: its second one is as wide as two of the sheet's."""
    first = _NUMBER + place + (place > 1)
    return first, first + (place == 1)


def _write(book: Book, sheet: Any, layout: _Layout, page: float) -> None:
    """The blocks one below another; one that would be cut begins a page."""
    number, used, breaks = 0, 0.0, list[int]()
    for block in layout.blocks():
        size = sum(row.height for row in block)
        if used and used + size > page:
            breaks.append(number)
            used = 0.0
        used = (used + size) % page
        for row in block:
            sheet.set_row(number, row.height)
            for cell in row.cells:
                _put(book, sheet, number, cell)
            number += 1
    sheet.set_h_pagebreaks(breaks)


def _put(book: Book, sheet: Any, number: int, cell: _Cell) -> None:
    book.put(sheet, number, cell.first, cell.text, cell.style)
    if cell.last > cell.first:
        sheet.merge_range(number, cell.first, number, cell.last, "", book.style(cell.style))
        book.put(sheet, number, cell.first, cell.text, cell.style)
