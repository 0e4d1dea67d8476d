"""Is nothing settled that a sheet could not hold to the last digit?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.calc.small import FCR, Row, ratios, refused, settled, small, volumes

BEST = ratios(90, 90, 90)
TOO_LARGE = {("D17", None, None)}


def priced(price: str, **tables: Any) -> Row:
    return small(prices=[{"price": price}], months=volumes(100, 100, 100), **{"measurements": BEST, **tables})


def test_fifteen_digits_are_settled() -> None:
    assert settled(priced("333333333333.3")).bonus_malus == Decimal("9999999999999.00")


@pytest.mark.parametrize("price", ["333333333333.4", "1e15", "999999999999999000"])
def test_sixteen_are_refused(price: str) -> None:
    assert refused(priced(price)) == TOO_LARGE


def test_what_cancels_in_the_sum_is_too_large_in_its_lines() -> None:
    halves = [FCR | {"code": code, "weight": "0.5"} for code in ("A", "B")]
    opposite = [*ratios(90, 90, 90, kpi="A"), *ratios(70, 70, 70, kpi="B")]
    assert refused(priced("1e15", kpis=halves, measurements=opposite)) == TOO_LARGE


@pytest.mark.parametrize(("impact", "is_settled"), [("999999999999999", True), ("1e15", False)])
def test_a_factor_without_a_cap_is_held_to_it_too(impact: str, is_settled: bool) -> None:
    row = FCR | {"impacts": ["0", "0.5", "1", "2", impact]}
    uncapped = {"bonus_cap": None, "malus_cap": None}
    data = small(kpis=[row], contract=uncapped, months=volumes(0, 0, 0), measurements=BEST)
    if is_settled:
        assert settled(data).factor == Decimal(impact)
    else:
        assert refused(data) == TOO_LARGE
