"""What is a month's factor worth in money?

Source: contract and settlement rules, section 4. Nothing is rounded here but prices with `price_decimals`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.contract import Contract


class MonthMoney(NamedTuple):
    """Prices per unit, the volumes paid for and carrying the bonus-malus, and the unrounded money of a month."""

    base_price: Fraction
    price: Fraction
    payable: Fraction
    volume: Fraction
    amount: Fraction
    top_up: Fraction


def month_money(contract: Contract, agreed: Decimal, factor: Fraction, actual: Decimal, payable: Decimal) -> MonthMoney:
    """The month's money at a factor; `agreed` is the price per unit at 100 %."""
    base = rounded_price(contract, fraction(agreed))
    price = rounded_price(contract, fraction(agreed) * factor)
    done, paid = fraction(actual), fraction(payable)
    volume = paid if contract.bonus_malus_volume == "payable" else done
    return MonthMoney(base, price, paid, volume, volume * (price - base), (paid - done) * base)


def rounded_price(contract: Contract, price: Fraction) -> Fraction:
    """The price per unit as it is invoiced: with `price_decimals` decimals, if the contract says so."""
    return price if contract.price_decimals is None else fraction(half_away(price, contract.price_decimals))
