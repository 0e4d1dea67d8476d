"""Which formulas give a KPI's value, level, impact and weight in its run?

In its own row: what the statement shows, and to the right of it, in the working block, what lies between.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.settlement import State
from bonusmalus_core.workbook.proof.block import (
    BETTER,
    BETTER_IMPACT,
    COUNTED,
    COUNTS,
    EXCUSED,
    FROM,
    IDLE,
    LOWER,
    ROW,
    SCALED,
    SINCE,
    UNTIL,
    WORSE,
    WORSE_IMPACT,
)  # fmt: skip
from bonusmalus_core.workbook.proof.counting import Counting
from bonusmalus_core.workbook.proof.draft import Draft, at
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import (
    DENOMINATOR,
    IMPACT,
    LABEL,
    LEVEL,
    NUMERATOR,
    VALUE,
    WEIGHT,
)  # fmt: skip


class KpiFormulas(NamedTuple):
    """Writes the formulas of one run after the other."""

    draft: Draft
    names: Names
    terms: Terms
    counting: Counting
    levels: int
    places: dict[int, int]
    """The row of the KPI table of each KPI, by its identity; from 1."""

    def put(self, run: Shown) -> None:
        """The formulas of a run."""
        row, state = run.row, run.line.state
        if state is State.ENDED:
            return
        self._find(run)
        self.draft.explain(row, WEIGHT, self._own("weight", row) or "0")
        if state is State.WAITING:
            self.draft.compute(row, COUNTS, self.terms.idle, self._counts_idle())
            return
        if state is State.OVERRIDDEN:
            self._agreed(run)
        elif run.is_measured:
            self._measured(run)
        else:
            return
        idle = f"IF({at(IDLE, row)}=1,{self.terms.idle},{self.terms.missing})"
        counts = (
            1
            if run.line.impact is not None
            else self._counts_idle()
            if state is State.INACTIVE
            else self._counts_missing()
        )
        self.draft.compute(row, COUNTS, f'IF({at(IMPACT, row)}<>"",1,{idle})', counts)

    def _counts_idle(self) -> int:
        return int(self.counting.seen.contract.inactive_kpi == "neutral")

    def _counts_missing(self) -> int:
        return int(self.counting.seen.contract.missing_data != "redistribute")

    def _own(self, key: str, row: int) -> str | None:
        """The field of the KPI row in force."""
        return f"INDEX({self.names.all('kpis', key)},{at(ROW, row)})" if self.names.has("kpis", key) else None

    def _find(self, run: Shown) -> None:
        """The row of the KPI table: a code alone, or with the month from which it holds."""
        draft, row, codes = self.draft, run.row, self.names.all("kpis", "code")
        text = f"MATCH({at(LABEL, row)},{codes},0)"
        if len(self.counting.seen.progressions[run.line.code]) > 1:
            draft.put(row, FROM, run.line.row.from_month)
            number = f"(ROW({codes})-ROW({self.names.head('kpis', 'code')}))"
            text = f"SUMPRODUCT(({codes}={at(LABEL, row)})*({self.begins}={at(FROM, row)})*{number})"
        draft.compute(row, ROW, text, self.places[id(run.line.row)])

    @property
    def begins(self) -> str:
        """The months from which the rows of the KPI table hold; a blank is the first."""
        if not self.names.has("kpis", "from_month"):
            return f"({self.names.all('kpis', 'code')}<>0)*1"
        column = self.names.all("kpis", "from_month")
        return f"({column}+({column}=0))"

    def _agreed(self, run: Shown) -> None:
        """The value or the impact that the parties agreed."""
        row, override = run.row, run.line.override
        if override is not None and override.impact is not None:
            self.draft.explain(row, IMPACT, self.counting.agreed(row, "impact"))
            return
        self.draft.explain(row, VALUE, self.counting.agreed(row, "value"))
        self._bands(run)

    def _measured(self, run: Shown) -> None:
        """What was counted, and the value that follows."""
        draft, row, kpi = self.draft, run.row, run.line.row
        draft.put(row, SINCE, self.counting.day(run.window.start))
        draft.put(row, UNTIL, self.counting.day(run.window.stop - 1))
        self.counting.put_excused(run, EXCUSED)
        few, least = "0", self._own("min_n", row)
        if kpi.aggregate in ("ratio", "mean"):
            if kpi.aggregate == "ratio":
                draft.explain(row, NUMERATOR, self.counting.sum(row, "numerator"))
            draft.explain(row, DENOMINATOR, self.counting.below(row, kpi))
            if least:
                few = f'IF({least}="",0,IF(ROUND(N({at(DENOMINATOR, row)})-{least},12)<0,1,0))'
        idle = f"IF({at(EXCUSED, row)}=1,1,{few})" if self.counting.is_excused(run) else few
        draft.compute(row, IDLE, idle, int(run.line.state is State.INACTIVE))
        draft.explain(row, VALUE, self._value(row, kpi))
        self._bands(run)

    def _value(self, row: int, kpi: Kpi) -> str:
        above, below, idle = at(NUMERATOR, row), at(DENOMINATOR, row), f"{at(IDLE, row)}=1"
        if kpi.aggregate == "ratio":
            times = self._own("multiplier", row)
            ratio = f"{above}/{below}"
            value = f'IF({times}="",1,{times})*{ratio}' if times else ratio
            return f'IF(OR({idle},ROUND(N({below}),12)<=0),"",{self._rounded(value, row)})'
        if kpi.aggregate == "mean":
            return f'IF({idle},"",IFERROR({self._rounded(self.counting.mean(row), row)},""))'
        value = self.counting.last(row) if kpi.aggregate == "last" else self.counting.sum(row, "value")
        return f'IF(OR({idle},{self.counting.filled(row)}=0),"",{self._rounded(value, row)})'

    def _rounded(self, value: str, row: int) -> str:
        decimals = self._own("decimals", row)
        return f'IF({decimals}="",{value},ROUND(ROUND({value},12),{decimals}))' if decimals else value

    def _bands(self, run: Shown) -> None:
        """The level, and the thresholds and impacts around the value."""
        draft, row, line = self.draft, run.row, run.line
        value = at(VALUE, row)
        if line.row.aggregate == "sum":
            value = self._scaled(run)
        bands = f"INDEX({self.names.span('kpis', 'thresholds', self.levels)},{at(ROW, row)},0)"
        span = f"(INDEX({bands},COUNT({bands}))-INDEX({bands},1))"
        reached = f'SUMPRODUCT(({bands}<>"")*(ROUND(({value}-{bands})/{span},12)>=0))'
        draft.explain(row, LEVEL, f'IF({at(VALUE, row)}="","",{reached})')
        known = line.band is not None
        lower = max(1, min(line.band or 0, len(line.thresholds) - 1))
        level, low = at(LEVEL, row), at(LOWER, row)
        draft.compute(row, LOWER, f'IF({level}="","",MAX(1,MIN({level},COUNT({bands})-1)))', lower if known else None)
        impacts = self._impacts(row)
        for places, text, figures in (
            ((WORSE, BETTER), bands, line.row.thresholds), ((WORSE_IMPACT, BETTER_IMPACT), impacts, line.impacts)
        ):  # fmt: skip
            for step, place in enumerate(places):
                at_level = f"{low}+1" if step else low
                number = float(figures[lower - 1 + step]) if known else None
                draft.compute(row, place, f'IF({low}="","",INDEX({text},{at_level}))', number)
        draft.explain(row, IMPACT, f'IF({low}="","",{self._held(self._paid(row, value), row)})')

    def _scaled(self, run: Shown) -> str:
        """The value of a sum as if all months were measured that its thresholds are stated for."""
        draft, row = self.draft, run.row
        stated = self._own("window_months", row)
        months = run.scale * (run.line.row.window_months or self.counting.seen.contract.settlement_months)
        self.counting.put_months(run, COUNTED, round(months))
        of = f'IF({stated}="",{self.terms.stated},{stated})' if stated else self.terms.stated
        value = None if run.line.value is None else float(run.line.value) / run.scale
        draft.compute(row, SCALED, f'IF({at(VALUE, row)}="","",{at(VALUE, row)}*{of}/{at(COUNTED, row)})', value)
        return at(SCALED, row)

    def _impacts(self, row: int) -> str:
        """The KPI's own impacts, or the contract's levels."""
        levels = f"INDEX({self.names.span('levels', 'levels', self._count('levels', 'levels'))},1,0)"
        if not self.names.has("kpis", "impacts.1"):
            return levels
        own = f"INDEX({self.names.span('kpis', 'impacts', self._count('kpis', 'impacts'))},{at(ROW, row)},0)"
        return f"IF(COUNT({own})=0,{levels},{own})"

    def _count(self, section: str, field: str) -> int:
        return sum(self.names.has(section, f"{field}.{level}") for level in range(1, 10))

    def _paid(self, row: int, value: str) -> str:
        low, high, worse, better = (at(place, row) for place in (WORSE, BETTER, WORSE_IMPACT, BETTER_IMPACT))
        along = f"({value}-{low})/({high}-{low})"
        on, how = self._own("beyond", row), self._own("payout", row)
        if on:
            along = f"IF({self.terms.says(on, 'beyond.extrapolate')},{along},MEDIAN(0,1,{along}))"
        else:
            along = f"MEDIAN(0,1,{along})"
        linear = f"{worse}+({better}-{worse})*{along}"
        if not how:
            return linear
        nearest = f"IF(ROUND((ABS({value}-{high})-ABS({value}-{low}))/ABS({high}-{low}),12)<=0,{better},{worse})"
        step = f"IF({at(LEVEL, row)}>{at(LOWER, row)},{better},{worse})"
        return (
            f"IF({self.terms.says(how, 'payout.step')},{step},"
            f"IF({self.terms.says(how, 'payout.nearest')},{nearest},{linear}))"
        )

    def _held(self, impact: str, row: int) -> str:
        """MIN and MAX pass over blank cells: a KPI without collar or cap of its own is held by neither."""
        floor, cap = self._own("impact_floor", row), self._own("impact_cap", row)
        held = f"MAX({floor},{impact})" if floor else impact
        return f"MIN({cap},{held})" if cap else held
