"""How does a long command tell its host how far it is? The host says who listens; nobody does unless it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Step = Callable[[int, int], None]
"""Told how many of how many steps are done."""

_LISTENER: ContextVar[Step | None] = ContextVar("listener", default=None)


def step(done: int, of: int) -> None:
    """Tells whoever listens."""
    listener = _LISTENER.get()
    if listener:
        listener(done, of)


@contextmanager
def listening(listener: Step) -> Iterator[None]:
    """Lets `listener` be told while the block lasts."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
