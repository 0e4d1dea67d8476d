"""Which formulas give the lines of the result and of the payment?"""

from __future__ import annotations

from typing import NamedTuple

from bonusmalus_core.model.settlement import Cause, Settlement
from bonusmalus_core.workbook.proof.block import COMPARED, DECIMALS, EXACT, OF_UNIT, SHARED, TOTAL_TOP_UP
from bonusmalus_core.workbook.proof.draft import Draft, at, down, fixed
from bonusmalus_core.workbook.proof.terms import Terms
from bonusmalus_core.workbook.statement.columns import AMOUNT, CONTROL, FACTOR, MONEY, VOLUME

_CAUSES = tuple(Cause)


class ResultFormulas(NamedTuple):
    """Writes the formulas of the lines below the months; `kpis` and `months` are the first and last row of each."""

    draft: Draft
    terms: Terms
    settlement: Settlement
    kpis: tuple[int, int]
    months: tuple[int, int]

    def put(self) -> None:
        """The lines of the result, then those of the payment."""
        draft, digits = self.draft, self.terms.digits
        lines, (total, gross) = draft.of("line"), draft.of("total")
        draft.explain(lines[0], MONEY, f"SUM({down(MONEY, *self.kpis)})")
        shown = [each.cause for each in self.settlement.adjustments if each.amount]
        for row, cause in zip(lines[1:], shown, strict=True):
            draft.explain(row, MONEY, fixed(SHARED, self.kpis[1] + 1 + _CAUSES.index(cause)))
        draft.explain(total, MONEY, f"ROUND(ROUND({self._amounts},{self._sure}),{digits})")
        factor, volume = down(FACTOR, *self.months), down(VOLUME, *self.months)
        mean = f"SUM({factor})/ROWS({factor})"
        weighted = f"SUMPRODUCT({factor},{volume})/SUM({volume})"
        (row,) = draft.of("factor")
        draft.explain(row, MONEY, f"ROUND(IF(SUM({volume})=0,{mean},{weighted}),12)")
        top_up = f"ROUND(ROUND({fixed(TOTAL_TOP_UP, self._head)},{self._sure}),{digits})"
        self._pay(total, gross, top_up)

    def _pay(self, total: int, gross: int, top_up: str) -> None:
        """What is owed minus what was settled before; VAT, and what is to be paid."""
        draft, claim, digits = self.draft, self.settlement.claim, self.terms.digits
        assert claim is not None  # the statement of a workbook always has its payment
        rows = iter(draft.of("apart"))
        if self.settlement.top_up:
            draft.explain(next(rows), MONEY, top_up)
        owed = f"{at(MONEY, total)}+{top_up}"
        if claim.corrects:
            before = next(rows)
            owed += f"-{at(MONEY, before)}"
            of_top_up = next(rows) if claim.settled_top_up else None
            owed += f"-{at(MONEY, of_top_up)}" if of_top_up else ""
            draft.explain(next(rows), MONEY, f"ROUND({at(MONEY, total)}-{at(MONEY, before)},{digits})")
            if claim.top_up_true_up:
                minus = f"-{at(MONEY, of_top_up)}" if of_top_up else ""
                draft.explain(next(rows), MONEY, f"ROUND({top_up}{minus},{digits})")
        net, vat = next(rows), next(rows)
        draft.explain(net, MONEY, f"ROUND({owed},{digits})")
        taxed = f"ROUND(ROUND({at(MONEY, net)}*N({self.terms.vat}),{self._sure}),{digits})"
        draft.explain(vat, MONEY, taxed if claim.vat_rate else "0")
        draft.explain(gross, MONEY, f"ROUND({at(MONEY, net)}+{at(MONEY, vat)},{digits})")

    @property
    def _head(self) -> int:
        """The row of the sums."""
        return self.kpis[0] - 2

    @property
    def _amounts(self) -> str:
        return f"SUM({down(AMOUNT, *self.months)})"

    @property
    def _decimals(self) -> str:
        """How many decimals a sheet still knows of amounts so large."""
        return fixed(DECIMALS, self._head)

    @property
    def _sure(self) -> str:
        """To how many decimals an amount is rounded before it is rounded to its own."""
        return f"MAX({self._decimals},{self.terms.digits})"

    @property
    def _lines(self) -> tuple[int, int]:
        return self.draft.of("line")[0], self.draft.of("total")[-1]

    def differences(self) -> str:
        """How many figures differ from the engine's beside them."""
        compared, months = fixed(COMPARED, self._head), f"MIN({self._decimals},4)"
        areas = ((self.kpis, compared), (self.months, months), (self._lines, compared))
        return "+".join(f"SUMPRODUCT((ROUND({_apart(area)},{places})<>0)*1)" for area, places in areas)

    def beyond(self) -> str:
        """How many figures differ by more than the last digits that a sheet keeps: 0 where the engine's are as right.

        The engine's total lies within half a unit of the sum of the months; what it adds to the exact parts, so that
        they come to the total, differs by one unit at most; what follows from them, by a few.
        """
        unit, decimals, total = self.terms.unit, self._decimals, self.draft.of("total")[0]
        off, of_unit = f"ABS({self._amounts}-{at(CONTROL, total)})", fixed(OF_UNIT, self._head)
        parts = f"{down(CONTROL, *self.kpis)}-{down(EXACT, *self.kpis)}"
        rules = (
            f"MAX({of_unit},6)={of_unit}",
            f"SUMPRODUCT((ROUND({_apart(self.months)},MIN({decimals},4))<>0)*1)>0",
            f"ROUND({off}+{off}-{unit},{decimals})>0",
            f"ROUND(SUMPRODUCT(MAX({parts}))-SUMPRODUCT(MIN({parts}))-{unit},{decimals})>0",
            f"ROUND(SUMPRODUCT(MAX(ABS({_apart(self._lines)})))-{unit}-{unit}-{unit},{decimals})>0",
        )
        return "+".join(f"({rule})" for rule in rules)


def _apart(area: tuple[int, int]) -> str:
    """Formulas and the engine's figures, row by row."""
    return f"{down(MONEY, *area)}-{down(CONTROL, *area)}"
