"""Which impacts do many values of one KPI get?

The same rules as `calc.impact`, in floats and for whole arrays: a simulation looks at thousands of possible quarters,
of which none is paid. Source: contract and settlement rules, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bonusmalus_core.model.kpi import Kpi

Floats = NDArray[np.float64]

_ROUNDED = 12
"""Decimals at which two values count as one, as in the sheets' formulas."""


@dataclass(frozen=True, eq=False)
class Bands:
    """The thresholds of a KPI row, mirrored where lower is better so that they always rise, with their impacts."""

    sign: float
    thresholds: Floats
    impacts: Floats
    row: Kpi


def bands(row: Kpi, levels: tuple[float, ...], months: float = 1) -> Bands:
    """The bands of a row; `months` is the factor by which the thresholds of a sum are scaled."""
    thresholds = np.array([float(each) for each in row.thresholds]) * months
    sign = 1.0 if thresholds[-1] > thresholds[0] else -1.0
    impacts = np.array(levels if row.impacts is None else [float(each) for each in row.impacts])
    return Bands(sign, sign * thresholds, impacts, row)


def impacts(of: Bands, values: Floats) -> Floats:
    """The impact of every value, with the row's collar and cap."""
    found = np.round(values * of.sign, _ROUNDED)
    match of.row.payout:
        case "linear":
            got = _linear(of, found)
        case "nearest":
            middles = np.round((of.thresholds[1:] + of.thresholds[:-1]) / 2, _ROUNDED)
            got = of.impacts[np.searchsorted(middles, found, side="right")]
        case "step":
            got = of.impacts[np.maximum(np.searchsorted(np.round(of.thresholds, _ROUNDED), found, side="right") - 1, 0)]
    return np.clip(got, _bound(of.row.impact_floor, -np.inf), _bound(of.row.impact_cap, np.inf))


def _linear(of: Bands, found: Floats) -> Floats:
    got: Floats = np.interp(found, of.thresholds, of.impacts)
    if of.row.beyond == "extrapolate":
        for end, inner in ((0, 1), (-1, -2)):
            slope = (of.impacts[end] - of.impacts[inner]) / (of.thresholds[end] - of.thresholds[inner])
            outside = found < of.thresholds[0] if end == 0 else found > of.thresholds[-1]
            got = np.where(outside, of.impacts[end] + slope * (found - of.thresholds[end]), got)
    return got


def _bound(limit: object, otherwise: float) -> float:
    return otherwise if limit is None else float(str(limit))
