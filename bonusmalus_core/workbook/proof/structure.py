"""What decided which months, rows and runs a statement has, and is it still so? Beside each other: then, and now.

Terms by which months and runs are found, how many rows are others than those that were read, and how often rows that
were measured together decide otherwise: whoever changes one of them must settle again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.proof.block import ROW, WEIGHTS
from bonusmalus_core.workbook.proof.draft import Draft, at, down, fixed
from bonusmalus_core.workbook.proof.keys import FIRST, SECTIONS, Keys
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.statement.columns import LABEL, said

_TERMS = ("currency", "start", "months", "settlement_months", "calendar", "evaluation", "vat_treatment", "vat_rate")
_DECIDING = (
    "payout", "beyond", "impact_floor", "impact_cap", "aggregate", "multiplier", "frequency", "window_months",
    "decimals", "min_n",
)  # fmt: skip
_PER_LEVEL = ("thresholds", "impacts")


class Held(NamedTuple):
    """Something that was so when the period was settled, and the formula for what it is now."""

    name: Cell
    then: Cell
    now: str


class Structure(NamedTuple):
    """Writes what a statement was built on into the last columns of the working block."""

    draft: Draft
    names: Names
    keys: Keys
    runs: Sequence[Shown]
    language: str

    def put(self, months: int) -> str:
        """Puts it to the right of the cells of so many months; the answer counts what is no longer so."""
        draft, name = self.draft, WEIGHTS + months + months
        labels = said(self.language, "block.structure").split("|")
        for place, text in enumerate(labels, name):
            draft.put(1, place, text)
        held = [*self._terms(name), *self._rows(name + 3, labels[3:]), *self._together()]
        draft.reach(FIRST + len(held) - 1)
        for row, each in enumerate(held, FIRST):
            draft.put(row, name, each.name)
            draft.put(row, name + 1, each.then)
            draft.compute(row, name + 2, each.now, each.then)
        then, now = (down(name + step, FIRST, FIRST + len(held) - 1) for step in (1, 2))
        return f"SUMPRODUCT(({then}<>{now})*1)"

    def _terms(self, name: int) -> Iterator[Held]:
        """The terms, by what names them on the sheet of the contract."""
        found = self.names.places.sections["contract"]
        column = "key" if "key" in found.columns else "label"
        values, keys = self.names.all("contract", "value"), self.names.all("contract", column)
        for row, key in enumerate(_TERMS, FIRST):
            line = found.table.rows[found.fields[key]] if key in found.fields else None
            now = f'IFERROR(INDEX({values},MATCH({fixed(name, row)},{keys},0)),"")'
            told = (line[found.columns[column]], line[found.columns["value"]]) if line else (key, None)
            yield Held(*told, now)

    def _rows(self, first: int, labels: Sequence[str]) -> Iterator[Held]:
        """The rows that are others than those read; the keys of each table stand below each other in a column."""
        for place, section, text in zip(range(first, first + len(SECTIONS)), SECTIONS, labels, strict=True):
            if self.keys.has(section):
                keys = self.keys.of(section)
                self.draft.reach(FIRST + len(keys) - 1)
                for row, key in enumerate(keys, FIRST):
                    self.draft.put(row, place, key)
                yield Held(text, Decimal(0), self.keys.changed(section, place, keys))

    def _together(self) -> Iterator[Held]:
        """Of each run with several rows, measured together: how often they decide otherwise, which would cut it."""
        for run in self.runs:
            if len({id(kpi) for kpi in run.rows}) > 1:
                yield self._unlike(run)

    def _unlike(self, run: Shown) -> Held:
        """How often other rows of the code decide otherwise than the row in force."""
        codes, found = self.names.all("kpis", "code"), self.names.places.sections["kpis"]
        levels = [f"{key}.{level}" for key in _PER_LEVEL for level in range(1, 10)]
        fields = [field for field in (*_DECIDING, *levels) if self.names.has("kpis", field)]
        columns = [self.names.all("kpis", field) for field in fields]
        text = "+".join(f"({column}<>INDEX({column},{at(ROW, run.row)}))" for column in columns)
        code = found.columns["code"]
        rows = [row for row in found.table.rows if row[code] == run.line.code]
        (own,) = [row for row in rows if _begins(row, found) == run.line.row.from_month]
        places = [found.columns[field] for field in fields]
        unlike = sum(_folded(row[place]) != _folded(own[place]) for row in rows for place in places)
        return Held(run.line.code, Decimal(unlike), f"SUMPRODUCT(({codes}={at(LABEL, run.row)})*({text}))")


def _begins(row: Sequence[Cell], found: SectionPlaces) -> int:
    cell = row[found.columns["from_month"]] if "from_month" in found.columns else None
    return int(cell) if isinstance(cell, Decimal) else 1


def _folded(cell: Cell) -> object:
    """What a sheet compares: texts whatever their case, a blank as nothing."""
    return cell.casefold() if isinstance(cell, str) else cell or Decimal(0)
