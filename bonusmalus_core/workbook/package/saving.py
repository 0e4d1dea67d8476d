"""How does a new version of a file take the place of the old one, whole or not at all?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.guard import content

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened that nobody else may have put there, nor see before it has its place."""

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
    `.bonus-malus-`, and forced to the disk. A link stays a link; the file's mode stays, its owner where that may be.
    FileRefused: file.changed, file.not-written and those of `_writable`.
    """
    try:
        target = _writable(path)
        if content(target) != read:
            raise FileRefused("file.changed", path)
        _take_place(target, new)
    except OSError as error:
        raise FileRefused("file.not-written", path, reason=error) from error
    _force_folder(target.parent)


def _take_place(target: Path, new: Iterable[bytes | memoryview]) -> None:
    beside = target.with_name(f".bonus-malus-{os.urandom(8).hex()}.tmp")
    try:
        _write(beside, new, like=target.stat())
        beside.replace(target)
    finally:
        with suppress(OSError):  # the folder may be gone; what went wrong before tells more
            beside.unlink(missing_ok=True)


def _write(beside: Path, new: Iterable[bytes | memoryview], like: os.stat_result) -> None:
    with open(os.open(beside, _NEW, 0o600), "wb", _AT_ONCE) as file:  # noqa: PTH123 - a path cannot be opened so
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
