"""How is the text of a VBA module packed (MS-OVBA 2.4.1)? In chunks of 4,096 bytes that copy what they repeat."""

from __future__ import annotations

import struct

_CHUNK = 4096
_SHORTEST = 3
_PACKED, _AS_IT_IS = 0xB000, 0x3FFF


def compressed(content: bytes) -> bytes:
    """The content as one container."""
    return b"\x01" + b"".join(_chunk(content[at : at + _CHUNK]) for at in range(0, len(content), _CHUNK))


def _chunk(plain: bytes) -> bytes:
    packed = _packed(plain)
    if len(packed) > _CHUNK:
        return struct.pack("<H", _AS_IT_IS) + plain.ljust(_CHUNK, b"\0")
    return struct.pack("<H", _PACKED | (len(packed) - 1)) + packed


def _packed(plain: bytes) -> bytes:
    """Groups of eight tokens, each group behind a byte that says which of them are copies."""
    written, at, seen = bytearray(), 0, dict[bytes, list[int]]()
    while at < len(plain):
        tokens, copies = bytearray(), 0
        for place in range(8):
            if at == len(plain):
                break
            length, source = _longest(plain, at, seen)
            if length:
                tokens += _copy(at, source, length)
                copies |= 1 << place
            else:
                tokens.append(plain[at])
            for passed in range(at, at + max(length, 1)):
                seen.setdefault(plain[passed : passed + _SHORTEST], []).append(passed)
            at += max(length, 1)
        written += bytes([copies]) + tokens
    return bytes(written)


def _longest(plain: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """The length of the longest earlier passage that is repeated here, and where it began; 0 for none."""
    best, where, limit = 0, 0, min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(plain) - at)
    for source in reversed(seen.get(plain[at : at + _SHORTEST], ())):
        length = _SHORTEST if limit >= _SHORTEST else 0
        while _SHORTEST <= length < limit and plain[source + length] == plain[at + length]:
            length += 1
        if length > best:
            best, where = length, source
    return best, where


def _copy(at: int, source: int, length: int) -> bytes:
    return struct.pack("<H", (at - source - 1) << (16 - _offset_bits(at)) | (length - _SHORTEST))


def _offset_bits(at: int) -> int:
    """How many bits say how far back: as few as the place in the chunk allows."""
    return max(4, (at - 1).bit_length()) if at else 4
