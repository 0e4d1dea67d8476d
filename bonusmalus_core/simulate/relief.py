"""What does a volume above the forecast do to the service level, and who pays for it?

Between 100 % of the forecast and the volume from which a malus is waived, the supplier carries the malus of the
client's forecast error. Erlang C says how far the service level falls when the staff was planned to reach
the target at the forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bonusmalus_core.calc.conditions import in_force
from bonusmalus_core.calc.staffing import seconds, service_level
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.simulate.impacts import bands, impacts
from bonusmalus_core.simulate.outlook import KpiOutlook, Outlook, target

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


class _Zone(NamedTuple):
    """A service-level KPI, the seconds within which it is answered, and the condition that waives its malus first."""

    kpi: KpiOutlook
    within: int
    waiver: Condition

    @property
    def ratios(self) -> tuple[float, ...]:
        """The volumes from the forecast up to that of the waiver, as shares of the forecast."""
        above = float(self.waiver.threshold)
        return (*map(float, np.arange(1, above - STEP / 2, STEP)), above)


def waivers(agreement: Agreement, code: str, months: range) -> tuple[Condition, ...]:
    """What waives the malus of a KPI above some volume in one of these contract months, the lowest volume first."""
    found = (
        each
        for each in agreement.conditions
        if each.measure == VOLUME_RATIO and each.effect == "waive_malus" and each.comparator.startswith(">")
        if each.names(code) and any(in_force(each, month) for month in months)
    )
    return tuple(sorted(found, key=lambda each: each.threshold))


def relief(of: Outlook) -> tuple[Relief, ...]:
    """Every service-level KPI of the period at the volumes of its relief zone; nothing without a known forecast.

    The forecasts must count contacts.
    """
    zones = tuple(_zones(of)) if of.forecasts_known else ()
    return tuple(_at(of, zone, ratio) for ratio in _ascending(zones) for zone in zones if ratio in zone.ratios)


def _ascending(zones: Iterable[_Zone]) -> list[float]:
    return sorted({ratio for zone in zones for ratio in zone.ratios})


def _zones(of: Outlook) -> Iterator[_Zone]:
    for kpi in of.kpis:
        within = seconds(kpi.row.name) if kpi.row.metric == "SL" and kpi.counts else None
        first = next(iter(waivers(of.agreement, kpi.row.code, of.months)), None)
        if within is not None and first is not None and first.threshold > 1:
            yield _Zone(kpi, within, first)


def _at(of: Outlook, zone: _Zone, ratio: float) -> Relief:
    """The zone's KPI at one volume, in the months of the period in which its waiver is in force."""
    levels, row = of.agreement.contract.levels, zone.kpi.row
    acts = np.array([in_force(zone.waiver, month) for month in of.months])
    calls, prices = of.forecasts[acts], of.prices[acts]
    level = service_level(float(calls.mean()), ratio, zone.within, target(row, levels))
    impact = float(impacts(bands(row, tuple(map(float, levels))), np.array([level]))[0])
    price = zone.kpi.weight / (sum(kpi.weight for kpi in of.kpis) or 1.0) * (impact - 1)
    return Relief(row.code, ratio, level, price, price * ratio * float((calls * prices).sum()))
