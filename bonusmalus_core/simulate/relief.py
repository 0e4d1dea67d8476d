"""What does a volume above the forecast do to the service level, and who pays for it?

Between 100 % of the forecast and the volume from which a malus is waived, the supplier carries the malus of the
client's forecast error. Erlang C says how far the service level falls when the staff was planned to reach
the target at the forecast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bonusmalus_core.calc.staffing import seconds, service_level
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO
from bonusmalus_core.simulate.impacts import bands, impacts
from bonusmalus_core.simulate.outlook import Outlook, target

STEP = 0.05


@dataclass(frozen=True, slots=True)
class Relief:
    """One service-level KPI at one volume: `ratio` is volume / forecast, `level` the service level that is left.

    `price` is what it does to the price (a share), `money` what that comes to in the period.
    """

    code: str
    ratio: float
    level: float
    price: float
    money: float


def threshold(agreement: Agreement) -> float | None:
    """The volume, as a share of the forecast, above which a malus is waived; None when none ever is."""
    found = [
        float(each.threshold)
        for each in agreement.conditions
        if each.measure == VOLUME_RATIO and each.effect == "waive_malus" and each.comparator.startswith(">")
    ]
    return min(found, default=None)


def relief(of: Outlook) -> tuple[Relief, ...]:
    """Every service-level KPI of the period at the volumes of the relief zone; nothing without a known forecast."""
    above = threshold(of.agreement)
    if above is None or above <= 1 or not of.forecasts_known:
        return ()
    ratios = (*np.arange(1, above - STEP / 2, STEP), above)
    return tuple(found for ratio in ratios for found in _at(of, float(ratio)))


def _at(of: Outlook, ratio: float) -> Iterator[Relief]:
    total = sum(kpi.weight for kpi in of.kpis) or 1.0
    levels = tuple(map(float, of.agreement.contract.levels))
    for kpi in of.kpis:
        within = seconds(kpi.row.name) if kpi.row.metric == "SL" and kpi.counts else None
        if within is not None:
            aim = target(kpi.row, of.agreement.contract.levels)
            level = service_level(float(of.forecasts.mean()), ratio, within, aim)
            price = kpi.weight / total * (float(impacts(bands(kpi.row, levels), np.array([level]))[0]) - 1)
            yield Relief(kpi.row.code, ratio, level, price, price * ratio * float((of.forecasts * of.prices).sum()))
