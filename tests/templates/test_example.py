"""Does the filled example show a year in which everything happens that the contract provides for?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import Cause, Settlement, Status
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import example

LATER = date(2027, 6, 1)

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def filled(language: str = "nl") -> Agreement:
    return Agreement.model_validate(example(language))


@cache
def settled(period: int) -> Settlement:
    settlement = settle(filled(), period, LATER)
    assert isinstance(settlement, Settlement), settlement
    return settlement


@each_language
def test_nothing_in_the_example_blocks_its_settlement(language: str) -> None:
    assert blockers(filled(language)) == []


@each_language
def test_the_example_has_a_year_of_volumes_and_a_row_per_kpi_and_month(language: str) -> None:
    year = [Month(2026, number) for number in range(1, 13)]
    measured = Counter(row.kpi for row in filled(language).measurements)
    assert [record.month for record in filled(language).months] == year
    assert measured == {"FCR": 12, "CES": 12, "SL60": 12, "SL120": 12, "DD": 12, "RET": 6}
    assert min(row.month for row in filled(language).measurements if row.kpi == "RET") == Month(2026, 7)


def test_the_example_is_complete_about_parties_and_payment() -> None:
    terms = filled().contract
    assert "" not in (terms.client_contact, terms.supplier_contact, terms.purchase_order)
    assert (terms.dispute_days, terms.payment_days, terms.vat_treatment) == (14, 30, "price_adjustment")
    assert all(entry.agreed_client and entry.agreed_supplier and entry.baseline for entry in filled().legend)


def test_forecasts_are_locked_before_their_month() -> None:
    locks = [(record.forecast_locked_on, record.month.first) for record in filled().months]
    assert all(locked is not None and locked < first for locked, first in locks)


def test_volumes_and_results_move_through_the_year() -> None:
    assert len({record.actual for record in filled().months}) == 12
    assert len({row.value for row in filled().measurements if row.kpi == "CES"}) == 12


def test_counts_are_possible() -> None:
    actual = {record.month: record.actual for record in filled().months}
    for row in filled().measurements:
        if row.numerator is not None and row.denominator is not None:
            assert 0 < row.numerator < row.denominator < (actual[row.month] or 0) * 2, (row.kpi, str(row.month))


def test_one_outage_was_excused_by_both_parties_and_its_bad_month_stays_visible() -> None:
    events = filled().events
    assert [(event.kpi, str(event.from_), str(event.to)) for event in events] == [
        ("SL60", "2026-05", "2026-05"),
        ("SL120", "2026-05", "2026-05"),
    ]
    assert all(event.agreed and event.reason and event.evidence for event in events)
    assert {row.kpi for row in filled().measurements if row.note} == {"SL60", "SL120"}


def test_some_rows_name_their_evidence() -> None:
    rows = filled().measurements
    assert len(rows) > sum(bool(row.evidence and row.source) for row in rows) >= 24


def test_one_quality_test_failed() -> None:
    tests = {str(record.month): record.measures["quality_test"] for record in filled().months}
    assert {month: score for month, score in tests.items() if score is not None and score <= Decimal("0.85")} == {
        "2026-08": Decimal("0.82")
    }


@pytest.mark.parametrize(
    ("period", "owed", "top_up"),
    [(1, "malus", "0.00"), (2, "bonus", "0.00"), (3, "bonus", "16200.00"), (4, "bonus", "0.00")],
)
def test_a_quarter_ends_in_a_malus_or_a_bonus(period: int, owed: str, top_up: str) -> None:
    settlement = settled(period)
    assert settlement.status is Status.FINAL
    assert ("bonus" if settlement.bonus_malus > 0 else "malus", str(settlement.top_up)) == (owed, top_up)
    assert settlement.findings == ()


def test_the_quiet_july_is_paid_by_the_guarantee_and_august_bars_the_bonus() -> None:
    months = settled(3).months
    assert [tuple(effect.condition for effect in month.effects) for month in months] == [
        ("VOL-LOW",), ("VOL-LOW", "QUALITY"), (),
    ]  # fmt: skip
    assert [int(month.actual) for month in months[:2]] == [6480, 8610]
    assert [int(month.payable) for month in months[:2]] == [8100, 8610]
    assert [adjustment.cause for adjustment in settled(3).adjustments] == [Cause.BARRED]
