"""How far is a long command? A bar on the terminal, which leaves nothing behind; nothing at all when piped."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext

from bonusmalus_core.declare import progress

WIDTH = 30


def shown() -> AbstractContextManager[None]:
    """Shows the bar while the block lasts, on a terminal that people look at."""
    return progress.listening(draw) if sys.stderr.isatty() else nullcontext()


def draw(done: int, of: int) -> None:
    """Draws the bar over itself, and takes it away when all is done."""
    full = WIDTH * done // of
    bar = f"[{'█' * full}{'·' * (WIDTH - full)}] {100 * done // of:3}%"
    sys.stderr.write(f"\r{bar}" if done < of else "\r" + " " * len(bar) + "\r")
    sys.stderr.flush()
