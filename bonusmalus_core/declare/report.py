"""What does a command show to people besides its findings: passages of text and listings, whatever the host?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Passage(NamedTuple):
    """Sentences, one a line, under a heading or none."""

    lines: tuple[str, ...]
    heading: str = ""


class Listing(NamedTuple):
    """Rows under a header, all in words; every row is as long as the header. `numbers` are columns to set right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    numbers: frozenset[int] = frozenset()


Report = Sequence[Passage | Listing]


def plain(report: Report) -> str:
    """The report as plain lines, for a message box.

    >>> print(plain([Passage(("Nothing.",)), Listing(("KPI", "Impact"), (("FCR", "102 %"),), "Impacts")]))
    Nothing.
    <BLANKLINE>
    Impacts
    KPI · Impact
    FCR · 102 %
    """
    return "\n\n".join("\n".join(filter(None, (part.heading, *_lines(part)))) for part in report)


def _lines(part: Passage | Listing) -> tuple[str, ...]:
    if isinstance(part, Passage):
        return part.lines
    return tuple(" · ".join(row) for row in (part.header, *part.rows))
