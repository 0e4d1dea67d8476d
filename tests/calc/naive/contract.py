"""What do the parties agree, read naively? Contract data with its defaults, after section 1 of the rules."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

Row = dict[str, Any]

ONE, ZERO = Fraction(1), Fraction(0)

CONTRACT: Row = {
    "levels": ["0.90", "0.95", "1.00", "1.05", "1.10"], "settlement_months": 3, "calendar": "contract",
    "bonus_cap": "0.15", "malus_cap": "0.15", "evaluation": "period", "inactive_kpi": "neutral",
    "missing_data": "refuse", "bonus_malus_volume": "delivered", "price_decimals": None, "currency": "EUR",
}  # fmt: skip
KPI: Row = {
    "unit": "%", "direction": None, "scale_min": None, "scale_max": None, "impacts": None, "payout": "linear",
    "beyond": "clamp", "impact_floor": None, "impact_cap": None, "from_month": 1, "to_month": None,
    "aggregate": "ratio", "multiplier": "1", "frequency": "monthly", "window_months": None, "decimals": None,
    "min_n": None,
}  # fmt: skip
CONDITION: Row = {
    "measure": "volume_ratio", "window_months": 1, "effect_value": None, "kpis": "all", "scope": "kpi",
    "tested": "month", "from_month": 1, "to_month": None,
}  # fmt: skip
DECIDING = (
    "thresholds", "impacts", "payout", "beyond", "impact_floor", "impact_cap", "aggregate", "multiplier", "frequency",
    "window_months", "decimals", "min_n",
)  # fmt: skip
MINOR_UNITS = {"EUR": 2, "JPY": 0, "KWD": 3}


def index(month: str) -> int:
    """The number of a month such as 2026-01."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def num(text: Any) -> Fraction | None:
    """The number that contract data writes as a string, or the decimal that is seen of a binary float."""
    return None if text is None else must(text)


def must(text: Any) -> Fraction:
    """A number that is certainly there."""
    return Fraction(format(text, ".15g") if isinstance(text, float) else str(text))


def away(number: Fraction, digits: int) -> Fraction:
    """Rounded, half away from zero."""
    size = abs(number) * 10**digits
    whole = size.numerator // size.denominator
    if size - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if number >= 0 else -whole, 10**digits)


class Case:
    """Contract data with its defaults filled in, looked at from one period."""

    def __init__(self, data: Row, period: int) -> None:
        self.contract = CONTRACT | data["contract"]
        self.start = index(self.contract["start"])
        self.kpis = [KPI | row for row in data["kpis"]]
        self.conditions = [CONDITION | row for row in data.get("conditions", [])]
        self.prices = data.get("prices", [])
        self.events = data.get("events", [])
        self.overrides = [row for row in data.get("overrides", []) if row["period"] == period]
        self.records = {index(row["month"]): row for row in data.get("months", [])}
        blank = (None, None, None, None)
        self.measurements = [
            row
            for row in data.get("measurements", [])
            if (row.get("numerator"), row.get("denominator"), row.get("value"), row.get("n")) != blank
        ]
        self.codes = list(dict.fromkeys(row["code"] for row in self.kpis))
        self.months = self._period(period)
        self.refused: set[tuple[str | None, int | None]] = set()

    def _period(self, period: int) -> list[int]:
        blocks: list[list[int]] = []
        size = self.contract["settlement_months"]
        for month in range(self.start, self.start + self.contract["months"]):
            if self.contract["calendar"] == "contract":
                begins = (month - self.start) % size == 0
            else:
                begins = (month % 12) % size == 0
            if begins or not blocks:
                blocks.append([])
            blocks[-1].append(month)
        return blocks[period - 1]

    def rows_of(self, code: str) -> list[Row]:
        return sorted((row for row in self.kpis if row["code"] == code), key=lambda row: int(row["from_month"]))

    def first_month(self, code: str) -> int:
        return self.start + int(self.rows_of(code)[0]["from_month"]) - 1

    def standing(self, code: str, month: int) -> tuple[str, Row]:
        number = month - self.start + 1
        begun = [row for row in self.rows_of(code) if row["from_month"] <= number]
        later = [row for row in self.rows_of(code) if row["from_month"] > number]
        if begun and (begun[-1]["to_month"] is None or number <= begun[-1]["to_month"]):
            return "active", begun[-1]
        if later:
            return "waiting", later[0]
        return "ended", begun[-1]

    def excused(self, code: str, month: int) -> bool:
        return any(
            event.get("agreed")
            and event.get("kpi", "all") in ("all", code)
            and index(event["from"]) <= month <= index(event["to"])
            for event in self.events
        )

    def override(self, code: str) -> Row | None:
        found = [row for row in self.overrides if row["kpi"] == code]
        return found[0] if found else None

    def base_price(self, month: int) -> Fraction | None:
        begun = [row for row in self.prices if row.get("from_month", 1) <= month - self.start + 1]
        return must(max(begun, key=lambda row: int(row.get("from_month", 1)))["price"]) if begun else None

    def check(self) -> None:
        for month in range(self.start, self.start + self.contract["months"]):
            standings = [self.standing(code, month) for code in self.codes]
            if sum((must(row["weight"]) for state, row in standings if state != "ended"), ZERO) != 1:
                self.refused.add((None, month))
        for row in self.kpis:
            thresholds = [must(each) for each in row["thresholds"]]
            up = all(a < b for a, b in pairwise(thresholds))
            down = all(a > b for a, b in pairwise(thresholds))
            wrong_way = (row["direction"] == "higher" and down) or (row["direction"] == "lower" and up)
            impacts = [must(each) for each in self.impacts(row)]
            falling = any(a > b for a, b in pairwise(impacts))
            if not (up or down) or wrong_way or falling or len(impacts) != len(thresholds):
                self.refused.add((row["code"], None))
        seen = set()
        for row in self.measurements:
            key = (row["month"], row["kpi"], row.get("part", ""))
            if key in seen:
                self.refused.add((row["kpi"], index(row["month"])))
            seen.add(key)

    def impacts(self, row: Row) -> list[str]:
        return list(row["impacts"] or self.contract["levels"])
