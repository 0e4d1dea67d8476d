"""How are the differences between two versions said, and which settled periods do they alter?"""

from __future__ import annotations

from typing import Any

import pytest

from bonusmalus_core.declare.difference import compared, difference_data, difference_report
from bonusmalus_core.declare.report import Listing, Passage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import example

SETTLED = [{"event": "settled", "period": period, "version": 1} for period in (1, 2)]


def year(language: str = "en", history: Any = (), **sections: Any) -> Agreement:
    return Agreement.model_validate(example(language) | {"history": list(history)} | sections)


def first_kpi(**fields: Any) -> dict[str, Any]:
    first, *others = example("en")["kpis"]
    return {"kpis": [first | fields, *others]}


def listings(before: Agreement, after: Agreement) -> dict[str, tuple[tuple[str, ...], ...]]:
    report = difference_report(compared(before, after), after.contract)
    return {part.heading: part.rows for part in report if isinstance(part, Listing)}


def plain(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in rows]


@pytest.mark.parametrize(
    ("sections", "sheet", "row"),
    [
        (first_kpi(weight="0.25"), "KPIs", ("FCR", "Weight", "20%", "25%")),
        (first_kpi(thresholds=[".7", ".75", ".8", ".85", ".92"]), "KPIs", ("FCR", "Threshold 5", "90%", "92%")),
        (first_kpi(payout="step"), "KPIs", ("FCR", "Payout", "linear", "step")),
        (first_kpi(impact_cap="1.05"), "KPIs", ("FCR", "Impact cap", "–", "105%")),
        (
            {"prices": [*example("en")["prices"], {"from_month": 13, "price": "10.5"}]},
            "Contract",
            ("From month 13", "added", "–", "Price per unit €10.50"),
        ),
        (
            {"sla": [example("en")["sla"][0] | {"norm": "Phone only"}, *example("en")["sla"][1:]]},
            "SLA",
            ("In scope", "Norm", "–", "Phone only"),
        ),
        (
            {"actions": [{"period": 1, "kpi": "FCR", "measured": "0.78", "owner": "An"}]},
            "Actions",
            ("Period 1 · FCR", "added", "–", "Measured 0.78; Owner An"),
        ),
    ],
)
def test_a_change_is_said_on_its_sheet_as_the_sheet_says_it(
    sections: dict[str, Any], sheet: str, row: tuple[str, ...]
) -> None:
    assert {heading: plain(rows) for heading, rows in listings(year(), year(**sections)).items()} == {sheet: [row]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_versions_have_one_sentence(language: str) -> None:
    (passage,) = difference_report(compared(year(language), year(language)), year(language).contract)
    assert isinstance(passage, Passage)


@pytest.mark.parametrize(
    ("sections", "alters"),
    [
        (first_kpi(name="Other"), ()),
        (first_kpi(thresholds=[".7", ".75", ".8", ".85", ".92"]), (1, 2)),
        ({"prices": [*example("en")["prices"], {"from_month": 6, "price": "11"}]}, (2,)),
        ({"prices": [*example("en")["prices"], {"from_month": 7, "price": "11"}]}, ()),
        ({"overrides": [{"period": 1, "kpi": "FCR", "value": "0.8"}]}, (1,)),
    ],
)
def test_a_change_of_what_a_settled_period_read_is_flagged(sections: dict[str, Any], alters: tuple[int, ...]) -> None:
    (found,) = compared(year(history=SETTLED), year(history=SETTLED, **sections))
    assert found.alters == alters
    report = difference_report([found], year().contract)
    assert isinstance(report[-1], Passage) is bool(alters)


def test_as_data_every_changed_field_is_a_row() -> None:
    found = compared(year(history=SETTLED), year(history=SETTLED, **first_kpi(weight="0.25", name="Other")))
    rows = [{key: row[key] for key in ("field", "before", "after")} for row in difference_data(found)["changes"]]
    assert rows == [
        {"field": "name", "before": example("en")["kpis"][0]["name"], "after": "Other"},
        {"field": "weight", "before": "0.2", "after": "0.25"},
    ]
