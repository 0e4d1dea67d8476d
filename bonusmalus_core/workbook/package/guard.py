"""May this file be opened as a workbook? Every refusal names what the file is instead."""

from __future__ import annotations

import stat
from pathlib import Path

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.archive import Archive

MAX_FILE_BYTES = 200 * 2**20
MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 2**30
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"
_CODES_OF_STREAMS = (("EncryptedPackage", "file.encrypted"), ("Workbook", "file.xls"), ("Book", "file.xls"))
_WORKBOOK_RELATIONS = "_rels/.rels"


def opened(path: Path) -> Archive:
    """The members of a workbook that is safe to read. FileRefused with the reason otherwise."""
    blob = content(path)
    if blob.startswith(_COMPOUND):
        raise FileRefused(_compound_code(blob), path)
    if not blob.startswith(_ZIP):
        raise FileRefused("file.foreign" if blob else "file.empty", path)
    archive = Archive.of(path, blob)
    _refuse_bombs(archive)
    _refuse_other_formats(archive)
    return archive


def content(path: Path) -> bytes:
    """The bytes of a file. FileRefused: file.missing, file.folder, file.foreign, file.unreadable, file.too-large."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device may have no end
            raise FileRefused("file.folder" if stat.S_ISDIR(found.st_mode) else "file.foreign", path)
        if found.st_size > MAX_FILE_BYTES:
            raise FileRefused("file.too-large", path, limit=MAX_FILE_BYTES // 2**20)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused("file.missing", path) from error
    except OSError as error:
        raise FileRefused("file.unreadable", path, reason=error) from error


def _compound_code(blob: bytes) -> str:
    streams = (code for stream, code in _CODES_OF_STREAMS if stream.encode("utf-16-le") in blob)
    return next(streams, "file.foreign")


def _refuse_bombs(archive: Archive) -> None:
    members = archive.members.values()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_TOTAL_BYTES:
        raise FileRefused("file.bomb", archive.path, member=archive.path.name)


def _refuse_other_formats(archive: Archive) -> None:
    names = archive.members
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise FileRefused("file.ods", archive.path)
    if archive.spelled("xl/workbook.bin") in names:
        raise FileRefused("file.xlsb", archive.path)
    rooted = archive.spelled(f"/{_WORKBOOK_RELATIONS}")
    if rooted in names:
        raise FileRefused("file.rooted", archive.path, member=rooted)
    if archive.spelled(_WORKBOOK_RELATIONS) not in names:
        raise FileRefused("file.foreign", archive.path)
