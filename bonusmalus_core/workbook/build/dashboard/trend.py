"""How does a KPI move over its bands, month by month? The figures behind the trend of the KPI that is chosen.

A month's place between the bands is the impact that a straight line would give it, so that up is better whatever the
KPI, and one axis serves all. Each month stands alone: windows, excused months and agreements belong to the settlement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from bonusmalus_core.calc import impact as exact
from bonusmalus_core.calc.values import measured, rows_by_kpi
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.dashboard.block import NOTHING, Block
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.prepared import row_in_force
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula, Written

FEWEST, MOST = 12, 24
"""Months that the chart shows: the latest of a longer term."""

FIXED = ("month", "label", "row", "value", "lower", "place")


@dataclass(frozen=True)
class Trend:
    """The months of one KPI, whose code stands in the cell `chosen`; `code` is the one chosen now."""

    plan: Plan
    running: Running
    chosen: str
    code: str

    @property
    def size(self) -> int:
        """How many months are shown."""
        return max(FEWEST, min(MOST, self.plan.contract.months))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns: the last ones are the bands, from the axis up."""
        return (*FIXED, *(f"band{number}" for number in range(len(self.levels) + 1)))

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """The levels of the contract."""
        return self.plan.contract.levels

    @property
    def edges(self) -> tuple[Decimal, Decimal]:
        """The ends of the axis: one step beyond the outer levels."""
        low, high = self.levels[0], self.levels[-1]
        return low - (self.levels[1] - low), high + (high - self.levels[-2])

    @property
    def first(self) -> int:
        """The first contract month that is shown."""
        return max(1, self.running.month - self.size + 1)

    @property
    def last_row(self) -> Kpi | None:
        """The row in force now: in the running month, before the first one in month 1."""
        return self._kpi(max(1, self.running.month))

    def row_text(self, month: str) -> str:
        """The formula of the KPI's row in force in a month; 0 while there is none."""
        kpis = self.plan.kpis
        within = f"({kpis.all('begins')}<={month})*({kpis.all('ends')}>={month})"
        return f"SUMPRODUCT(MAX(({kpis.all('code')}={self.chosen})*{within}*{kpis.all('row')}))"

    def rows(self, block: Block) -> Iterator[dict[str, Written]]:
        """The figures of every month that is shown."""
        bounds = (Decimal(0), *self.levels, self.edges[1])
        bands = {f"band{number}": upper - lower for number, (lower, upper) in enumerate(pairwise(bounds))}
        for place in range(self.size):
            at = {name: block.at(name, place) for name in FIXED}
            before = block.at("month", place - 1) if place else None
            yield {**self._row(at, self.first + place, before), **bands}

    def _row(self, at: dict[str, str], month: int, before: str | None) -> dict[str, Written]:
        kpi = self._kpi(month)
        value = None if kpi is None else self._value(kpi, month)
        scaled = None if kpi is None or value is None else self._scaled(kpi, value)
        day = Month.of(self.plan.contract.start) + (month - 1)
        names = self.plan.say("months").split()
        start = f"EDATE(contract_start,{at['month']}-1)"
        lower, place = (None, None) if kpi is None or scaled is None else self._place(kpi, scaled)
        begin = f"MAX(1,running_month-{self.size}+1)" if before is None else f"{before}+1"
        return {
            "month": Formula(begin, Decimal(month)),
            "label": Formula(
                f'INDEX(month_names,MONTH({start}))&" "&MOD(YEAR({start}),100)',
                f"{names[day.number - 1]} {day.year % 100}",
            ),
            "row": Formula(self.row_text(at["month"]), Decimal(self._number(kpi))),
            "value": Formula(self._value_text(at), None if value is None else decimal(value)),
            "lower": Formula(self._lower_text(at), None if lower is None else Decimal(lower)),
            "place": Formula(self._place_text(at), NOTHING if place is None else decimal(place)),
        }

    def _kpi(self, month: int) -> Kpi | None:
        return row_in_force(self.plan.agreement, self.code, Month.of(self.plan.contract.start) + (month - 1))

    def _number(self, kpi: Kpi | None) -> int:
        every = enumerate(self.plan.agreement.kpis, 1)
        return 0 if kpi is None else max(number for number, each in every if each == kpi)

    def _value(self, kpi: Kpi, month: int) -> Fraction | None:
        when = Month.of(self.plan.contract.start) + (month - 1)
        rows = rows_by_kpi(self.plan.agreement.measurements).get(self.code, {})
        return measured(kpi, rows, [when]).value if when in rows else None

    def _scaled(self, kpi: Kpi, value: Fraction) -> Fraction:
        stated = kpi.window_months or self.plan.contract.settlement_months
        return value * stated if kpi.aggregate == "sum" else value

    def _place(self, kpi: Kpi, value: Fraction) -> tuple[int | None, Fraction | None]:
        thresholds = exact.fractions(kpi.thresholds)
        levels = exact.fractions(self.levels)[: len(thresholds)]
        if len(thresholds) < 2 or len(levels) < len(thresholds) or len(set(thresholds)) < len(thresholds):
            return None, None
        lower = max(1, min(exact.band(value, thresholds), len(thresholds) - 1))
        free = exact.impact(value, thresholds, levels, "linear", "extrapolate")
        low, high = (Fraction(edge) for edge in self.edges)
        return lower, min(max(free, low), high)

    def _value_text(self, at: dict[str, str]) -> str:
        """The value of the month alone, by the KPI's own aggregate."""
        rows, kpi = self.plan.measured, self._of(at)
        among = f"{rows.all('kpi')},{self.chosen},{rows.all('in_month')},{at['month']}"
        total = {key: f"SUMIFS({rows.all(key)},{among})" for key in ("numerator", "denominator", "value", "n")}
        count = f'COUNTIFS({among},{rows.all("value")},"<>")'
        inside = f"({rows.all('kpi')}={self.chosen})*({rows.all('in_month')}={at['month']})"
        weighted = f"SUMPRODUCT({inside}*{rows.all('value')}*{rows.all('n')})/{total['n']}"
        mean = f"IF({total['n']}=0,{total['value']}/{count},{weighted})"
        multiplier = f'IF({kpi("multiplier")}="",1,{kpi("multiplier")})'
        ratio = f"{multiplier}*{total['numerator']}/{total['denominator']}"
        aggregate = kpi("aggregate")
        single = f"OR({aggregate}=word_sum,{aggregate}=word_last)"
        by_value = f"IF({count}=0,NA(),IF({single},{total['value']},{mean}))"
        found = f"IF(OR({single},{aggregate}=word_mean),{by_value},{ratio})"
        decimals = f'IF({kpi("decimals")}="",12,{kpi("decimals")})'
        return f'IF({at["row"]}=0,"",IFERROR(ROUND({found},{decimals}),""))'

    def _lower_text(self, at: dict[str, str]) -> str:
        """The number of the level below the value."""
        bands, value = self._bands(at), self._scaled_text(at)
        sign = f"SIGN(INDEX({bands},COUNT({bands}))-INDEX({bands},1))"
        reached = f'SUMPRODUCT(({bands}<>"")*(ROUND({bands}*{sign},12)<=ROUND({value}*{sign},12)))'
        return f'IF({at["value"]}="","",IFERROR(MAX(1,MIN({reached},COUNT({bands})-1)),""))'

    def _place_text(self, at: dict[str, str]) -> str:
        bands, lower = self._bands(at), at["lower"]
        levels = f"INDEX({self.plan.level_row.span('levels', self.plan.levels)},1,0)"
        worse, better = f"INDEX({bands},{lower})", f"INDEX({bands},{lower}+1)"
        low, high = f"INDEX({levels},{lower})", f"INDEX({levels},{lower}+1)"
        line = f"{low}+({self._scaled_text(at)}-{worse})*({high}-{low})/({better}-{worse})"
        ends = (f"{format(edge, 'f')}" for edge in self.edges)
        return f'IF({lower}="",NA(),ROUND(MEDIAN({line},{",".join(ends)}),12))'

    def _scaled_text(self, at: dict[str, str]) -> str:
        kpi = self._of(at)
        stated = f'IF({kpi("window_months")}="",period_length,{kpi("window_months")})'
        return f"({at['value']}*IF({kpi('aggregate')}=word_sum,{stated},1))"

    def _bands(self, at: dict[str, str]) -> str:
        return f"INDEX({self.plan.kpis.span('thresholds', self.plan.levels)},{at['row']},0)"

    def _of(self, at: dict[str, str]) -> Callable[[str], str]:
        """The formula of a field of the row in force."""
        return lambda key: f"INDEX({self.plan.kpis.all(key)},{at['row']})"
