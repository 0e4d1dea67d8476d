"""What can be put on a page that people read, whatever it is made of?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

_OBEYED = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")
"""The characters that a terminal obeys instead of showing them, tabs and the ends of lines aside."""


def harmless(text: str) -> str:
    """A text as it can be shown: whoever typed it into a workbook cannot make a terminal show something else."""
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(_OBEYED)


class Head(NamedTuple):
    """The head of a table's column: its lines, and whether it stands to the left, as that of texts does."""

    lines: tuple[str, ...]
    left: bool


class Page(Protocol):
    """Lines and tables, one below the other."""

    def line(self, text: str = "", style: str = "", rest: str = "") -> None:
        """A line that begins with a text that may stand out ("bold", "red"); the rest of it does not."""

    def table(self, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
        """A table with a cell for every head in every row."""


def page() -> Page:
    """Where people read: in colour on a terminal, plain when piped, unless COLUMNS says how wide the page is."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        from bonusmalus_core.hosts.cli.screen import Screen  # rich takes 60 ms, which a pipe need not wait for

        return Screen()
    from bonusmalus_core.hosts.cli.paper import Paper

    return Paper()
