"""Which members does the zip hold, and how is it written again with a few of them replaced?

All other members are copied as they lie in the file: local header, compressed bytes and data descriptor included.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from bonusmalus_core.errors import FileRefused

MAX_PART_BYTES = 64 * 2**20
"""A part that is expanded becomes a tree of many times its size; a contract's largest sheet needs a few MB."""

MAX_PART_RATIO = 200
"""A part may expand at most this many times, whatever its name is; what is copied only, such as pictures, may more."""

MAX_UNSUSPECTED_BYTES = 2**20
"""Below this size the ratio says nothing: a small part of blank cells packs well."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s4B4H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_VERSION = 20
_ZIP64_EXTRA = 1


class Archive(NamedTuple):
    """A zip file in memory: its bytes, its members in the order of its directory, and where each one's bytes end.

    `spellings` has the name of each member as the zip spells it by that name as `_folded`.
    """

    path: Path
    blob: bytes
    members: Mapping[str, zipfile.ZipInfo]
    spellings: Mapping[str, str]
    ends: Mapping[str, int]
    comment: bytes

    @classmethod
    def of(cls, path: Path, blob: bytes) -> Archive:
        """The directory of a zip file. FileRefused: file.corrupt, file.duplicate."""
        try:
            with zipfile.ZipFile(io.BytesIO(blob)) as opened:
                listed, directory, comment = opened.infolist(), opened.start_dir, opened.comment
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError) as error:
            raise FileRefused("file.corrupt", path, member=path.name) from error
        return cls(
            path,
            blob,
            {member.filename: member for member in listed},
            _spellings(path, listed),
            _ends(path, listed, directory),
            comment,
        )

    def spelled(self, name: str) -> str:
        """The name of a member as the zip spells it; the same name when there is no such member."""
        return self.spellings.get(_folded(name), name)

    def read(self, name: str) -> bytes:
        """The content of a member.

        FileRefused: file.corrupt when it is missing, cut off or damaged, file.encrypted, file.bomb.
        """
        member = self.members.get(name)
        if member is None:
            raise FileRefused("file.corrupt", self.path, member=name)
        if member.flag_bits & _ENCRYPTED:
            raise FileRefused("file.encrypted", self.path)
        if member.file_size > min(MAX_PART_BYTES, max(MAX_UNSUSPECTED_BYTES, MAX_PART_RATIO * member.compress_size)):
            raise FileRefused("file.bomb", self.path, member=name)
        try:
            content = self._content(member)
        except (zlib.error, struct.error, NotImplementedError) as error:
            raise FileRefused("file.corrupt", self.path, member=name) from error
        if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
            raise FileRefused("file.corrupt", self.path, member=name)
        return content

    def _content(self, member: zipfile.ZipInfo) -> bytes:
        start = member.header_offset
        *_, name, extra = _LOCAL.unpack_from(self.blob, start)
        start += _LOCAL.size + name + extra
        raw = self.blob[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            return raw
        if member.compress_type != zipfile.ZIP_DEFLATED:
            raise NotImplementedError(member.compress_type)
        # One byte more than declared, so that a member that lies about its size is caught, not expanded.
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, member.file_size + 1)

    def rewritten(self, replaced: Mapping[str, bytes], dropped: Collection[str]) -> list[bytes | memoryview]:
        """The zip, in pieces, with the content of some members replaced and others left out, in the same order.

        A replaced member keeps its name, date and attributes: writing the same twice gives the same bytes.
        """
        whole, offset = memoryview(self.blob), 0
        written, directory = list[bytes | memoryview](), list[bytes]()
        for name, member in self.members.items():
            if name in dropped:
                continue
            local: bytes | memoryview
            if name in replaced:
                local, central = _compressed(member, replaced[name], offset)
            else:
                local = whole[member.header_offset : self.ends[name]]
                central = _central(member, member, member.flag_bits, member.extra, offset)
            written.append(local)
            directory.append(central)
            offset += len(local)
        listing = b"".join(directory)
        count = len(directory)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, len(self.comment))
        return [*written, listing, end, self.comment]


def _folded(name: str) -> str:
    """Office compares the names of members without case, and some programs write them with backslashes."""
    return name.replace("\\", "/").lower()


def _spellings(path: Path, listed: list[zipfile.ZipInfo]) -> dict[str, str]:
    """FileRefused: file.duplicate, since two members of one name are two answers to one question."""
    spellings: dict[str, str] = {}
    for member in listed:
        folded = _folded(member.filename)
        if folded in spellings:
            raise FileRefused("file.duplicate", path, member=member.filename)
        spellings[folded] = member.filename
    return spellings


def _ends(path: Path, listed: list[zipfile.ZipInfo], directory: int) -> dict[str, int]:
    ends, end = {}, directory
    for member in sorted(listed, key=lambda member: member.header_offset, reverse=True):
        if member.header_offset + _LOCAL.size + member.compress_size > end:
            raise FileRefused("file.corrupt", path, member=member.filename)
        ends[member.filename] = end
        end = member.header_offset
    return ends


def _compressed(member: zipfile.ZipInfo, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """The local and central record of a member with new content."""
    deflate = zlib.compressobj(zlib.Z_BEST_SPEED, zlib.DEFLATED, -zlib.MAX_WBITS)  # as Excel does
    raw = deflate.compress(content) + deflate.flush()
    new = zipfile.ZipInfo(member.filename, member.date_time)
    new.compress_type, new.CRC, new.compress_size, new.file_size = (
        zipfile.ZIP_DEFLATED,
        zlib.crc32(content),
        len(raw),
        len(content),
    )
    flags, name = member.flag_bits & _UTF8_NAME, _name(member)
    date, time = _dos(member)
    facts = (flags, new.compress_type, time, date, new.CRC, new.compress_size, new.file_size)
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *facts, len(name), 0) + name + raw
    return local, _central(member, new, flags, b"", offset)


def _central(member: zipfile.ZipInfo, facts: zipfile.ZipInfo, flags: int, extra: bytes, offset: int) -> bytes:
    """The directory's record: who and when from `member`, sizes and checksum from `facts`."""
    name, extra = _name(member), _without_zip64(extra)
    date, time = _dos(member)
    record = _CENTRAL.pack(
        b"PK\1\2",
        member.create_version,
        member.create_system,
        member.extract_version,
        member.reserved,
        flags,
        facts.compress_type,
        time,
        date,
        facts.CRC,
        facts.compress_size,
        facts.file_size,
        len(name),
        len(extra),
        len(member.comment),
        0,
        member.internal_attr,
        member.external_attr,
        offset,
    )
    return record + name + extra + member.comment


def _name(member: zipfile.ZipInfo) -> bytes:
    name = member.orig_filename
    return name.encode("utf-8" if member.flag_bits & _UTF8_NAME or name.isascii() else "cp437")


def _dos(member: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = member.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the 64-bit sizes: under the limits of `guard` all sizes fit in 32 bits."""
    if not extra:
        return extra
    kept, position = b"", 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind != _ZIP64_EXTRA:
            kept += extra[position : position + 4 + length]
        position += 4 + length
    return kept + extra[position:]
