"""What was recorded, looked up by KPI, contract month and period?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.calc.periods import first_month, span
from bonusmalus_core.calc.progression import progressions
from bonusmalus_core.calc.values import Rows, rows_by_kpi
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import ExcusedEvent, MonthRecord, Override
from bonusmalus_core.model.month import Month


class Records(NamedTuple):
    """An agreement as the settlement of one period looks at it.

    Months are contract months, counted from 1; `calendar` holds those up to the period's end as calendars name them.
    """

    agreement: Agreement
    period: int
    months: range
    calendar: tuple[Month, ...]
    progressions: Mapping[str, tuple[Kpi, ...]]
    measurements: Mapping[str, Rows]
    by_month: Mapping[Month, MonthRecord]
    overrides: Mapping[str, Override]
    excused_months: Mapping[str, frozenset[int]]

    @property
    def contract(self) -> Contract:
        """The terms of the contract."""
        return self.agreement.contract

    def at(self, month: int) -> Month:
        """The calendar month of a contract month."""
        return self.calendar[month - 1]

    def calendar_months(self, months: range) -> tuple[Month, ...]:
        """The calendar months of consecutive contract months."""
        return self.calendar[months.start - 1 : months.stop - 1]

    def excused(self, kpi: str) -> frozenset[int]:
        """The months that agreed events take out of the measurement of a KPI."""
        return self.excused_months.get(kpi, frozenset()) | self.excused_months.get("all", frozenset())

    def base_price(self, month: int) -> Decimal | None:
        """The price per unit at 100 % in a month, as agreed; None where no price is in force yet."""
        begun = [price for price in self.agreement.prices if price.from_month <= month]
        return max(begun, key=lambda price: price.from_month).price if begun else None

    def volume(self, month: int, which: str) -> Decimal | None:
        """The `forecast`, the `actual` or another measure of a month; None when it is blank."""
        record = self.by_month.get(self.calendar[month - 1])
        if record is None:
            return None
        if which == "forecast":
            return record.forecast
        return record.actual if which == "actual" else record.measures.get(which)


def records(agreement: Agreement, period: int) -> Records:
    """The agreement seen from one period; WrongUsage when it has no such period."""
    contract = agreement.contract
    months, start = span(contract, period), first_month(contract)
    return Records(
        agreement,
        period,
        months,
        tuple(start + number for number in range(months.stop - 1)),
        progressions(agreement.kpis),
        rows_by_kpi(agreement.measurements),
        {record.month: record for record in agreement.months},
        {override.kpi: override for override in agreement.overrides if override.period == period},
        _excused(agreement.events, start, months.stop),
    )


def _excused(events: Iterable[ExcusedEvent], start: Month, stop: int) -> Mapping[str, frozenset[int]]:
    """The contract months before `stop` of the agreed events, by KPI code; "all" is among the codes."""
    found: dict[str, frozenset[int]] = {}
    for event in events:
        if event.agreed is not None:
            months = range(max(event.from_ - start + 1, 1), min(event.to - start + 2, stop))
            found[event.kpi] = found.get(event.kpi, frozenset()).union(months)
    return found
