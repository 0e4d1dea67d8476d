"""Does the statement still hold? A sentence that turns red when a figure, or what it was built for, is no longer so.

Which months and rows a statement has is decided when it is settled: who adds a KPI row, an event or a condition, or
changes a window, must settle again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.proof.block import ROW
from bonusmalus_core.workbook.proof.draft import WORK, Draft, at, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.statement.columns import FACT, LABEL, said

_THEN, _NOW, _AGREES, _DIFFERS = range(WORK + 8, WORK + 12)
_DECIDING = (
    "payout", "beyond", "impact_floor", "impact_cap", "aggregate", "multiplier", "frequency", "window_months",
    "decimals", "min_n",
)  # fmt: skip
_PER_LEVEL = ("thresholds", "impacts")
_SUMMED = (("kpis", "from_month"), ("kpis", "to_month"), ("kpis", "window_months"))
_COUNTED = (("kpis", "code"), ("conditions", "code"), ("events", "agreed"), ("overrides", "kpi"))


class Guard(NamedTuple):
    """Writes the sentence that says whether all is as it was."""

    draft: Draft
    names: Names
    agreement: Agreement
    runs: Sequence[Shown]

    def put(self, differences: str) -> None:
        """The sentence; `differences` counts the figures that differ from the engine's."""
        draft, language = self.draft, self.agreement.contract.language
        (row,) = draft.of("check")
        draft.put(row, _AGREES, said(language, "check.agrees"))
        draft.put(row, _DIFFERS, said(language, "check.differs"))
        text, value = self._structure()
        draft.put(row, _THEN, value)
        draft.compute(row, _NOW, text, value)
        moved = f"(ROUND({fixed(_NOW, row)}-{fixed(_THEN, row)},9)<>0)"
        sentence = f"IF(IFERROR({differences}+{moved},1)>0,{fixed(_DIFFERS, row)},{fixed(_AGREES, row)})"
        draft.compute(row, FACT, sentence, said(language, "check.agrees"))

    def _structure(self) -> tuple[str, float]:
        """A sum that changes with what decides which months, rows and runs there are."""
        parts, total = [], 0.0
        for section, field in (*_SUMMED, *_COUNTED):
            if self.names.has(section, field):
                cells = [cell for cell in _column(self.names, section, field) if cell is not None]
                counts = (section, field) in _COUNTED
                parts.append(f"{'COUNTA' if counts else 'SUM'}({self.names.all(section, field)})")
                total += len(cells) if counts else sum(float(str(cell)) for cell in cells)
        for run in self.runs:
            if len({id(kpi) for kpi in run.rows}) > 1:  # measured together: what one of them decides cuts the run
                told, count = self._unlike(run)
                parts.append(told)
                total += count
        return "+".join(parts), total

    def _unlike(self, run: Shown) -> tuple[str, int]:
        """How often other rows of the code decide otherwise than the row in force."""
        codes, found = self.names.all("kpis", "code"), self.names.places.sections["kpis"]
        here = f"({codes}={at(LABEL, run.row)})"
        levels = [f"{key}.{level}" for key in _PER_LEVEL for level in range(1, 10)]
        fields = [field for field in (*_DECIDING, *levels) if self.names.has("kpis", field)]
        columns = [self.names.all("kpis", field) for field in fields]
        text = "+".join(f"({column}<>INDEX({column},{at(ROW, run.row)}))" for column in columns)
        code = found.columns["code"]
        rows = [row for row in found.table.rows if row[code] == run.line.code]
        (own,) = [row for row in rows if _begins(row, found) == run.line.row.from_month]
        places = [found.columns[field] for field in fields]
        unlike = sum(_folded(row[place]) != _folded(own[place]) for row in rows for place in places)
        return f"SUMPRODUCT({here}*({text}))", unlike


def _begins(row: Sequence[Cell], found: SectionPlaces) -> int:
    cell = row[found.columns["from_month"]] if "from_month" in found.columns else None
    return int(cell) if isinstance(cell, Decimal) else 1


def _folded(cell: Cell) -> object:
    """What a sheet compares: texts whatever their case, a blank as nothing."""
    return cell.casefold() if isinstance(cell, str) else cell or Decimal(0)


def _column(names: Names, section: str, field: str) -> Iterator[object]:
    found = names.places.sections[section]
    return (row[found.columns[field]] for row in found.table.rows)
