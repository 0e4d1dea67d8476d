"""How does a new version of a file take the place of the old one, whole or not at all?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from unicodedata import normalize

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import turn
from bonusmalus_core.workbook.package.guard import content

_AT_ONCE = 2**18
"""So many bytes are given to the disk at once: most members of a workbook are small."""


def _writable(path: Path) -> Path:
    """Where `path` leads to. FileRefused: file.open, file.missing, file.read-only, file.folder-read-only."""
    target = path.resolve()
    for place in {path, target}:
        for lock, program in ((f"~${place.name}", "Excel"), (f".~lock.{place.name}#", "LibreOffice")):
            if os.path.exists(place.with_name(lock)):  # noqa: PTH110 - false, too, for a name that is too long
                raise FileRefused("file.open", path, program=program, lock=lock)
    if not target.exists():
        raise FileRefused("file.missing", path)
    # The mode is asked too: a superuser has access to what its owner protected.
    if not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise FileRefused("file.read-only", path)
    if not os.access(target.parent, os.W_OK):
        raise FileRefused("file.folder-read-only", path, folder=target.parent)
    return target


def replace(path: Path, read: bytes, new: Iterable[bytes | memoryview]) -> None:
    """Puts `new`, in pieces, where `path` leads to, if that still holds the bytes that were `read`.

    The old file is whole until the new one is: that one is first written beside it, under a name that begins with
    `.bonus-malus-`, and forced to the disk. Others who save the same file wait until then, and find it changed. A link
    stays a link; the file's mode stays, its owner where that may be.
    FileRefused: file.changed, file.not-written, file.open and those of `_writable`.
    """
    try:
        target = _writable(path)
        beside = new_version(target)
        with turn.taken(beside, path) as mine:
            if content(target) != read:
                raise FileRefused("file.changed", path)
            _write(mine.open(), new, beside, like=target.stat())
            if not mine.rename(target):
                raise FileRefused("file.changed", path)
    except OSError as error:
        raise FileRefused("file.not-written", path, reason=error) from error
    _force_folder(target.parent)


def new_version(target: Path) -> Path:
    """Where the new version of a file is written: in one place, whoever saves it and however the disk spells it."""
    name = normalize("NFC", target.name).casefold().encode(errors="surrogatepass")
    return target.with_name(f".bonus-malus-{blake2b(name, digest_size=8).hexdigest()}.tmp")


def _write(handle: int, new: Iterable[bytes | memoryview], beside: Path, like: os.stat_result) -> None:
    with open(handle, "wb", _AT_ONCE) as file:
        file.writelines(new)
        file.flush()
        with suppress(OSError, AttributeError):  # only a superuser may give a file away; Windows has no such call
            os.chown(beside, like.st_uid, like.st_gid)
        beside.chmod(stat.S_IMODE(like.st_mode))
        os.fsync(file.fileno())  # last, so that owner and mode are on the disk as well


def _force_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders; the file itself is on the disk by now
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
