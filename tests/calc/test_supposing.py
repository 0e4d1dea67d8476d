"""What does a supposed figure change, and what stays?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.calc.supposing import Supposition, names, suppose
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_templates import example

YEAR = Agreement.model_validate(example("en"))
OCTOBER = Month(2026, 10)


def settled(agreement: Agreement, period: int = 4) -> Settlement:
    result = settle(agreement, period, date.max)
    assert isinstance(result, Settlement)
    return result


def supposed(name: str, value: str, month: Month | None = None, period: int = 4) -> Agreement:
    return suppose(YEAR, period, [Supposition(name, Decimal(value), month)], "supposed")


@pytest.mark.parametrize(
    ("name", "value", "impact"),
    [("FCR", "0.90", "1.10"), ("FCR", "0.80", "1"), ("FCR.impact", "0.95", "0.95"), ("CES", "2", "1")],
)
def test_a_kpi_counts_as_supposed(name: str, value: str, impact: str) -> None:
    line = next(line for line in settled(supposed(name, value)).kpis if line.code == name.partition(".")[0])
    assert line.impact == Fraction(impact)
    assert line.override is not None
    assert line.override.reason == "supposed"


@pytest.mark.parametrize(
    ("name", "month", "volumes"),
    [("actual", None, [7, 7, 7]), ("actual", OCTOBER, [7, 11890, 12090]), ("actual", OCTOBER + 2, [11230, 11890, 7])],
)
def test_a_volume_is_that_of_every_month_or_of_the_one_that_is_named(
    name: str, month: Month | None, volumes: list[int]
) -> None:
    assert [line.actual for line in settled(supposed(name, "7", month)).months] == volumes


@pytest.mark.parametrize(
    ("period", "month", "prices"),
    [(2, None, "10 10 10 12 12 12 10 10 10"), (2, Month(2026, 5), "10 10 10 10 12 10 10 10 10")],
)
def test_a_price_holds_in_its_months_and_the_agreed_one_comes_back(
    period: int, month: Month | None, prices: str
) -> None:
    changed = supposed("price", "12", month, period)
    found = [line.base_price for each in (1, 2, 3) for line in settled(changed, each).months]
    assert found == [Fraction(price) for price in prices.split()]


def test_a_failed_quality_test_can_be_supposed() -> None:
    assert settled(supposed("FCR", "0.9")).factor > 1
    failed = suppose(
        YEAR, 4, [Supposition("FCR", Decimal("0.9")), Supposition("quality_test", Decimal("0.5"))], "supposed"
    )
    assert settled(failed).factor == 1


def test_what_is_recorded_already_changes_nothing() -> None:
    before = settled(YEAR)
    same = [Supposition("actual", line.actual, line.month) for line in before.months]
    assert settled(suppose(YEAR, 4, same, "supposed")) == before
    assert suppose(YEAR, 4, [], "supposed") == YEAR


@pytest.mark.parametrize("period", [1, 2, 3])
def test_other_periods_stay(period: int) -> None:
    changed = suppose(YEAR, 4, [Supposition(name, Decimal(1)) for name in names(YEAR)], "supposed")
    assert settled(changed, period) == settled(YEAR, period)


@pytest.mark.parametrize(
    ("name", "month", "code"),
    [
        ("FCX", None, "supposition"),
        ("FCR", OCTOBER, "supposition"),
        ("actual.impact", None, "supposition"),
        ("actual", Month(2026, 9), "supposed-month"),
    ],
)
def test_a_figure_of_nothing_in_the_period_is_wrong_usage(name: str, month: Month | None, code: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        supposed(name, "1", month)
    assert refused.value.code == code
