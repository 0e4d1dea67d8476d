"""Has everything that was printed been taken? A disk can be full, and an output closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase, TextIOWrapper
from typing import TextIO

from bonusmalus_core.errors import FileRefused


def prepare() -> None:
    """Lets a stream show "?" for a sign that it lacks, and one that is closed fail when it is used.

    Else a file that is opened later would take its number, and whatever is printed there. What nobody took is kept and
    tried again: Python without a buffer (PYTHONUNBUFFERED) loses it, and argparse does not tell of it.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if isinstance(sys.stdout, TextIOWrapper) and isinstance(sys.stdout.buffer, RawIOBase):
        sys.stdout = os.fdopen(sys.stdout.fileno(), "w", 1, encoding=sys.stdout.encoding, closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def taken(done: str = "", language: str | None = None) -> Iterator[None]:
    """All that is printed in the block has been taken when it ends, unless its reader has gone (BrokenPipeError).

    FileRefused, in that `language`: output.missing; output.done, where something is `done` all the same.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up(sys.stdout)
        code = "output.done" if done else "output.missing"
        raise FileRefused(code, "-", done=done, reason=error).said_in(language) from error


def give_up(stream: TextIO) -> None:
    """Lets what nobody can take go nowhere, so that the end of the process does not try it again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
