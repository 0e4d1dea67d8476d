"""Which formulas test the conditions? A row per condition in the working block, and in it each month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.conditions import GUARANTEE, Effects, Tested, in_force, tested
from bonusmalus_core.calc.records import Records
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.workbook.proof.block import (
    BARS,
    BELOW,
    CONDITION,
    DEFAULT,
    ENDS,
    EQUAL,
    EVERY,
    FOUND,
    GUARANTEED,
    LISTED,
    MET,
    OF_PERIOD,
    STARTS,
    THRESHOLD,
    WAIVES_KPIS,
    WAIVES_TOTAL,
    WINDOW,
)  # fmt: skip
from bonusmalus_core.workbook.proof.draft import Draft, at, down, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import LABEL, MONTH


class Tests(NamedTuple):
    """Where the conditions are tested: their rows, the rows of the months on the statement, and what is met in each."""

    conditions: Sequence[Condition]
    first: int
    months: Sequence[int]
    effects: Sequence[Effects]

    @property
    def last(self) -> int:
        """The row of the last condition."""
        return self.first + len(self.conditions) - 1

    def column(self, place: int) -> str:
        """A column of the conditions."""
        return down(place, self.first, self.last)

    def met(self, number: int) -> str:
        """Whether each condition is met in a month, counted from 0."""
        return self.column(MET + number)

    def forced(self, row: int, month: str) -> str:
        """The condition that a condition is in force in a contract month."""
        ends = fixed(ENDS, row)
        return f'AND({fixed(STARTS, row)}<={month},OR({ends}="",{ends}>={month}))'

    def value(self, number: int, row: int) -> str:
        """What a condition tested in a month."""
        return fixed(MET + len(self.months) + number, row)


class ConditionFormulas(NamedTuple):
    """Writes the formulas of one condition after the other."""

    draft: Draft
    names: Names
    terms: Terms
    seen: Records
    tests: Tests

    def put(self) -> None:
        """The rows of all conditions."""
        self.draft.reach(self.tests.last)
        for row, condition in enumerate(self.tests.conditions, self.tests.first):
            self._put_terms(row, condition)
            for number, month in enumerate(self.tests.months):
                self._put_test(row, condition, number, month)

    def _field(self, row: int, key: str) -> str | None:
        """The field of the condition's row."""
        if not self.names.has("conditions", key):
            return None
        return f"INDEX({self.names.all('conditions', key)},{at(FOUND, row)})"

    def _number(self, row: int, place: int, key: str, blank: str, value: float | None) -> None:
        text = self._field(row, key)
        self.draft.compute(row, place, f'IF({text}="",{blank},{text})' if text else blank, value)

    def _flag(self, row: int, place: int, text: str, value: bool) -> None:
        self.draft.compute(row, place, f"IF({text},1,0)", int(value))

    def _put_terms(self, row: int, condition: Condition) -> None:
        draft, codes = self.draft, self.names.all("conditions", "code")
        own = self.names.places.sections["conditions"]
        cells = [line[own.columns["code"]] for line in own.table.rows]
        draft.put(row, CONDITION, condition.code)
        draft.put(row, DEFAULT, GUARANTEE)
        draft.compute(row, FOUND, f"MATCH({at(CONDITION, row)},{codes},0)", cells.index(condition.code) + 1)
        draft.compute(row, THRESHOLD, str(self._field(row, "threshold")), float(condition.threshold))
        self._number(row, WINDOW, "window_months", "1", condition.window_months)
        self._number(row, STARTS, "from_month", "1", condition.from_month)
        self._number(row, ENDS, "to_month", '""', condition.to_month)
        self._put_effect(row, condition)
        tested, sign = self._field(row, "tested") or '""', self._field(row, "comparator")
        self._flag(row, OF_PERIOD, self.terms.says(tested, "tested.period"), condition.tested == "period")
        for place, each in ((BELOW, "<"), (EQUAL, "=")):
            found = f"ISNUMBER(FIND({self.terms.sign(each)},{sign}))"
            self._flag(row, place, found, each in condition.comparator)

    def _put_effect(self, row: int, condition: Condition) -> None:
        """What the condition does: the share that it guarantees, or what it waives or bars."""
        effect, share = str(self._field(row, "effect")), self._field(row, "effect_value") or '""'
        guarantees = self.terms.says(effect, "effect.volume_guarantee")
        text = f'IF({guarantees},IF({share}="",{at(DEFAULT, row)},{share}),0)'
        given = GUARANTEE if condition.effect_value is None else condition.effect_value
        self.draft.compute(row, GUARANTEED, text, float(given) if condition.effect == "volume_guarantee" else 0)
        waives, total = condition.effect == "waive_malus", condition.scope == "total"
        is_waiver = self.terms.says(effect, "effect.waive_malus")
        is_total = self.terms.says(self._field(row, "scope") or '""', "scope.total")
        self._flag(row, WAIVES_KPIS, f"AND({is_waiver},NOT({is_total}))", waives and not total)
        self._flag(row, WAIVES_TOTAL, f"AND({is_waiver},{is_total})", waives and total)
        self._flag(row, BARS, self.terms.says(effect, "effect.bar_bonus"), condition.effect == "bar_bonus")
        self._put_codes(row, condition)

    def _put_codes(self, row: int, condition: Condition) -> None:
        """The codes between commas, and whether all KPIs are meant."""
        cell, own = self._field(row, "kpis") or '""', self.names.places.sections["conditions"]
        comma, semicolon, blank = (self.terms.sign(sign) for sign in ",; ")
        text = f"{comma}&SUBSTITUTE(SUBSTITUTE({cell},{semicolon},{comma}),{blank},{comma})&{comma}"
        every = f'OR({cell}="",{self.terms.says(cell, "all")})'
        self._flag(row, EVERY, every, condition.kpis == "all")
        known = self.draft.known(row, FOUND)
        listed = own.table.rows[int(known or 1) - 1][own.columns["kpis"]] if "kpis" in own.columns else None
        shown = str(listed or "").replace(";", ",").replace(" ", ",")
        self.draft.compute(row, LISTED, text, f",{shown},")

    def _put_test(self, row: int, condition: Condition, number: int, line: int) -> None:
        """What is tested in a month of the statement, and whether the condition is met there."""
        here = self.seen.months[number]
        test = _tested(self.seen, condition, here)
        value = None if test is None else float(Fraction(test.above) / Fraction(test.below))
        self.draft.compute(row, MET + len(self.tests.months) + number, self._asked(row, condition, line), value)
        cell, limit = self.tests.value(number, row), at(THRESHOLD, row)
        far = f"ROUND(({cell}-{limit})/(ABS({limit})+({limit}=0)),12)"
        beyond = f"IF({at(BELOW, row)}=1,{far}<0,{far}>0)"
        passed = f"OR({beyond},AND({far}=0,{at(EQUAL, row)}=1))"
        text = f'IF({cell}="",0,IF(AND({self.tests.forced(row, fixed(LABEL, line))},{passed}),1,0))'
        met = test is not None and in_force(condition, here) and test.meets(condition)
        self.draft.compute(row, MET + number, text, int(met))

    def _asked(self, row: int, condition: Condition, line: int) -> str:
        """Actual divided by forecast over the window, or the mean of another measure there."""
        last, of_period, days = self.tests.months[-1], at(OF_PERIOD, row), self.names.all("months", "month")
        stop, until = (f"IF({of_period}=1,{fixed(place, last)},{fixed(place, line)})" for place in (MONTH, LABEL))
        months = f"MIN({at(WINDOW, row)},{until})"
        window = f"({days}>=EDATE({stop},1-{months}))*({days}<={stop})"
        on_volumes = condition.measure == VOLUME_RATIO
        above = f"SUMPRODUCT({window},{self._measure('actual' if on_volumes else condition.measure)})"
        below = f"SUMPRODUCT({window},{self._measure('forecast')})" if on_volumes else months
        return f'IFERROR({above}/{below},"")'

    def _measure(self, measure: str) -> str:
        """A column of the months; a measure of which nothing was recorded has none."""
        if not self.names.has("months", measure):
            return self.names.all("months", "month")
        return self.names.all("months", measure)


def _tested(seen: Records, condition: Condition, month: int) -> Tested | None:
    found = tested(seen, condition, month)
    return found if found.below > 0 else None
