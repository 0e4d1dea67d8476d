"""What does a function's docstring say: summary, explanation, arguments and errors?

Google's convention: one sentence, a blank line, paragraphs, then "Args:" and "Raises:" with one entry per name.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, NamedTuple

_SECTION = re.compile(r"^(Args|Raises):$", re.MULTILINE)
_ENTRY = re.compile(r"^ {4}(\S+): ", re.MULTILINE)


class Doc(NamedTuple):
    """A docstring in parts; every text is one line."""

    summary: str
    details: tuple[str, ...]
    arguments: dict[str, str]
    errors: dict[str, str]


def read(described: Callable[..., Any]) -> Doc:
    """The docstring of a function, in parts."""
    told, *sections = _SECTION.split(inspect.getdoc(described) or "")
    summary, *details = (_line(paragraph) for paragraph in told.strip().split("\n\n"))
    entries = dict(zip(sections[::2], map(_entries, sections[1::2]), strict=True))
    return Doc(summary, tuple(details), entries.get("Args", {}), entries.get("Raises", {}))


def _entries(section: str) -> dict[str, str]:
    _, *parts = _ENTRY.split(section)
    return dict(zip(parts[::2], map(_line, parts[1::2]), strict=True))


def _line(text: str) -> str:
    return " ".join(text.split())
