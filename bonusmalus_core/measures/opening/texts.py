"""How is a text of records written: in which encoding, with which separator, and where is its header?

What is not plain (another encoding, blank lines, rows of unequal length) becomes a plain text first, so that every row
keeps its number and none is lost.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import copyfileobj

from bonusmalus_core.measures.opening.headers import MOST_ABOVE, column_names, header_row

SEPARATORS = (",", ";", "\t", "|")
EXAMPLES = 3
_BLOCK = 1 << 22
_HEAD = 1 << 12
"""So many bytes tell whether every other one is zero."""

_SAID = "sep="
"""Excel's own first line that names the separator."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is written; down to and including the header `skipped` counts its lines and `rows` its rows.

    `apart` says that there are line breaks within cells, or quotation marks in a title: others would count them as
    more rows, or fewer, and begin below the first record.
    """

    separator: str
    names: tuple[str, ...]
    skipped: int
    rows: int = 0
    apart: bool = False


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


def has_semicolons(path: Path) -> bool:
    """Whether semicolons separate its cells, as Excel writes them where a comma stands before decimals."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return head.count(b";") > max(head.count(b","), head.count(b"\t"), head.count(b"|"))


def _encoding(path: Path) -> tuple[str, bool]:
    """UTF-8, UTF-16 by its mark or its zeros, or else as Western European computers wrote; and if lines are blank."""
    decoder, tail, gaps, first = getincrementaldecoder("utf-8")(), b"", False, True
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if first and (wide := _wide(block)):
                return wide, False
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


def _wide(block: bytes) -> str:
    """The encoding of a text that begins so, when it takes two bytes for a sign; "" when it does not."""
    if block.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    head = block[:_HEAD]
    if 2 * head[1::2].count(0) > len(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if 2 * head[::2].count(0) > len(head[::2]) else ""


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
    above = ends[header - 1] if header else 0
    apart = ends[header] != header + 1 or any('"' in line for line in lines[:above])
    return sum(map(known, names)), Layout(separator, tuple(names), ends[header], header + 1, apart)


def below(path: Path, laid: Layout, scratch: Path) -> Path:
    """The text from below its header on, byte for byte."""
    text = new_text(scratch)
    with path.open("rb") as old, text.open("wb") as new:
        for _ in range(laid.skipped):
            old.readline()
        copyfileobj(old, new, _BLOCK)
    return text


def rectangular(path: Path, laid: Layout, scratch: Path) -> tuple[Path, Longer]:
    """The text with every row as long as the header: blank lines are blank rows, what is too long is counted."""
    with path.open(encoding="utf-8-sig", newline="") as old:
        for _ in range(laid.skipped):
            old.readline()
        return evened(csv.reader(old, delimiter=laid.separator), laid, scratch)


def evened(held: Iterable[Sequence[object]], laid: Layout, scratch: Path) -> tuple[Path, Longer]:
    """A text of these rows, that stand below the header, each as long as it; those that are longer are counted."""
    text, width, longer, rows = new_text(scratch), len(laid.names), 0, list[int]()
    with text.open("w", encoding="utf-8", newline="") as new:
        writer = csv.writer(new, delimiter=laid.separator)
        for number, row in enumerate(held, laid.rows + 1):
            writer.writerow([*row[:width], *[""] * (width - len(row))])
            if any(cell is not None and str(cell).strip() for cell in row[width:]):
                longer += 1
                rows += [number] if longer <= EXAMPLES else []
    return text, Longer(longer, tuple(rows))
