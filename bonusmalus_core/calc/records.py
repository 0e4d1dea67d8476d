"""What was recorded, looked up by KPI, month and period?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bonusmalus_core.calc.periods import first_month, period_months
from bonusmalus_core.calc.progression import progressions
from bonusmalus_core.calc.values import Rows, rows_by_kpi
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import MonthRecord, Override
from bonusmalus_core.model.month import Month


@dataclass(frozen=True, slots=True)
class Records:
    """An agreement as the settlement of one period looks at it."""

    agreement: Agreement
    period: int
    months: tuple[Month, ...]
    progressions: Mapping[str, tuple[Kpi, ...]]
    measurements: Mapping[str, Rows]
    by_month: Mapping[Month, MonthRecord]
    overrides: Mapping[str, Override]

    @property
    def contract(self) -> Contract:
        """The terms of the contract."""
        return self.agreement.contract

    @property
    def start(self) -> Month:
        """Contract month 1."""
        return first_month(self.contract)

    def excused(self, kpi: str, month: Month) -> bool:
        """Whether an agreed event takes the month out of the KPI's measurement."""
        return any(event.covers(kpi, month) for event in self.agreement.events)

    def base_price(self, month: Month) -> Decimal | None:
        """The price per unit at 100 % in a month, as agreed; None where no price is in force yet."""
        number = month - self.start + 1
        begun = [price for price in self.agreement.prices if price.from_month <= number]
        return max(begun, key=lambda price: price.from_month).price if begun else None

    def volume(self, month: Month, which: str) -> Decimal | None:
        """The `forecast`, the `actual` or another measure of a month; None when it is blank."""
        record = self.by_month.get(month)
        if record is None:
            return None
        if which == "forecast":
            return record.forecast
        return record.actual if which == "actual" else record.measures.get(which)


def records(agreement: Agreement, period: int) -> Records:
    """The agreement seen from one period; WrongUsage when it has no such period."""
    return Records(
        agreement,
        period,
        period_months(agreement.contract, period),
        progressions(agreement.kpis),
        rows_by_kpi(agreement.measurements),
        {record.month: record for record in agreement.months},
        {override.kpi: override for override in agreement.overrides if override.period == period},
    )


