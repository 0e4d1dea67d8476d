"""How does a page look in a pipe or a file: as plain text, as wide as it needs to be?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bonusmalus_core.hosts.cli.page import Head, harmless

_LONGEST_RULE = 80
"""Where sentences stand in a table, a rule as long as they would fill the page."""


class Paper:
    """Standard output without colours."""

    def line(self, text: str = "", style: str = "", rest: str = "") -> None:  # noqa: ARG002 - nothing stands out here
        """A line of text."""
        print(harmless(f"{text}{rest}"))

    def table(self, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
        """A table with a rule below its heads, which stand right above it."""
        body = [tuple(row) for row in rows]
        above = max(len(head.lines) for head in heads)
        top = list(zip(*((*[""] * (above - len(head.lines)), *head.lines) for head in heads), strict=True))
        widths = [max(map(len, column)) for column in zip(*top, *body, strict=True)]
        rule = ("─" * min(sum(widths) + 2 * len(widths) - 2, _LONGEST_RULE),)
        for cells in (*top, rule, *body):
            placed = (
                cell.ljust(width) if head.left else cell.rjust(width)
                for cell, width, head in zip(cells, widths, heads, strict=cells is not rule)
            )
            print(harmless("  ".join(placed).rstrip()))
