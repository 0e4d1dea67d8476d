"""A value says how sure it is, and how far agents and days lie apart, as far as its rows tell it and no further."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.calc.explain import explanation, spread
from bonusmalus_core.calc.precision import precision
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.calc.uncertainty import nps_margin
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.evidence import mark
from bonusmalus_core.model.settlement import KpiLine, Settlement

NPS = {"metric": "NPS", "unit": "score", "multiplier": "100", "scale_min": "-100", "scale_max": "100",
       "thresholds": ["10", "20", "30", "40", "50"]}  # fmt: skip
CES = {"metric": "CES", "unit": "score", "aggregate": "mean", "thresholds": ["1", "2", "3", "4", "5"]}
SL = {"metric": "SL", "thresholds": ["0.7", "0.75", "0.8", "0.85", "0.9"]}

TERMS = {"start": "2026-01-01", "months": 12, "language": "nl"}

PROMOTERS = ((60, 20, 100), (30, 30, 80), (90, 5, 120))
"""Promoters, detractors and answers of three months."""


def line(kpi: dict[str, Any], *rows: dict[str, Any], period: int = 1, **terms: Any) -> KpiLine:
    """The KPI's line in a quarter with these rows, the first in January."""
    measured = [{"month": f"2026-0{month}", "kpi": "K"} | row for month, row in enumerate(rows, 1)]
    settled = settle(
        Agreement.model_validate({
            "contract": TERMS,
            "prices": [{"from_month": 1, "price": "10"}],
            "kpis": [{"code": "K", "weight": "1"} | kpi | terms],
            "months": [{"month": f"2026-0{month}", "actual": "1000"} for month in range(1, 7)],
            "measurements": measured,
        }),
        period,
        date(2026, 6, 1),
    )  # fmt: skip
    assert isinstance(settled, Settlement)
    (found,) = settled.kpis
    return found


def nps(*, told: int = 3) -> list[dict[str, Any]]:
    """The rows of three months, the first so many with their margin."""
    rows: list[dict[str, Any]] = []
    for number, (promoters, detractors, answers) in enumerate(PROMOTERS):
        margin = round(nps_margin(promoters, detractors, answers), 4)
        rows.append({"numerator": promoters - detractors, "denominator": answers})
        rows[-1] |= {"margin": str(float(margin))} if number < told else {}
    return rows


def test_the_margin_of_a_quarter_is_that_of_all_its_answers_together() -> None:
    promoters, detractors, answers = (sum(each) for each in zip(*PROMOTERS, strict=True))
    found = precision(line(NPS, *nps()))
    assert found is not None
    assert found.interval is not None
    assert found.n == answers
    assert (found.interval[1] - found.interval[0]) / 2 == pytest.approx(nps_margin(promoters, detractors, answers))


@pytest.mark.parametrize(("told", "sure"), [(3, True), (2, False), (0, False)])
def test_a_margin_that_a_month_does_not_tell_is_not_invented(told: int, sure: bool) -> None:
    found = precision(line(NPS, *nps(told=told)))
    assert found is not None
    assert (found.interval is not None) is sure


@pytest.mark.parametrize(
    ("kpi", "rows", "said"),
    [
        (NPS, nps(), "n = 300: met 95% zekerheid tussen 32,83 en 50,5."),
        (NPS, nps(told=0), "n = 300."),
        (CES, [{"value": "2", "n": "10", "margin": "0.5"}] * 3, "n = 30: met 95% zekerheid tussen 1,71 en 2,29."),
        (CES, [{"value": "2", "n": "10"}] * 3, "n = 30."),
        (CES, [{"value": "2", "margin": "0.5"}] * 3, ""),
        (SL, [{"numerator": "80", "denominator": "100", "margin": "9"}] * 3,
         "n = 300: met 95% zekerheid tussen 75,11% en 84,13%."),
        (NPS, [{"numerator": "99", "denominator": "100", "margin": "1.5"}] * 3,
         "n = 300: met 95% zekerheid tussen 98,13 en 99,87."),
        (NPS, [{"numerator": "99", "denominator": "100", "margin": "2"}] * 3,
         "n = 300: met 95% zekerheid tussen 97,85 en 100."),
        (SL | {"metric": "AVL"}, [{"numerator": "80", "denominator": "100"}] * 3, ""),
    ],
    ids=["NPS", "NPS by hand", "mean with margin", "mean", "mean without counts", "a share tells its own",
         "within the scale", "no farther than the scale", "minutes are no answers"],
)  # fmt: skip
def test_the_explanation_says_how_sure_a_value_is(kpi: dict[str, Any], rows: list[dict[str, Any]], said: str) -> None:
    found = line(kpi, *rows)
    assert explanation(found, Contract.model_validate(TERMS)).partition(" n = ")[2] == said.removeprefix("n = ")


def evidence(**figures: int) -> dict[str, str]:
    """The evidence of these figures."""
    return {"evidence": mark("records.csv", "0" * 64, 100, {key: Decimal(value) for key, value in figures.items()})}


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (evidence(numerator=90, denominator=100), "n = 300: met 95% zekerheid tussen 89,13 en 90,87."),
        (evidence(numerator=37, denominator=100), "n = 300."),
        (evidence(numerator=90, denominator=99), "n = 300."),
        ({"evidence": "mail of 3 April"}, "n = 300: met 95% zekerheid tussen 89,13 en 90,87."),
    ],
    ids=["as measured", "another numerator", "another denominator", "evidence of its own"],
)
def test_the_margin_of_a_figure_that_was_typed_over_is_not_told(measured: dict[str, str], said: str) -> None:
    row = {"numerator": "90", "denominator": "100", "margin": "1.5"}
    found = line(NPS, row, row | measured, row)
    assert explanation(found, Contract.model_validate(TERMS)).partition(" n = ")[2] == said.removeprefix("n = ")


AGENTS = {"agents_low": "0.7", "agents_high": "0.9"}
DAYS = {"days_low": "0.75", "days_high": "0.85"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            [AGENTS, AGENTS | DAYS, DAYS],
            ["Vier op de vijf medewerkers (P10 – P90): jan 70% – 90%; feb 70% – 90%.",
             "Vier op de vijf dagen (P10 – P90): feb 75% – 85%; mrt 75% – 85%."],
        ),
        ([{}, {}, {}], []),
        ([{"agents_low": "0.7"}, {"days_high": "0.9"}, {}], []),
        ([AGENTS | {"part": "phone"}, {}, {}], []),
        (
            [AGENTS | evidence(numerator=80, denominator=100),
             AGENTS | DAYS | evidence(numerator=79, denominator=100), {}],
            ["Vier op de vijf medewerkers (P10 – P90): jan 70% – 90%."],
        ),
    ],
    ids=["months that were measured", "months entered by hand", "half a spread", "a part of a month",
         "a month that was typed over"],
)  # fmt: skip
def test_a_spread_is_told_month_by_month_as_it_was_measured(more: list[dict[str, Any]], said: list[str]) -> None:
    rows = [{"numerator": "80", "denominator": "100"} | each for each in more]
    assert list(spread(line(SL, *rows), "nl")) == said


@pytest.mark.parametrize(("window", "period", "months"), [(None, 1, [1, 2, 3]), (2, 1, [2, 3]), (6, 2, [4, 5, 6])])
def test_the_months_of_the_period_that_were_read_tell_their_spread(
    window: int | None, period: int, months: list[int]
) -> None:
    rows = [{"numerator": "80", "denominator": "100"} | DAYS for _ in range(6)]
    found = line(SL, *rows, period=period, window_months=window)
    assert [(each.month.number, each.low) for each in found.spreads] == [(each, Fraction(3, 4)) for each in months]
