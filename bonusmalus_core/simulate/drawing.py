"""Which values, volumes and other figures come out of many drawn periods? The same seed draws the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bonusmalus_core.simulate.impacts import Floats
from bonusmalus_core.simulate.outlook import SPREAD_OF_VOLUME, KpiOutlook, Origin, Outlook

Picks = NDArray[np.int64]
"""Which measured month stands for each month of each draw."""


@dataclass(frozen=True, eq=False)
class Draws:
    """Drawn periods: `values` by KPI, each an array of draws × evaluations (1, or one a month).

    `ratios` and `measures` are draws × months, of which the last ones are the period's own and those before them what
    the windows of conditions look back on.
    """

    values: tuple[Floats, ...]
    ratios: Floats
    measures: Mapping[str, Floats]


def drawn(of: Outlook, draws: int, seed: int) -> Draws:
    """So many drawn periods. Months are drawn whole, so that KPIs and volume keep together what they had together."""
    random = np.random.default_rng(seed)
    months = len(of.months)
    back = max([1, *(each.window_months for each in of.agreement.conditions)]) - 1
    available = len(of.ratios)
    picks = random.integers(available, size=(draws, months + back)) if available else None
    own = picks[:, back:] if picks is not None else None
    values = tuple(_values(of, each, draws, own, random) for each in of.kpis)
    return Draws(values, _ratios(of, picks, (draws, months + back), random), _measures(of, picks))


def _values(of: Outlook, kpi: KpiOutlook, draws: int, picks: Picks | None, random: np.random.Generator) -> Floats:
    monthly = of.agreement.contract.evaluation == "month" and kpi.row.frequency == "monthly"
    if picks is not None and kpi.origin is Origin.MEASURED:
        return _resampled(kpi, picks, monthly)
    low, high = kpi.row.scale
    found = random.normal(kpi.mean, kpi.spread, (draws, len(of.months) if monthly else 1))
    return np.clip(found, -np.inf if low is None else float(low), np.inf if high is None else float(high))


def _resampled(kpi: KpiOutlook, picks: Picks, monthly: bool) -> Floats:
    """The value over the months that were picked; where none of them was measured, the mean."""
    above, below = kpi.above[picks], kpi.below[picks]
    if kpi.row.aggregate == "last":
        above, below = above[:, -1:], below[:, -1:]
    elif not monthly:
        above, below = np.nansum(above, axis=1, keepdims=True), np.nansum(below, axis=1, keepdims=True)
    if kpi.row.aggregate == "sum":
        below = np.ones_like(below)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = above / below
    return np.where(np.isfinite(found), found, kpi.mean)


def _ratios(of: Outlook, picks: Picks | None, shape: tuple[int, int], random: np.random.Generator) -> Floats:
    if of.volumes_known and picks is not None:
        found = of.ratios[picks]
        return np.where(np.isfinite(found), found, np.nanmean(of.ratios))
    return np.maximum(random.normal(1.0, SPREAD_OF_VOLUME, shape), 0.0)


def _measures(of: Outlook, picks: Picks | None) -> dict[str, Floats]:
    """The other figures; of one that was never recorded nothing is known, and its conditions are never met."""
    if picks is None:
        return {}
    known = {name: values for name, values in of.measures.items() if np.isfinite(values).any()}
    return {name: np.where(np.isfinite(values), values, np.nanmean(values))[picks] for name, values in known.items()}
