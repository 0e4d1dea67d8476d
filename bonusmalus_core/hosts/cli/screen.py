"""How does a page look on a terminal: in colour, and folded where it does not fit?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bonusmalus_core.hosts.cli.page import Head, harmless


class Screen:
    """Standard output, as wide as the terminal or as COLUMNS says."""

    def __init__(self) -> None:
        self._console = Console()

    def line(self, text: str = "", style: str = "", rest: str = "") -> None:
        """A line whose text may stand out."""
        self._console.print(Text.assemble((harmless(text), style), harmless(rest)))

    def table(self, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
        """A table that is folded where it does not fit: nothing in it is ever cut off."""
        table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
        for head in heads:
            table.add_column("\n".join(head.lines), justify="left" if head.left else "right", overflow="fold")
        for row in rows:
            table.add_row(*(Text(harmless(cell)) for cell in row))
        self._console.print(table)
