"""What stands in the rows of a web page that is called a workbook?

Many systems export a table of HTML under the name of a workbook, for that Excel opens it.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_CELLS, _APART = ("td", "th"), ("br", "p", "div")


def page_rows(path: Path) -> Iterator[list[str]]:
    """The rows of the longest table of a page."""
    page = _Page()
    page.feed(_text(path.read_bytes()))
    page.close()
    yield from max(page.tables, key=len, default=[])


def _text(held: bytes) -> str:
    if held.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return held.decode("utf-16", errors="replace")
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return held.decode("cp1252", errors="replace")


class _Page(HTMLParser):
    """Gathers the cells of tables, also where a page closes none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._spans = self._rows = 1
        self._down: dict[int, tuple[int, str]] = {}

    def close(self) -> None:
        """Ends the last row."""
        super().close()
        self._end_cell()
        self._go_on()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a table, a row or a cell; a cell over more columns stands in the first of them, over rows in all."""
        if tag in ("table", "tr", *_CELLS):
            self._end_cell()
        if tag in ("table", "tr"):
            self._go_on()
        if tag == "table" or (tag == "tr" and not self.tables):
            self.tables.append([])
            self._down = {}
        if tag == "tr":
            self.tables[-1].append([])
        elif tag in _CELLS and self.tables and self.tables[-1]:
            self._cell, said = [], dict(attrs)
            self._spans, self._rows = _many(said.get("colspan"), 999), _many(said.get("rowspan"), 65_534)
        elif tag in _APART:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """Ends a cell."""
        if tag in ("table", "tr", *_CELLS):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Takes what stands in a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            text = " ".join("".join(self._cell).split())
            self._go_on()
            row, last = self.tables[-1][-1], len(self.tables[-1]) - 1 + self._rows - 1
            for cell in (text, *[""] * (self._spans - 1)):
                self._down[len(row)] = (last, cell)
                row.append(cell)
        self._cell = None

    def _go_on(self) -> None:
        """Takes what stands next in the row for that a cell of a row above goes on there."""
        if self.tables and self.tables[-1]:
            row, number = self.tables[-1][-1], len(self.tables[-1]) - 1
            while self._down.get(len(row), (-1, ""))[0] >= number:
                row.append(self._down[len(row)][1])


def _many(said: str | None, most: int) -> int:
    """How many columns or rows a cell takes."""
    number = int(said) if said and said.isdecimal() and len(said) < len("100000") else 1
    return number if 1 <= number <= most else 1
