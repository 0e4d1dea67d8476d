"""When is there service?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Opening:
    """When there is service: intervals of seconds of the day, for Monday to Sunday."""

    week: tuple[tuple[tuple[int, int], ...], ...]


def span(text: str) -> tuple[int, int]:
    """The seconds of the day that "08:00-18:00" names; 24:00 is the end of the day."""
    first, last = text.split("-")
    return _seconds(first), _seconds(last)


def _seconds(text: str) -> int:
    if text.strip() == "24:00":
        return 86_400
    found = time.fromisoformat(text.strip())
    return found.hour * 3600 + found.minute * 60 + found.second
