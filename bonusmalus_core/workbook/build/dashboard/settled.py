"""What came of every settled period? The history's figures behind the charts of price factor and bonus-malus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bonusmalus_core.calc.history import versions
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.dashboard.block import NOTHING, Block, unless
from bonusmalus_core.workbook.build.history import history_column
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula, Written

COLUMNS = ("period", "label", "version", "factor", "paid", "bonus", "malus", "below", "above")
MARGIN = Decimal("0.05")
"""Room on the axis beyond the caps, for the figures at the points."""

MOST = 12
"""Periods that a chart can show; the latest are shown."""


@dataclass(frozen=True)
class Settled:
    """The settled periods of a workbook, as its history tells them."""

    plan: Plan
    running: Running

    @property
    def size(self) -> int:
        """How many periods are shown."""
        return min(MOST, len(self.running.periods))

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The ends of the axis of price factors: the caps, and where there is none the outer levels."""
        contract = self.plan.contract
        whole = Decimal(1)
        low = min(contract.levels[0], whole) if contract.malus_cap is None else whole - contract.malus_cap
        high = max(contract.levels[-1], whole) if contract.bonus_cap is None else whole + contract.bonus_cap
        return low - MARGIN, high + MARGIN

    @property
    def last(self) -> int:
        """The latest settled period; 0 while there is none."""
        return max((row.period for row in self._rows), default=0)

    @property
    def last_text(self) -> str:
        """The formula of the same."""
        return f"SUMPRODUCT(MAX({self._settled}*{self._history('period')}))"

    @property
    def total(self) -> Formula:
        """Everything that was settled so far: first versions and what corrected them."""
        history = self._history
        among = f"{history('event')},word_settled,{history('version')}"
        text = f'SUMIFS({history("amount")},{among},1)+SUMIFS({history("true_up")},{among},">1")'
        return Formula(text, sum((self._settled_amount(row) for row in self._rows), Decimal(0)))

    def of(self, period: str, value: str, field: str) -> str:
        """The formula of a field of a period's latest version, whose number is in the cell `value`."""
        history = self._history
        among = (history("event"), "word_settled", history("period"), period, history("version"), value)
        return f"SUMIFS({history(field)},{','.join(among)})"

    def version(self, period: str) -> str:
        """The formula of the number of a period's latest version; 0 while there is none."""
        history = self._history
        return f"SUMPRODUCT(MAX({self._settled}*({history('period')}={period})*{history('version')}))"

    def latest(self, period: int) -> HistoryRow | None:
        """The same row, from the agreement."""
        found = versions(self.plan.agreement.history, period)
        return found[-1] if found else None

    def rows(self, block: Block) -> Iterator[dict[str, Written]]:
        """The figures of every period that is shown."""
        first = max(1, self.last - self.size + 1)
        begin = f"MAX(1,{self.last_text}-{self.size}+1)"
        for place in range(self.size):
            at = {name: block.at(name, place) for name in COLUMNS}
            period = first + place
            text = begin if place == 0 else f"{block.at('period', place - 1)}+1"
            yield {"period": Formula(text, Decimal(period)), **self._row(at, period)}

    def _row(self, at: dict[str, str], period: int) -> dict[str, Written]:
        row = self.latest(period)
        amount = Decimal(0) if row is None else row.amount or Decimal(0)
        nothing = f"{at['version']}=0"
        factor = unless(nothing, self.of(at["period"], at["version"], "factor"))
        money = unless(nothing, self.of(at["period"], at["version"], "amount"))
        return {
            "label": self.label(at["period"], period),
            "version": Formula(self.version(at["period"]), Decimal(row.version if row else 0)),
            "factor": Formula(factor, NOTHING if row is None else row.factor),
            "paid": Formula(money, NOTHING if row is None else amount),
            "bonus": Formula(f"IF({nothing},0,MAX(0,{at['paid']}))", max(Decimal(0), amount)),
            "malus": Formula(f"IF({nothing},0,MIN(0,{at['paid']}))", min(Decimal(0), amount)),
            "below": Decimal(1),
            "above": self.ends[1] - 1,
        }

    def label(self, cell: str, period: int) -> Formula:
        """The first month of a period, in short: "jan 26"."""
        months = self.plan.say("months").split()
        known = 1 <= period <= len(self.running.periods)
        first = Month.of(self.plan.contract.start) + (self.running.periods[period - 1][0] - 1 if known else 0)
        start = f"EDATE(contract_start,MAX(1,({cell}-1)*period_length-period_offset+1)-1)"
        text = f'INDEX(month_names,MONTH({start}))&" "&MOD(YEAR({start}),100)'
        return Formula(text, f"{months[first.number - 1]} {first.year % 100}")

    @property
    def _rows(self) -> list[HistoryRow]:
        return [row for row in self.plan.agreement.history if row.event == "settled"]

    def _settled_amount(self, row: HistoryRow) -> Decimal:
        return (row.amount if row.version == 1 else row.true_up) or Decimal(0)

    def _history(self, key: str) -> str:
        return history_column(self.plan, key)

    @property
    def _settled(self) -> str:
        return f"({self._history('event')}=word_settled)"
