"""Numbers as a language writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.numbers import listed, money, number, price, quantity, quantity_apart, share
from tests.words.locales import FOLDER, number_words

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_files_are_not_stale(language: str) -> None:
    assert (FOLDER / language / "numbers.json").read_text(encoding="utf-8") == number_words(language)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", ("82%", "-82,5%", f"€{NBSP}10,00", f"€{NBSP}-1.234,50", "1.234,5")),
        ("en", ("82%", "-82.5%", "€10.00", "-€1,234.50", "1,234.5")),
        ("de", (f"82{NBSP}%", f"-82,5{NBSP}%", f"10,00{NBSP}€", f"-1.234,50{NBSP}€", "1.234,5")),
        ("fr", (f"82{NBSP}%", f"-82,5{NBSP}%", f"10,00{NBSP}€", f"-1{NARROW}234,50{NBSP}€", f"1{NARROW}234,5")),
    ],
)
def test_every_language_writes_shares_amounts_and_numbers_its_own_way(language: str, written: tuple[str, ...]) -> None:
    assert written == (
        share(Decimal("0.82"), language),
        share(Decimal("-0.825"), language),
        money(Decimal(10), "EUR", language),
        money(Decimal("-1234.50"), "EUR", language),
        number(Decimal("1234.5"), language),
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (number(Fraction(1, 3), "nl"), "0,333333"),
        (number(Fraction(2, 3), "nl"), "0,666667"),
        (number(Decimal("0.0000005"), "nl"), "0,000001"),
        (number(Decimal("0.00000049"), "nl"), "0"),
        (number(Decimal("-0.0000001"), "nl"), "0"),
        (number(Decimal("1E+3"), "nl"), "1.000"),
        (number(Decimal(999999999999999999), "nl"), "999.999.999.999.999.999"),
        (number(Decimal("1E+18"), "nl"), "1E+18"),
        (number(Decimal("-1.23456789E+45"), "nl"), "-1,23457E+45"),
        (number(Fraction(10**30, 3), "en"), "3.33333E+29"),
        (quantity_apart(Decimal("1.0000001"), (1,), "%", "nl"), "100,00001%"),
        (quantity_apart(Decimal("1.0000005"), (1,), "%", "nl"), "100,0001%"),
        (quantity_apart(Decimal("0.99999999"), (1,), "%", "nl"), "99,999999%"),
        (quantity_apart(Decimal("0.95"), (1,), "%", "nl"), "95%"),
        (quantity_apart(Decimal(1), (1,), "%", "nl"), "100%"),
        (quantity_apart(Fraction(10**40 + 1, 10**40), (1,), "%", "nl"), f"100,{'0' * 37}1%"),
        (quantity_apart(Decimal("1.0000001"), (0, 1), "", "nl"), "1,0000001"),
        (quantity_apart(Decimal("-0.0000001"), (0, 1), "%", "nl"), "-0,00001%"),
        (quantity_apart(Decimal(30), (1, 5), "score", "nl"), "30"),
        (price(Decimal("0.0123456789"), "EUR", "nl"), f"€{NBSP}0,0123456789"),
        (price(Decimal("1E+1"), "EUR", "nl"), f"€{NBSP}10,00"),
        (money(Decimal(21621), "JPY", "en"), "¥21,621"),
        (money(Decimal("1.234"), "TND", "nl"), f"TND{NBSP}1,234"),
        (money(Decimal(10), "CHF", "en"), f"CHF{NBSP}10.00"),
        (quantity(Decimal("0.9"), "%", "nl"), "90%"),
        (quantity(Decimal("1.5"), "score", "nl"), "1,5"),
        (listed((Decimal("0.7"), Decimal("0.75")), "%", "nl"), "70% / 75%"),
    ],
)
def test_no_more_digits_than_needed_and_a_half_goes_away_from_zero(shown: str, expected: str) -> None:
    assert shown == expected


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(LANGUAGES))
def test_babel_writes_the_same(value: Decimal, language: str) -> None:
    assert number(value, language) == format_decimal(value, locale=language, decimal_quantization=False) or value == 0
    assert share(value, language) == format_percent(value, locale=language, decimal_quantization=False) or value == 0


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(LANGUAGES))
def test_babel_writes_the_same_euros(value: Decimal, language: str) -> None:
    assert money(value, "EUR", language) == format_currency(value, "EUR", locale=language) or value == 0
