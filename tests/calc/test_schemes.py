"""Are published kinds of payment schemes settled to the cent that their own tables give?

Every amount was worked out by hand or in exact fractions from the scheme's table, never by the engine; thresholds are
there with a unit on either side. Names tell the kind of scheme, figures are such as were published for it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.calc.small import BANDS, FCR, Row, ratios, settled, small, values, volumes

LOWER: Row = {"direction": "lower"}
MEAN: Row = {"unit": "count", "aggregate": "mean"}
SCORE: Row = {"unit": "score", "aggregate": "last"}
STEP: Row = {"payout": "step"}


class Scheme(NamedTuple):
    """A KPI that decides a whole monthly fee, and what it adds to the fee by the value measured (`out_of` so many)."""

    fee: str
    kpi: Row
    adds: dict[str, str]
    out_of: str | None = None
    currency: str = "EUR"


SCHEMES: dict[str, Scheme] = {
    "credits for the uptime of a cloud service": Scheme(
        "8123.45", {"thresholds": ["0", "0.95", "0.99", "0.999"], "impacts": ["0", "0.75", "0.9", "1"], **STEP},
        {"100000": "0.00", "99900": "0.00", "99899": "-812.35", "99000": "-812.35", "98999": "-2030.86",
         "95000": "-2030.86", "94999": "-8123.45", "0": "-8123.45"}, "100000"),
    "waiting at a bus stop, 1.5 % up and 1 % down per tenth of a minute": Scheme(
        "187654.32", {"thresholds": ["2.1", "1.1", "0.1"], "impacts": ["0.9", "1", "1.15"], **MEAN, **LOWER},
        {"0": "28148.15", "0.1": "28148.15", "0.73": "10414.81", "1.09": "281.48", "1.1": "0.00", "1.11": "-187.65",
         "2.1": "-18765.43", "2.11": "-18765.43"}, currency="GBP"),
    "punctuality of a railway with a floor and a target, and nothing between them": Scheme(
        "81234567.89", {"thresholds": ["0.85", "0.889", "0.911", "0.93"], "impacts": ["0.98", "1", "1", "1.01"]},
        {"850": "-1624691.36", "888": "-41658.75", "889": "0.00", "900": "0.00", "911": "0.00", "912": "42755.04",
         "930": "812345.68", "1000": "812345.68"}, "1000"),
    "minutes late about a benchmark, without an end to either side": Scheme(
        "4123.7", {"thresholds": ["4.25", "3.25", "2.25"], "impacts": ["0.9", "1", "1.1"], "beyond": "extrapolate",
                   **MEAN, **LOWER},
        {"10": "-2783.50", "3.26": "-4.12", "3.25": "0.00", "3.2499": "0.04", "0": "1340.20"}),
    "quality of a hospital, 2 % at stake about a score of 41 %": Scheme(
        "123456789.12", {"thresholds": ["0", "0.41", "0.8"], "impacts": ["0.98", "1", "1.02"], "aggregate": "last"},
        {"0": "-2469135.78", "0.2": "-1264679.30", "0.4099": "-602.23", "0.41": "0.00", "0.55": "886356.43",
         "0.8": "2469135.78", "1": "2469135.78"}, currency="USD"),
    "score of a clinician, 9 % down and 2.14 % up": Scheme(
        "98765.43", {"thresholds": ["18.75", "75", "100"], "impacts": ["0.91", "1", "1.0214"], **SCORE},
        {"18": "-8888.89", "18.75": "-8888.89", "60.5": "-2291.36", "75": "0.00", "75.01": "0.85", "100": "2113.58"},
        currency="USD"),
    "award fee as large as the score, and none below 61": Scheme(
        "1234567", {"thresholds": ["60", "61", "100"], "impacts": ["0", "0.61", "1"], **SCORE},
        {"0": "-1234567.00", "60": "-1234567.00", "61": "-481481.13", "85": "-185185.05", "100": "0.00"},
        currency="USD"),
    "award fee by rating, from unsatisfactory to excellent": Scheme(
        "1234567", {"thresholds": ["0", "50", "51", "76", "91"], "impacts": ["0", "0.5", "0.75", "0.9", "1"],
                    **SCORE, **STEP},
        {"49": "-1234567.00", "50": "-617283.50", "51": "-308641.75", "75": "-308641.75", "76": "-123456.70",
         "90": "-123456.70", "91": "0.00"}, currency="USD"),
    "incentive fee on cost, shared 80 to 20 between a least and a largest fee": Scheme(
        "750000", {"thresholds": ["12250000", "10000000", "7000000"], "impacts": ["0.4", "1", "1.8"],
                   "unit": "money", "aggregate": "last", **LOWER},
        {"13000000": "-450000.00", "12250000": "-450000.00", "10000000": "0.00", "9876543.21": "24691.36",
         "7000000": "600000.00", "5000000": "600000.00"}, currency="USD"),
    "defects per million parts": Scheme(
        "36986.31", {"thresholds": ["1000", "250", "100", "50"], "impacts": ["0.97", "0.99", "1", "1.01"],
                     "unit": "count", "multiplier": "1000000", **LOWER, **STEP},
        {"101": "-1109.59", "26": "-1109.59", "25": "-369.86", "11": "-369.86", "10": "0.00", "6": "0.00",
         "5": "369.86", "0": "369.86"}, "100000"),
    "goods on time and in full, 3 % of the value of those that are not, below 98 %": Scheme(
        "77777.77", {"thresholds": ["0", "0.98"], "impacts": ["0.9706", "1"]},
        {"0": "-2286.67", "900": "-186.67", "979": "-2.33", "980": "0.00", "1000": "0.00"}, "1000", "USD"),
    "guaranteed savings of energy, the shortage paid whole and the surplus shared": Scheme(
        "250000", {"thresholds": ["0", "120000", "240000"], "impacts": ["0.52", "1", "1.24"], "unit": "money",
                   "aggregate": "last", "beyond": "extrapolate"},
        {"-100": "-120100.00", "0": "-120000.00", "119999.99": "-0.01", "120000": "0.00", "120000.01": "0.01",
         "300000": "90000.00"}),
    "commission by quota, none below 80 % and up to two and a half times": Scheme(
        "12345.67", {"thresholds": ["0.7999", "0.8", "1", "1.5"], "impacts": ["0", "0.5", "1", "2.5"],
                     "scale_max": "10", "decimals": 4},
        {"0": "-12345.67", "7999": "-12345.67", "8000": "-6172.84", "9000": "-3086.42", "10000": "0.00",
         "12000": "7407.40", "15000": "18518.51", "25000": "18518.51"}, "10000"),
    "satisfaction of air passengers, a rebate at once and a bonus by degrees": Scheme(
        "33000000", {"thresholds": ["3.79", "3.8", "4.1", "4.5"], "impacts": ["0.99712", "1", "1", "1.0036"],
                     "unit": "score", "aggregate": "mean", "decimals": 2},
        {"3.79": "-95040.00", "3.8": "0.00", "4.1": "0.00", "4.11": "2970.00", "4.5": "118800.00",
         "5": "118800.00"}, currency="GBP"),
    "leaks of a water company, with a dead band, a collar and a cap": Scheme(
        "10000000", {"thresholds": ["105", "97", "95", "90"], "impacts": ["0.752", "1", "1", "1.11"], **MEAN, **LOWER},
        {"106": "-2480000.00", "105": "-2480000.00", "97.01": "-3100.00", "97": "0.00", "95": "0.00",
         "94.99": "2200.00", "90": "1100000.00", "89": "1100000.00"}, currency="GBP"),
    "survey among customers of a power grid, 1 % at stake": Scheme(
        "312345678.9", {"thresholds": ["6.8", "8.2", "8.9"], "impacts": ["0.99", "1", "1.01"], "unit": "score",
                        "aggregate": "mean"},
        {"6.7": "-3123456.79", "6.8": "-3123456.79", "7.5": "-1561728.39", "8.2": "0.00", "8.21": "44620.81",
         "8.9": "3123456.79", "9": "3123456.79"}, currency="GBP"),
    "inspected cleaning in nine steps": Scheme(
        "18333.33", {"thresholds": ["0", "60", "65", "70", "75", "80", "85", "90", "95"],
                     "impacts": ["0.8", "0.85", "0.9", "0.94", "0.97", "1", "1", "1.01", "1.02"], **SCORE, **STEP},
        {"59.99": "-3666.67", "60": "-2750.00", "74.99": "-1100.00", "75": "-550.00", "80": "0.00", "89.99": "0.00",
         "90": "183.33", "95": "366.67"}),
    "failure points of a building under private finance": Scheme(
        "250000.55", {"thresholds": ["201", "200", "100", "50"], "impacts": ["0.95", "0.97", "0.99", "1"],
                      "unit": "count", "aggregate": "last", **LOWER, **STEP},
        {"0": "0.00", "50": "0.00", "51": "-2500.01", "100": "-2500.01", "101": "-7500.02", "200": "-7500.02",
         "201": "-12500.03"}),
    "bins missed per 100,000 collected": Scheme(
        "146626.38", {"thresholds": ["120", "60", "30"], "impacts": ["0.95", "1", "1.005"], "unit": "count",
                      "multiplier": "100000", **LOWER},
        {"121": "-7331.32", "90": "-3665.66", "60": "0.00", "45": "366.57", "30": "733.13", "0": "733.13"}, "100000"),
    "hours that lanes of a road were closed, at most 30 %": Scheme(
        "625000", {"thresholds": ["200", "0"], "impacts": ["0.7", "1"], "unit": "hours", "aggregate": "last", **LOWER},
        {"0": "0.00", "10": "-9375.00", "199.9": "-187406.25", "200": "-187500.00", "250": "-187500.00"}),
    "meals by the marks of their guests, in a currency without cents": Scheme(
        "1234567", {"thresholds": ["0", "3.5", "4", "4.5"], "impacts": ["0.94", "0.97", "1", "1.03"],
                    "unit": "score", "aggregate": "mean", **STEP},
        {"4.5": "37037", "4.49": "0", "4": "0", "3.99": "-37037", "3.5": "-37037", "3.49": "-74074"}, currency="JPY"),
    "answered calls, in a currency of thousandths": Scheme(
        "333666.8335", {"thresholds": BANDS}, {"777": "-7674.337", "800": "0.000", "801": "333.667"}, "1000", "KWD"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, scheme in SCHEMES.items() for value in scheme.adds]
)
def test_a_scheme_adds_to_a_fee_what_its_table_says(kind: str, value: str) -> None:
    scheme = SCHEMES[kind]
    terms = {"settlement_months": 1, "bonus_cap": None, "malus_cap": None, "currency": scheme.currency}
    measured = values(value) if scheme.out_of is None else ratios(value, denominator=scheme.out_of)
    tables: dict[str, Any] = {"prices": [{"price": scheme.fee}], "kpis": [FCR | scheme.kpi], "months": volumes(1)}
    assert str(settled(small(terms, **tables, measurements=measured)).bonus_malus) == scheme.adds[value]


def contract(kpis: list[Row], measurements: list[Row], *, fee: str, months: list[Row], **more: Any) -> Row:
    """A contract without caps but those it names under `terms`."""
    terms: Row = {"bonus_cap": None, "malus_cap": None} | more.pop("terms", {})
    tables = {"prices": [{"price": fee}], "kpis": kpis, "measurements": measurements, "months": months}
    return small(terms, **tables, **more)


def credited(level: int, abandoned: int, quality: int) -> Row:
    """A fee that three KPIs cut by 6, 3 and 4 % at most, and together by 10 %; in thousandths of their contacts."""
    three: list[Row] = [
        FCR | {"code": "LEVEL", "weight": "0.5", "thresholds": ["0", "0.9", "0.93", "0.95"],
               "impacts": ["0.88", "0.92", "0.96", "1"], **STEP},
        FCR | {"code": "LOST", "weight": "0.25", "thresholds": ["1", "0.05", "0.03"],
               "impacts": ["0.88", "0.96", "1"], **STEP, **LOWER},
        FCR | {"code": "TEST", "weight": "0.25", "thresholds": ["0", "0.85", "0.9"],
               "impacts": ["0.84", "0.92", "1"], **STEP},
    ]  # fmt: skip
    measured = zip(("LEVEL", "LOST", "TEST"), (level, abandoned, quality), strict=True)
    rows = [row for code, value in measured for row in ratios(value, kpi=code, denominator="1000")]
    terms = {"settlement_months": 1, "currency": "GBP", "malus_cap": "0.10", "bonus_cap": "0"}
    return contract(three, rows, fee="104333.33", months=volumes(1), terms=terms)


def allocated(*shares: int) -> Row:
    """Five KPIs of equal weight that can each take a quarter of the fee, and all together no more than 40 %."""
    row = FCR | {"weight": "0.2", "thresholds": ["0", "0.9", "0.95"], "impacts": ["-0.25", "0.5", "1"], **STEP}
    codes = [f"K{number}" for number in range(5)]
    rows = [each for code, share in zip(codes, shares, strict=True) for each in ratios(share, kpi=code)]
    terms = {"settlement_months": 1, "malus_cap": "0.40"}
    return contract([row | {"code": code} for code in codes], rows, fee="5000", months=volumes(1), terms=terms)


def improved() -> Row:
    """Five goals of a hospital, each worth a fifth of 1.25 % of its income on the way from a least to a best share."""
    goals = [("725", "0.7", "0.9"), ("95", "0.6", "0.8"), ("500", "0.5", "0.75"), ("749", "0.5", "0.75"),
             ("333", "0.3", "0.6")]  # fmt: skip
    kpis = [
        FCR | {"code": f"G{number}", "weight": "0.2", "thresholds": [least, best], "impacts": ["1", "1.0125"]}
        for number, (_, least, best) in enumerate(goals)
    ]
    rows = [row for number, goal in enumerate(goals) for row in ratios(goal[0], kpi=f"G{number}", denominator="1000")]
    terms = {"settlement_months": 1, "currency": "GBP", "bonus_cap": "0.0125", "malus_cap": "0"}
    return contract(kpis, rows, fee="250000000", months=volumes(1), terms=terms)


def pointed(*points: int) -> Row:
    """Points of three months, held against bands that are stated for a quarter."""
    row = FCR | {"unit": "count", "aggregate": "sum", "thresholds": ["601", "600", "300", "150"],
                 "impacts": ["0.95", "0.97", "0.99", "1"], **LOWER, **STEP}  # fmt: skip
    return contract([row], values(*points), fee="250000.55", months=volumes(1, 1, 1))


def tightened() -> Row:
    """90.5 % on time in three years whose targets rise from 90 to 94 %, settled yearly on ten units a month."""
    bands = [["0.88", "0.9", "0.91"], ["0.9", "0.92", "0.93"], ["0.92", "0.94", "0.95"]]
    rows = [
        FCR | {"thresholds": each, "impacts": ["0.95", "1", "1.02"], "from_month": 12 * year + 1}
        for year, each in enumerate(bands)
    ]
    terms = {"months": 36, "settlement_months": 12}
    measured = ratios(*[905] * 36, denominator="1000")
    return contract(rows, measured, fee="100000", months=volumes(*[10] * 36), terms=terms)


def interrupted(*hours: str) -> Row:
    """78 % of calls answered; no malus in a month in which the client's system was down for more than half an hour."""
    down = {"code": "DOWN", "measure": "hours_down", "comparator": ">", "threshold": "0.5", "effect": "waive_malus"}
    months = [record | {"hours_down": each} for record, each in zip(volumes(*[100] * 3), hours, strict=True)]
    return contract([FCR], ratios(78, 78, 78), fee="10", months=months, conditions=[down])


def banded(*volume: int) -> Row:
    """78 % of calls answered; 90 % of the forecast is paid at least, and above 110 % of it there is no malus."""
    low = {"code": "LOW", "comparator": "<", "threshold": "0.9", "effect": "volume_guarantee", "effect_value": "0.9"}
    high = {"code": "HIGH", "comparator": ">", "threshold": "1.1", "effect": "waive_malus", "scope": "total"}
    conditions = [each | {"window_months": 3} for each in (low, high)]
    months = volumes(*volume, forecast=1000)
    return contract([FCR], ratios(78, 78, 78), fee="9.87", months=months, conditions=conditions)


REGIMES: list[tuple[str, Row, int, str, str]] = [
    ("credits: on every target", credited(950, 30, 900), 1, "0.00", "0.00"),
    ("credits: each a little under", credited(949, 31, 899), 1, "-5216.67", "0.00"),
    ("credits: the last of a minor failure", credited(930, 50, 850), 1, "-5216.67", "0.00"),
    ("credits: the first beyond, held by the cap", credited(929, 51, 849), 1, "-10433.33", "0.00"),
    ("credits: nothing at all, held by the cap", credited(0, 1000, 0), 1, "-10433.33", "0.00"),
    ("allocations above 100 %: one failure", allocated(95, 89, 95, 95, 95), 1, "-1250.00", "0.00"),
    ("allocations above 100 %: up to the cap", allocated(94, 94, 94, 94, 95), 1, "-2000.00", "0.00"),
    ("allocations above 100 %: all fail", allocated(0, 0, 0, 0, 0), 1, "-2000.00", "0.00"),
    ("goals of a hospital", improved(), 1, "769375.00", "0.00"),
    ("points of a quarter: the last without", pointed(50, 0, 100), 1, "0.00", "0.00"),
    ("points of a quarter: the first with", pointed(50, 1, 100), 1, "-7500.02", "0.00"),
    ("points of a quarter: beyond all bands", pointed(200, 200, 201), 1, "-37500.08", "0.00"),
    ("rising targets: half-way to the best", tightened(), 1, "120000.00", "0.00"),
    ("rising targets: a quarter of the way", tightened(), 2, "-450000.00", "0.00"),
    ("rising targets: under the worst", tightened(), 3, "-600000.00", "0.00"),
    ("a system down: for half an hour", interrupted("0", "0.5", "4"), 1, "-40.00", "0.00"),
    ("a system down: for a minute more", interrupted("0", "0.52", "4"), 1, "-20.00", "0.00"),
    ("volume: short at first, then on 90 %", banded(800, 900, 1000), 1, "-532.98", "987.00"),
    ("volume: on 110 %", banded(1100, 1100, 1100), 1, "-651.42", "0.00"),
    ("volume: one call more", banded(1100, 1100, 1101), 1, "-434.28", "0.00"),
]


@pytest.mark.parametrize(
    ("data", "period", "bonus_malus", "top_up"), [pytest.param(*regime, id=kind) for kind, *regime in REGIMES]
)
def test_a_regime_of_several_rules_pays_what_they_say_together(
    data: Row, period: int, bonus_malus: str, top_up: str
) -> None:
    found = settled(data, period)
    assert (str(found.bonus_malus), str(found.top_up)) == (bonus_malus, top_up)
