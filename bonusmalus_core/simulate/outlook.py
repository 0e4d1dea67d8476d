"""What may be expected of every KPI and of the volume in a period: from measured months, or from baseline and spread?

origin     mean                             spread
measured   the measured months together     months are drawn again and again from those that were measured
baseline   the legend's baseline            half a band (assumed)
target     the threshold at 100 %           half a band (assumed)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bonusmalus_core.calc.periods import span
from bonusmalus_core.calc.progression import Stage, standing
from bonusmalus_core.calc.records import Records, records
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month
from bonusmalus_core.simulate.impacts import Floats

ENOUGH = 4
"""Measured months from which a KPI's own spread is believed."""

SPREAD_OF_VOLUME = 0.05
"""The standard deviation of actual / forecast that is assumed where too few months have both."""


class Origin(StrEnum):
    """Where an expectation comes from."""

    MEASURED = "measured"
    BASELINE = "baseline"
    TARGET = "target"


@dataclass(frozen=True, eq=False)
class KpiOutlook:
    """One KPI in the period: its row and weight, and what it may be.

    `above` and `below` hold per measured month what is summed and by what it is divided; NaN where it was not measured.
    `answers` is what stands in the denominator in an average month, None where that is unknown.
    """

    row: Kpi
    weight: float
    counts: bool
    origin: Origin
    mean: float
    spread: float
    above: Floats
    below: Floats
    answers: float | None


@dataclass(frozen=True, eq=False)
class Outlook:
    """A period before it runs: its contract months, KPIs, prices and forecasts, and the months to draw from.

    `ratios` are actual / forecast of the months measured, `measures` the other figures that conditions read; both are
    as long as the KPIs' months. `volumes_known` says whether the ratios were measured.
    """

    agreement: Agreement
    period: int
    months: range
    kpis: tuple[KpiOutlook, ...]
    prices: Floats
    forecasts: Floats
    forecasts_known: bool
    ratios: Floats
    volumes_known: bool
    measures: Mapping[str, Floats]


def outlook(agreement: Agreement, period: int) -> Outlook:
    """The outlook of one period (counted from 1); WrongUsage when the contract has no such period."""
    seen = records(agreement, period)
    drawn = sorted({row.month for row in agreement.measurements if not row.is_blank} | _with_volume(agreement))
    ratios = np.array([_ratio(seen, month) for month in drawn])
    known = bool(np.isfinite(ratios).sum() >= ENOUGH)
    return Outlook(
        agreement,
        period,
        seen.months,
        tuple(_kpi(seen, rows, drawn) for rows in seen.progressions.values()),
        np.array([float(seen.base_price(month) or 0) for month in seen.months]),
        _forecasts(seen),
        any(record.forecast for record in agreement.months),
        ratios,
        known,
        {name: np.array([_measure(seen, name, month) for month in drawn]) for name in _names(agreement)},
    )


def first_complete(agreement: Agreement) -> int:
    """The first period in which every KPI that the contract ever has is active in its last month; else the last one."""
    every = records(agreement, 1).progressions.values()
    number, months = 0, range(1, 1)
    while months.stop <= agreement.contract.months:
        number += 1
        months = span(agreement.contract, number)
        if all(standing(rows, months.stop - 1).stage is not Stage.WAITING for rows in every):
            break
    return number


def _kpi(seen: Records, rows: tuple[Kpi, ...], drawn: Sequence[Month]) -> KpiOutlook:
    stands = standing(rows, seen.months.stop - 1)
    row = stands.row
    above, below = _sums(seen, row, drawn)
    mean, spread, origin = _expected(seen, row, above, below)
    measured = below[np.isfinite(below)]
    answers = float(measured.mean()) if measured.size and row.aggregate in ("ratio", "mean") else None
    weight = 0.0 if stands.stage is Stage.ENDED else float(row.weight)
    return KpiOutlook(row, weight, stands.stage is Stage.ACTIVE, origin, mean, spread, above, below, answers)


def _sums(seen: Records, row: Kpi, drawn: Sequence[Month]) -> tuple[Floats, Floats]:
    measured = seen.measurements.get(row.code, {})
    above, below = np.full(len(drawn), np.nan), np.full(len(drawn), np.nan)
    for place, month in enumerate(drawn):
        read = measured.get(month, ())
        if not read:
            continue
        if row.aggregate == "ratio":
            above[place] = float(row.multiplier) * sum(float(each.numerator or 0) for each in read)
            below[place] = sum(float(each.denominator or 0) for each in read)
        else:
            shares = [1.0 if each.n is None else float(each.n) for each in read]
            above[place] = sum(float(each.value or 0) * n for each, n in zip(read, shares, strict=True))
            below[place] = sum(shares)
    empty = below <= 0
    above[empty] = below[empty] = np.nan
    return above, below


def _expected(seen: Records, row: Kpi, above: Floats, below: Floats) -> tuple[float, float, Origin]:
    half_band = band(row) / 2
    if np.isfinite(below).sum() >= ENOUGH:
        values = above / below
        return float(np.nansum(above) / np.nansum(below)), float(np.nanstd(values, ddof=1)), Origin.MEASURED
    legend = {entry.kpi: entry.baseline for entry in seen.agreement.legend}
    baseline = legend.get(row.code)
    if baseline is not None:
        return float(baseline), half_band, Origin.BASELINE
    return target(row, seen.agreement.contract.levels), half_band, Origin.TARGET


def target(row: Kpi, levels: Sequence[object]) -> float:
    """The threshold whose impact is nearest to 100 %."""
    impacts = [float(str(each)) for each in (levels if row.impacts is None else row.impacts)]
    place = min(range(len(row.thresholds)), key=lambda level: abs(impacts[level] - 1))
    return float(row.thresholds[place])


def band(row: Kpi) -> float:
    """How far two thresholds of the row lie apart on average."""
    return abs(float(row.thresholds[-1] - row.thresholds[0])) / (len(row.thresholds) - 1)


def _with_volume(agreement: Agreement) -> set[Month]:
    return {record.month for record in agreement.months if record.actual is not None and record.forecast}


def _ratio(seen: Records, month: Month) -> float:
    record = seen.by_month.get(month)
    if record is None or record.actual is None or not record.forecast:
        return np.nan
    return float(record.actual) / float(record.forecast)


def _forecasts(seen: Records) -> Floats:
    """The forecast of every month of the period; an unknown one is the mean of those known, else one unit."""
    found = [float(seen.volume(month, "forecast") or np.nan) for month in seen.months]
    every = [float(record.forecast) for record in seen.agreement.months if record.forecast]
    return np.where(np.isfinite(found), found, np.mean(every) if every else 1.0)


def _names(agreement: Agreement) -> set[str]:
    return {each.measure for each in agreement.conditions if each.measure != "volume_ratio"}


def _measure(seen: Records, name: str, month: Month) -> float:
    record = seen.by_month.get(month)
    if record is None:
        return np.nan
    found = {"forecast": record.forecast, "actual": record.actual}.get(name, record.measures.get(name))
    return np.nan if found is None else float(found)
