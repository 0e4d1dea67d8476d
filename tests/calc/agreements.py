"""Which contracts can there be? Hypothesis strategies for whole agreements as contract data, dense at the boundaries.

Numbers come from short lists, so that values fall on thresholds, volumes on conditions and amounts on half a cent. A
last KPI takes whatever weight the others leave in each month, so that most agreements can be settled.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
Draw = st.DrawFn

FIVE = ["0.90", "0.95", "1.00", "1.05", "1.10"]
IMPACTS = {
    2: [["0.9", "1.1"], ["1", "1"], ["0.85", "1"], ["-0.25", "1"]],
    3: [["0.9", "1", "1.1"], ["0.95", "1", "1"], ["0", "1", "2"]],
    4: [["0.8", "1", "1", "1.07"], ["0.9", "0.97", "1", "1.01"], ["0", "0.5", "1", "4"], ["-2.5", "-1", "1", "1.5"]],
    5: [FIVE, ["0.8", "0.9", "1", "1", "1.3"]],
}
SHARES = [f"{k / 20:.2f}" for k in range(21)]
SCORES = ["1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
COUNTS = ["-10", "0", "5", "10", "20", "30", "45", "60", "90"]
MINOR_UNITS = {"EUR": 2, "JPY": 0, "KWD": 3}


def rare(draw: Draw, times: int = 12) -> bool:
    """True about once in so many times, and never in the simplest example."""
    return draw(st.integers(1, times)) == times


def pick(draw: Draw, *values: Any) -> Any:
    """One of the values; the first is the simplest."""
    return draw(st.sampled_from(values))


def month_name(start: int, number: int) -> str:
    """Contract month `number` as contract data writes it."""
    index = start + number - 1
    return f"{index // 12:04}-{index % 12 + 1:02}"


@st.composite
def settlements(draw: Draw) -> tuple[Row, int]:
    """An agreement and the number of the period to settle."""
    start = 2026 * 12 + draw(st.integers(0, 11))
    contract = draw(contracts(start))
    blocks = periods(start, contract)
    period = draw(st.integers(1, len(blocks)))
    first, last = blocks[period - 1]
    kinds = [pick(draw, "ratio", "value") for _ in range(draw(st.integers(1, 4)))]
    codes = [f"K{number}" for number in range(len(kinds))]
    kpis, measurements = [], []
    for code, kind in zip(codes, kinds, strict=True):
        kpis += draw(progressions(code, kind, len(contract["levels"]), last))
        measurements += draw(measured(code, kind, start, last))
    balance(kpis, contract["months"])
    if rare(draw, 40):
        kpis[0]["weight"] = "0.5000000000001"
    agreement: Row = {
        "contract": contract,
        "prices": draw(prices(contract)),
        "kpis": kpis,
        "conditions": draw(st.lists(conditions(codes, first, last), max_size=4)),
        "months": [draw(month_records(month_name(start, number))) for number in range(1, last + 1)],
        "measurements": measurements,
        "events": draw(st.lists(events(codes, start, last), max_size=2)),
        "overrides": [
            draw(overrides(code, period)) for code in sorted(draw(st.sets(st.sampled_from(codes), max_size=2)))
        ],
    }
    for number, condition in enumerate(agreement["conditions"]):
        condition["code"] = f"C{number}"
    return agreement, period


def periods(start: int, contract: Row) -> list[tuple[int, int]]:
    """First and last contract month of every period."""
    size, months = contract["settlement_months"], contract["months"]
    offset = start % 12 % size if contract["calendar"] == "calendar" else 0
    begins = [1, *range(1 + size - offset, months + 1, size)]
    return list(zip(begins, [each - 1 for each in begins[1:]] + [months], strict=True))


@st.composite
def contracts(draw: Draw, start: int) -> Row:
    """Every rule of the contract that decides about money."""
    return {
        "start": f"{month_name(start, 1)}-01",
        "months": draw(st.integers(1, 13)),
        "currency": pick(draw, "EUR", "EUR", "JPY", "KWD"),
        "levels": pick(draw, FIVE, *IMPACTS[5], *IMPACTS[3]),
        "settlement_months": pick(draw, 3, 3, 1, 6, 12),
        "calendar": pick(draw, "contract", "calendar"),
        "bonus_cap": pick(draw, "0.15", "0.02", "0", None),
        "malus_cap": pick(draw, "0.15", "0.03", "0", None),
        "evaluation": pick(draw, "period", "period", "month"),
        "inactive_kpi": pick(draw, "neutral", "redistribute"),
        "missing_data": pick(draw, "neutral", "redistribute", "refuse"),
        "bonus_malus_volume": pick(draw, "delivered", "payable"),
        "price_decimals": pick(draw, None, None, 0, 2),
    }


@st.composite
def prices(draw: Draw, contract: Row) -> list[Row]:
    """One price or a step on the way; rarely one that begins too late."""
    rows = [{"from_month": 2 if rare(draw, 30) else 1, "price": pick(draw, "10", "9.995", "0.05", "1.5")}]
    if draw(st.booleans()) and contract["months"] > 3:
        rows.append({"from_month": draw(st.integers(3, contract["months"])), "price": pick(draw, "11", "10.125")})
    return rows


@st.composite
def progressions(draw: Draw, code: str, kind: str, levels: int, last: int) -> list[Row]:
    """The rows of one KPI; K0, which fills up the weights, starts at once and never ends."""
    rows: list[Row] = []
    begin = 1 if code == "K0" or draw(st.booleans()) else draw(st.integers(1, last + 1))
    for _ in range(draw(st.integers(1, 3))):
        same = bool(rows) and draw(st.booleans())
        row = rows[-1] | {"to_month": None} if same else draw(kpi_rows(code, kind, levels))
        row = row | {"name": f"{code} from month {begin}", "from_month": begin}
        row["weight"] = pick(draw, "0.1", "0.2", "0.05", "0", "0.15")
        if code != "K0" and rare(draw, 3):
            row["to_month"] = draw(st.integers(begin, max(begin, last)))
        rows.append(row)
        begin = draw(st.integers(begin + 1, max(begin + 1, last + 1)))
    return rows


@st.composite
def kpi_rows(draw: Draw, code: str, kind: str, levels: int) -> Row:
    """One row of the KPI table with bands that fit what is measured."""
    aggregate = "ratio" if kind == "ratio" else pick(draw, "mean", "sum", "last")
    unit, pool = {"ratio": ("%", SHARES), "mean": ("score", SCORES)}.get(aggregate, ("count", COUNTS))
    own = None if draw(st.booleans()) else draw(st.sampled_from(IMPACTS[pick(draw, 3, 2, 4, 5)]))
    size = len(own) if own else levels
    chosen = sorted(draw(st.sets(st.integers(0, len(pool) - 1), min_size=size, max_size=size)))
    thresholds = [pool[each] for each in chosen]
    row: Row = {
        "code": code, "unit": unit, "impacts": own, "thresholds": thresholds, "direction": "higher",
        "payout": pick(draw, "linear", "linear", "nearest", "step"), "beyond": pick(draw, "clamp", "extrapolate"),
        "aggregate": aggregate, "frequency": pick(draw, "monthly", "monthly", "period"),
        "window_months": pick(draw, None, None, 1, 2, 4, 7), "decimals": pick(draw, None, None, 0, 1, 2),
        "min_n": pick(draw, None, None, "30", "60", "0"),
    }  # fmt: skip
    if draw(st.booleans()):
        row |= {"thresholds": thresholds[::-1], "direction": "lower"}
    if rare(draw, 3):
        row["direction"] = None
    row |= pick(draw, {}, {}, {"impact_floor": "0.97"}, {"impact_cap": "1.03"})
    if aggregate == "mean" and draw(st.booleans()):
        row |= {"scale_min": "1", "scale_max": "5"}
    if aggregate == "ratio" and rare(draw, 4):
        row |= {
            "multiplier": "100",
            "unit": "count",
            "thresholds": [f"{100 * float(each):g}" for each in row["thresholds"]],
        }
    return spoilt(draw, row)


def spoilt(draw: Draw, row: Row) -> Row:
    """The row, or rarely one that no settlement can be based on."""
    if not rare(draw, 60):
        return row
    wrong = pick(draw, "direction", "order", "impacts")
    if wrong == "direction":
        falls = float(row["thresholds"][0]) > float(row["thresholds"][-1])
        return row | {"direction": "higher" if falls else "lower"}
    if wrong == "order":
        return row | {"thresholds": [row["thresholds"][0], *row["thresholds"][:-1]]}
    return row | {"impacts": [*(["1.2"] * (len(row["thresholds"]) - 1)), "1.1"]}


def balance(kpis: list[Row], months: int) -> None:
    """Give the first KPI a row wherever the others leave another weight, so that all add up to one."""
    filler = [row for row in kpis if row["code"] == "K0"]
    others = [[row for row in kpis if row["code"] == code] for code in ("K1", "K2", "K3")]
    kpis[:] = [row for row in kpis if row["code"] != "K0"]
    rows: list[Row] = []
    for month in range(1, months + 1):
        left = 1 - sum(weight_in(of_code, month) for of_code in others)
        begun = [row for row in filler if row["from_month"] <= month]
        row = begun[-1] | {"from_month": month, "weight": str(float(left))}
        if not rows or rows[-1] | {"from_month": month} != row:
            rows.append(row)
    kpis[:0] = rows


def weight_in(rows: list[Row], month: int) -> Fraction:
    """The weight of a KPI in a contract month, active or waiting."""
    begun = [row for row in rows if row["from_month"] <= month]
    later = [row for row in rows if row["from_month"] > month]
    if begun and month <= (begun[-1].get("to_month") or month):
        return Fraction(begun[-1]["weight"])
    return Fraction(later[0]["weight"]) if later else Fraction(0)


RATIOS = [
    {"numerator": f"{numerator:g}", "denominator": str(denominator)}
    for denominator in (20, 40, 100)
    for numerator in (denominator * share / 40 for share in (36, 34, 32, 28, 20, 33, 31, 40, 0))
]
ODD_RATIOS: list[Row] = [
    {"numerator": "0", "denominator": "0"}, {"numerator": "130", "denominator": "40"},
    {"numerator": "5", "denominator": None}, {"numerator": "1", "denominator": "3"},
]  # fmt: skip
ODD_VALUES: list[Row] = [{"value": "7"}, {"n": "3"}, {"value": None}]
VALUES = [
    {"value": value, "n": n}
    for value in ("4", "3.5", "2", "1", "10", "20", "2.25", "7.5", "-5", "0.5")
    for n in ("10", "20", "0")
]


@st.composite
def measured(draw: Draw, code: str, kind: str, start: int, last: int) -> list[Row]:
    """The measured rows of one KPI, mostly complete, now and then in parts."""
    habit = pick(draw, "full", "full", "full", "full", "holes", "none", "once")
    with_n = draw(st.booleans())
    plain = st.sampled_from(RATIOS if kind == "ratio" else VALUES)
    odd = st.sampled_from(ODD_RATIOS if kind == "ratio" else ODD_VALUES)
    rows = []
    for number in range(1, last + 1):
        skipped = {"full": False, "none": True, "once": number != last, "holes": rare(draw, 4)}[habit]
        if skipped:
            continue
        month = month_name(start, number)
        rows.append({"month": month, "kpi": code, **draw(odd if rare(draw, 25) else plain)})
        if rare(draw, 10):
            rows.append({"month": month, "kpi": code, "part": "" if rare(draw) else "chat", **draw(plain)})
    if not with_n and kind == "value":
        rows = [row if rare(draw, 60) else {key: row[key] for key in row if key != "n"} for row in rows]
    return rows


@st.composite
def month_records(draw: Draw, month: str) -> Row:
    """Volumes around the usual conditions; rarely a blank."""
    record: Row = {
        "month": month,
        "forecast": pick(draw, "100", "100", "200", "90.5"),
        "actual": pick(draw, "100", "90", "89", "115", "116", "230", "0", "33.3"),
        "quality": pick(draw, "0.9", "0.85", "0.8"),
    }
    if rare(draw, 40):
        record[pick(draw, "forecast", "actual", "quality")] = None
    if rare(draw, 60):
        record["forecast"] = "0"
    return record


@st.composite
def conditions(draw: Draw, codes: list[str], first: int, last: int) -> Row:
    """Any trigger with any effect."""
    measure, thresholds = pick(
        draw, ("volume_ratio", ["0.9", "1.15", "1"]), ("quality", ["0.85"]), ("actual", ["100", "90"]),
        ("forecast", ["100"]),
    )  # fmt: skip
    begin = pick(draw, 1, 1, first, first + 1)
    return {
        "measure": measure,
        "comparator": pick(draw, "<", "<=", ">", ">="),
        "threshold": draw(st.sampled_from(thresholds)),
        "window_months": pick(draw, 1, 1, 2, 3, 5),
        "effect": pick(draw, "volume_guarantee", "waive_malus", "bar_bonus", "warn"),
        "effect_value": pick(draw, None, "0.9", "0.95", "1.1"),
        "kpis": pick(draw, "all", ["K0"], [codes[-1], "K0"]),
        "scope": pick(draw, "kpi", "total"),
        "tested": pick(draw, "month", "month", "period"),
        "from_month": begin,
        "to_month": pick(draw, None, None, max(begin, last - 1)),
    }


@st.composite
def events(draw: Draw, codes: list[str], start: int, last: int) -> Row:
    """Whole months that do not count, mostly agreed."""
    begin = draw(st.integers(1, last))
    end = draw(st.integers(begin, last))
    kpi = pick(draw, "all", *codes)
    agreed = None if rare(draw, 5) else "2026-01-02"
    return {"kpi": kpi, "from": month_name(start, begin), "to": month_name(start, end), "agreed": agreed}


@st.composite
def overrides(draw: Draw, code: str, period: int) -> Row:
    """A value or an impact that was agreed for the period."""
    changed = pick(draw, {"impact": "1.04"}, {"impact": "0.5"}, {"value": "0.825"}, {"value": "4"}, {"value": "17.5"})
    return {"period": period, "kpi": code, **changed}
