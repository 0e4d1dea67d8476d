"""What do the rules say, read once more and slowly? A second settlement for the tests to compare the engine with.

One plain module over contract data, sentence by sentence after sections 1 to 4 of the rules: it uses nothing of the
product and is never clever. Months are counted from year 0, all numbers are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass
class Line:
    """A KPI over a run; `exact` is its part of the bonus-malus before cents."""

    code: str
    months: list[int]
    state: str
    weights: list[Fraction]
    value: Fraction | None
    impact: Fraction | None
    final: bool
    exact: Fraction = ZERO


@dataclass
class MonthResult:
    month: int
    payable: Fraction
    factor: Fraction
    price: Fraction
    amount: Fraction
    volume: Fraction


@dataclass
class Result:
    """What is settled, or (`refused`) the KPI codes and months for which nothing is."""

    refused: set[tuple[str | None, int | None]] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    months: list[MonthResult] = field(default_factory=list)
    adjustments: dict[str, Fraction] = field(default_factory=dict)
    factor: Fraction = ONE
    bonus_malus: Fraction = ZERO
    top_up: Fraction = ZERO


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

    # Section 1

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

    # Section 3, runs and values

    def runs(self, code: str) -> list[tuple[str, Row, list[int]]]:
        found: list[tuple[str, Row, list[int]]] = []
        for month in self.months:
            state, row = self.standing(code, month)
            if found and self.contract["evaluation"] == "period" and self.together(found[-1], state, row):
                found[-1] = (state, row, [*found[-1][2], month])
            else:
                found.append((state, row, [month]))
        return found

    def together(self, run: tuple[str, Row, list[int]], state: str, row: Row) -> bool:
        if run[0] != state:
            return False
        return state != "active" or all(self.deciding(run[1], name) == self.deciding(row, name) for name in DECIDING)

    def deciding(self, row: Row, name: str) -> object:
        if name == "impacts":
            return [must(each) for each in self.impacts(row)]
        if name == "thresholds":
            return [must(each) for each in row["thresholds"]]
        if name in ("impact_floor", "impact_cap", "multiplier", "min_n"):
            return num(row[name])
        return row[name]

    def line(self, code: str, state: str, row: Row, months: list[int]) -> Line:
        weights = [must(self.standing(code, month)[1]["weight"]) for month in months]
        line = Line(code, months, state, weights, None, None, False)
        if state == "active":
            self.measure(line, row)
        return line

    def measure(self, line: Line, row: Row) -> None:
        code, first = line.code, self.first_month(line.code)
        base = [month for month in self.months if month >= first] if row["frequency"] == "period" else line.months
        window = base
        if row["window_months"] is not None:
            window = [month for month in range(base[-1] - row["window_months"] + 1, base[-1] + 1) if month >= first]
        counted = [month for month in window if not self.excused(code, month)]
        override = self.override(code)
        if override and override.get("impact") is not None:
            line.state, line.impact, line.final = "overridden", must(override["impact"]), True
            return
        if override:
            value = must(override["value"])
            if self.off_scale(row, value):
                self.refuse(line, [None])
                return
            line.state, line.value = "overridden", value
            line.impact = self.impact(row, value, len(counted) or len(window))
            return
        if all(self.excused(code, month) for month in base) or not counted:
            line.state = "inactive"
            return
        self.measured(line, row, base, counted)

    def measured(self, line: Line, row: Row, base: list[int], counted: list[int]) -> None:
        code = line.code
        having = {index(each["month"]) for each in self.measurements if each["kpi"] == code}
        needed = {month for month in [*base, *counted] if not self.excused(code, month)}
        if row["frequency"] == "period":
            needed = set(counted)
        absent = sorted(needed - having)
        if len(absent) == len(needed):
            self.missing(line, absent)
            return
        faults = self.holes(line, row, sorted(needed)) + self.mixed(line, row, counted)
        if row["frequency"] == "monthly":
            faults += absent
        if faults:
            self.refuse(line, faults)
            return
        value, answers = self.value(line, row, counted)
        if answers is not None and row["min_n"] is not None and answers < must(row["min_n"]):
            line.state = "inactive"
        elif value is None:
            self.missing(line, counted)
        elif self.off_scale(row, value):
            self.refuse(line, [line.months[-1]])
        else:
            if row["decimals"] is not None:
                value = away(value, row["decimals"])
            line.state, line.value = "measured", value
            line.impact = self.impact(row, value, len(counted))

    def holes(self, line: Line, row: Row, needed: list[int]) -> list[int]:
        fields = ("numerator", "denominator") if row["aggregate"] == "ratio" else ("value",)
        rows = [each for each in self.measurements if each["kpi"] == line.code and index(each["month"]) in needed]
        return [index(each["month"]) for each in rows if any(each.get(name) is None for name in fields)]

    def mixed(self, line: Line, row: Row, counted: list[int]) -> list[int]:
        rows = [each for each in self.measurements if each["kpi"] == line.code and index(each["month"]) in counted]
        without = [index(each["month"]) for each in rows if each.get("n") is None]
        return without if row["aggregate"] == "mean" and len(without) < len(rows) else []

    def value(self, line: Line, row: Row, counted: list[int]) -> tuple[Fraction | None, Fraction | None]:
        rows = [each for each in self.measurements if each["kpi"] == line.code and index(each["month"]) in counted]
        if row["aggregate"] == "ratio":
            above = sum((must(each["numerator"]) for each in rows), ZERO)
            below = sum((must(each["denominator"]) for each in rows), ZERO)
            return (must(row["multiplier"]) * above / below if below else None), below
        if row["aggregate"] == "mean":
            with_n = [each for each in rows if each.get("n") is not None]
            if not with_n:
                return sum((must(each["value"]) for each in rows), ZERO) / len(rows), ZERO
            answers = sum((must(each["n"]) for each in rows), ZERO)
            total = sum((must(each["value"]) * must(each["n"]) for each in rows), ZERO)
            return (total / answers if answers else None), answers
        if row["aggregate"] == "last":
            last = max(index(each["month"]) for each in rows)
            rows = [each for each in rows if index(each["month"]) == last]
        return sum((must(each["value"]) for each in rows), ZERO), None

    def off_scale(self, row: Row, value: Fraction) -> bool:
        share = row["unit"] == "%"
        low = ZERO if row["scale_min"] is None and share else num(row["scale_min"])
        high = ONE if row["scale_max"] is None and share else num(row["scale_max"])
        return (low is not None and value < low) or (high is not None and value > high)

    def missing(self, line: Line, months: list[int]) -> None:
        if self.contract["missing_data"] == "refuse":
            self.refuse(line, list(months))
        line.state = "missing"

    def refuse(self, line: Line, months: list[Any]) -> None:
        line.state = "missing"
        if any(line.weights):
            self.refused |= {(line.code, month) for month in months}

    # Section 2

    def impact(self, row: Row, value: Fraction, months: int) -> Fraction:
        thresholds = [must(each) for each in row["thresholds"]]
        impacts = [must(each) for each in self.impacts(row)]
        if row["aggregate"] == "sum":
            stated = row["window_months"] or self.contract["settlement_months"]
            thresholds = [each * months / stated for each in thresholds]
        result = self.banded(row, value, thresholds, impacts)
        if row["impact_floor"] is not None:
            result = max(result, must(row["impact_floor"]))
        if row["impact_cap"] is not None:
            result = min(result, must(row["impact_cap"]))
        return result

    def banded(self, row: Row, value: Fraction, thresholds: list[Fraction], impacts: list[Fraction]) -> Fraction:
        if thresholds[0] > thresholds[-1]:  # lower is better: the same question on the mirrored line
            return self.banded(row, -value, [-each for each in thresholds], impacts)
        if value in thresholds:
            return impacts[thresholds.index(value)]
        if row["payout"] == "linear":
            return self.linear(row, value, thresholds, impacts)
        if value < thresholds[0]:
            return impacts[0]
        if row["payout"] == "step":
            return impacts[max(i for i, each in enumerate(thresholds) if value >= each)]
        distances = [abs(value - each) for each in thresholds]
        return impacts[max(i for i, each in enumerate(distances) if each == min(distances))]

    def linear(self, row: Row, value: Fraction, thresholds: list[Fraction], impacts: list[Fraction]) -> Fraction:
        if row["beyond"] == "clamp" and value < thresholds[0]:
            return impacts[0]
        if row["beyond"] == "clamp" and value > thresholds[-1]:
            return impacts[-1]
        pairs = list(zip(thresholds, impacts, strict=True))
        for (x0, y0), (x1, y1) in pairwise(pairs):
            if value < x1 or x1 == thresholds[-1]:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        raise AssertionError

    # Section 3, conditions

    def seen(self, month: int, name: str) -> Fraction | None:
        return num(self.records.get(month, {}).get(name))

    def in_force(self, condition: Row, month: int) -> bool:
        number = month - self.start + 1
        after = condition["to_month"] is not None and number > condition["to_month"]
        return bool(number >= condition["from_month"]) and not after

    def window(self, condition: Row, month: int) -> list[int]:
        last = self.months[-1] if condition["tested"] == "period" else month
        return [each for each in range(last - condition["window_months"] + 1, last + 1) if each >= self.start]

    def check_months(self) -> None:
        for month in self.months:
            if self.seen(month, "actual") is None or self.base_price(month) is None:
                self.refused.add((None, month))
            for condition in self.conditions:
                if self.in_force(condition, month):
                    self.check_condition(condition, month)

    def check_condition(self, condition: Row, month: int) -> None:
        of_volume = condition["measure"] == "volume_ratio"
        if of_volume or condition["effect"] == "volume_guarantee" or condition["measure"] == "forecast":
            for each in self.months if condition["tested"] == "period" else [month]:
                if (self.seen(each, "forecast") or ZERO) <= 0:
                    self.refused.add((None, each))
        for each in self.window(condition, month):
            for name in ("actual", "forecast") if of_volume else (condition["measure"],):
                if self.seen(each, name) is None:
                    self.refused.add((None, each))

    def met(self, condition: Row, month: int) -> bool:
        if not self.in_force(condition, month):
            return False
        months = self.window(condition, month)
        if condition["measure"] == "volume_ratio":
            value = self.total(months, "actual") / self.total(months, "forecast")
        else:
            value = self.total(months, condition["measure"]) / len(months)
        limit = must(condition["threshold"])
        return {
            "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit
        }[condition["comparator"]]  # fmt: skip

    def total(self, months: list[int], name: str) -> Fraction:
        return sum((must(self.records[month][name]) for month in months), ZERO)

    def payable(self, month: int) -> Fraction:
        actual = self.total([month], "actual")
        offers = [actual]
        for condition in self.conditions:
            if condition["effect"] != "volume_guarantee" or not self.met(condition, month):
                continue
            share = must("0.90" if condition["effect_value"] is None else condition["effect_value"])
            if condition["tested"] == "month":
                offers.append(share * self.total([month], "forecast"))
            elif month == self.months[-1]:
                offers.append(actual + share * self.total(self.months, "forecast") - self.total(self.months, "actual"))
        return max(offers)

    def waived(self, line: Line, month: int) -> Fraction:
        impact = ONE if line.impact is None else line.impact
        for condition in self.conditions:
            if condition["effect"] == "waive_malus" and condition["scope"] == "kpi" and self.met(condition, month):
                listed = condition["kpis"] == "all" or line.code in condition["kpis"]
                if listed and not line.final:
                    impact = max(impact, ONE)
        return impact

    def any_met(self, month: int, effect: str, **having: str) -> bool:
        return any(
            condition["effect"] == effect
            and all(condition[key] == each for key, each in having.items())
            and self.met(condition, month)
            for condition in self.conditions
        )

    # Sections 3.4 to 4

    def counts(self, line: Line) -> bool:
        if line.state in ("waiting", "inactive"):
            return bool(self.contract["inactive_kpi"] == "neutral")
        if line.state == "missing":
            return bool(self.contract["missing_data"] != "redistribute")
        return line.state != "ended"

    def settled_month(self, lines: list[Line], month: int, result: Result) -> MonthResult:
        weighed = [
            (line, line.weights[line.months.index(month)], self.waived(line, month))
            for line in lines
            if month in line.months and self.counts(line)
        ]
        weights = sum((weight for _, weight, _ in weighed), ZERO)
        free = sum((weight * impact for _, weight, impact in weighed), ZERO) / weights if weights else ONE
        waived = max(free, ONE) if self.any_met(month, "waive_malus", scope="total") else free
        barred = min(waived, ONE) if self.any_met(month, "bar_bonus") else waived
        factor = barred
        if self.contract["malus_cap"] is not None:
            factor = max(factor, 1 - must(self.contract["malus_cap"]))
        if self.contract["bonus_cap"] is not None:
            factor = min(factor, 1 + must(self.contract["bonus_cap"]))

        agreed = self.base_price(month)
        assert agreed is not None
        base, price = agreed, agreed * factor
        if self.contract["price_decimals"] is not None:
            base, price = away(base, self.contract["price_decimals"]), away(price, self.contract["price_decimals"])
        payable, actual = self.payable(month), self.total([month], "actual")
        volume = payable if self.contract["bonus_malus_volume"] == "payable" else actual
        result.top_up += (payable - actual) * base
        for line, weight, impact in weighed:
            if weights:
                line.exact += volume * base * weight / weights * (impact - 1)
        for cause, change in (("waiver", waived - free), ("barred", barred - waived), ("cap", factor - barred)):
            result.adjustments[cause] = result.adjustments.get(cause, ZERO) + volume * base * change
        rounding = volume * (price - base) - volume * base * (factor - 1)
        result.adjustments["price_rounding"] = result.adjustments.get("price_rounding", ZERO) + rounding
        return MonthResult(month, payable, factor, price, volume * (price - base), volume)


def settle(data: Row, period: int) -> Result:
    """The settlement of a period of contract data, or what refuses it."""
    case = Case(data, period)
    case.check()
    case.check_months()
    lines = [case.line(code, *run) for code in case.codes for run in case.runs(code)]
    if case.refused:
        return Result(refused=case.refused)
    result = Result(lines=lines)
    result.months = [case.settled_month(lines, month, result) for month in case.months]
    volume = sum((month.volume for month in result.months), ZERO)
    if volume:
        result.factor = sum((month.factor * month.volume for month in result.months), ZERO) / volume
    else:
        result.factor = sum((month.factor for month in result.months), ZERO) / len(result.months)
    digits = MINOR_UNITS[case.contract["currency"]]
    result.bonus_malus = away(sum((month.amount for month in result.months), ZERO), digits)
    result.top_up = away(result.top_up, digits)
    return result
