"""How sure is the value of a KPI, and how far do agents and days lie apart behind it?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.altered import is_altered
from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.calc.uncertainty import COUNTED, SHARES, pooled, wilson
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import KpiLine, Spread, State


class Precision(NamedTuple):
    """On how many answers or contacts a value rests, and between which values the true one lies with 95 % confidence.

    The interval is None where nothing tells it.
    """

    n: Fraction
    interval: tuple[Fraction, Fraction] | None


def precision(line: KpiLine) -> Precision | None:
    """How sure a measured value is; None where its denominator counts neither answers nor contacts."""
    counted = line.denominator if line.row.aggregate == "ratio" else line.n
    if line.state is not State.MEASURED or line.value is None or not counted:
        return None
    if _is_share(line.row) and line.numerator is not None and 0 <= line.numerator <= counted:
        return Precision(counted, wilson(line.numerator, counted))
    if line.margin is not None:
        return Precision(counted, _held(line.row, line.value - line.margin, line.value + line.margin))
    counts = line.row.aggregate == "mean" or line.row.metric in COUNTED
    return Precision(counted, None) if counts else None


def _is_share(row: Kpi) -> bool:
    return row.metric in SHARES and row.unit == "%" and row.aggregate == "ratio"


def _held(row: Kpi, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The interval, as far as it lies on the scale."""
    least, most = row.scale
    return low if least is None else max(low, fraction(least)), high if most is None else min(high, fraction(most))


def pooled_margin(row: Kpi, read: Sequence[Measurement]) -> Fraction | None:
    """The margin of a value over all rows behind it; None unless each of them tells its own.

    That of figures which were typed over is the margin of others.
    """
    if row.aggregate not in ("ratio", "mean"):
        return None
    parts = [part for each in read if (part := _part(row, each)) is None or part[1]]
    told = [part for part in parts if part is not None]
    return pooled(told) if told and len(told) == len(parts) else None


def _part(row: Kpi, read: Measurement) -> tuple[Fraction, Fraction, Fraction] | None:
    """Mean, answers and margin of one row, a mean of 0 where there are no answers; None where one is not told."""
    is_ratio = row.aggregate == "ratio"
    value, n = (read.numerator, read.denominator) if is_ratio else (read.value, read.n)
    if n == 0:
        return Fraction(0), Fraction(0), Fraction(0)
    if value is None or n is None or read.margin is None or is_altered(read):
        return None
    mean = fraction(row.multiplier) * fraction(value) / fraction(n) if is_ratio else fraction(value)
    return mean, fraction(n), fraction(read.margin)


def spreads(read: Sequence[Measurement], months: Collection[Month]) -> Iterator[Spread]:
    """What the rows of these months tell of agents, then of days.

    Those of a part of a month tell nothing of all, and those with figures that were typed over tell of other ones.
    """
    rows = [each for each in read if each.month in months and not each.part]
    for over in ("agents", "days"):
        for each in rows:
            low, high = getattr(each, f"{over}_low"), getattr(each, f"{over}_high")
            if low is not None and high is not None and not is_altered(each):
                yield Spread(over, each.month, fraction(low), fraction(high))
