"""Which mistakes stop a settlement? Every code with an example that has it and one in which it is mended."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bonusmalus_core.calc.chain import seal
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.findings import Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import Event, HistoryRow
from bonusmalus_core.words import words
from bonusmalus_core.words.said import said
from tests.calc.small import BANDS, FCR, Row, month, ratios, small, volumes

Data = dict[str, Any]

FALLING = BANDS[::-1]
EVENT: Row = {"kpi": "FCR", "from": "2026-02", "to": "2026-03", "agreed": "2026-01-02"}
OVERRIDE: Row = {"period": 1, "kpi": "FCR", "value": "0.8", "agreed": "2026-01-02"}
QUALITY_TEST: Row = {
    "code": "Q", "measure": "quality_test", "comparator": "<", "threshold": "0.85", "effect": "bar_bonus",
}  # fmt: skip
EFFORTS = ["3", "2.5", "2", "1.5", "1"]
EFFORT: Row = {"unit": "score", "direction": "lower", "aggregate": "mean", "scale_min": "1", "scale_max": "5"}
VOLUME: Row = {"code": "V", "comparator": "<", "threshold": "0.9", "effect": "warn"}
QUALITY: Row = {"code": "Q", "measure": "quality", "comparator": "<", "threshold": "0.85", "effect": "bar_bonus"}
ELEVENTH: Row = {"kpi": "FCR", "calc_n": 11}
SPLIT = [FCR | {"weight": "0.4"}, FCR | {"code": "SL", "weight": "0.6"}]
HALF = FCR | {"weight": "0.5"}


def kpi(**change: Any) -> Data:
    return {"kpis": [FCR | change]}


OWN = kpi(impacts=["0.9", "1", "1", "1", "1.1"])
"""A KPI that does not need the contract's levels."""

EXAMPLES: list[tuple[str, str, Data, Data]] = [
    ("C1", "weights under 100 %", kpi(weight="0.999999999999999"), kpi(weight="1")),
    ("C1", "weights over 100 %", kpi(weight="1.00000000000001"), {"kpis": SPLIT}),
    ("C1", "a hair that 28 digits do not show",
     {"kpis": [FCR, FCR | {"code": "SL", "weight": "1e-40"}]}, {"kpis": [FCR, FCR | {"code": "SL", "weight": "0"}]}),
    ("C1", "an ended KPI leaves a gap", {"kpis": [SPLIT[0] | {"to_month": 6}, SPLIT[1]]},
     {"kpis": [SPLIT[0] | {"to_month": 6}, SPLIT[1], FCR | {"code": "SL", "from_month": 7}]}),
    ("C1", "a waiting KPI weighs", {"kpis": [FCR, FCR | {"code": "SL", "from_month": 7, "weight": "0.1"}]},
     {"kpis": [SPLIT[0], SPLIT[1] | {"from_month": 7}]}),
    ("C1", "no KPI at all", {"kpis": [], "measurements": []}, {}),
    ("R1", "thresholds out of order", kpi(thresholds=["0.70", "0.80", "0.75", "0.85", "0.90"]), kpi()),
    ("R1", "two equal thresholds", kpi(thresholds=["0.70", "0.70", "0.75", "0.85", "0.90"]), kpi(thresholds=FALLING)),
    ("R1a", "levels that fall", {"contract": {"levels": ["1.1", "1", "0.9", "0.8", "0.7"]}}, {}),
    ("R1a", "ten levels", {"contract": {"levels": ["1"] * 10}} | OWN, {"contract": {"levels": ["1"] * 9}} | OWN),
    ("R1a", "one level", {"contract": {"levels": ["1"]}} | OWN, {"contract": {"levels": ["1"] * 2}} | OWN),
    ("R1a", "a negative level", {"contract": {"levels": ["-0.1", "0", "1", "1.1", "1.2"]}},
     {"contract": {"levels": ["0", "0.5", "1", "1.1", "1.2"]}}),
    ("R1b", "fewer thresholds than levels", kpi(thresholds=BANDS[:4]),
     kpi(thresholds=BANDS[:4], impacts=["0.9", "1", "1.1", "1.2"])),
    ("R1c", "own impacts that fall", kpi(impacts=["0.9", "1", "0.99", "1.05", "1.1"]),
     kpi(impacts=["0.9", "1", "1", "1.05", "1.1"])),
    ("R1d", "a collar above the cap", kpi(impact_floor="1.02", impact_cap="1.01"),
     kpi(impact_floor="1.01", impact_cap="1.01")),
    ("M2", "higher is better, but thresholds fall", kpi(direction="higher", thresholds=FALLING),
     kpi(direction="lower", thresholds=FALLING)),
    ("M2", "lower is better, but thresholds rise", kpi(direction="lower"), kpi(direction="higher")),
    ("M10a", "a bonus cap above 100 %", {"contract": {"bonus_cap": "15"}}, {"contract": {"bonus_cap": "1"}}),
    ("M10a", "a negative malus cap", {"contract": {"malus_cap": "-0.15"}}, {"contract": {"malus_cap": None}}),
    ("M10m", "own impacts as differences", kpi(impacts=["-0.1", "-0.05", "0", "0.05", "0.1"]),
     kpi(impacts=["0.9", "0.95", "1", "1.05", "1.1"])),
    ("M10m", "a malus only as a difference", kpi(impacts=["-0.1", "-0.05", "0", "0", "0"]),
     kpi(impacts=["0.9", "0.95", "1", "1", "1"])),
    ("M10m", "differences on both sides", kpi(impacts=["-0.99", "-0.5", "0", "0.5", "0.99"]),
     kpi(impacts=["-0.99", "-0.5", "0", "0.5", "1"])),
    ("M10m", "differences in whole percents", kpi(impacts=["-3", "-1", "0", "1", "3"]),
     kpi(impacts=["-2.5", "-1", "0", "1", "3"])),
    ("M10m", "differences of a KPI that is paid", kpi(impacts=["-0.01", "0", "0", "0", "0.05"]),
     {"kpis": [FCR | {"code": "SL"}, FCR | {"impacts": ["0", "0", "0", "0", "0.05"], "weight": "0"}]}),
    ("M10n", "a collar above every impact", kpi(impact_floor="1.11"), kpi(impact_floor="1.1")),
    ("M10n", "a cap below every impact", kpi(impact_cap="0.89"), kpi(impact_cap="0.9")),
    ("M10n", "a cap as a difference from own impacts", kpi(impacts=["0.5", "1", "1", "1", "2"], impact_cap="0.05"),
     kpi(impacts=["0.5", "1", "1", "1", "2"], impact_cap="1.05")),
    ("M10n", "a cap of a KPI that is paid", kpi(impact_cap="0.05"),
     {"kpis": [FCR | {"code": "SL"}, FCR | {"impact_cap": "0.05", "weight": "0"}]}),
    ("M10d", "a negative volume", {"months": [{"month": "2026-01", "actual": "-1"}]},
     {"months": [{"month": "2026-01", "actual": "0"}]}),
    ("M10b", "a scale upside down", kpi(unit="score", scale_min="5", scale_max="1"),
     kpi(unit="score", scale_min="0", scale_max="1")),
    ("M10c", "percentages typed as whole numbers", kpi(thresholds=["70", "75", "80", "85", "90"]), kpi()),
    ("M10c", "all thresholds off the survey's scale", kpi(unit="score", scale_min="1", scale_max="5"),
     kpi(unit="score", scale_min="0", scale_max="5")),
    ("M10i", "a worst threshold below 0 %", kpi(thresholds=["-0.05", *BANDS[1:]]), kpi(thresholds=["0", *BANDS[1:]])),
    ("M10i", "a best threshold above 100 %", kpi(thresholds=[*BANDS[:4], "1.05"]), kpi(thresholds=[*BANDS[:4], "1"])),
    ("M10i", "a worst threshold above the survey's scale", kpi(**EFFORT, thresholds=["30", *EFFORTS[1:]]),
     kpi(**EFFORT, thresholds=["5", *EFFORTS[1:]])),
    ("M10i", "a best threshold below the survey's scale", kpi(**EFFORT, thresholds=[*EFFORTS[:4], "0.99"]),
     kpi(**EFFORT, thresholds=[*EFFORTS[:4], "1"])),
    ("M10i", "above 100 % where the parties allow no more", kpi(thresholds=[*BANDS[:4], "1.05"], scale_max="1.04"),
     kpi(thresholds=[*BANDS[:4], "1.05"], scale_max="1.05")),
    ("M10k", "a quality test of 150 %", {"conditions": [QUALITY_TEST], "months": volumes(1, quality_test="1.5")},
     {"conditions": [QUALITY_TEST], "months": volumes(1, quality_test="1")}),
    ("M10k", "a negative quality test", {"conditions": [QUALITY_TEST], "months": volumes(1, quality_test="-0.01")},
     {"conditions": [QUALITY_TEST], "months": volumes(1, quality_test="0")}),
    ("M10k", "percents beside a share", {"conditions": [QUALITY_TEST], "months": volumes(1, quality_test="90")},
     {"conditions": [QUALITY_TEST | {"threshold": "85"}], "months": volumes(1, quality_test="90")}),
    ("C10a", "an unknown currency", {"contract": {"currency": "EURO"}}, {"contract": {"currency": "JPY"}}),
    ("C10b", "a settlement of four months", {"contract": {"settlement_months": 4}},
     {"contract": {"settlement_months": 6}}),
    ("C10c", "a measurement of an unknown KPI", {"measurements": ratios(80, kpi="FRC")}, {"measurements": ratios(80)}),
    ("C10c", "an event of an unknown KPI", {"events": [EVENT | {"kpi": "FRC"}]}, {"events": [EVENT | {"kpi": "all"}]}),
    ("C10c", "an override of all KPIs", {"overrides": [OVERRIDE | {"kpi": "all"}]}, {"overrides": [OVERRIDE]}),
    ("C10c", "a condition on an unknown KPI", {"conditions": [QUALITY | {"measure": "actual", "kpis": ["FRC"]}]},
     {"conditions": [QUALITY | {"measure": "actual", "kpis": ["FCR"]}]}),
    ("C10d", "two rows of one KPI from one month", {"kpis": [*SPLIT, SPLIT[0]]}, {"kpis": SPLIT}),
    ("C10d", "two prices from one month", {"prices": [{"price": "10"}, {"price": "11"}]},
     {"prices": [{"price": "10"}, {"price": "11", "from_month": 2}]}),
    ("C10d", "two records of one month", {"months": [*volumes(1), *volumes(2)]}, {"months": volumes(1, 2)}),
    ("C10d", "two conditions with one code", {"conditions": [QUALITY | {"measure": "actual"}] * 2},
     {"conditions": [QUALITY | {"measure": "actual"}]}),
    ("C10d", "two overrides of one KPI in one period", {"overrides": [OVERRIDE, OVERRIDE]},
     {"overrides": [OVERRIDE, OVERRIDE | {"period": 2}]}),
    ("C10g", "two measurements of one part", {"measurements": [*ratios(80), *ratios(90)]},
     {"measurements": [*ratios(80), ratios(90)[0] | {"part": "chat"}]}),
    ("C10g", "parts that differ in case only",
     {"measurements": [each | {"part": part} for each, part in zip(ratios(80) * 2, ("chat", "Chat"), strict=True)]},
     {"measurements": [*ratios(80), {"month": month(1), "kpi": "FCR"}]}),
    ("C10e", "an event that ends before it begins", {"events": [EVENT | {"to": "2026-01"}]}, {"events": [EVENT]}),
    ("C10h", "a country without known holidays", {"contract": {"holidays": "XX"}, "legend": [ELEVENTH]},
     {"contract": {"holidays": "BE"}, "legend": [ELEVENTH]}),
    ("C10m", "a measure without a column", {"conditions": [QUALITY]},
     {"conditions": [QUALITY], "months": volumes(1, quality="0.9")}),
    ("C10m", "a misspelt volume", {"conditions": [QUALITY | {"measure": "forcast"}]},
     {"conditions": [QUALITY | {"measure": "forecast"}]}),
    ("C10o", "an override of value and impact", {"overrides": [OVERRIDE | {"impact": "1"}]}, {"overrides": [OVERRIDE]}),
    ("C10o", "an override of nothing", {"overrides": [OVERRIDE | {"value": None}]},
     {"overrides": [OVERRIDE | {"value": None, "impact": "1"}]}),
    ("C10p", "an override of a period too many", {"overrides": [OVERRIDE | {"period": 5}]},
     {"overrides": [OVERRIDE | {"period": 4}]}),
    ("C10s", "a start in the middle of a month", {"contract": {"start": "2026-01-02"}}, {}),
    ("C10t", "a record before the term", {"months": [{"month": "2025-12", "actual": "1"}]}, {"months": volumes(1)}),
    ("C10t", "a measurement after the term", {"measurements": ratios(80, first=13)},
     {"measurements": ratios(80, first=12)}),
    ("C10t", "an event before the term", {"events": [EVENT | {"from": "2025-12"}]}, {"events": [EVENT]}),
    ("C10t", "an event after the term", {"events": [EVENT | {"to": "2062-03"}]}, {"events": [EVENT]}),
    ("C10u", "an unknown unit", kpi(unit="percent"), kpi(unit="%")),
]  # fmt: skip


def found(data: Data) -> list[tuple[str, Where]]:
    agreement = Agreement.model_validate(small(**data))
    return [(each.code, each.where) for each in blockers(agreement) if each.severity is Severity.BLOCKER]


@pytest.mark.parametrize(
    ("code", "failing", "mended"), [pytest.param(code, *data, id=f"{code}: {name}") for code, name, *data in EXAMPLES]
)
def test_a_mistake_is_found_until_it_is_mended(code: str, failing: Data, mended: Data) -> None:
    assert {each for each, _ in found(failing)} == {code}
    assert found(mended) == []


def test_every_blocker_that_has_words_has_an_example() -> None:
    said = {key.removesuffix(".message") for key in words("en", "findings") if key.endswith(".message")}
    of_checks = {code for code in said if code.startswith(("R1", "M2", "M10", "C1"))}
    assert {code for code, *_ in EXAMPLES} == of_checks - {"M10", "M10h", "C10r", "C10f", "C10v", "C10w"}


@pytest.mark.parametrize(
    ("data", "where"),
    [
        pytest.param({"kpis": [SPLIT[0], SPLIT[1] | {"unit": "x"}]}, Where("kpis", 1, "unit"), id="a KPI's cell"),
        pytest.param({"contract": {"currency": "x"}}, Where("contract", None, "currency"), id="a contract's field"),
        pytest.param({"measurements": [*ratios(80, 81), *ratios(82)]}, Where("measurements", 2, "month"), id="a row"),
    ],
)
def test_a_finding_points_at_the_cell(data: Data, where: Where) -> None:
    assert found(data) == [(found(data)[0][0], where)]


def test_every_month_with_wrong_weights_is_named() -> None:
    agreement = Agreement.model_validate(small(kpis=[SPLIT[0] | {"to_month": 9}, SPLIT[1]]))
    (found,) = blockers(agreement)
    assert (found.month, found.facts["months"]) == (month(10), f"{month(10)}, {month(11)}, {month(12)}")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param({"prices": [{"price": "10"}, {"price": "11", "from_month": 13}]}, "C10r", id="a price too late"),
        pytest.param({"conditions": [VOLUME | {"from_month": 13}]}, "C10v", id="a condition too late"),
        pytest.param({"legend": [{"kpi": "FRC"}]}, "C10c", id="a legend of an unknown KPI"),
        pytest.param(
            {"contract": {"levels": ["0", "0.1", "0.2", "0.3", "0.49"]}}, "M10m", id="levels that may be rates"
        ),
        pytest.param(kpi(impacts=["0", "0.02", "0.04", "0.06", "0.08"]), "M10m", id="own impacts that may be rates"),
        pytest.param(kpi(impacts=["-1", "-0.5", "0", "0.5", "1"]), "M10m", id="a commission that is claimed back"),
        pytest.param({"conditions": [VOLUME | {"from_month": 3, "to_month": 2}]}, "C10f", id="an end before the start"),
    ],
)
def test_what_changes_no_amount_only_warns(data: Data, code: str) -> None:
    findings = blockers(Agreement.model_validate(small(**data)))
    assert [(each.code, each.severity) for each in findings] == [(code, Severity.WARNING)]


def test_levels_that_may_be_differences_are_no_matter_where_every_kpi_has_its_own_impacts() -> None:
    levels = {"contract": {"levels": ["0", "0.1", "0.2", "0.3", "0.49"]}}
    for data, codes in (levels, ["M10m"]), (levels | OWN, []):
        assert [each.code for each in blockers(Agreement.model_validate(small(**data)))] == codes


def test_a_best_level_of_half_the_price_is_none_that_is_asked_about() -> None:
    assert blockers(Agreement.model_validate(small(contract={"levels": ["0", "0.1", "0.2", "0.3", "0.5"]}))) == []


UNREAD: list[tuple[str, Row, list[str], Row]] = [
    ("conditions", {"effect": "waive_malus", "effect_value": "0.5"}, ["effect_value", "effect"],
     {"effect": "volume_guarantee", "effect_value": "0.5"}),
    ("conditions", {"effect": "bar_bonus", "kpis": ["FCR"]}, ["kpis", "effect"],
     {"effect": "waive_malus", "kpis": ["FCR"]}),
    ("conditions", {"effect": "waive_malus", "kpis": ["FCR"], "scope": "total"}, ["kpis", "scope"],
     {"effect": "waive_malus", "scope": "total"}),
    ("kpis", {"aggregate": "mean", "multiplier": "100"}, ["multiplier", "aggregate"],
     {"aggregate": "ratio", "multiplier": "100"}),
    ("kpis", {"aggregate": "last", "min_n": "30"}, ["min_n", "aggregate"], {"aggregate": "mean", "min_n": "30"}),
    ("kpis", {"aggregate": "sum", "min_n": "30"}, ["min_n", "aggregate"], {"aggregate": "sum", "min_n": "0"}),
    ("kpis", {"payout": "step", "beyond": "extrapolate"}, ["beyond", "payout"],
     {"payout": "linear", "beyond": "extrapolate"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "unread", "fields", "mended"), UNREAD, ids=str)
def test_what_nothing_reads_is_warned_of(table: str, unread: Row, fields: list[str], mended: Row) -> None:
    whole: Row = {"kpis": FCR, "conditions": VOLUME}[table]
    (finding,) = blockers(Agreement.model_validate(small() | {table: [whole | unread]}))
    assert (finding.code, finding.severity, finding.where) == ("C10w", Severity.WARNING, Where(table, 0, fields[0]))
    labels = [words("en", "fields")[f"{table}.{field}"] for field in fields]
    message = said(finding, "en", lambda _: None).message
    assert re.findall("“(.*?)”", message) == labels
    assert blockers(Agreement.model_validate(small() | {table: [whole | mended]})) == []


WAITING: dict[str, tuple[Data, Data]] = {
    "a KPI that only begins after the term": (
        {"kpis": [SPLIT[0], SPLIT[1] | {"from_month": 13}]},
        {"kpis": [SPLIT[0], SPLIT[1] | {"from_month": 12}]},
    ),
    "two rows of a KPI, both after the term": (
        {"kpis": [SPLIT[0], *(SPLIT[1] | {"from_month": start} for start in (13, 14))]},
        {"kpis": [SPLIT[0], *(SPLIT[1] | {"from_month": start} for start in (12, 13))]},
    ),
    "a KPI that weighs all, after the term": (kpi(from_month=13), kpi(from_month=12)),
    "a pause that lasts beyond the term": (
        {"kpis": [HALF | {"to_month": 6}, HALF | {"from_month": 13}, HALF | {"code": "SL"}]},
        {"kpis": [HALF | {"to_month": 6}, HALF | {"from_month": 12}, HALF | {"code": "SL"}]},
    ),
}


@pytest.mark.parametrize("name", WAITING)
def test_a_kpi_that_waits_to_the_end_is_warned_of(name: str) -> None:
    late, in_time = (blockers(Agreement.model_validate(small(**data))) for data in WAITING[name])
    assert [(each.code, each.severity) for each in late] == [("C10v", Severity.WARNING)]
    assert in_time == []


@pytest.mark.parametrize(
    ("first", "late"),
    [
        pytest.param({}, FCR, id="beside a row that acts"),
        pytest.param({"to_month": 12}, FCR, id="beside a row that acts to the last month"),
        pytest.param({}, FCR | {"code": "SL", "weight": "0"}, id="without weight"),
    ],
)
def test_a_row_after_the_term_that_decides_nothing_stops_nothing(first: Row, late: Row) -> None:
    assert blockers(Agreement.model_validate(small(kpis=[FCR | first, late | {"from_month": 13}]))) == []


@pytest.mark.parametrize("event", ["settled", "locked", None])
def test_a_contract_that_was_ended_early_is_warned_of_what_would_have_begun(event: Event | None) -> None:
    rows = () if event is None else (HistoryRow(event=event, period=1, version=1),)
    history = [row.model_dump(mode="json") | {"hash": seal(row, "")} for row in rows]
    kpis = [SPLIT[0], SPLIT[1] | {"from_month": 7}]
    data = small({"months": 6}, kpis=kpis, months=volumes(*[100] * 6), measurements=ratios(*[82] * 6), history=history)
    findings = blockers(Agreement.model_validate(data))
    assert [(each.code, each.where, each.severity) for each in findings] == [
        ("C10v", Where("kpis", 1, "from_month"), Severity.WARNING)
    ]


def test_a_kpi_of_which_a_row_could_not_be_read_is_not_said_to_wait() -> None:
    agreement = Agreement.model_validate(small(**kpi(from_month=13)))
    assert [each.code for each in blockers(agreement)] == ["C10v"]
    assert blockers(agreement, frozenset({"kpis"})) == []


def test_a_misspelt_code_is_answered_with_the_nearest_known_one() -> None:
    finding, *_ = blockers(Agreement.model_validate(small(measurements=ratios(80, kpi="FRC"))))
    assert finding.facts == {"known": "FCR", "near": "FCR"}
