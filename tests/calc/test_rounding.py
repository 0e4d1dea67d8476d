"""How are numbers rounded once, and do their rounded parts still add up?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.exact import quotient, summed, total
from bonusmalus_core.calc.rounding import half_away, shared_out

ALMOST = Fraction(1, 10**30)
FRACTIONS = st.fractions(-1000, 1000, max_denominator=997)


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [
        pytest.param(Fraction("0.005"), 2, "0.01", id="a tie goes up"),
        pytest.param(Fraction("-0.005"), 2, "-0.01", id="a negative tie goes down"),
        pytest.param(Fraction("0.005") - ALMOST, 2, "0.00", id="a hair under a tie stays"),
        pytest.param(Fraction("-0.005") + ALMOST, 2, "0.00", id="nothing has no sign"),
        pytest.param(Fraction("2.675"), 2, "2.68", id="no binary float decides"),
        pytest.param(Fraction(2, 3), 3, "0.667", id="three decimals"),
        pytest.param(Fraction("1.5"), 0, "2", id="no decimals"),
        pytest.param(Fraction("-2.5"), 0, "-3", id="no decimals, negative"),
        pytest.param(Fraction(0), 2, "0.00", id="zero shows its decimals"),
        pytest.param(Fraction(10**40) + Fraction("0.005"), 2, f"{10**40}.01", id="more digits than a decimal context"),
    ],
)
def test_half_goes_away_from_zero(number: Fraction, digits: int, expected: str) -> None:
    assert str(half_away(number, digits)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(["1/3", "1/3", "1/3"], ["0.34", "0.33", "0.33"], id="the first of equal remainders gets the cent"),
        pytest.param(["0.004", "0.008"], ["0.00", "0.01"], id="the largest remainder gets the cent"),
        pytest.param(["-0.004", "-0.004"], ["0.00", "-0.01"], id="a negative total is shared out too"),
        pytest.param(["0.005", "-0.005"], ["0.01", "-0.01"], id="parts that cancel out stay exact opposites"),
        pytest.param(["0", "0.335", "0"], ["0.00", "0.34", "0.00"], id="what is nothing gets nothing"),
        pytest.param([], [], id="no parts"),
    ],
)
def test_parts_add_up_to_their_rounded_sum(parts: list[str], expected: list[str]) -> None:
    assert [str(each) for each in shared_out([Fraction(part) for part in parts], 2)] == expected


@given(st.lists(FRACTIONS), st.integers(0, 3))
def test_parts_add_up_and_no_part_moves_by_a_whole_unit(parts: list[Fraction], digits: int) -> None:
    shared = shared_out(parts, digits)
    assert sum(shared) == half_away(sum(parts, Fraction(0)), digits)
    assert all(abs(Fraction(out) - part) < Fraction(1, 10**digits) for out, part in zip(shared, parts, strict=True))


@given(st.lists(FRACTIONS))
def test_a_sum_over_one_denominator_is_the_sum(parts: list[Fraction]) -> None:
    assert summed(parts) == sum(parts, Fraction(0))


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False)))
def test_no_digit_is_lost_in_a_sum_of_decimals(numbers: list[Decimal]) -> None:
    assert Fraction(total(numbers)) == sum(map(Fraction, numbers), Fraction(0))


def test_a_ratio_is_exact_and_nothing_divides_by_nothing() -> None:
    assert quotient(Decimal("0.1"), Decimal("0.3")) == Fraction(1, 3)
    with pytest.raises(ZeroDivisionError):
        quotient(Decimal(1), Decimal(0))
