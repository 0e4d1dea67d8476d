"""Does the statement still hold? A sentence that turns red when a figure, or what it was built for, is no longer so.

Which months and rows a statement has is decided when it is settled: who adds a KPI row, an event or a condition, or
changes a window, must settle again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.proof.draft import WORK, Draft, at, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.statement.columns import FACT, LABEL, said

_THEN, _NOW, _AGREES, _DIFFERS = range(WORK + 8, WORK + 12)
_SUMMED = (("kpis", "from_month"), ("kpis", "to_month"), ("kpis", "window_months"))
_COUNTED = (("kpis", "code"), ("conditions", "code"), ("events", "agreed"), ("overrides", "kpi"))


class Guard(NamedTuple):
    """Writes the sentence that says whether all is as it was."""

    draft: Draft
    names: Names
    agreement: Agreement
    runs: Sequence[Shown]
    levels: int

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
        bands = self.names.span("kpis", "thresholds", self.levels)
        for run in self.runs:
            if len({id(kpi) for kpi in run.rows}) > 1:  # measured together: another threshold cuts the run
                parts.append(f"SUMPRODUCT(({self.names.all('kpis', 'code')}={at(LABEL, run.row)})*{bands})")
                same = (kpi for kpi in self.agreement.kpis if kpi.code == run.line.code)
                total += float(sum(sum(kpi.thresholds) for kpi in same))
        return "+".join(parts), total


def _column(names: Names, section: str, field: str) -> Iterator[object]:
    found = names.places.sections[section]
    return (row[found.columns[field]] for row in found.table.rows)
