"""How are streams kept in one compound file, the container of a VBA project (MS-CFB, version 3)?

Sectors of 512 bytes are chained by a table; streams shorter than 4,096 bytes share sectors in blocks of 64 bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]
"""Streams by name, and storages that hold streams."""

_FREE, _END, _TABLE, _NOTHING = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _BLOCK, _LONG = 512, 64, 4096
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1
_IN_HEADER = 109
"""Sectors of the table that the header can name: enough for 7 MB."""

_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY = "<64sHBBIII16sIQQIQ"


@dataclass(frozen=True, slots=True)
class _Space:
    """Pieces of one size, and the table that says which piece follows which."""

    size: int
    pieces: list[bytes] = field(default_factory=list)
    table: list[int] = field(default_factory=list)

    def put(self, content: bytes, filler: bytes = b"\0") -> int:
        """Where the content begins; nothing begins nowhere."""
        if not content:
            return _END
        start, count = len(self.table), -(-len(content) // self.size)
        self.table.extend([*range(start + 1, start + count), _END])
        self.pieces.append(content.ljust(count * self.size, filler))
        return start


@dataclass(slots=True)
class _Entry:
    """A line of the directory; its neighbours form a tree."""

    name: str
    kind: int
    start: int = 0
    length: int = 0
    left: int = _NOTHING
    right: int = _NOTHING
    child: int = _NOTHING

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        tree = (self.left, self.right, self.child)
        return struct.pack(_ENTRY, name, len(name), self.kind, _BLACK, *tree, b"", 0, 0, 0, self.start, self.length)


def compound_file(tree: Tree) -> bytes:
    """The file; ValueError when the tree is too large for it."""
    sectors, blocks = _Space(_SECTOR), _Space(_BLOCK)
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(entries, tree, sectors, blocks)
    shared = b"".join(blocks.pieces)
    entries[0].start, entries[0].length = sectors.put(shared), len(shared)
    block_table = struct.pack(f"<{len(blocks.table)}I", *blocks.table)
    block_start, block_count = sectors.put(block_table, b"\xff"), -(-len(block_table) // _SECTOR)
    directory_start = sectors.put(_directory(entries))
    table_start, table_count = _table_of_itself(sectors)
    header = _header(range(table_start, table_start + table_count), directory_start, block_start, block_count)
    return header + b"".join(sectors.pieces) + struct.pack(f"<{len(sectors.table)}I", *sectors.table)


def _add(entries: list[_Entry], tree: Tree, sectors: _Space, blocks: _Space) -> int:
    """Puts the contents where they belong; gives the entry at the top of these neighbours."""
    numbers = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content, number = tree[name], len(entries)
        numbers.append(number)
        entries.append(_Entry(name, _STREAM if isinstance(content, bytes) else _STORAGE))
        if isinstance(content, bytes):
            space = blocks if len(content) < _LONG else sectors
            entries[number].start, entries[number].length = space.put(content), len(content)
        else:
            entries[number].child = _add(entries, content, sectors, blocks)
    return _balanced(entries, numbers)


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    """The top of a tree of neighbours; all of one colour is a legal one (MS-CFB 2.6.4)."""
    if not numbers:
        return _NOTHING
    middle = len(numbers) // 2
    top = numbers[middle]
    entries[top].left = _balanced(entries, numbers[:middle])
    entries[top].right = _balanced(entries, numbers[middle + 1 :])
    return top


def _directory(entries: list[_Entry]) -> bytes:
    nothing = struct.pack(_ENTRY, b"", 0, 0, 0, _NOTHING, _NOTHING, _NOTHING, b"", 0, 0, 0, 0, 0)
    written = b"".join(each.packed() for each in entries)
    return written + nothing * (-len(entries) % (_SECTOR // len(nothing)))


def _table_of_itself(sectors: _Space) -> tuple[int, int]:
    """Adds the sectors that will hold the table to the table: where they begin, and how many they are."""
    start, count, in_one = len(sectors.table), 0, _SECTOR // 4
    while count * in_one < start + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("too large for a compound file whose table stands in its header")
    sectors.table.extend([_TABLE] * count)
    sectors.table.extend([_FREE] * (-len(sectors.table) % in_one))
    return start, count


def _header(table: range, directory: int, blocks: int, block_sectors: int) -> bytes:
    shape = (0x3E, 3, 0xFFFE, 9, 6)  # version 3, little-endian, sectors of 2^9 and blocks of 2^6 bytes
    places = (0, len(table), directory, 0, _LONG, blocks, block_sectors, _END, 0)
    named = [*table, *[_FREE] * (_IN_HEADER - len(table))]
    return struct.pack("<8s16s5H6s9I109I", _SIGNATURE, b"", *shape, b"", *places, *named)
