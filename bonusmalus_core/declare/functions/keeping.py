"""How is the same question not asked in ten thousand cells?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")

MOST = 256


def kept(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """The answer that was given for the very same objects, which must be unchangeable.

    Bands are told apart as objects: to compare ten fractions by value takes longer than to answer.
    """
    answers: dict[tuple[int, ...], tuple[Answer, tuple[Any, ...]]] = {}

    def answer(*given: Any) -> Answer:
        objects = tuple(map(id, given))
        known = answers.get(objects)
        if known is not None:
            return known[0]
        found = ask(*given)
        if len(answers) >= MOST:
            answers.clear()
        answers[objects] = found, given  # as long as the objects are kept, no other has their identity
        return found

    return answer
