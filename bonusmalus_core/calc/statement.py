"""Which lines make up the bonus-malus, so that they add up to it exactly?

Source: contract and settlement rules, section 4: per KPI its share of the months' factors, then what total waivers,
barred bonuses, the cap and price rounding change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.factor import Factor, Weighing
from bonusmalus_core.calc.lines import Outcome
from bonusmalus_core.calc.money import MonthMoney
from bonusmalus_core.calc.rounding import shared_out
from bonusmalus_core.model.settlement import Adjustment, Cause

_NOTHING = Fraction(0)


class Statement(NamedTuple):
    """The money of every outcome, in their order, and of every other cause that changed something."""

    contributions: list[Decimal]
    adjustments: tuple[Adjustment, ...]


def statement(
    outcomes: Sequence[Outcome], factors: Sequence[Factor], moneys: Sequence[MonthMoney], digits: int
) -> Statement:
    """The lines of a period, rounded so that together they are the rounded bonus-malus."""
    kpis = _kpis(len(outcomes), factors, moneys)
    causes = _causes(factors, moneys)
    # Of equal remainders the earlier gets the cent: by code and month, so that the order of the rows decides nothing.
    order = sorted(range(len(outcomes)), key=lambda number: _place(outcomes[number]))
    money = shared_out([*(kpis[number] for number in order), *causes.values()], digits)
    contributions = dict(zip(order, money, strict=False))
    adjustments = zip(causes, money[len(order) :], strict=True)
    return Statement(
        [contributions[number] for number in range(len(outcomes))],
        tuple(Adjustment(cause, amount) for cause, amount in adjustments),
    )


def _place(outcome: Outcome) -> tuple[str, int]:
    return outcome.run.row.code, outcome.run.months.start


def _kpis(outcomes: int, factors: Sequence[Factor], moneys: Sequence[MonthMoney]) -> list[Fraction]:
    """The exact money of every KPI; months that were weighed alike are taken together."""
    worths: dict[Weighing, Fraction] = {}
    for factor, money in zip(factors, moneys, strict=True):
        worths[factor.weighing] = worths.get(factor.weighing, _NOTHING) + money.volume * money.base_price
    found = [_NOTHING] * outcomes
    for weighing, worth in worths.items():
        for share in weighing.shares:
            found[share.outcome] += worth * share.excess
    return found


def _causes(factors: Sequence[Factor], moneys: Sequence[MonthMoney]) -> dict[Cause, Fraction]:
    found: dict[Cause, Fraction] = {}
    for factor, money in zip(factors, moneys, strict=True):
        for cause, amount in _changes(factor, money):
            found[cause] = found.get(cause, _NOTHING) + amount
    return {cause: found[cause] for cause in Cause if found.get(cause)}


def _changes(factor: Factor, money: MonthMoney) -> Iterator[tuple[Cause, Fraction]]:
    worth = money.volume * money.base_price
    if factor.waived is not factor.weighing.factor:
        yield Cause.WAIVER, worth * (factor.waived - factor.weighing.factor)
    if factor.barred is not factor.waived:
        yield Cause.BARRED, worth * (factor.barred - factor.waived)
    if factor.capped is not factor.barred:
        yield Cause.CAP, worth * (factor.capped - factor.barred)
    yield Cause.PRICE_ROUNDING, money.amount - worth * (factor.capped - 1)
