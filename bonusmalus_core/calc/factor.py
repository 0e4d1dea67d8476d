"""Which price factor follows in a month from the KPIs' impacts, waivers, barred bonuses and the cap?

Source: contract and settlement rules, sections 3.3 to 3.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.conditions import Effects
from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.runs import Run
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import KpiLine, State

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Share:
    """What one KPI line adds to a month's factor: `excess` is weight / Σ weight × (impact after waivers − 1)."""

    line: int
    excess: Fraction


@dataclass(frozen=True, slots=True)
class Factor:
    """A month's factor after each step; the last is the one that moves the price."""

    shares: tuple[Share, ...]
    weighted: Fraction
    waived: Fraction
    barred: Fraction
    capped: Fraction


def factor(records: Records, runs: Sequence[Run], lines: Sequence[KpiLine], number: int, effects: Effects) -> Factor:
    """The factor of the period's month `number` (from 0); `runs` and `lines` go side by side."""
    contract, month = records.contract, records.months[number]
    counted = []
    for index, (run, line) in enumerate(zip(runs, lines, strict=True)):
        if month in run.months and _counts(contract, line.state):
            weight = Fraction(run.weights[run.months.index(month)])
            counted.append((index, weight, _after_waiver(records, line, effects)))
    total = sum((weight for _, weight, _ in counted), Fraction(0))
    shares = tuple(Share(index, weight * (impact - 1) / total) for index, weight, impact in counted) if total else ()
    weighted = _ONE + sum((share.excess for share in shares), Fraction(0))
    waived = max(weighted, _ONE) if effects.waives_total else weighted
    barred = min(waived, _ONE) if effects.bars_bonus else waived
    return Factor(shares, weighted, waived, barred, capped(barred, contract.bonus_cap, contract.malus_cap))


def capped(factor: Fraction, bonus_cap: Decimal | None, malus_cap: Decimal | None) -> Fraction:
    """The factor held between 1 − malus cap and 1 + bonus cap; None is no cap."""
    if malus_cap is not None:
        factor = max(factor, _ONE - Fraction(malus_cap))
    return factor if bonus_cap is None else min(factor, _ONE + Fraction(bonus_cap))


def _counts(contract: Contract, state: State) -> bool:
    """Whether the line is in both sums: `neutral` counts what has no impact as 1, `redistribute` leaves it out."""
    if state in (State.WAITING, State.INACTIVE):
        return contract.inactive_kpi == "neutral"
    if state is State.MISSING:
        return contract.missing_data != "redistribute"
    return state is not State.ENDED


def _after_waiver(records: Records, line: KpiLine, effects: Effects) -> Fraction:
    if line.impact is None:
        return _ONE
    override = records.overrides.get(line.code)
    final = override is not None and override.impact is not None
    return max(line.impact, _ONE) if effects.waives(line.code) and not final else line.impact
