"""How much of what a KPI pays is chance: the luck of who was counted in which month? Check B5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import fmean, variance

from bonusmalus_core.calc.uncertainty import SHARES
from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.checks.measurable.precision import deviation
from bonusmalus_core.checks.metrics import SURVEYED
from bonusmalus_core.model.measurement import Measurement

_ENOUGH = 6
"""Measured months from which on their swings tell something."""

_CHANCE = 0.25
"""A quarter of the swings: more, and chance steers along."""


def chance(draft: Draft) -> Iterator[Hit]:
    """B5: a good part of the swings between the measured months comes from counting too few."""
    for rows in draft.by_code.values():
        row, months = rows[0], _months(draft, rows[0])
        share = _share(row, months) if row.metric in SHARES | SURVEYED and len(months) >= _ENOUGH else 0.0
        if share > _CHANCE:
            yield row.hit("min_n", chance=round(Decimal(share), 2), n=round(fmean(count for _, count in months)))


def _share(row: Row, months: Sequence[tuple[float, float]]) -> float:
    """The part of the variance between months that as many answers would give if nothing ever changed."""
    values = [value for value, _ in months]
    swings, spread = variance(values), deviation(row, fmean(values)) or 0.0
    return min(1.0, spread**2 * fmean(1 / count for _, count in months) / swings) if swings else 0.0


def _months(draft: Draft, row: Row) -> list[tuple[float, float]]:
    """The value of every measured month and on how many answers or contacts it rests, its parts together."""
    found: dict[object, list[float]] = {}
    for each in draft.agreement.measurements:
        read = _read(each, row) if each.kpi == row.kpi.code else None
        if read:
            sums = found.setdefault(each.month, [0.0, 0.0])
            sums[0], sums[1] = sums[0] + read[0], sums[1] + read[1]
    return [(above / count, count) for above, count in found.values() if count > 0]


def _read(each: Measurement, row: Row) -> tuple[float, float] | None:
    """What a row adds up to, and its count; None where it has none."""
    if row.kpi.aggregate == "ratio" and each.numerator is not None and each.denominator is not None:
        return float(row.kpi.multiplier * each.numerator), float(each.denominator)
    if row.kpi.aggregate == "mean" and each.value is not None and each.n is not None:
        return float(each.value * each.n), float(each.n)
    return None
