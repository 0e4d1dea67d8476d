"""Which rows did a statement read? Each has a key, of what decides that it counts and how; a sheet can build it again.

A key is one text: the fields of a row with a sign between them, so that rows may be sorted and inserted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from bonusmalus_core.calc.records import Records
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.proof.draft import down, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import MONTH

SIGN = ";"

FIRST = 2
"""The row of the first key; above it stands what they are."""


class As(Enum):
    """How a field becomes a part of a key: as it stands, or only whether it is filled, or not zero.

    `MONTH`: a contract month, blank for the first; `DAY`: a day, counted from the first of the statement.
    """

    IS = "{0}"
    FILLED = '({0}<>"")*1'
    WEIGHS = "({0}<>0)*1"
    MONTH = "({0}+({0}=0))"
    DAY = "({0}-{1})"

    def text(self, column: str, first: str) -> str:
        """The part of a formula; `first`: the cell of the statement's first day."""
        return self.value.format(column, first)

    def of(self, cell: Cell, first: date) -> str:
        """The same of a cell."""
        match self:
            case As.FILLED:
                return str(int(cell is not None))
            case As.WEIGHS:
                return str(int(bool(cell)))
            case As.MONTH:
                return _text(cell or Decimal(1))
            case As.DAY:
                return str((cell - first).days) if isinstance(cell, date) else ""
        return _text(cell)


_FIELDS: Mapping[str, tuple[tuple[str, As], ...]] = {
    "kpis": (
        ("code", As.IS), ("from_month", As.MONTH), ("to_month", As.IS), ("window_months", As.IS), ("aggregate", As.IS),
        ("frequency", As.IS), ("weight", As.WEIGHS),
    ),
    "conditions": (("code", As.IS), ("measure", As.IS)),
    "events": (("agreed", As.FILLED), ("kpi", As.IS), ("from", As.DAY), ("to", As.DAY)),
    "overrides": (("period", As.IS), ("kpi", As.IS), ("value", As.FILLED), ("impact", As.FILLED)),
}  # fmt: skip
"""What decides whether and how a row counts. In the first field stands whether the row is looked at."""

SECTIONS = tuple(_FIELDS)


class Keys(NamedTuple):
    """Builds the keys of one statement; `month` is the row of its first month."""

    names: Names
    terms: Terms
    seen: Records
    month: int

    def has(self, section: str) -> bool:
        """Whether the workbook has a table of such rows."""
        return self.names.has(section, _FIELDS[section][0][0])

    def of(self, section: str) -> list[str]:
        """The keys as the rows stand now."""
        found = self.names.places.sections[section]
        fields = self._known(section)
        head = found.columns[fields[0][0]]
        rows = (row for row in found.table.rows if self._is_read(section, row[head]))
        first = self.seen.at(self.seen.months.start).first
        return [SIGN.join(way.of(row[found.columns[key]], first) for key, way in fields) for row in rows]

    def changed(self, section: str, place: int, keys: Sequence[str]) -> str:
        """How many rows have no key among those below each other in `place`, and whether their number is another."""
        head = self.names.all(section, _FIELDS[section][0][0])
        is_read, count = f'({head}<>"")', f"COUNTA({head})"
        if section == "overrides":
            is_read, count = f"({head}={self.terms.period})", f"COUNTIFS({head},{self.terms.period})"
        if not keys:
            return count
        kept = down(place, FIRST, FIRST + len(keys) - 1)
        others = f"SUMPRODUCT({is_read}*(1-ISNUMBER(MATCH({self._text(section)},{kept},0))))"
        return f"{others}+({count}<>ROWS({kept}))"

    def _known(self, section: str) -> list[tuple[str, As]]:
        return [each for each in _FIELDS[section] if self.names.has(section, each[0])]

    def _is_read(self, section: str, head: Cell) -> bool:
        return head == self.seen.period if section == "overrides" else head is not None

    def _text(self, section: str) -> str:
        first = fixed(MONTH, self.month)
        parts = (way.text(self.names.all(section, key), first) for key, way in self._known(section))
        return f"&{self.terms.sign(SIGN)}&".join(parts)


def _text(cell: Cell) -> str:
    """A cell as a sheet joins it to a text: whole numbers, words, nothing."""
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
