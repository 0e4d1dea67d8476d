"""How do formulas name the columns of this very workbook? By the headers that stand there, in whatever language.

Structured references in the form in which a file stores them. Without a table or column the answer is None.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bonusmalus_core.workbook.places import Places, SectionPlaces


class Names(NamedTuple):
    """The columns of the workbook's tables, by section and field."""

    places: Places

    def has(self, section: str, field: str) -> bool:
        """Whether the workbook has that column."""
        found = self.places.sections.get(section)
        return found is not None and field in found.columns

    def all(self, section: str, field: str) -> str:
        """The whole column, without its header; KeyError when there is none."""
        found = self.places.sections[section]
        return f"{found.table.name}[{escaped(_header(found, field))}]"

    def head(self, section: str, field: str) -> str:
        """The cell of its header."""
        found = self.places.sections[section]
        return f"{found.table.name}[[#Headers],[{escaped(_header(found, field))}]]"

    def span(self, section: str, field: str, levels: int) -> str:
        """The columns of all levels, which stand side by side."""
        found = self.places.sections[section]
        first, last = (escaped(_header(found, f"{field}.{level}")) for level in (1, levels))
        return f"{found.table.name}[[{first}]:[{last}]]"


@cache
def escaped(header: str) -> str:
    """The header as it stands in a reference.

    >>> escaped("Level #1")
    "Level '#1"
    """
    return "".join(f"'{sign}" if sign in "'[]#@" else sign for sign in header)


def _header(found: SectionPlaces, field: str) -> str:
    return found.table.header[found.columns[field]]
