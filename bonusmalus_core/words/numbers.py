"""How does a language write a number, a share, an amount or a list?

Separators and signs come from the Unicode locale data that babel carries: nl "82,5%" and "€ 10,00", de and fr "82,5 %".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent

Number = Decimal | Fraction | int

_DIGITS = 6
"""Decimals shown of a number that has more: enough to tell it from a threshold, few enough to read."""


def number(value: Number, language: str) -> str:
    """The number with at most six decimals: nl "1.234,5"."""
    return str(format_decimal(_shown(value, _DIGITS), locale=language, decimal_quantization=False))


def share(value: Number, language: str) -> str:
    """A part of one as a percentage with at most four decimals: nl "82,5%"."""
    return str(format_percent(_shown(value, _DIGITS), locale=language, decimal_quantization=False))


def money(value: Number, currency: str, language: str) -> str:
    """An amount with the decimals that it has: nl "€ 10,00"."""
    pattern = Locale.parse(language).currency_formats["standard"]
    return str(format_currency(_shown(value, _DIGITS), currency, pattern, language, False, decimal_quantization=False))


def quantity(value: Number, unit: str, language: str) -> str:
    """A KPI's value in its unit: a percentage for "%", else a plain number."""
    return share(value, language) if unit == "%" else number(value, language)


def listed(values: Iterable[Number], unit: str, language: str) -> str:
    """Several values in one unit: "70% / 75% / 80%"."""
    return " / ".join(quantity(value, unit, language) for value in values)


def _shown(value: Number, digits: int) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(round(value * 10**digits)).scaleb(-digits).normalize()
    return Decimal(value)
