"""How does a language write a number, a share, an amount or a list?

Separators and signs are the Unicode locale data's, kept in `<language>/numbers.json`: nl "82,5%" and "€ 10,00", de and
fr "82,5 %" with a space that does not break.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

from bonusmalus_core.words import words

_MOST_DECIMALS = 99
_LONG = 10**18
_FEW = Context(prec=6)

Number = Decimal | Fraction | int

_DECIMALS = 6
"""Decimals shown of a number that has more: enough to tell it from a threshold, few enough to read."""


def number(value: Number, language: str) -> str:
    """The number with at most six decimals: nl "1.234,5"; one with more digits than anybody reads as "1,5E+45"."""
    if not -_LONG < value < _LONG:
        return _scientific(value).replace(".", words(language, "numbers")["decimal"])
    shown = _shown(value)
    return ("-" if shown < 0 else "") + _digits(shown, 0, language)


def share(value: Number, language: str) -> str:
    """A part of one as a percentage with at most four decimals: nl "82,5%"."""
    shown = _shown(value)
    return _signed("share", shown, _digits(shown * 100, 0, language), language)


def money(value: Number, currency: str, language: str) -> str:
    """An amount with at least the currency's own decimals: nl "€ 10,00"."""
    return _money(_shown(value), currency, language)


def price(value: Decimal, currency: str, language: str) -> str:
    """As `money`, with every decimal that the value has."""
    return _money(value, currency, language)


def _money(shown: Decimal, currency: str, language: str) -> str:
    texts = words(language, "numbers")
    amount = _digits(shown, int(texts.get(f"decimals.{currency}", "2")), language)
    symbol = texts.get(f"currency.{currency}", currency)
    if symbol[-1].isalpha() and texts["money.positive"].startswith("¤{"):
        symbol += "\N{NO-BREAK SPACE}"  # a code does not touch the number: "CHF 10.00", but "€10.00"
    return _signed("money", shown, amount, language).replace("¤", symbol)


def quantity(value: Number, unit: str, language: str) -> str:
    """A KPI's value in its unit: a percentage for "%", else a plain number."""
    return share(value, language) if unit == "%" else number(value, language)


def quantity_apart(value: Number, others: Iterable[Number], unit: str, language: str) -> str:
    """A KPI's value with as many decimals as tell it from any other: "100,00001%" beside "100%"."""
    decimals = next((more for more in range(_DECIMALS, _MOST_DECIMALS) if _differ(value, others, more)), _MOST_DECIMALS)
    if decimals == _DECIMALS:
        return quantity(value, unit, language)
    if unit == "%":
        percent = _shown(Fraction(value) * 100, decimals - 2)
        return _signed("share", percent, _digits(percent, 0, language), language)
    shown = _shown(value, decimals)
    return ("-" if shown < 0 else "") + _digits(shown, 0, language)


def _differ(value: Number, others: Iterable[Number], decimals: int) -> bool:
    """Whether the value, shown so, differs from those others that it is not."""
    return all(value == other or _shown(value, decimals) != other for other in others)


def listed(values: Iterable[Number], unit: str, language: str) -> str:
    """Several values in one unit: "70% / 75% / 80%"."""
    return " / ".join(quantity(value, unit, language) for value in values)


def _shown(value: Number, decimals: int = _DECIMALS) -> Decimal:
    """The value as it is shown: six decimals, a half away from zero."""
    above, below = value.as_integer_ratio()
    units = (abs(above) * 10**decimals * 2 + below) // (below * 2)
    return Decimal(f"{units if above >= 0 else -units}E-{decimals}")


def _scientific(value: Number) -> str:
    above, below = value.as_integer_ratio()
    return f"{_FEW.divide(Decimal(above), Decimal(below)).normalize(_FEW):E}"


def _digits(value: Decimal, at_least: int, language: str) -> str:
    """The digits without a sign, grouped, with no more decimals than needed but `at_least` so many."""
    texts = words(language, "numbers")
    whole, _, part = format(value.copy_abs(), ",f").partition(".")
    part = part.rstrip("0").ljust(at_least, "0")
    return whole.replace(",", texts["group"]) + (texts["decimal"] + part if part else "")


def _signed(kind: str, value: Decimal, digits: str, language: str) -> str:
    return words(language, "numbers")[f"{kind}.{'negative' if value < 0 else 'positive'}"].format(digits)
