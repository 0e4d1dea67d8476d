"""What is a month's factor worth in money?

Source: contract and settlement rules, section 4. Nothing is rounded here but prices with `price_decimals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.contract import Contract


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """Prices per unit and the unrounded amount of a month over the volume that carries the bonus-malus."""

    base_price: Fraction
    price: Fraction
    volume: Fraction
    amount: Fraction


def month_money(contract: Contract, agreed: Decimal, factor: Fraction, actual: Fraction, payable: Fraction) -> MonthMoney:
    """The month's prices and amount at a factor; `agreed` is the price per unit at 100 %."""
    base = rounded_price(contract, Fraction(agreed))
    price = rounded_price(contract, Fraction(agreed) * factor)
    volume = payable if contract.bonus_malus_volume == "payable" else actual
    return MonthMoney(base, price, volume, volume * (price - base))


def rounded_price(contract: Contract, price: Fraction) -> Fraction:
    """The price per unit as it is invoiced: with `price_decimals` decimals, if the contract says so."""
    return price if contract.price_decimals is None else Fraction(half_away(price, contract.price_decimals))
