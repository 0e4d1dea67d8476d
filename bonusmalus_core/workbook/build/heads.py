"""How do native formulas name the columns of this workbook's tables?

Structured references in the form in which Excel stores them, to headers that this very workbook has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bonusmalus_core.words import words
from bonusmalus_core.workbook.layout import Column, TableLayout, label

HIDDEN = "_"
"""Headers that begin so are hidden: they only carry a formula from one column to the next."""


@dataclass(frozen=True)
class Heads:
    """The headers of one table by key: a column's own key, or `key.level` where it stands once per impact level."""

    table: str
    headers: Mapping[str, str]

    def all(self, key: str) -> str:
        """The whole column, without its header."""
        return f"{self.table}[{_escaped(self.headers[key])}]"

    def this(self, key: str) -> str:
        """The cell of that column in the formula's own row."""
        return f"{self.table}[[#This Row],[{_escaped(self.headers[key])}]]"

    def span(self, key: str, levels: int) -> str:
        """All columns of a per-level column, every row."""
        first, last = self.headers[f"{key}.1"], self.headers[f"{key}.{levels}"]
        return f"{self.table}[[{_escaped(first)}]:[{_escaped(last)}]]"

    def place(self, key: str) -> str:
        """The number of the formula's own row among the rows of the table, from 1."""
        return f"ROW()-ROW({self.table}[[#Headers],[{_escaped(self.headers[key])}]])"


_ESCAPES = str.maketrans({sign: f"'{sign}" for sign in "'[]#@"})


def heads(
    language: str, layout: TableLayout, levels: int, shown: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Heads:
    """The headers of a declared table with its own formula columns; the words of `shown` ones are the sheets'."""
    named: dict[str, str] = {}
    for column in layout.columns:
        for key, level in keys(column, levels):
            named[key] = label(language, layout.section, column.key, level)
    sheets = words(language, "sheets")
    named |= {key: sheets[f"{layout.section}.{key}"] for key in shown}
    return Heads(layout.name, named | {key: HIDDEN + key for key in hidden})


def keys(column: Column, levels: int) -> list[tuple[str, int | None]]:
    """The keys under which a column's headers are found, each with its level.

    >>> from bonusmalus_core.workbook.layout import Kind
    >>> keys(Column("thresholds", Kind.NUMBER, per_level=True), 2)
    [('thresholds.1', 1), ('thresholds.2', 2)]
    """
    if not column.per_level:
        return [(column.key, None)]
    return [(f"{column.key}.{level}", level) for level in range(1, levels + 1)]


def _escaped(header: str) -> str:
    return header.translate(_ESCAPES)
