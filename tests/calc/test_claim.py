"""Who pays whom how much, by when, and on which paper?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.calc.claim import claimed
from bonusmalus_core.calc.history import entered
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim, Paper
from bonusmalus_core.model.history import HistoryRow, Stamp
from bonusmalus_core.model.settlement import Settlement
from tests.calc.small import LATER, ratios, small, volumes

STAMP = Stamp("An", datetime(2026, 4, 17, tzinfo=UTC), "0.1.0")
DAY = date(2026, 4, 16)
GUARANTEED = {"code": "LOW", "comparator": "<", "threshold": "0.9", "effect": "volume_guarantee", "effect_value": "0.9"}
STORM = {"kpi": "all", "from": "2026-02", "to": "2026-02", "reason": "storm"}


def claim(
    share: int, terms: dict[str, Any] | None = None, *, before: tuple[HistoryRow, ...] = (), as_of: date = LATER,
    **tables: Any,
) -> tuple[Claim, HistoryRow]:  # fmt: skip
    data = small(terms, **({"measurements": ratios(*[share] * 3)} | tables))
    agreement = Agreement.model_validate(data)
    settlement = settle(agreement, 1, as_of)
    assert isinstance(settlement, Settlement)
    entry = entered(before, settlement, canonical(agreement, 1), DAY, STAMP)
    return claimed(agreement, settlement, entry), entry.row


@pytest.mark.parametrize(
    ("share", "treatment", "net", "vat", "gross", "paper"),
    [
        (82, "price_adjustment", "60.00", "12.60", "72.60", Paper.INVOICE),
        (79, "price_adjustment", "-30.00", "-6.30", "-36.30", Paper.CREDIT_NOTE),
        (80, "price_adjustment", "0.00", "0.00", "0.00", Paper.NOTHING),
        (82, "damages", "60.00", "0.00", "60.00", Paper.INVOICE),
        (79, "damages", "-30.00", "0.00", "-30.00", Paper.DEBIT_NOTE),
        (79, "none", "-30.00", "0.00", "-30.00", Paper.DEBIT_NOTE),
    ],
)
def test_vat_and_paper_follow_the_treatment(
    share: int, treatment: str, *, net: str, vat: str, gross: str, paper: Paper
) -> None:
    found, _ = claim(share, {"vat_treatment": treatment, "vat_rate": "0.21"})
    assert tuple(map(str, (found.net, found.vat, found.gross))) == (net, vat, gross)
    assert found.paper is paper


def test_half_a_cent_of_vat_goes_away_from_zero() -> None:
    found, _ = claim(79, {"vat_treatment": "price_adjustment", "vat_rate": "0.0005"})
    assert (found.vat, found.gross) == (Decimal("-0.02"), Decimal("-30.02"))


@pytest.mark.parametrize(("rate", "lacks"), [(None, True), ("0", False), ("0.21", False)])
def test_a_rate_that_was_not_agreed_is_no_rate_of_zero(rate: str | None, lacks: bool) -> None:
    assert claim(82, {"vat_rate": rate})[0].lacks_rate is lacks


@pytest.mark.parametrize(
    ("days", "as_of", "pay_by"),
    [(30, LATER, date(2026, 5, 16)), (0, LATER, DAY), (None, LATER, None), (30, date(2026, 3, 30), None)],
)
def test_the_payment_is_due_so_many_days_after_a_final_settlement(
    days: int | None, as_of: date, pay_by: date | None
) -> None:
    assert claim(82, {"payment_days": days}, as_of=as_of)[0].pay_by == pay_by


def test_a_correction_asks_only_for_the_difference() -> None:
    first, row = claim(82)
    second, _ = claim(79, before=(row,))
    assert (second.corrects, second.settled, second.true_up, second.net) == (
        first.document, Decimal("60.00"), Decimal("-90.00"), Decimal("-90.00"),
    )  # fmt: skip


def test_a_top_up_is_asked_for_once_and_corrected_apart_from_the_bonus_malus() -> None:
    few, fewer = volumes(80, 100, 100), volumes(70, 100, 100)
    first, row = claim(80, conditions=[GUARANTEED], months=few)
    assert (first.net, first.top_up_true_up) == (Decimal("100.00"), Decimal("0.00"))
    second, _ = claim(80, conditions=[GUARANTEED], months=fewer, before=(row,))
    assert (second.true_up, second.top_up_true_up, second.net) == (
        Decimal("0.00"),
        Decimal("100.00"),
        Decimal("100.00"),
    )


def test_the_reasons_of_what_was_agreed_go_with_it() -> None:
    agreed = STORM | {"agreed": "2026-03-01"}
    override = {"period": 1, "kpi": "FCR", "impact": "1", "reason": "pilot", "agreed": "2026-04-01"}
    elsewhere = [override | {"period": 2}, override]
    found, _ = claim(82, events=[STORM, agreed | {"from": "2026-05", "to": "2026-05"}, agreed], overrides=elsewhere)
    assert [each.reason for each in found.events] == ["storm"]
    assert [(each.period, each.reason) for each in found.overrides] == [(1, "pilot")]


def test_only_a_final_settlement_has_a_seal() -> None:
    assert claim(82)[0].seal == claim(82)[1].hash
    assert claim(82, as_of=date(2026, 3, 30))[0].seal == ""
