"""What is a measured row: a numerator and a denominator, the value that they give, and how sure it is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.uncertainty import nps_margin, wilson
from bonusmalus_core.measures.asked import Totals
from bonusmalus_core.measures.measure import MILLION, Measure
from bonusmalus_core.model.month import Month


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One month of one KPI, of one part of it when it is split. Rows of the same measure add up.

    `numerator` and `denominator` are exact; `part` names the groups ("phone", "phone · nl"), "" for all. `over` counts
    what was counted more than once and capped. `complete` is False while the value can still change, `known` where no
    record has the duration that the measure needs; `left` says that it is only that of who abandoned.
    """

    kpi: str
    measure: Measure
    month: Month
    part: str
    numerator: Decimal
    denominator: Decimal
    squares: int = 0
    over: int = 0
    complete: bool = True
    known: bool = True
    left: bool = False

    @classmethod
    def added(cls, rows: Sequence[MeasuredRow], month: Month) -> MeasuredRow:
        """The rows of several months as one row of `month`; complete when all of them are."""
        first = rows[0]
        return cls(
            first.kpi,
            first.measure,
            month,
            first.part,
            sum((each.numerator for each in rows), Decimal(0)),
            sum((each.denominator for each in rows), Decimal(0)),
            sum(each.squares for each in rows),
            sum(each.over for each in rows),
            all(each.complete for each in rows),
            all(each.known for each in rows),
            any(each.left for each in rows),
        )

    @property
    def value(self) -> Fraction | None:
        """Numerator by denominator, times 100 for a score such as NPS; None when nothing was counted, or known."""
        if not (self.denominator and self.known):
            return None
        return self.measure.multiplier * Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def margin(self) -> tuple[Fraction, Fraction] | None:
        """Between which values the true one lies, with 95 % confidence; None where no margin is known."""
        value = self.value
        if value is None:
            return None
        if self.measure.margin == "wilson" and 0 <= value <= 1:
            return wilson(self.numerator, self.denominator)
        if self.measure.margin == "nps":
            answers, apart = int(self.denominator), int(self.numerator)
            reach = nps_margin((self.squares + apart) // 2, (self.squares - apart) // 2, answers)
            return value - reach, value + reach
        return None


def made(kpi: str, measure: Measure, month: Month, part: str, totals: Totals, *, micro: bool) -> MeasuredRow:
    """The row of two sums; more registrations than contacts are capped at all of them, minutes are told as such."""
    over = max(0, totals.numerator - totals.denominator) if measure.id == "REG" else 0
    of_minutes = measure.records == "availability" and measure.unit == "%"
    exact, denominator = Decimal(totals.numerator - over), Decimal(totals.denominator)
    numerator = exact / MILLION if micro or of_minutes else exact
    denominator = denominator / MILLION if of_minutes else denominator
    left = not totals.is_known and (totals.known > 0 or not totals.needing)
    return MeasuredRow(
        kpi, measure, month, part, numerator, denominator, totals.squares, over, known=totals.is_known, left=left
    )
