"""Which formulas share out the bonus-malus over KPIs and causes, to the cent, by the largest remainder?

Below the rows of the KPIs the block holds a row for each cause, so that all stand in one column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.proof.block import (
    BY_BAR,
    BY_CAP,
    BY_ROUNDING,
    BY_WAIVER,
    COMPARED,
    COUNTS,
    DECIMALS,
    EVERY,
    EXACT,
    LEFT,
    LISTED,
    OF_UNIT,
    ORDER,
    SHARED,
    TO_SHARE,
    TOP_UP,
    TOTAL_TOP_UP,
    TOTAL_WORTH,
    UNITS,
    WAIVES_KPIS,
    WEIGHTS,
    WORTH,
)  # fmt: skip
from bonusmalus_core.workbook.proof.conditions import Tests
from bonusmalus_core.workbook.proof.draft import Draft, across, at, down, fixed
from bonusmalus_core.workbook.proof.kpis import KpiFormulas
from bonusmalus_core.workbook.proof.runs import Shown
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import IMPACT, LABEL, MONEY, SHARE, WEIGHT

CAUSES = (BY_WAIVER, BY_BAR, BY_CAP, BY_ROUNDING)


class Sharing(NamedTuple):
    """Writes what each run weighs in each month, what it is worth, and its money."""

    draft: Draft
    terms: Terms
    tests: Tests
    seen: Records
    kpis: KpiFormulas
    runs: Sequence[Shown]

    @property
    def _first(self) -> int:
        return self.runs[0].row

    @property
    def _last(self) -> int:
        """The row of the last cause."""
        return self.runs[-1].row + len(CAUSES)

    def put_weights(self) -> list[float]:
        """What every run weighs and moves, and each month's factor above 100 % before anything acts on the total."""
        sums = [[0.0, 0.0] for _ in self.tests.months]
        for run in self.runs:
            for place, month in enumerate(run.months):
                number = month - self.seen.months.start
                weight, above = self._weigh(run, number, run.weights[place])
                sums[number][0] += weight
                sums[number][1] += weight * above
        return [moved / weight if weight else 0.0 for weight, moved in sums]

    def _weigh(self, run: Shown, number: int, weight: float) -> tuple[float, float]:
        draft, row = self.draft, run.row
        counts = draft.known(row, COUNTS)
        if counts is None:
            return 0.0, 0.0
        own = at(WEIGHT, row)
        if len({id(kpi) for kpi in run.rows}) > 1:
            own = self._own_weight(row, at(LABEL, self.tests.months[number]).replace("$C", "$C$"))
        draft.compute(row, WEIGHTS + number, f"{own}*{at(COUNTS, row)}", weight * counts)
        impact = run.line.impact
        if run.line.value is None and impact is None and not run.is_measured:
            return weight * counts, 0.0
        cell, text = at(IMPACT, row), f"{at(IMPACT, row)}-1"
        final = run.line.override is not None and run.line.override.impact is not None
        waived = not final and self.tests.effects[number].waives(run.line.code)
        if self.tests.conditions and not final:
            text = f"IF(AND(ROUND({cell},12)<1,{self._waives(row, number)}>0),0,{text})"
        above = 0.0 if impact is None or (waived and impact < 1) else float(impact) - 1
        draft.compute(row, WEIGHTS + len(self.tests.months) + number, f'IF({cell}="",0,{text})', above)
        return weight * counts, above

    def _own_weight(self, row: int, month: str) -> str:
        """The weight of the KPI row in force in a month, where the months of a run have different ones."""
        names, begins = self.kpis.names, self.kpis.begins
        same = f"({names.all('kpis', 'code')}={at(LABEL, row)})"
        newest = f"SUMPRODUCT(MAX({same}*({begins}<={month})*{begins}))"
        return f"SUMPRODUCT({same}*({begins}={newest}),{names.all('kpis', 'weight')})"

    def _waives(self, row: int, number: int) -> str:
        comma, blank = self.terms.sign(","), self.terms.sign(" ")
        code = f"{comma}&SUBSTITUTE({at(LABEL, row)},{blank},{comma})&{comma}"
        named = f"({self.tests.column(EVERY)}+ISNUMBER(FIND({code},{self.tests.column(LISTED)}))>0)"
        return f"SUMPRODUCT({self.tests.met(number)}*{self.tests.column(WAIVES_KPIS)}*{named})"

    def put_money(self, settlement: Settlement) -> None:
        """Everybody's exact part, in whole cents, with what is left of a cent deciding who gets one more."""
        head, months, draft = self._first - 2, self.tests.months, self.draft
        worths = [draft.known(row, WORTH) or 0.0 for row in months]
        draft.compute(head, TOTAL_WORTH, f"SUM({down(WORTH, months[0], months[-1])})", sum(worths))
        spare = [draft.known(row, TOP_UP) or 0.0 for row in months]
        draft.compute(head, TOTAL_TOP_UP, f"SUM({down(TOP_UP, months[0], months[-1])})", sum(spare))
        self._put_decimals(head, sum(worths) + sum(spare), settlement.currency)
        prices = [self._price_of_weight(head, number, worth) for number, worth in enumerate(worths)]
        exact = [self._exact(run, head, prices) for run in self.runs]
        for place, cause in enumerate(CAUSES, self.runs[-1].row + 1):
            value = sum(draft.known(row, cause) or 0.0 for row in months)
            draft.compute(place, EXACT, f"SUM({down(cause, months[0], months[-1])})", value)
            exact.append(value)
        self._share(head, exact, settlement)

    def _put_decimals(self, head: int, size: float, currency: str) -> None:
        """What a sheet still knows of amounts so large: decimals of money, and of the unit of which parts are taken."""
        draft, digits = self.draft, minor_units()[currency]
        size_text = f"{fixed(TOTAL_WORTH, head)}+{fixed(TOTAL_TOP_UP, head)}"
        decimals = min(self.terms.known_to(size), 9)
        draft.compute(head, DECIMALS, f"MIN({self.terms.keeps(size_text)},9)", decimals)
        cell = fixed(DECIMALS, head)
        # A part is smaller than the whole, and known better by a digit.
        of_unit = f"MAX(1,MIN({cell}+1-{self.terms.digits},6))"
        draft.compute(head, OF_UNIT, of_unit, max(1, min(decimals + 1 - digits, 6)))
        compared = f"MIN(MAX({cell},{self.terms.digits}),4)"
        draft.compute(head, COMPARED, compared, min(max(decimals, digits), 4))

    def _price_of_weight(self, head: int, number: int, worth: float) -> float:
        weights = f"{fixed(WEIGHTS + number, self._first)}:{fixed(WEIGHTS + number, self.runs[-1].row)}"
        total = sum(self.draft.known(run.row, WEIGHTS + number) or 0.0 for run in self.runs)
        text = f"IF(SUM({weights})=0,0,{fixed(WORTH, self.tests.months[number])}/SUM({weights}))"
        price = worth / total if total else 0.0
        self.draft.compute(head, WEIGHTS + number, text, price)
        return price

    def _exact(self, run: Shown, head: int, prices: Sequence[float]) -> float:
        count, row, draft = len(self.tests.months), run.row, self.draft
        weights, above = (across(start, start + count - 1, row) for start in (WEIGHTS, WEIGHTS + count))
        price = f"{fixed(WEIGHTS, head)}:{fixed(WEIGHTS + count - 1, head)}"
        value = sum(
            (draft.known(row, WEIGHTS + n) or 0.0) * (draft.known(row, WEIGHTS + count + n) or 0.0) * prices[n]
            for n in range(count)
        )
        draft.compute(row, EXACT, f"SUMPRODUCT({weights},{above},{price})", value)
        return value

    def _share(self, head: int, exact: Sequence[float], settlement: Settlement) -> None:
        draft, unit, first, last = self.draft, self.terms.unit, self._first, self._last
        sure, certain = fixed(OF_UNIT, head), min(int(draft.known(head, OF_UNIT) or 0), 4)
        smallest = draft.known_at(unit)
        by_code = sorted(range(len(self.runs)), key=lambda n: (self.runs[n].line.code, self.runs[n].months.start))
        order = {number: place for place, number in enumerate(by_code, 1)}
        floors = list[int]()
        for number, value in enumerate(exact):
            row, cents = first + number, round(value / smallest, certain)
            floors.append(int(cents // 1))
            draft.compute(row, UNITS, f"INT(ROUND({at(EXACT, row)}/{unit},MIN({sure},4)))", floors[-1])
            left = round(value / smallest - floors[-1], 7)
            draft.compute(row, LEFT, f"ROUND({at(EXACT, row)}/{unit}-{at(UNITS, row)},7)", left)
            draft.put(row, ORDER, order.get(number, number + 1))
        total = f"ROUND({fixed(MONEY, draft.of('total')[0])}/{unit},0)"
        to_share = round(float(settlement.bonus_malus) / smallest) - sum(floors)
        draft.compute(head, TO_SHARE, f"{total}-SUM({down(UNITS, first, last)})", to_share)
        causes = {each.cause: each.amount for each in settlement.adjustments}
        for run in self.runs:
            draft.explain(run.row, MONEY, self._money(head, run.row))
            worth = fixed(TOTAL_WORTH, head)
            draft.explain(run.row, SHARE, f'IF({worth}=0,"",{at(MONEY, run.row)}/{worth})')
        for row, cause in enumerate(("waiver", "barred", "cap", "price_rounding"), self.runs[-1].row + 1):
            draft.compute(
                row, SHARED, self._money(head, row), float(next((causes[c] for c in causes if c == cause), 0))
            )

    def _money(self, head: int, row: int) -> str:
        left, order = (down(place, self._first, self._last) for place in (LEFT, ORDER))
        own, place = at(LEFT, row), at(ORDER, row)
        # Not each rounded by itself: two that are equal may round to either side.
        more = f"ROUND({left}-{own},{fixed(OF_UNIT, head)})"
        before = f"SUMPRODUCT(({more}>0)+({more}=0)*({order}<{place}))"
        return f"ROUND(({at(UNITS, row)}+({before}<{fixed(TO_SHARE, head)}))*{self.terms.unit},{self.terms.digits})"
