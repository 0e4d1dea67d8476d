"""Does contract data survive going out and coming back, and is every mistake in it found at its path?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.findings import Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.exchange import CODES, export_agreement, parse_agreement
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import said

CASES = Path(__file__).parents[1] / "cases" / "settlement.json"

KPI = {"code": "FCR", "thresholds": ["0.7", "0.8"], "weight": "1"}
CONDITION = {"code": "LOW", "comparator": "<", "threshold": "0.9", "effect": "warn"}


def data(**sections: object) -> dict[str, object]:
    """The least contract data, with sections or terms of the contract added."""
    terms = sections.pop("contract", {})
    assert isinstance(terms, dict)
    return {"contract": {"start": "2026-01-01", "months": 12, **terms}, **sections}


def parsed(**sections: object) -> Agreement:
    agreement, findings = parse_agreement(data(**sections))
    assert findings == ()
    assert agreement is not None
    return agreement


@pytest.mark.parametrize("case", json.loads(CASES.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_parse_export_parse_is_the_identity(case: Mapping[str, Any]) -> None:
    agreement, findings = parse_agreement(case["case"])
    assert findings == ()
    assert agreement is not None
    exported = json.loads(json.dumps(export_agreement(agreement)))
    again, findings = parse_agreement(exported)
    assert (again, findings) == (agreement, ())
    assert export_agreement(agreement) == exported


def test_the_export_is_what_a_person_would_write() -> None:
    agreement = parsed(
        contract={"title": "Klantenservice", "bonus_cap": None, "holidays": "BE"},
        prices=[{"price": 10.50}],
        kpis=[KPI | {"payout": "linear", "min_n": "30.0"}],
        months=[{"month": "2026-01", "actual": 10200, "quality_test": "0.90"}],
        events=[{"kpi": "all", "from": "2026-01", "to": "2026-02", "agreed": "2026-03-05"}],
    )
    exported = export_agreement(agreement)
    assert exported["contract"] | {"title": "Klantenservice", "bonus_cap": None, "malus_cap": "0.15",
                                   "holidays": "BE", "start": "2026-01-01"} == exported["contract"]  # fmt: skip
    assert exported["prices"] == [{"price": "10.5"}]
    assert exported["kpis"] == [{"code": "FCR", "thresholds": ["0.7", "0.8"], "weight": "1", "min_n": "30"}]
    assert exported["months"] == [{"month": "2026-01", "actual": "10200", "quality_test": "0.9"}]
    assert exported["events"] == [{"kpi": "all", "from": "2026-01", "to": "2026-02", "agreed": "2026-03-05"}]
    assert exported["history"] == []


@pytest.mark.parametrize(
    "holidays",
    ["BE", {"country": "DE", "subdivision": "NW", "extra": []}, {"country": None, "subdivision": None, "extra": []},
     {"country": "BE", "subdivision": None, "extra": ["2026-12-24"]}],
    ids=str,
)  # fmt: skip
def test_a_country_alone_is_written_as_its_code(holidays: object) -> None:
    assert export_agreement(parsed(contract={"holidays": holidays}))["contract"]["holidays"] == holidays


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.7999999999999999, "0.8"),
        (0.1 + 0.7, "0.8"),
        ("0.123456789012345", "0.123456789012345"),
        ("0.1234567890123456", "0.123456789012346"),
        (12345678901234567, "12345678901234600"),
        ("0.820", "0.82"),
        (1000, "1000"),
    ],
)
def test_a_number_is_the_decimal_that_people_see(number: object, expected: str) -> None:
    agreement = parsed(measurements=[{"month": "2026-01", "kpi": "FCR", "value": number}])
    assert agreement.measurements[0].value == Decimal(expected)


@pytest.mark.parametrize(
    "possible",
    [
        {"prices": [{"price": "999999999999999000"}]},
        {"prices": [{"price": "1e-50"}]},
        {"prices": [{"price": "10", "from_month": 1200}]},
        {"contract": {"payment_days": 3650, "dispute_days": 3650, "settlement_months": 1200}},
        {"contract": {"levels": ["1", "1"]}},
        {"contract": {"levels": ["1"] * 9}},
        {"contract": {"title": "x" * 32_767}},
    ],
    ids=ascii,
)
def test_what_just_keeps_to_a_limit_is_no_mistake(possible: dict[str, object]) -> None:
    assert parse_agreement(data(**possible))[1] == ()


@pytest.mark.parametrize("section", ["sla", "governance", "history"])
def test_a_section_without_a_sheet_is_refused_rather_than_dropped(section: str) -> None:
    assert parse_agreement(data(**{section: []}))[1] == ()
    agreement, findings = parse_agreement(data(**{section: [{"channel": "chat"}]}))
    assert agreement is None
    assert findings != ()


@pytest.mark.parametrize(
    ("length", "refused"), [(32_767, False), (32_768, True)], ids=["as long as a cell", "one character more"]
)
def test_a_text_that_no_cell_can_hold_is_refused(length: int, refused: bool) -> None:
    agreement, findings = parse_agreement(data(contract={"title": "x" * length}))
    assert (agreement is None, bool(findings)) == (refused, refused)


@pytest.mark.parametrize(
    "faulty",
    [
        {"contract": {"workweek": []}},
        {"kpis": [KPI | {"multiplier": "0"}]},
        {"conditions": [CONDITION | {"kpis": []}]},
    ],
    ids=["a week without working days", "a multiplier of nothing", "a condition for no KPI"],
)
def test_what_a_blank_cell_would_turn_into_a_default_is_refused(faulty: dict[str, object]) -> None:
    agreement, findings = parse_agreement(data(**faulty))
    assert agreement is None
    assert findings != ()


MISTAKES: list[tuple[str, object, str]] = [
    ("J1", [], ""),
    ("J1", {"kpis": []}, ""),
    ("J2", data(kpi=[]), "kpi"),
    ("J2", data(kpis=[KPI | {"wieght": "1"}]), "kpis[0].wieght"),
    ("J3", {"contract": {"months": 12}}, "contract.start"),
    ("J3", data(conditions=[{key: value for key, value in CONDITION.items() if key != "effect"}]),
     "conditions[0].effect"),
    ("J4", data(contract={"bonus_cap": "15 %"}), "contract.bonus_cap"),
    ("J4", data(contract={"bonus_cap": float("nan")}), "contract.bonus_cap"),
    ("J4", data(contract={"payment_days": True}), "contract.payment_days"),
    ("J4", data(contract={"start": "31/01/2026"}), "contract.start"),
    ("J4", data(contract={"start": 0}), "contract.start"),
    ("J4", data(contract={"start": "2026-01-01T00:00"}), "contract.start"),
    ("J4", data(kpis={"FCR": KPI}), "kpis"),
    ("J4", data(kpis=[KPI | {"thresholds": ["0.7", "x"]}]), "kpis[0].thresholds[1]"),
    ("J4", data(conditions=[CONDITION | {"kpis": 3}]), "conditions[0].kpis"),
    ("J4", data(months=[{"month": "2026-13"}]), "months[0].month"),
    ("J4", data(months=[{"month": "2026-01", "quality_test": "goed"}]), "months[0].quality_test"),
    ("J4", data(overrides=[{"period": 1, "kpi": "FCR", "agreed": 20260131}]), "overrides[0].agreed"),
    ("J5", data(conditions=[CONDITION | {"comparator": "="}]), "conditions[0].comparator"),
    ("J6", data(prices=[{"price": "10"}, {"from_month": 7, "price": "0"}]), "prices[1].price"),
    ("J6", data(contract={"months": 0}), "contract.months"),
    ("J2", data(events=[{"kpi": "all", "from_": "2026-01", "to": "2026-02"}]), "events[0].from_"),
    ("J2", data(months=[{"month": "2026-01", "measures": {"quality_test": "0.9"}}]), "months[0].measures"),
    *[("J7", data(kpis=[KPI | {"code": code}]), "kpis[0].code")
      for code in ("all", "Alle", "TOUS", "A,B", "A;B", "A\nB", "A\rB", " A", "A  B", "alle:")],
    *[("J7", data(months=[{"month": "2026-01", name: 1}]), f"months[0].{name}")
      for name in ("Maand", "monat", "Month ", "Actual", "volume_ratio", "Volume / forecast", "", "a  b")],
    ("J7", data(months=[{"month": "2026-01", "Sfeer": 1}, {"month": "2026-02", "sfeer": 2}]), "months[1].sfeer"),
    ("J7", data(months=[{"month": "2026-01", "quality_test": 1, "Qualitätstest": 2}]), "months[0].Qualitätstest"),
    ("J7", data(months=[{"month": "2026-01", "sfeer": 1}], conditions=[CONDITION | {"measure": "Sfeer"}]),
     "months[0].sfeer"),
    ("J6", data(prices=[{"price": 1e18}]), "prices[0].price"),
    ("J6", data(prices=[{"price": "1e-51"}]), "prices[0].price"),
    ("J6", data(measurements=[{"month": "2026-01", "kpi": "FCR", "value": "-1e308"}]), "measurements[0].value"),
    ("J6", data(months=[{"month": "2026-01", "quality_test": 1e300}]), "months[0].quality_test"),
    ("J6", data(contract={"payment_days": 3651}), "contract.payment_days"),
    ("J6", data(contract={"settlement_months": 1201}), "contract.settlement_months"),
    ("J8", data(contract={"levels": []}), "contract.levels"),
    ("J8", data(contract={"levels": ["1"]}), "contract.levels"),
    ("J8", data(contract={"levels": ["1"] * 10}), "contract.levels"),
    ("J8", data(kpis=[KPI | {"thresholds": [str(each) for each in range(10)]}]), "kpis[0].thresholds"),
    ("J8", data(kpis=[KPI | {"impacts": ["1"] * 10}]), "kpis[0].impacts"),
    ("J8", data(kpis=[KPI | {"code": ""}]), "kpis[0].code"),
    ("J8", data(contract={"title": "x" * 32_768}), "contract.title"),
    ("J7", data(contract={"title": "A\ud800"}), "contract.title"),
    ("J7", data(kpis=[KPI | {"code": "\udc00"}]), "kpis[0].code"),
    ("J7", data(sla=[{"channel": ["\ud800"]}]), "sla[0].channel[0]"),
    ("J7", data(sla=[{"\ud800": 1}]), "sla[0].?"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "path"), MISTAKES, ids=ascii)
def test_a_mistake_is_found_at_its_path(code: str, wrong: object, path: str) -> None:
    agreement, findings = parse_agreement(wrong)
    assert agreement is None
    assert [(found.code, found.severity, found.facts["path"]) for found in findings] == [(code, Severity.BLOCKER, path)]


@pytest.mark.parametrize("code", ["A B", "ALLES", "all-in", "é", "\U0001f600"])
def test_an_ordinary_code_is_no_mistake(code: str) -> None:
    assert parsed(kpis=[KPI | {"code": code}]).kpis[0].code == code


def test_a_measure_that_a_condition_reads_is_no_mistake() -> None:
    conditions = [CONDITION | {"measure": name} for name in ("quality_test", "volume_ratio", "forecast", "sfeer")]
    months = [{"month": f"2026-0{month}", "quality_test": 1, "sfeer": 2} for month in (1, 2)]
    assert len(parsed(conditions=conditions, months=months).months) == 2


def test_a_damaged_text_is_found_however_deep_it_stands_and_can_be_shown() -> None:
    deep: object = "\ud800"
    for _ in range(900):
        deep = [deep]
    _, (found,) = parse_agreement(data(sla=[{"a": deep}]))
    assert found.code == "J7"
    assert str(found.facts).encode()


def test_every_code_has_its_mistake() -> None:
    assert {code for code, *_ in MISTAKES} == set(CODES)


def test_all_mistakes_are_found_at_once() -> None:
    _, findings = parse_agreement(data(contract={"months": 0}, kpis=[KPI | {"weight": "veel", "naam": ""}]))
    assert sorted(found.code for found in findings) == ["J2", "J4", "J6"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_finding_is_said_in_every_language(code: str, language: str) -> None:
    wrong = next(wrong for of_code, wrong, _ in MISTAKES if of_code == code)
    spoken = said(parse_agreement(wrong)[1][0], language, lambda _finding: None)
    assert spoken.message
    assert spoken.remedy
    assert words(language, "findings")[f"{code}.name"]


def test_a_column_mapping_survives_going_out_and_coming_back() -> None:
    agreement = parsed(mapping=[{"key": "contacts.columns.wait_s", "value": "Wait (sec)"}])
    exported = json.loads(json.dumps(export_agreement(agreement)))
    assert exported["mapping"] == [{"key": "contacts.columns.wait_s", "value": "Wait (sec)"}]
    assert parse_agreement(exported) == (agreement, ())


def test_teams_survive_going_out_and_coming_back() -> None:
    agreement = parsed(
        departments=[{"team": "A", "department": "Care"}],
        causes=[{"first": "Service", "second": "Friendliness", "controllable": True}],
        bonuses=[{"code": "NPS-A", "metric": "NPS", "form": "both", "department_goal": "35"}],
        tiers=[{"bonus": "NPS-A", "goal": 40, "amount": "150.00"}],
        team=[{"group": "team", "name": "A", "from": "2026-01", "to": "2026-03", "metric": "NPS", "reached": False}],
    )
    exported = json.loads(json.dumps(export_agreement(agreement)))
    assert exported["tiers"] == [{"bonus": "NPS-A", "goal": "40", "amount": "150"}]
    assert parse_agreement(exported) == (agreement, ())
