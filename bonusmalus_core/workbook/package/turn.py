"""Whose turn is it to replace a file? One process at a time writes its new version; what a dead one left is cleared.

The new version itself is the lock: the system holds it for the process that writes it, and lets go when that ends,
however it ends. So nothing is left to forget, and no leftover is taken for a process at work. Windows renames no file
that is open: there the lock is a file of its own, which the system deletes with the process.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bonusmalus_core.errors import FileRefused

PATIENCE = 10.0
"""So many seconds another process may take to save; it takes milliseconds."""

_PAUSE = 0.005
Open = Callable[[], int]
"""Opens the new version; whoever does closes it."""

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened that nobody else may have put there, nor see before it has its place."""


def _patient(attempt: Callable[[], int | None], beside: Path, path: Path) -> int:
    """What the attempt comes to, as soon as it comes to anything."""
    until = time.monotonic() + PATIENCE
    while (found := attempt()) is None:
        if time.monotonic() > until:
            raise FileRefused("file.open", path, program="Bonus-Malus", lock=beside.name)
        time.sleep(_PAUSE)
    return found


if sys.platform == "win32":

    @contextmanager
    def taken(beside: Path, path: Path) -> Iterator[Open]:
        """As below, with a lock of its own: a new version that is open could not get its name."""
        lock = beside.with_suffix(".lock")
        mine = _patient(lambda: _locking(lock), lock, path)
        try:
            beside.unlink(missing_ok=True)  # whoever left it is gone
            yield lambda: os.open(beside, _NEW, 0o600)
        finally:
            with suppress(OSError):  # the folder may be gone; what went wrong before tells more
                beside.unlink(missing_ok=True)
            os.close(mine)

    def _locking(lock: Path) -> int | None:
        with suppress(FileExistsError, PermissionError):  # the second is said of a file that is being deleted
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT)
        return None

else:
    import fcntl
    from errno import EAGAIN

    @contextmanager
    def taken(beside: Path, path: Path) -> Iterator[Open]:
        """How to open the new version of `path`, to be written `beside` it and renamed in the block; else it goes.

        FileRefused: file.open, while another process keeps saving. OSError: no such file can be made.
        """
        held = _patient(lambda: _made(beside), beside, path)
        try:
            yield lambda: os.dup(held)  # the lock lasts until all are closed
        finally:
            with suppress(OSError):
                if _is_at(held, beside):
                    beside.unlink()
            os.close(held)

    def _made(beside: Path) -> int | None:
        """The new file, made and locked; None while another process has it."""
        try:
            new = os.open(beside, _NEW, 0o600)
        except FileExistsError:
            _clear(beside)
            return None
        if _lock(new, otherwise=True) and _is_at(new, beside):
            return new
        os.close(new)
        return None

    def _clear(beside: Path) -> None:
        """Takes away what a process left that is no more; what may be another's stays."""
        try:
            left = os.open(beside, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            return
        try:
            if _lock(left, otherwise=False) and _is_at(left, beside):
                beside.unlink()
        finally:
            os.close(left)

    def _lock(handle: int, *, otherwise: bool) -> bool:
        """Whether the file is ours alone now; `otherwise`: what is held where the disk knows no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return otherwise and error.errno != EAGAIN
        return True

    def _is_at(handle: int, path: Path) -> bool:
        """Whether the open file still has that name: another may have cleared or renamed it in between."""
        try:
            return os.path.samestat(os.fstat(handle), path.lstat())
        except FileNotFoundError:
            return False
