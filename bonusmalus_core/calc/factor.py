"""Which price factor follows in a month from the KPIs' impacts, waivers, barred bonuses and the cap?

Source: contract and settlement rules, sections 3.3 to 3.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.conditions import Effects
from bonusmalus_core.calc.exact import fraction, quotient, summed, total
from bonusmalus_core.calc.lines import Outcome
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import State

_ONE = Fraction(1)


class Counted(NamedTuple):
    """A KPI in both sums of a month: the number of its outcome, its weight, and whether its malus is waived."""

    outcome: int
    weight: Decimal
    waived: bool


class Share(NamedTuple):
    """What one KPI adds to a month's factor: weight / Σ weight × (impact after waivers − 1)."""

    outcome: int
    excess: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """What the KPIs come to together, before anything that acts on the total."""

    shares: tuple[Share, ...]
    factor: Fraction


class Factor(NamedTuple):
    """A month's factor after each step; the last is the one that moves the price."""

    weighing: Weighing
    waived: Fraction
    barred: Fraction
    capped: Fraction


def factors(contract: Contract, outcomes: Sequence[Outcome], months: range, effects: Sequence[Effects]) -> list[Factor]:
    """The factor of every month, with that month's effects; months that count alike are weighed once."""
    counts = [_counted(contract, outcomes, month, each) for month, each in zip(months, effects, strict=True)]
    weighings = {each: _weighed(outcomes, each) for each in dict.fromkeys(counts)}
    return [_factor(contract, weighings[count], each) for count, each in zip(counts, effects, strict=True)]


def _counted(contract: Contract, outcomes: Sequence[Outcome], month: int, effects: Effects) -> tuple[Counted, ...]:
    return tuple(
        Counted(number, each.run.weights[month - each.run.months.start], _is_waived(each, effects))
        for number, each in enumerate(outcomes)
        if month in each.run.months and _counts(contract, each.evaluation.state)
    )


def _counts(contract: Contract, state: State) -> bool:
    """Whether a KPI is in both sums: `neutral` counts what has no impact as 1, `redistribute` leaves it out."""
    if state in (State.WAITING, State.INACTIVE):
        return contract.inactive_kpi == "neutral"
    if state is State.MISSING:
        return contract.missing_data != "redistribute"
    return state is not State.ENDED


def _is_waived(outcome: Outcome, effects: Effects) -> bool:
    """Whether the KPI's impact becomes 1, because it is below and nothing made it final."""
    if outcome.impact is None or outcome.impact >= 1 or outcome.final:
        return False
    return effects.waives(outcome.run.row.code)


def _weighed(outcomes: Sequence[Outcome], counted: tuple[Counted, ...]) -> Weighing:
    weights = total(each.weight for each in counted)
    if not weights:
        return Weighing((), _ONE)
    shares = tuple(
        Share(each.outcome, quotient(each.weight, weights) * _excess(outcomes[each.outcome], each.waived))
        for each in counted
    )
    return Weighing(shares, 1 + summed([share.excess for share in shares]))


def _excess(outcome: Outcome, waived: bool) -> Fraction:
    return Fraction(0) if waived or outcome.impact is None else outcome.impact - 1


def _factor(contract: Contract, weighing: Weighing, effects: Effects) -> Factor:
    waived = max(weighing.factor, _ONE) if effects.waives_total else weighing.factor
    barred = min(waived, _ONE) if effects.bars_bonus else waived
    return Factor(weighing, waived, barred, capped(barred, contract.bonus_cap, contract.malus_cap))


def capped(factor: Fraction, bonus_cap: Decimal | None, malus_cap: Decimal | None) -> Fraction:
    """The factor held between 1 − malus cap and 1 + bonus cap; None is no cap."""
    if malus_cap is not None:
        factor = max(factor, 1 - fraction(malus_cap))
    return factor if bonus_cap is None else min(factor, 1 + fraction(bonus_cap))
