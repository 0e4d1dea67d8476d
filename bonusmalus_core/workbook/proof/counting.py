"""Which formulas count what was measured in the months of a run, the excused ones left out?"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.settlement import State
from bonusmalus_core.workbook.proof.block import BEGIN, SINCE, UNTIL
from bonusmalus_core.workbook.proof.draft import Draft, at, down
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import DENOMINATOR, LABEL, MONTH


class Counting(NamedTuple):
    """Sums over the rows of the measurements; a row of the statement names its KPI and months."""

    draft: Draft
    names: Names
    terms: Terms
    seen: Records
    months: tuple[int, int]

    def day(self, month: int) -> date:
        """The first day of a contract month."""
        return self.seen.at(month).first

    @property
    def _columns(self) -> tuple[str, str]:
        return self.names.all("measurements", "kpi"), self.names.all("measurements", "month")

    def _rows(self, row: int) -> str:
        """1 for each measured row that counts, 0 for all others."""
        kpis, months = self._columns
        found = f"({kpis}={at(LABEL, row)})*({months}>={at(SINCE, row)})*({months}<={at(UNTIL, row)})"
        return f"{found}*({self._excused(row, months)}=0)" if self._has_events else found

    def sum(self, row: int, field: str) -> str:
        """The sum of a column."""
        if not self.names.has("measurements", field):
            return "0"
        return f"SUMPRODUCT({self._rows(row)},{self.names.all('measurements', field)})"

    def filled(self, row: int) -> str:
        """How many rows hold a value."""
        return f'SUMPRODUCT({self._rows(row)}*({self.names.all("measurements", "value")}<>""))'

    def below(self, row: int, kpi: Kpi) -> str:
        """The denominator of a ratio, or the answers behind a mean; blank where none are told."""
        if kpi.aggregate == "ratio":
            return self.sum(row, "denominator")
        if not self.names.has("measurements", "n"):
            return '""'
        answers = self.names.all("measurements", "n")
        return f'IF(SUMPRODUCT({self._rows(row)}*({answers}<>""))=0,"",{self.sum(row, "n")})'

    def mean(self, row: int) -> str:
        """The mean by answers; without any, each row counts once."""
        below, single = at(DENOMINATOR, row), f"{self.sum(row, 'value')}/{self.filled(row)}"
        if not self.names.has("measurements", "n"):
            return single
        answers, value = self.names.all("measurements", "n"), self.names.all("measurements", "value")
        return f'IF({below}="",{single},SUMPRODUCT({self._rows(row)},{value},{answers})/{below})'

    def last(self, row: int) -> str:
        """The sum of the newest month with a value."""
        kpis, months = self._columns
        value = self.names.all("measurements", "value")
        newest = f'SUMPRODUCT(MAX({self._rows(row)}*({value}<>"")*{months}))'
        return f"SUMPRODUCT(({kpis}={at(LABEL, row)})*({months}={newest}),{value})"

    def agreed(self, row: int, field: str) -> str:
        """What an override of the period says of the KPI."""
        period, kpi = self.names.all("overrides", "period"), self.names.all("overrides", "kpi")
        found = self.names.all("overrides", field)
        return f"SUMPRODUCT(({period}={self.terms.period})*({kpi}={at(LABEL, row)}),{found})"

    @property
    def _has_events(self) -> bool:
        """Whether any agreed event excuses a month; one that comes later is another settlement."""
        return any(self.seen.excused_months.values())

    def is_excused(self, run: Shown) -> bool:
        """Whether the run can be inactive because its months are excused."""
        return self._has_events and run.line.state is not State.OVERRIDDEN

    def _excused(self, row: int, months: str) -> str:
        """How many agreed events take out each of the months."""
        events = {key: self.names.all("events", key) for key in ("kpi", "from", "to", "agreed")}
        least, most = self.terms.sign(">="), self.terms.sign("<=")
        within = f"{events['from']},{most}&{months},{events['to']},{least}&{months},{events['agreed']},{least}&0"
        codes = (at(LABEL, row), *self.terms.every())
        return "(" + "+".join(f"COUNTIFS({within},{events['kpi']},{code})" for code in codes) + ")"

    def put_excused(self, run: Shown, place: int) -> None:
        """Whether every month of the run, or of its window, is excused."""
        if not self.is_excused(run):
            return
        excused = self.seen.excused(run.line.code)
        text = f"IF({self._counted(run)}=0,1,0)"
        value = excused.issuperset(run.base) or excused.issuperset(run.window)
        self.draft.compute(run.row, place, text, int(value))

    def put_months(self, run: Shown, place: int, months: int) -> None:
        """How many months were measured; events before the period are taken as they were at the settlement."""
        if self.is_excused(run) and run.window.start >= self.seen.months.start and len(run.window) <= len(run.base):
            self.draft.compute(run.row, place, self._counted(run), months)
        else:
            self.draft.put(run.row, place, months)

    def _counted(self, run: Shown) -> str:
        """How many months of run and window are not excused: both end together, so the shorter decides."""
        days, start = down(MONTH, *self.months), max(run.base.start, run.window.start)
        since = at(SINCE, run.row)
        if start != run.window.start:
            self.draft.put(run.row, BEGIN, self.day(start))
            since = at(BEGIN, run.row)
        free = f"({self._excused(run.row, days)}=0)"
        return f"SUMPRODUCT(({days}>={since})*({days}<={at(UNTIL, run.row)})*{free})"
