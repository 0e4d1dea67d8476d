"""Which price factors follow from drawn impacts, conditions and the cap?

Every array is draws × months of the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.simulate.drawing import Draws
from bonusmalus_core.simulate.impacts import Floats
from bonusmalus_core.simulate.outlook import Outlook

_HOLDS = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_ROUNDED = 12


@dataclass(frozen=True, eq=False)
class Factors:
    """The factor before the cap and after it, and `shares`: per KPI weight × (impact − 1) after waivers."""

    weighed: Floats
    capped: Floats
    shares: tuple[Floats, ...]


def factors(of: Outlook, draws: Draws, impacts: Sequence[Floats]) -> Factors:
    """The factors of every drawn month. Source: contract and settlement rules, sections 3.3 to 3.5."""
    contract, met = of.agreement.contract, [(each, _met(of, draws, each)) for each in of.agreement.conditions]
    active = [kpi.counts or contract.inactive_kpi == "neutral" for kpi in of.kpis]
    weights = sum(kpi.weight for kpi, counts in zip(of.kpis, active, strict=True) if counts) or 1.0
    shape = (len(draws.ratios), len(of.months))
    shares = tuple(
        np.broadcast_to(kpi.weight / weights * (_waived(kpi.row.code, each, met) - 1), shape)
        if kpi.counts
        else np.zeros(shape)
        for kpi, each in zip(of.kpis, impacts, strict=True)
    )
    weighed = np.round(1 + sum(shares, np.zeros(shape)), _ROUNDED)
    for condition, holds in met:
        if condition.effect == "waive_malus" and condition.scope == "total":
            weighed = np.where(holds, np.maximum(weighed, 1), weighed)
    for condition, holds in met:
        if condition.effect == "bar_bonus":
            weighed = np.where(holds, np.minimum(weighed, 1), weighed)
    low = 0.0 if contract.malus_cap is None else 1 - float(contract.malus_cap)
    high = np.inf if contract.bonus_cap is None else 1 + float(contract.bonus_cap)
    return Factors(weighed, np.clip(weighed, low if contract.malus_cap is not None else -np.inf, high), shares)


def payable(of: Outlook, draws: Draws) -> Floats:
    """The volume that is paid in every drawn month."""
    actual = volumes(of, draws)
    for condition in of.agreement.conditions:
        if condition.effect == "volume_guarantee":
            share = 0.9 if condition.effect_value is None else float(condition.effect_value)
            holds = _met(of, draws, condition)
            actual = np.where(holds, np.maximum(actual, share * of.forecasts), actual)
    return actual


def volumes(of: Outlook, draws: Draws) -> Floats:
    """The volume that is delivered in every drawn month."""
    found: Floats = draws.ratios[:, -len(of.months) :] * of.forecasts
    return found


def _waived(code: str, impacts: Floats, met: Sequence[tuple[Condition, NDArray[np.bool_]]]) -> Floats:
    for condition, holds in met:
        if condition.effect == "waive_malus" and condition.scope == "kpi" and condition.names(code):
            impacts = np.where(holds, np.maximum(impacts, 1), impacts)
    return impacts


def _met(of: Outlook, draws: Draws, condition: Condition) -> NDArray[np.bool_]:
    """Whether the condition holds in every drawn month of the period."""
    months = len(of.months)
    looked = draws.ratios if condition.measure == VOLUME_RATIO else draws.measures.get(condition.measure)
    if looked is None:
        return np.zeros((len(draws.ratios), months), dtype=bool)
    # never further back than the contract's first month
    reach = [min(condition.window_months, number) for number in of.months]
    means = [looked[:, end - back : end].mean(axis=1) for end, back in zip(_ends(looked, months), reach, strict=True)]
    tested = np.round(np.stack(means, axis=1), _ROUNDED)
    if condition.tested == "period":
        tested = np.broadcast_to(tested[:, -1:], tested.shape)
    runs = np.array([condition.from_month <= n <= (condition.to_month or n) for n in of.months])
    held: NDArray[np.bool_] = _HOLDS[condition.comparator](tested, float(condition.threshold)) & runs
    return held


def _ends(looked: Floats, months: int) -> range:
    return range(looked.shape[1] - months + 1, looked.shape[1] + 1)
