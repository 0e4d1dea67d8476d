"""Does a call convert, spill and fail as a spreadsheet expects?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.declare.converting import converted
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.registry import Function
from bonusmalus_core.declare.values import Argument, SheetError, Value
from bonusmalus_core.model.decimals import exact

NA, WRONG, RANGE, ZERO = SheetError("#N/A"), SheetError("#VALUE!"), SheetError("#NUM!"), SheetError("#DIV/0!")
REF = SheetError("#REF!")
T = ((0.7, 0.75, 0.8, 0.85, 0.9),)
PAID = ((0.9, 0.95, 1.0, 1.05, 1.1),)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)
def test_the_example_of_every_function_gives_what_it_says(function: Function) -> None:
    assert call(function.name, *function.example.arguments) == function.example.answer


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (0.82, 1.02),
        (Decimal("0.82"), 1.02),
        (1, 1.1),
        (0.1 + 0.7, 1.0),
        (None, NA),
        ("", NA),
        ("  ", NA),
        ("0.82", WRONG),
        ("0,82", WRONG),
        (True, WRONG),
        (date(2026, 1, 1), WRONG),
        (float("nan"), RANGE),
        (float("inf"), RANGE),
        (REF, REF),
        (((0.82,),), 1.02),
    ],
)
def test_a_cell_is_taken_as_what_it_shows(given: Argument, answer: Value) -> None:
    assert call("BM_IMPACT", given, T, PAID) == answer


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (((0.82, 0.7), (None, "x")), ((1.02, 0.9), (NA, WRONG))),
        (((0.82,), (REF,)), ((1.02,), (REF,))),
        ([[0.82], [0.9]], ((1.02,), (1.1,))),
        ((), ()),
    ],
)
def test_a_range_where_a_cell_is_expected_spills(values: Argument, answer: object) -> None:
    assert call("BM_IMPACT", values, T, PAID) == answer


def test_several_ranges_spill_together_if_they_have_the_same_shape() -> None:
    months: Argument = ((9000, 10000), (11000, None))
    assert call("BM_VOLUME", months, ((10000, 12000), (10000, 9000)), 0.9) == ((9000.0, 10800.0), (11000.0, NA))
    assert call("BM_VOLUME", months, ((10000, 12000),), 0.9) == WRONG


def test_a_table_does_not_spill_again() -> None:
    settled = FUNCTIONS["BM_SETTLE"].example.arguments
    assert call("BM_SETTLE", *settled[:4], ((1, 2),), *settled[5:]) == WRONG


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("BM_OOPS", (), SheetError("#NAME?")),
        ("BM_IMPACT", (0.82, T), WRONG),
        ("BM_IMPACT", (0.82, T, PAID, "linear", "clamp", 1), WRONG),
        ("BM_IMPACT", (0.82, T, PAID, None, None), 1.02),
        ("BM_IMPACT", (0.82, T, PAID, None, "extrapolate"), 1.02),
        ("BM_IMPACT", (0.82, ((0.7, REF),), PAID), REF),
        ("BM_IMPACT", (0.82, T, PAID, REF), REF),
    ],
)
def test_arguments_are_counted_and_errors_go_on(name: str, arguments: tuple[Argument, ...], answer: Value) -> None:
    assert call(name, *arguments) == answer


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (date(2026, 3, 31), 3.0),
        (datetime(2026, 3, 31, 23, 59), 3.0),
        (46112, 3.0),
        (46112.9, 3.0),
        ("2026-03-31", 3.0),
        ("2026-03", 3.0),
        (" 2026-03 ", 3.0),
        (60, RANGE),
        (61, RANGE),
        (1e300, RANGE),
        (-1, RANGE),
        ("31/03/2026", WRONG),
        ("20260331", WRONG),
        ("2026-W14-2", WRONG),
        ("2026-3", WRONG),
        ("2026-13", WRONG),
        ("soon", WRONG),
        (True, WRONG),
        (None, NA),
        (REF, REF),
    ],
)
def test_a_day_is_a_date_its_number_or_an_unmistakable_text(given: Argument, answer: Value) -> None:
    assert call("BM_CONTRACTMONTH", date(2026, 1, 1), given) == answer


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.decimals(), st.dates(), st.sampled_from([NA, REF, ZERO]),
    st.text(max_size=8), st.sampled_from(["linear", "trapsgewijs", "nl", "BE", "net", "extrapolate", "snelle"]),
    st.sampled_from([0, 1, 2, 3, 5, 7, 0.2, 0.5, 0.8, 100, date(2026, 1, 1)]),
)  # fmt: skip
RANGES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(st.floats(-1e300, 1e300, allow_subnormal=False) | st.integers(-9, 400_000).map(float))
def test_a_number_is_taken_as_its_visible_digits_however_it_is_written(number: float) -> None:
    assert converted(number, Kind.NUMBER) == Fraction(exact(number))


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(CELLS | RANGES, max_size=9))
def test_a_call_never_raises_and_answers_what_a_cell_can_hold(name: str, arguments: list[Any]) -> None:
    answer = call(name, *arguments)
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    assert all(isinstance(cell, (float, str, date, SheetError)) for row in rows for cell in row)
