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
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bonusmalus_core.errors import FileRefused

PATIENCE = 10.0
"""So many seconds another process may take to save; it takes milliseconds."""

DEAD_AFTER = 2.0
"""So many seconds nobody has written to what a dead process left. Some disks show nobody the locks of another machine:
a file that grows is never taken away, whatever its lock says."""

_PAUSE = 0.005


class Turn(NamedTuple):
    """`open` opens the new version, to be closed by its user; `rename` gives it the name of the file that it replaces.

    The latter says False, and does nothing, where what has the name of the new version is not it; `is_there` only says.
    """

    open: Callable[[], int]
    is_there: Callable[[], bool]
    rename: Callable[[Path], bool]


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
    def taken(beside: Path, path: Path, mode: int = 0o600) -> Iterator[Turn]:
        """As below, with a lock of its own: a new version that is open could not get its name."""
        lock = beside.with_suffix(".lock")
        mine = _patient(lambda: _locking(lock), lock, path)
        try:
            beside.unlink(missing_ok=True)  # whoever left it is gone
            yield Turn(lambda: os.open(beside, _NEW, mode), beside.exists, partial(_rename, beside))
        finally:
            with suppress(OSError):  # the folder may be gone; what went wrong before tells more
                beside.unlink(missing_ok=True)
            os.close(mine)

    def _locking(lock: Path) -> int | None:
        """The lock; None while another has it. OSError: nobody can make a file there."""
        with suppress(FileExistsError):
            try:
                return _temporary(lock)
            except PermissionError:  # said of a file that is being deleted, and of a folder: then of any other file too
                os.close(_temporary(lock.with_name(f".bonus-malus-{os.urandom(8).hex()}.lock")))
        return None

    def _temporary(path: Path) -> int:
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT)

    def _rename(beside: Path, target: Path) -> bool:
        """Windows replaces no file that somebody reads: whoever does is soon done."""
        for _ in range(200):
            with suppress(PermissionError):
                beside.replace(target)
                return True
            time.sleep(_PAUSE)
        beside.replace(target)
        return True

else:
    import fcntl
    from errno import EAGAIN

    @contextmanager
    def taken(beside: Path, path: Path, mode: int = 0o600) -> Iterator[Turn]:
        """How to open the new version of `path`, to be written `beside` it and renamed in the block; else it goes.

        FileRefused: file.open, while another process keeps saving. OSError: no such file can be made.
        """
        held = _patient(lambda: _made(beside, mode), beside, path)
        try:
            # The lock lasts until all are closed.
            yield Turn(lambda: os.dup(held), partial(_is_at, held, beside), partial(_rename, held, beside))
        finally:
            with suppress(OSError):
                if _is_at(held, beside):
                    beside.unlink()
            os.close(held)

    def _rename(held: int, beside: Path, target: Path) -> bool:
        if is_ours := _is_at(held, beside):
            beside.replace(target)
        return is_ours

    def _made(beside: Path, mode: int) -> int | None:
        """The new file, made and locked; None while another process has it."""
        try:
            new = os.open(beside, _NEW, mode)
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
            rests = time.time() - os.fstat(left).st_mtime > DEAD_AFTER
            if rests and _lock(left, otherwise=False) and _is_at(left, beside):
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
