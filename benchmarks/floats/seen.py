"""What was recorded, looked up for a settlement in floats?"""

from __future__ import annotations

from decimal import Decimal

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement, MonthRecord
from bonusmalus_core.model.month import Month


class Seen:
    """One period of one agreement, in contract months counted from 1."""

    def __init__(self, agreement: Agreement, period: int) -> None:
        self.agreement, self.contract, self.period = agreement, agreement.contract, period
        self.start = Month.of(self.contract.start)
        self.months = self._months(period)
        self.rows: dict[str, list[Kpi]] = {}
        for row in sorted(agreement.kpis, key=lambda row: row.from_month):
            self.rows.setdefault(row.code, []).append(row)
        self.records = {record.month - self.start + 1: record for record in agreement.months}
        self.measured: dict[tuple[str, int], list[Measurement]] = {}
        for each in agreement.measurements:
            if not each.is_blank:
                self.measured.setdefault((each.kpi, each.month - self.start + 1), []).append(each)
        self.excused = {
            (event.kpi, month)
            for event in agreement.events
            if event.agreed is not None
            for month in range(event.from_ - self.start + 1, event.to - self.start + 2)
        }
        self.overrides = {each.kpi: each for each in agreement.overrides if each.period == period}
        self.findings: list[Finding] = []

    def _months(self, period: int) -> list[int]:
        size = self.contract.settlement_months
        offset = (self.start.number - 1) % size if self.contract.calendar == "calendar" else 0
        first = 1 + (period - 1) * size - offset
        return list(range(max(first, 1), min(first + size, self.contract.months + 1)))

    def standing(self, code: str, month: int) -> tuple[str, Kpi]:
        """What a KPI does in a month, and the row that says so."""
        rows = self.rows[code]
        begun = sum(row.from_month <= month for row in rows)
        if begun and (rows[begun - 1].to_month is None or month <= (rows[begun - 1].to_month or 0)):
            return "active", rows[begun - 1]
        return ("waiting", rows[begun]) if begun < len(rows) else ("ended", rows[-1])

    def is_excused(self, code: str, month: int) -> bool:
        """Whether an agreed event takes the month out of the measurement."""
        return (code, month) in self.excused or ("all", month) in self.excused

    def volume(self, month: int, measure: str) -> float | None:
        """Forecast, actual or another measure of a month."""
        record: MonthRecord | None = self.records.get(month)
        if record is None:
            return None
        found: Decimal | None
        if measure == "forecast":
            found = record.forecast
        else:
            found = record.actual if measure == "actual" else record.measures.get(measure)
        return None if found is None else float(found)

    def price(self, month: int) -> float | None:
        """The price per unit at 100 %."""
        begun = [price for price in self.agreement.prices if price.from_month <= month]
        return float(max(begun, key=lambda price: price.from_month).price) if begun else None
