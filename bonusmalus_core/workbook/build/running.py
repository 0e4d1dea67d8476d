"""How does the running period stand? The values beside the native formulas of Start, KPIs and Lists.

The running period is the one of the latest month with an actual volume. What is computed here is an indication: excused
events, overrides, conditions and the volume guarantee wait for the settlement.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from bonusmalus_core.calc.factor import capped
from bonusmalus_core.calc.periods import contract_month, first_month, periods
from bonusmalus_core.calc.progression import progressions
from bonusmalus_core.calc.values import Rows, measured, rows_by_kpi
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.workbook.build.bands import impact_of


@dataclass(frozen=True)
class Span:
    """The contract months in which a row of the KPI table is in force, and the first one in which it weighs."""

    begins: int
    ends: int
    weighs: int


@dataclass(frozen=True)
class SoFar:
    """A KPI row in the running period: months, value, value on the scale of its thresholds, impact."""

    months: tuple[int, int]
    value: Fraction | None = None
    scaled: Fraction | None = None
    impact: Fraction | None = None


@dataclass(frozen=True)
class Running:
    """The agreement in its running period; months are contract months, 0 while no volume was recorded."""

    agreement: Agreement

    @cached_property
    def month(self) -> int:
        """The latest month with an actual volume."""
        contract = self.agreement.contract
        numbers = (contract_month(contract, each.month) for each in self.agreement.months if each.actual is not None)
        return max((number for number in numbers if 1 <= number <= contract.months), default=0)

    @cached_property
    def period(self) -> tuple[int, int]:
        """First and last month of the running period; the first one while nothing was recorded."""
        number = max(self.month, 1)
        return next(p for p in self.periods if p[0] <= number <= p[1])

    @cached_property
    def periods(self) -> tuple[tuple[int, int], ...]:
        """First and last month of every period."""
        contract = self.agreement.contract
        return tuple(
            (contract_month(contract, months[0]), contract_month(contract, months[-1])) for months in periods(contract)
        )

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The span of every row of the KPI table."""
        return tuple(self._span(kpi) for kpi in self.agreement.kpis)

    def _span(self, kpi: Kpi) -> Span:
        rows = progressions(self.agreement.kpis)[kpi.code]
        later = [row.from_month for row in rows if row.from_month > kpi.from_month]
        term = self.agreement.contract.months
        ends = min(term if kpi.to_month is None else kpi.to_month, min(later, default=term + 1) - 1)
        earlier = [self._span(row).ends for row in rows if row.from_month < kpi.from_month]
        return Span(kpi.from_month, ends, 1 + max(earlier, default=0))

    @cached_property
    def so_far(self) -> tuple[SoFar, ...]:
        """Every row of the KPI table over the running period up to the running month."""
        measurements = rows_by_kpi(self.agreement.measurements)
        return tuple(
            self._so_far(kpi, span, measurements.get(kpi.code, {}))
            for kpi, span in zip(self.agreement.kpis, self.spans, strict=True)
        )

    def _so_far(self, kpi: Kpi, span: Span, rows: Rows) -> SoFar:
        last = min(span.ends, self.month)
        first = max(span.begins, self.period[0])
        if kpi.window_months is not None and first <= last:
            first = max(1, last - kpi.window_months + 1)
        start = first_month(self.agreement.contract)
        months = [start + (number - 1) for number in range(first, last + 1)]
        if not any(month in rows for month in months):
            return SoFar((first, last))
        found = measured(kpi, rows, [month for month in months if month in rows])
        if found.value is None or found.too_few(kpi):
            return SoFar((first, last))
        stated = kpi.window_months or self.agreement.contract.settlement_months
        scaled = found.value * stated / len(months) if kpi.aggregate == "sum" else found.value
        return SoFar((first, last), found.value, scaled, impact_of(kpi, self.agreement.contract.levels, scaled))

    @property
    def counts_idle(self) -> int:
        """1 when KPIs that wait or were not measured count as neutral, 0 when their weight goes to the others."""
        return int(self.agreement.contract.inactive_kpi == "neutral")

    def weights(self, month: int) -> Decimal:
        """The sum of active and waiting weights in a contract month."""
        rows = zip(self.agreement.kpis, self.spans, strict=True)
        return sum((kpi.weight for kpi, span in rows if span.weighs <= month <= span.ends), Decimal(0))

    @cached_property
    def wrong_month(self) -> int:
        """The first month whose weights do not sum to 1; 0 when there is none."""
        months = range(1, self.agreement.contract.months + 1)
        return next((month for month in months if self.weights(month) != 1), 0)

    def price(self, month: int) -> Decimal:
        """The base price in a contract month; 0 before the first one."""
        begun = [price for price in self.agreement.prices if price.from_month <= month]
        return max(begun, key=lambda price: price.from_month).price if begun else Decimal(0)

    @cached_property
    def price_now(self) -> Decimal:
        """The base price in the running month, or in the first one."""
        return self.price(max(self.month, 1))

    def actual(self, month: int) -> Decimal | None:
        """The recorded volume of a contract month."""
        wanted = first_month(self.agreement.contract) + (month - 1)
        return next((each.actual for each in self.agreement.months if each.month == wanted), None)

    def factor(self, month: int) -> Fraction | None:
        """The capped price factor of a month of the running period with a volume; None for any other."""
        if not self.period[0] <= month <= self.period[1] or self.actual(month) is None:
            return None
        weighed, total = Fraction(0), Fraction(0)
        for kpi, span, now in zip(self.agreement.kpis, self.spans, self.so_far, strict=True):
            if span.weighs <= month <= span.ends:
                impact = now.impact if span.begins <= month else None
                weight = Fraction(kpi.weight) * (self.counts_idle if impact is None else 1)
                weighed, total = weighed + weight * (1 if impact is None else impact), total + weight
        return self.capped(weighed / total if total else Fraction(1))

    def capped(self, factor: Fraction) -> Fraction:
        """The factor between the malus cap and the bonus cap."""
        return capped(factor, self.agreement.contract.bonus_cap, self.agreement.contract.malus_cap)

    def amount(self, month: int) -> Fraction | None:
        """The bonus-malus of a month of the running period; None where it has no volume."""
        factor = self.factor(month)
        return (
            None if factor is None else Fraction(self.actual(month) or 0) * Fraction(self.price(month)) * (factor - 1)
        )
