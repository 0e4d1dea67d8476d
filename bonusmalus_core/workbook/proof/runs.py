"""What does a run on the statement stand for? Its months, and its rows of the KPI table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bonusmalus_core.calc.evaluation import reach
from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.progression import standing
from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.settlement import KpiLine, State


class Shown(NamedTuple):
    """A run in its row of the statement. `rows` is the KPI row of each of its contract months."""

    line: KpiLine
    row: int
    months: range
    rows: Sequence[Kpi]
    base: range
    window: range

    @property
    def is_measured(self) -> bool:
        """Whether its value comes from measurements: not agreed, and missing data is nobody's mistake."""
        state = self.line.state
        return state in (State.MEASURED, State.INACTIVE) or (state is State.MISSING and any(self.weights))

    @property
    def weights(self) -> list[float]:
        """Its weight in each of its months."""
        return [float(row.weight) for row in self.rows]

    @property
    def scale(self) -> float:
        """The share of the months that a sum's thresholds are stated for; 1 for all other values."""
        pairs = zip(self.line.thresholds, self.line.row.thresholds, strict=True)
        return next((float(applied) / float(stated) for applied, stated in pairs if stated), 1.0)


def shown_runs(seen: Records, lines: Sequence[KpiLine], rows: Sequence[int]) -> list[Shown]:
    """The runs of a settlement in their rows."""
    return [_shown(seen, line, row) for line, row in zip(lines, rows, strict=True)]


def _shown(seen: Records, line: KpiLine, row: int) -> Shown:
    first = contract_month(seen.contract, line.months[0])
    months = range(first, first + len(line.months))
    rows = seen.progressions[line.code]
    kpis = [standing(rows, month).row for month in months]
    return Shown(line, row, months, kpis, *reach(seen, line.row, months))
