"""What is each KPI worth in its runs, read naively after sections 2, 3 (runs), 3.1 and 3.2 of the rules?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from tests.calc.naive.contract import DECIDING, ONE, ZERO, Case, Row, away, index, must, num
from tests.calc.naive.result import Line


def runs(case: Case, code: str) -> list[tuple[str, Row, list[int]]]:
    found: list[tuple[str, Row, list[int]]] = []
    for month in case.months:
        state, row = case.standing(code, month)
        if found and case.contract["evaluation"] == "period" and together(case, found[-1], state, row):
            found[-1] = (state, row, [*found[-1][2], month])
        else:
            found.append((state, row, [month]))
    return found


def together(case: Case, run: tuple[str, Row, list[int]], state: str, row: Row) -> bool:
    if run[0] != state:
        return False
    return state != "active" or all(deciding(case, run[1], name) == deciding(case, row, name) for name in DECIDING)


def deciding(case: Case, row: Row, name: str) -> object:
    if name == "impacts":
        return [must(each) for each in case.impacts(row)]
    if name == "thresholds":
        return [must(each) for each in row["thresholds"]]
    if name in ("impact_floor", "impact_cap", "multiplier", "min_n"):
        return num(row[name])
    return row[name]


def line(case: Case, code: str, state: str, row: Row, months: list[int]) -> Line:
    weights = [must(case.standing(code, month)[1]["weight"]) for month in months]
    line = Line(code, months, state, weights, None, None, False)
    if state == "active":
        measure(case, line, row)
    return line


def measure(case: Case, line: Line, row: Row) -> None:
    code, first = line.code, case.first_month(line.code)
    base = [month for month in case.months if month >= first] if row["frequency"] == "period" else line.months
    window = base
    if row["window_months"] is not None:
        window = [month for month in range(base[-1] - row["window_months"] + 1, base[-1] + 1) if month >= first]
    counted = [month for month in window if not case.excused(code, month)]
    override = case.override(code)
    if override and override.get("impact") is not None:
        line.state, line.impact, line.final = "overridden", must(override["impact"]), True
        return
    if override:
        value = must(override["value"])
        if off_scale(row, value):
            refuse(case, line, [None])
            return
        line.state, line.value = "overridden", value
        line.impact = impact(case, row, value, len(counted) or len(window))
        return
    if all(case.excused(code, month) for month in base) or not counted:
        line.state = "inactive"
        return
    measured(case, line, row, base, counted)


def measured(case: Case, line: Line, row: Row, base: list[int], counted: list[int]) -> None:
    code = line.code
    having = {index(each["month"]) for each in case.measurements if each["kpi"] == code}
    needed = {month for month in [*base, *counted] if not case.excused(code, month)}
    if row["frequency"] == "period":
        needed = set(counted)
    absent = sorted(needed - having)
    if len(absent) == len(needed):
        missing(case, line, absent)
        return
    faults = holes(case, line, row, sorted(needed)) + mixed(case, line, row, counted)
    faults += below_zero(case, line, row, [month for month in needed if month in having])
    if row["frequency"] == "monthly":
        faults += absent
    if faults:
        refuse(case, line, faults)
        return
    value, answers = aggregated(case, line, row, counted)
    if answers is not None and row["min_n"] is not None and answers < must(row["min_n"]):
        line.state = "inactive"
    elif value is None:
        missing(case, line, counted)
    elif off_scale(row, value):
        refuse(case, line, [line.months[-1]])
    else:
        if row["decimals"] is not None:
            value = away(value, row["decimals"])
        line.state, line.value = "measured", value
        line.impact = impact(case, row, value, len(counted))


def holes(case: Case, line: Line, row: Row, needed: list[int]) -> list[int]:
    fields = ("numerator", "denominator") if row["aggregate"] == "ratio" else ("value",)
    rows = [each for each in case.measurements if each["kpi"] == line.code and index(each["month"]) in needed]
    return [index(each["month"]) for each in rows if any(each.get(name) is None for name in fields)]


def mixed(case: Case, line: Line, row: Row, counted: list[int]) -> list[int]:
    rows = [each for each in case.measurements if each["kpi"] == line.code and index(each["month"]) in counted]
    without = [index(each["month"]) for each in rows if each.get("n") is None]
    return without if row["aggregate"] == "mean" and len(without) < len(rows) else []


def below_zero(case: Case, line: Line, row: Row, needed: list[int]) -> list[int]:
    count = "denominator" if row["aggregate"] == "ratio" else "n"
    fields = [count] if below(row) else [count, "numerator" if row["aggregate"] == "ratio" else "value"]
    rows = [each for each in case.measurements if each["kpi"] == line.code and index(each["month"]) in needed]
    return [index(each["month"]) for each in rows if any((num(each.get(name)) or ZERO) < 0 for name in fields)]


def below(row: Row) -> bool:
    low = ZERO if row["scale_min"] is None and row["unit"] == "%" else num(row["scale_min"])
    return low is None or low < 0


def aggregated(case: Case, line: Line, row: Row, counted: list[int]) -> tuple[Fraction | None, Fraction | None]:
    rows = [each for each in case.measurements if each["kpi"] == line.code and index(each["month"]) in counted]
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


def off_scale(row: Row, value: Fraction) -> bool:
    share = row["unit"] == "%"
    low = ZERO if row["scale_min"] is None and share else num(row["scale_min"])
    high = ONE if row["scale_max"] is None and share else num(row["scale_max"])
    return (low is not None and value < low) or (high is not None and value > high)


def missing(case: Case, line: Line, months: list[int]) -> None:
    if case.contract["missing_data"] == "refuse":
        refuse(case, line, list(months))
    line.state = "missing"


def refuse(case: Case, line: Line, months: Sequence[int | None]) -> None:
    line.state = "missing"
    if any(line.weights):
        case.refused |= {(line.code, month) for month in months}


def impact(case: Case, row: Row, value: Fraction, months: int) -> Fraction:
    if (row["code"], None) in case.refused:
        return ONE  # bands out of order: nobody asks
    thresholds = [must(each) for each in row["thresholds"]]
    impacts = [must(each) for each in case.impacts(row)]
    if row["aggregate"] == "sum":
        stated = row["window_months"] or case.contract["settlement_months"]
        thresholds = [each * months / stated for each in thresholds]
    result = banded(row, value, thresholds, impacts)
    if row["impact_floor"] is not None:
        result = max(result, must(row["impact_floor"]))
    if row["impact_cap"] is not None:
        result = min(result, must(row["impact_cap"]))
    return result


def banded(row: Row, value: Fraction, thresholds: list[Fraction], impacts: list[Fraction]) -> Fraction:
    if thresholds[0] > thresholds[-1]:  # lower is better: the same question on the mirrored line
        return banded(row, -value, [-each for each in thresholds], impacts)
    if value in thresholds:
        return impacts[thresholds.index(value)]
    if row["payout"] == "linear":
        return linear(row, value, thresholds, impacts)
    if value < thresholds[0]:
        return impacts[0]
    if row["payout"] == "step":
        return impacts[max(i for i, each in enumerate(thresholds) if value >= each)]
    distances = [abs(value - each) for each in thresholds]
    return impacts[max(i for i, each in enumerate(distances) if each == min(distances))]


def linear(row: Row, value: Fraction, thresholds: list[Fraction], impacts: list[Fraction]) -> Fraction:
    if row["beyond"] == "clamp" and value < thresholds[0]:
        return impacts[0]
    if row["beyond"] == "clamp" and value > thresholds[-1]:
        return impacts[-1]
    pairs = list(zip(thresholds, impacts, strict=True))
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if value < x1 or x1 == thresholds[-1]:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    raise AssertionError
