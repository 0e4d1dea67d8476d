"""Which row and column does an address name?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bonusmalus_core.workbook.port import letters

_LETTERS = re.compile("[A-Z]{1,3}")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(1024)
def number(name: str) -> int:
    """The 1-based column that letters name. ValueError for anything but capital letters.

    >>> number("A"), number("AA"), number("XFD")
    (1, 27, 16384)
    """
    if not _LETTERS.fullmatch(name):
        raise ValueError(f"{name!r} names no column")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column


def place(address: str) -> tuple[int, int]:
    """Row and column of an address, both 1-based. ValueError when it is none.

    >>> place("B12")
    (12, 2)
    """
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise ValueError(f"{address!r} is not a cell address")
    return int(match[2]), number(match[1])


def column_of(address: str) -> int:
    """The 1-based column of an address.

    >>> column_of("AA12")
    27
    """
    return number(address.rstrip("0123456789"))


def name(row: int, column: int) -> str:
    """The address of a 1-based row and column.

    >>> name(12, 2)
    'B12'
    """
    return f"{letters(column)}{row}"


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, ref: str) -> Area:
        """The area that a reference names.

        >>> Area.of("B2:D9")
        Area(top=2, left=2, bottom=9, right=4)
        """
        first, _, last = ref.partition(":")
        return cls(*place(first), *place(last or first))

    def __str__(self) -> str:
        return f"{name(self.top, self.left)}:{name(self.bottom, self.right)}"

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    def within(self, other: Area) -> Area:
        """What it has in common with another area; no cell at all where they do not meet."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        return Area(top, left, min(self.bottom, other.bottom), min(self.right, other.right))

    @property
    def size(self) -> int:
        """How many cells it has."""
        return len(range(self.top, self.bottom + 1)) * len(self.columns())

    def columns(self) -> range:
        """The columns of the area, from left to right."""
        return range(self.left, self.right + 1)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every row and column pair of the area."""
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in self.columns())
