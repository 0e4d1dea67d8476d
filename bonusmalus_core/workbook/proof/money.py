"""Which formulas give the months' volumes, factors, prices and amounts, and each KPI's part of the money?"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.condition import VOLUME_RATIO
from bonusmalus_core.model.settlement import MonthLine
from bonusmalus_core.workbook.proof.block import (
    AGREED,
    BARRED,
    BARS,
    BEFORE,
    BY_BAR,
    BY_CAP,
    BY_ROUNDING,
    BY_WAIVER,
    GUARANTEED,
    OF_PERIOD,
    TOP_UP,
    WAIVED,
    WAIVES_TOTAL,
    WEIGHTS,
    WORTH,
)  # fmt: skip
from bonusmalus_core.workbook.proof.conditions import Tests
from bonusmalus_core.workbook.proof.draft import Draft, at, down
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import (
    ACTUAL,
    AMOUNT,
    BASE,
    FACTOR,
    FORECAST,
    LABEL,
    MONTH,
    PAYABLE,
    PRICE,
    RATIO,
    VOLUME,
)  # fmt: skip


class Steps(NamedTuple):
    """A month's factor above 100 %: before anything acts on the total, after a waiver, after a barred bonus."""

    before: float
    waived: float
    barred: float


class MonthFormulas(NamedTuple):
    """Writes the formulas of one month after the other; `kpis` are the first and last row of the KPIs."""

    draft: Draft
    names: Names
    terms: Terms
    tests: Tests
    seen: Records
    kpis: tuple[int, int]

    def put(self, number: int, row: int, line: MonthLine, before: float) -> None:
        """The formulas of a month, from 0; `before`: its factor above 100 % before anything acts on the total."""
        self._volumes(number, row)
        met = self.tests.effects[number]
        waived = max(before, 0.0) if met.waives_total else before
        self._factor(number, row, Steps(before, waived, min(waived, 0.0) if met.bars_bonus else waived))
        self._price(row)
        self._changes(row, line)

    def _volumes(self, number: int, row: int) -> None:
        draft, day, days = self.draft, at(MONTH, row), self.names.all("months", "month")
        for key, place in (("forecast", FORECAST), ("actual", ACTUAL)):
            if self.names.has("months", key) and draft.get(row, place) is not None:
                draft.explain(row, place, f"SUMIFS({self.names.all('months', key)},{days},{day})")
        forecast, actual = at(FORECAST, row), at(ACTUAL, row)
        draft.explain(row, RATIO, self._ratio(number, f'IF(N({forecast})=0,"",{actual}/{forecast})', row))
        draft.explain(row, PAYABLE, self._payable(number, row))
        draft.explain(row, VOLUME, f"IF({self.terms.payable}=1,{at(PAYABLE, row)},{actual})")

    def _ratio(self, number: int, own: str, row: int) -> str:
        """What the first condition on the volumes in force tests; else the month by itself."""
        text = own
        rows = [
            self.tests.first + place for place, each in enumerate(self.tests.conditions) if each.measure == VOLUME_RATIO
        ]
        for line in reversed(rows):
            text = f"IF({self.tests.forced(line, at(LABEL, row))},{self.tests.value(number, line)},{text})"
        return text

    def _payable(self, number: int, row: int) -> str:
        actual = at(ACTUAL, row)
        if not self.tests.conditions:
            return actual
        share, period = self.tests.column(GUARANTEED), self.tests.column(OF_PERIOD)
        of_month = f"(1-{period})*{share}*N({at(FORECAST, row)})"
        months = self.tests.months
        if row == months[-1]:
            total = f"{share}*SUM({down(FORECAST, months[0], row)})-SUM({down(ACTUAL, months[0], row)})"
            of_month += f"+{period}*({actual}+{total})"
        return f"MAX({actual},SUMPRODUCT(MAX({self.tests.met(number)}*({of_month}))))"

    def _factor(self, number: int, row: int, steps: Steps) -> None:
        draft, count = self.draft, len(self.tests.months)
        weights, above = (down(WEIGHTS + number + step, *self.kpis) for step in (0, count))
        factor = f"SUMPRODUCT({weights},{above})/SUM({weights})"
        draft.compute(row, BEFORE, f"IF(SUM({weights})=0,0,{factor})", steps.before)
        for place, before, flag, limit, value in (
            (WAIVED, BEFORE, WAIVES_TOTAL, "MAX", steps.waived), (BARRED, WAIVED, BARS, "MIN", steps.barred)
        ):  # fmt: skip
            cell = at(before, row)
            text = cell
            if self.tests.conditions:
                met = f"SUMPRODUCT({self.tests.met(number)},{self.tests.column(flag)})"
                text = f"IF({met}>0,{limit}({cell},0),{cell})"
            draft.compute(row, place, text, value)
        draft.explain(row, FACTOR, f"ROUND(1+{self._capped(row)},12)")

    def _capped(self, row: int) -> str:
        """The factor above 100 %, not yet rounded. MIN and MAX pass over a text in a cell: no cap."""
        return f"MIN({self.terms.high},MAX({self.terms.low},{at(BARRED, row)}))"

    def _price(self, row: int) -> None:
        draft, decimals, agreed = self.draft, self.terms.price_decimals, at(AGREED, row)
        price = self.names.all("prices", "price")
        text = f"SUM({price})"
        if self.names.has("prices", "from_month"):
            column = self.names.all("prices", "from_month")
            begins = f"({column}+({column}=0))"
            newest = f"SUMPRODUCT(MAX(({begins}<={at(LABEL, row)})*{begins}))"
            text = f"SUMPRODUCT(({begins}={newest})*1,{price})"
        month = self.seen.months[self.tests.months.index(row)]
        draft.compute(row, AGREED, text, float(self.seen.base_price(month) or 0))

        kept = f"MIN({self.terms.keeps(agreed)},12)"

        def rounded(text: str) -> str:
            return f'IF({decimals}="",{text},ROUND(ROUND({text},{kept}),{decimals}))'

        draft.explain(row, BASE, rounded(agreed))
        draft.explain(row, PRICE, rounded(f"{agreed}*(1+{self._capped(row)})"))
        base = at(BASE, row)
        change = f'IF({decimals}="",{base}*{self._capped(row)},ROUND({at(PRICE, row)}-{base},{decimals}))'
        draft.explain(row, AMOUNT, f"ROUND({at(VOLUME, row)}*{change},9)")

    def _changes(self, row: int, line: MonthLine) -> None:
        """What the month is worth, its top-up, and what acts on the total."""
        draft, worth = self.draft, at(WORTH, row)

        def known(place: int) -> float:
            value = draft.value(row, place)
            assert isinstance(value, float)
            return value

        volume, above = known(VOLUME), float(line.factor - 1)
        money = volume * float(line.base_price)
        draft.compute(row, WORTH, f"{at(VOLUME, row)}*{at(BASE, row)}", money)
        spare = float((line.payable - Fraction(line.actual)) * line.base_price)
        draft.compute(row, TOP_UP, f"ROUND(({at(PAYABLE, row)}-{at(ACTUAL, row)})*{at(BASE, row)},9)", spare)
        capped, decimals = self._capped(row), self.terms.price_decimals
        before, waived, barred = (at(place, row) for place in (BEFORE, WAIVED, BARRED))
        steps = (
            (BY_WAIVER, f"{waived}-{before}", known(WAIVED) - known(BEFORE)),
            (BY_BAR, f"{barred}-{waived}", known(BARRED) - known(WAIVED)),
            (BY_CAP, f"{capped}-{barred}", above - known(BARRED)),
        )
        for place, change, value in steps:
            draft.compute(row, place, f"{worth}*({change})", money * value)
        rest = f"{at(AMOUNT, row)}-{worth}*{capped}"
        rounded = self.seen.contract.price_decimals is not None
        value = float(line.amount) - money * above if rounded else 0.0
        draft.compute(row, BY_ROUNDING, f'IF({decimals}="",0,{rest})', value)
