"""How is a text of records written: in which encoding, with which separator, and where is its header?

What is not plain (another encoding, blank lines, rows of unequal length) becomes a plain text first, so that every row
keeps its number and none is lost.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bonusmalus_core.measures.opening.headers import MOST_ABOVE, column_names, header_row

SEPARATORS = (",", ";", "\t", "|")
EXAMPLES = 3
_BLOCK = 1 << 22
_SAID = "sep="
"""Excel's own first line that names the separator."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is written; `skipped` counts the lines down to and including the header."""

    separator: str
    names: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in UTF-8; `gaps` says that there are blank lines between its rows."""

    path: Path
    gaps: bool


@dataclass(frozen=True, slots=True)
class Longer:
    """How many rows hold more cells than the header, and the numbers of the first."""

    count: int = 0
    rows: tuple[int, ...] = ()


NONE_LONGER = Longer()


def plain(path: Path, scratch: Path) -> Plain:
    """The text as UTF-8: as it stands, or in a file of its own when it is not."""
    encoding, gaps = _encoding(path)
    if encoding == "utf-8":
        return Plain(path, gaps)
    text = new_text(scratch)
    with path.open(encoding=encoding, errors="replace", newline="") as old, text.open("w", newline="") as new:
        while block := old.read(_BLOCK):
            new.write(block)
    return Plain(text, _encoding(text)[1])


def new_text(scratch: Path) -> Path:
    """A name for the next text in between."""
    return scratch / f"{len(list(scratch.iterdir()))}.csv"


def _encoding(path: Path) -> tuple[str, bool]:
    """UTF-8, UTF-16 by its mark, or else as Western European computers wrote; and whether there are blank lines."""
    decoder, tail, gaps, first = getincrementaldecoder("utf-8")(), b"", False, True
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if first and block.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                return "utf-16", False
            first = False
            try:
                if decoder.getstate()[0] or not block.isascii():
                    decoder.decode(block)
            except UnicodeDecodeError:
                return "cp1252", False
            blank = b"\n\n" in block or (b"\r" in block and b"\n\r\n" in block)
            seen = (tail + block).replace(b"\r", b"").rstrip(b"\n") if blank else b""
            gaps = gaps or b"\n\n" in seen
            tail = block[-2:]
    return "utf-8", gaps


def layout(path: Path, known: Callable[[str], bool]) -> Layout:
    """How a text in UTF-8 is written; without names when there is nothing in it."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(islice(stream, MOST_ABOVE * 4))
    said = lines[0].strip().casefold() if lines else ""
    if said.startswith(_SAID):
        separator = lines[0].strip()[len(_SAID) :] or "\t"
        return _laid(["\n", *lines[1:]], separator, known)[1]
    found = [_laid(lines, separator, known) for separator in SEPARATORS]
    return max(found, key=lambda each: (each[0], len(each[1].names)))[1]


def _laid(lines: list[str], separator: str, known: Callable[[str], bool]) -> tuple[int, Layout]:
    """How many names are known when this is the separator, and the layout."""
    reader = csv.reader(lines, delimiter=separator)
    rows, ends = list[list[str]](), list[int]()
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass  # what stands above is enough to tell
    if not any(rows):
        return 0, Layout(separator, (), 0)
    header = header_row(rows, known)
    names = column_names(rows[header])
    return sum(map(known, names)), Layout(separator, tuple(names), ends[header])


def rectangular(path: Path, laid: Layout, scratch: Path) -> tuple[Path, Longer]:
    """The text with every row as long as the header: blank lines are blank rows, what is too long is counted."""
    text, width, longer, rows = new_text(scratch), len(laid.names), 0, list[int]()
    with path.open(encoding="utf-8-sig", newline="") as old, text.open("w", encoding="utf-8", newline="") as new:
        for _ in range(laid.skipped):
            old.readline()
        writer = csv.writer(new, delimiter=laid.separator)
        for number, row in enumerate(csv.reader(old, delimiter=laid.separator), laid.skipped + 1):
            writer.writerow(row[:width] + [""] * (width - len(row)))
            if any(cell.strip() for cell in row[width:]):
                longer += 1
                rows += [number] if longer <= EXAMPLES else []
    return text, Longer(longer, tuple(rows))
