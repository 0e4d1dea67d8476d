"""How does each KPI carry the result from nothing to the total? The statement's figures behind the waterfall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.workbook.build.dashboard.block import Block
from bonusmalus_core.workbook.build.from_statement import KIND, statement_column
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Formula, Row, Written
from bonusmalus_core.workbook.statement.columns import LABEL, MONEY

COLUMNS = (
    "first", "code", "name", "label", "amount", "end", "blank", "up_above", "up_below", "down_above", "down_below",
    "total",
)  # fmt: skip
SPARE = 2
"""KPIs that may be added to the table after the workbook was built."""

NONE = 1000
"""A row of the KPI table that stands for no row."""


@dataclass(frozen=True)
class Steps:
    """The contributions of a statement, KPI by KPI, then what else changed the total, then the total."""

    plan: Plan
    running: Running
    rows_of_statement: Sequence[Row]
    total: Formula

    @property
    def slots(self) -> int:
        """How many KPIs are shown."""
        return len(self._codes) + SPARE

    @property
    def size(self) -> int:
        """The KPIs, the rest and the total."""
        return self.slots + 2

    def count(self, block: Block) -> str:
        """The formula of how many KPIs the contract has."""
        return f"SUMPRODUCT(({block.all('first', self.slots)}<{NONE})*1)"

    def rows(self, block: Block) -> Iterator[dict[str, Written]]:
        """The figures of every step."""
        amounts = self._amounts()
        level = Decimal(0)
        for place in range(self.size):
            at = {name: block.at(name, place) for name in COLUMNS}
            amount, is_total = amounts[place], place == len(self._codes) + 1
            start, level = (Decimal(0), amount) if is_total else (level, level + amount)
            is_step = place <= len(self._codes)
            ends = level if is_step or is_total else Decimal(0)
            yield self._names(block, place, amount) | self._drawn(
                block, place, at, (start, ends, is_total, is_step), amount
            )

    @property
    def _codes(self) -> list[str]:
        """Each KPI once: the first row of its progression weighs from the first month on."""
        rows = zip(self.plan.agreement.kpis, self.running.spans, strict=True)
        return [kpi.code for kpi, span in rows if span.weighs == 1]

    def _amounts(self) -> list[Decimal]:
        """What each step adds; of the total its own height."""
        table = [row for row in self.rows_of_statement if row.kind == "kpi"]
        each = [sum((_money(row) for row in table if row.cells[LABEL] == code), Decimal(0)) for code in self._codes]
        total = self.total.value if isinstance(self.total.value, Decimal) else Decimal(0)
        return [*each, total - sum(each, Decimal(0)), total, *[Decimal(0)] * SPARE]

    def _names(self, block: Block, place: int, amount: Decimal) -> dict[str, Written]:
        """The KPIs in the order of their table, each once; below the name what it adds, in whole units of money."""
        kpis, codes = self.plan.kpis, self._codes
        cell, before = block.at("first", place), block.at("first", place - 1) if place else "0"
        code, row = kpis.all("code"), kpis.all("row")
        other = f'({kpis.all("weighs")}<>1)+({code}="")+({row}<={before})'
        first = f"SUMPRODUCT(MIN({row}+{NONE}*(({other})>0)))" if place < self.slots else f"{NONE}"
        known = [number for number, span in enumerate(self.running.spans, 1) if span.weighs == 1]
        found = known[place] if place < len(codes) else NONE + (1 if place < self.slots else 0)
        count = self.count(block)
        rest, total = self.plan.say("dashboard.rest"), self.plan.say("dashboard.total")
        names = [*codes, rest, total]
        name, at_name = (names[place] if place < len(names) else None), block.at("name", place)
        label = f'IF({place}={count},"{rest}",IF({place}={count}+1,"{total}",""))'
        return {
            "first": Formula(first, Decimal(found)),
            "code": Formula(f'IF({cell}<{NONE},INDEX({code},{cell}),"")', codes[place] if place < len(codes) else None),
            "name": Formula(f"IF({cell}<{NONE},{block.at('code', place)},{label})", name),
            "label": Formula(
                f'IF({at_name}="","",{at_name}&CHAR(10)&ROUND({block.at("amount", place)},0))',
                name and f"{name}\n{half_away(Fraction(amount), 0)}",
            ),
        }

    def _drawn(
        self, block: Block, place: int, at: dict[str, str], value: tuple[Decimal, Decimal, bool, bool], amount: Decimal
    ) -> dict[str, Written]:
        """Where the bar begins and ends; what is above 0 and what is below are stacked apart."""
        start, end, is_total, is_step = value
        count, before = self.count(block), block.at("end", place - 1) if place else "0"
        low, high = (min(start, end), max(start, end)) if is_step else (Decimal(0), Decimal(0))
        floor, top = f"MIN({before},{at['end']})", f"MAX({before},{at['end']})"
        step = f"{place}<={count}"

        def part(rule: str, text: str) -> str:
            return f"IF(AND({step},{at['amount']}{rule}0),{text},0)"

        above, below = f"MAX(0,{top})-MAX(0,{floor})", f"MIN(0,{floor})-MIN(0,{top})"
        rises, zero = is_step and amount >= 0, Decimal(0)
        high_part, low_part = max(zero, high) - max(zero, low), min(zero, low) - min(zero, high)
        falls = is_step and not rises
        return {
            "amount": Formula(self._amount_text(block, place, at), amount),
            "end": Formula(f"IF({step},{before}+{at['amount']},IF({place}={count}+1,{at['amount']},0))", end),
            "blank": Formula(f"IF({step},MAX(0,{floor})+MIN(0,{top}),0)", max(zero, low) + min(zero, high)),
            "up_above": Formula(part(">=", above), high_part if rises else zero),
            "up_below": Formula(part(">=", below), low_part if rises else zero),
            "down_above": Formula(part("<", above), high_part if falls else zero),
            "down_below": Formula(part("<", below), low_part if falls else zero),
            "total": Formula(f"IF({place}={count}+1,{at['amount']},0)", amount if is_total else zero),
        }

    def _amount_text(self, block: Block, place: int, at: dict[str, str]) -> str:
        count = self.count(block)
        kinds, codes, money = (statement_column(self.plan, place) for place in (KIND, LABEL, MONEY))
        of_kpi = f'SUMIFS({money},{codes},{block.at("code", place)},{kinds},"kpi")'
        total = f"N({self.total.text})"
        earlier = f"SUM({block.at('amount', 0)}:{block.at('amount', place - 1)})" if place else "0"
        last = f"IF({place}={count},{total}-{earlier},IF({place}={count}+1,{total},0))"
        return f"IF({at['first']}<{NONE},{of_kpi},{last})"


def _money(row: Row) -> Decimal:
    cell = row.cells[MONEY]
    value = cell.value if isinstance(cell, Formula) else cell
    return value if isinstance(value, Decimal) else Decimal(0)
