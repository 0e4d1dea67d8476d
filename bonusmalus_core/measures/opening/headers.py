"""In which row of a table do the names of its columns stand, and how are columns called that share a name?

Exports put a title, a period or a blank row above their header. The header is the first row with the most known names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

Row = Sequence[object]

MOST_ABOVE = 40
"""A header stands among so many first rows."""


def header_row(rows: Sequence[Row], known: Callable[[str], bool]) -> int:
    """The position of the header; where no row has a known name, the first of the widest ones.

    >>> header_row([["Report"], [], ["Call Id", "Start"], ["1", "2026-01-05"]], {"Call Id", "Start"}.__contains__)
    2
    """
    first = rows[:MOST_ABOVE]
    names = [sum(isinstance(cell, str) and known(cell) for cell in row) for row in first]
    widths = [sum(bool(str(cell).strip()) for cell in row if cell is not None) for row in first]
    best = names if any(names) else widths
    return best.index(max(best)) if best else 0


def column_names(header: Row) -> list[str]:
    r"""The names in a header, each once: "Wait", "Wait (2)"; a column without a name is called by its number.

    >>> column_names(["Wait", "", "Wait ", "Talk\n(sec)"])
    ['Wait', '#2', 'Wait (2)', 'Talk (sec)']
    """
    names = list[str]()
    for number, cell in enumerate(header, 1):
        name = one_line(str(cell if cell is not None else "")) or f"#{number}"
        again = (f"{name} ({each})" for each in count(2))
        names.append(name if _free(name, names) else next(each for each in again if _free(each, names)))
    return names


def one_line(name: str) -> str:
    """A name that was wrapped in its cell on one line."""
    return " ".join(line.strip() for line in name.strip().splitlines())


def original(name: str) -> str:
    """The name that the header really holds.

    >>> original("Wait (2)"), original("Wait (min)")
    ('Wait', 'Wait (min)')
    """
    head, _, tail = name.rpartition(" (")
    return head if head and tail.endswith(")") and tail[:-1].isdigit() else name


def _free(name: str, names: Sequence[str]) -> bool:
    return name.casefold() not in {each.casefold() for each in names}
