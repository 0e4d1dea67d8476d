"""Who carries which risk? What the drawn periods say about factor, money and every KPI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.simulate.drawing import drawn
from bonusmalus_core.simulate.factors import factors, payable, volumes
from bonusmalus_core.simulate.impacts import Bands, Floats, bands, impacts
from bonusmalus_core.simulate.outlook import KpiOutlook, Origin, Outlook, band, outlook

DRAWS, SEED = 100_000, 20_260_101
BINS = 20
"""Bars of the histogram of the price factor."""

_EDGE = 1e-9
"""Factors this close to the cap, or to 1, are the cap, or 1."""


@dataclass(frozen=True, slots=True)
class KpiBalance:
    """What one KPI does to the period: shares of the price, and money of the period.

    `expected` is weight × (expected impact − 1); `low` and `high` are what the KPI adds at its own P5 and P95 (the
    tornado); `variance` its share of the factor's variance; `noise` the part of the factor's variance that is its
    sampling noise (None where answers are unknown); `gain` and `worth` what one `step` better adds to the price and
    brings the supplier (None where no volume is known).
    """

    code: str
    name: str
    unit: str
    origin: Origin
    weight: float
    mean: float
    spread: float
    expected: float
    low: float
    high: float
    variance: float
    noise: float | None
    step: float
    gain: float
    worth: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Expectation, standard deviation and the 5th, 50th and 95th percentile of what was drawn."""

    mean: float
    deviation: float
    p5: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Chances:
    """How often the factor was below 1, above 1, and held by a cap."""

    malus: float
    bonus: float
    malus_cap: float
    bonus_cap: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many draws fell into BINS equal steps between the `lowest` and the `highest` factor."""

    lowest: float
    highest: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """A drawn period: its factor as a share of the price, its bonus-malus as money of the contract.

    `effective` is the number of KPIs that really steer, `noise` the part of the variance that is sampling noise; money
    and `turnover`, what the forecast volume comes to at the base price, are None where no volume is known.
    """

    period: int
    draws: int
    seed: int
    volumes_known: bool
    factor: Spread
    money: Spread | None
    turnover: float | None
    chances: Chances
    kpis: tuple[KpiBalance, ...]
    effective: float
    noise: float | None
    histogram: Histogram


def balance(agreement: Agreement, period: int, draws: int = DRAWS, seed: int = SEED) -> Balance:
    """The balance of one period (counted from 1), from so many draws; WrongUsage when there is no such period."""
    of = outlook(agreement, period)
    banded = [_bands(of, kpi) for kpi in of.kpis]
    many = drawn(of, draws, seed)
    found = factors(of, many, [impacts(*each) for each in zip(banded, many.values, strict=True)])
    carries = payable(of, many) if agreement.contract.bonus_malus_volume == "payable" else volumes(of, many)
    factor = _weighted(found.capped, carries)
    each = zip(of.kpis, banded, many.values, found.shares, strict=True)
    kpis = tuple(_kpi(of, one, bands, values, share, factor) for one, bands, values, share in each if one.counts)
    noises = [kpi.noise for kpi in kpis if kpi.noise is not None]
    return Balance(
        period=period,
        draws=draws,
        seed=seed,
        volumes_known=of.volumes_known,
        factor=_spread(factor),
        money=_spread((carries * of.prices * (found.capped - 1)).sum(axis=1)) if of.forecasts_known else None,
        turnover=float((of.forecasts * of.prices).sum()) if of.forecasts_known else None,
        chances=_chances(factor, _weighted(found.weighed, carries), agreement.contract),
        kpis=kpis,
        effective=_effective([kpi.variance for kpi in kpis]),
        noise=sum(noises) if noises else None,
        histogram=_histogram(factor),
    )


def _histogram(factor: Floats) -> Histogram:
    counts, edges = np.histogram(factor, BINS)
    return Histogram(float(edges[0]), float(edges[-1]), tuple(map(int, counts)))


def _spread(found: Floats) -> Spread:
    return Spread(float(found.mean()), float(found.std()), *map(float, np.percentile(found, (5, 50, 95))))


def _chances(factor: Floats, before: Floats, contract: Contract) -> Chances:
    """`before` is the factor before the cap."""
    low, high = contract.malus_cap, contract.bonus_cap
    return Chances(
        float((factor < 1 - _EDGE).mean()),
        float((factor > 1 + _EDGE).mean()),
        0.0 if low is None else float((before <= 1 - float(low) + _EDGE).mean()),
        0.0 if high is None else float((before >= 1 + float(high) - _EDGE).mean()),
    )


def _bands(of: Outlook, kpi: KpiOutlook) -> Bands:
    levels = tuple(map(float, of.agreement.contract.levels))
    scaled = len(of.months) / of.agreement.contract.settlement_months
    return bands(kpi.row, levels, scaled if kpi.row.aggregate == "sum" and not kpi.row.window_months else 1.0)


def _weighted(factor: Floats, volume: Floats) -> Floats:
    """The period's factor: the mean of its months, weighted by volume."""
    total, weighted = volume.sum(axis=1), (factor * volume).sum(axis=1)
    found: Floats = np.where(total > 0, weighted / np.where(total > 0, total, 1), factor.mean(axis=1))
    return found


def _kpi(of: Outlook, kpi: KpiOutlook, banded: Bands, *drawn: Floats) -> KpiBalance:
    """What a KPI does; `drawn` are its values, its shares and the factors of all KPIs together."""
    values, share, factor = drawn
    weight = kpi.weight / (sum(each.weight for each in of.kpis) or 1.0)
    low, high = weight * (impacts(banded, np.percentile(values, (5, 95) if banded.sign > 0 else (95, 5))) - 1)
    step, sampled, variance = _step(kpi), _sampled(kpi, len(of.months)), float(factor.var())
    slope = _slope(banded, kpi.mean, step) * weight
    return KpiBalance(
        code=kpi.row.code,
        name=kpi.row.name,
        unit=kpi.row.unit,
        origin=kpi.origin,
        weight=weight,
        mean=kpi.mean,
        spread=float(values.mean(axis=1).std()),
        expected=float(share.mean()),
        low=float(low),
        high=float(high),
        variance=_part(share.mean(axis=1), factor),
        noise=None if sampled is None or variance <= _EDGE**2 else (slope / step * sampled) ** 2 / variance,
        step=step,
        gain=slope,
        worth=slope * float((of.forecasts * of.prices).sum()) if of.forecasts_known else None,
    )


def _part(mine: Floats, factor: Floats) -> float:
    """The part of the factor's variance that goes with one KPI; nothing where the factor stands still."""
    variance = float(factor.var())
    return 0.0 if variance <= _EDGE**2 else float(((mine - mine.mean()) * (factor - factor.mean())).mean()) / variance


def _step(kpi: KpiOutlook) -> float:
    """What is called a point: a percentage point, or a tenth of a band of another unit."""
    return 0.01 if kpi.row.unit == "%" else band(kpi.row) / 10


def _slope(banded: Bands, mean: float, step: float) -> float:
    """What the impact gains from one step better, centred on the mean."""
    around = np.array([mean - banded.sign * step / 2, mean + banded.sign * step / 2])
    worse, better = impacts(banded, around)
    return float(better - worse)


def _sampled(kpi: KpiOutlook, months: int) -> float | None:
    """The standard deviation of a share that comes from counting a limited number of answers alone."""
    if kpi.answers is None or kpi.row.aggregate != "ratio" or kpi.row.unit != "%" or not 0 < kpi.mean < 1:
        return None
    return float(np.sqrt(kpi.mean * (1 - kpi.mean) / (kpi.answers * months)))


def _effective(shares: Sequence[float]) -> float:
    """How many KPIs really steer: 1 / Σ share², of the shares of the variance."""
    kept = [max(each, 0.0) for each in shares]
    return float(sum(kept) ** 2 / sum(each**2 for each in kept)) if any(kept) else 0.0
