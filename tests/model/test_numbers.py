"""Is a number what its reader sees, and is everything else refused?"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.model.decimals import decimal_text, exact


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        pytest.param(0.1 + 0.7, "0.8", id="binary noise is not seen"),
        pytest.param(1.005, "1.005", id="a float is the decimal that it shows"),
        pytest.param(2 / 3, "0.666666666666667", id="15 digits are seen"),
        pytest.param("0.1234567890123456", "0.123456789012346", id="of text too"),
        pytest.param(1e21, "1000000000000000000000", id="no exponent"),
        pytest.param("1E+3", "1000", id="an exponent typed by hand"),
        pytest.param("0.820", "0.82", id="no trailing zeros"),
        pytest.param(Decimal("-0.5"), "-0.5", id="a negative decimal"),
        pytest.param(1e-7, "0.0000001", id="a small one"),
        pytest.param(-0.0, "0", id="a zero below zero"),
        pytest.param("-0.00", "0", id="a zero below zero in text"),
    ],
)
def test_a_number_is_what_its_reader_sees(number: float | str | Decimal, seen: str) -> None:
    assert decimal_text(exact(number)) == seen


@pytest.mark.parametrize("text", ["", "12,5", "80%", "1.2.3", "x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidOperation):
        exact(text)


@pytest.mark.parametrize("number", [float("inf"), float("nan"), "Infinity", "NaN", "1e309"])
def test_what_no_sheet_can_hold_is_refused(number: float | str) -> None:
    with pytest.raises(ValueError, match="not a number that a sheet can hold"):
        exact(number)


@given(st.floats(-1e300, 1e300, allow_subnormal=False))
def test_what_was_seen_once_is_seen_the_same_again(number: float) -> None:
    seen = decimal_text(exact(number))
    assert decimal_text(exact(seen)) == seen
