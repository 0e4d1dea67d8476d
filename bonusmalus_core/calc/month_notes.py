"""What must be known besides to follow the table of a settlement's months, in sentences of the contract's language?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.conditions import on_volume
from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.records import records
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words import say
from bonusmalus_core.words.numbers import price

_SHOWN_BEYOND = 2
"""Decimals that a price per unit is shown with beyond those of its currency."""


def month_notes(agreement: Agreement, settlement: Settlement) -> Iterator[str]:
    """What stands behind volume over forecast, and behind prices, where the table shows neither."""
    yield from _windows(agreement, settlement)
    yield from _prices(agreement, settlement)


def _windows(agreement: Agreement, settlement: Settlement) -> Iterator[str]:
    """That volume over forecast is not the month's own, where a condition looks at several months together."""
    contract = agreement.contract
    months = [contract_month(contract, line.month) for line in settlement.months]
    for each in dict.fromkeys(on_volume(agreement.conditions, month) for month in months):
        if each is not None and (each.tested == "period" or each.window_months > 1):
            facts = {"months": each.window_months, "condition": each.code}
            yield say(contract.language, "explain", f"ratio.{each.tested}", **facts)


def _prices(agreement: Agreement, settlement: Settlement) -> Iterator[str]:
    """The base price to the last decimal, where the one that is shown is another or a shorter one."""
    contract, seen = agreement.contract, records(agreement, settlement.period)
    told: Decimal | None = None
    for line in settlement.months:
        agreed = seen.base_price(contract_month(contract, line.month))
        if agreed is None or agreed == told:
            continue
        told = agreed
        if Fraction(agreed) != line.base_price or _is_long(agreed, contract):
            facts = {"month": line.month, "price": price(agreed, contract.currency, contract.language)}
            key = "base" if contract.price_decimals is None else "base.rounded"
            yield say(contract.language, "explain", key, **facts, decimals=contract.price_decimals)


def _is_long(agreed: Decimal, contract: Contract) -> bool:
    exponent = agreed.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > minor_units()[contract.currency] + _SHOWN_BEYOND
