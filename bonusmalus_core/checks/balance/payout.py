"""Does the way from value to price hold hidden losses, cliffs or KPIs without effect? Checks B1, B4 and B8."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from bonusmalus_core.checks.balance.expectation import Bands, expected_impact
from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.checks.exposure import NOTICED, best, impact_at, shown, worst
from bonusmalus_core.model.decimals import rounded

_DIGITS = 6
"""Of a threshold, which is more than a share."""

_PERCENT_POINT, _POINT = Fraction(1, 1000), Fraction(1, 10)
"""A tenth of a point: of a percentage, and of any other unit."""


def hidden_malus(draft: Draft) -> Iterator[Hit]:
    """B1: a supplier that stays exactly on target loses money, because steps only round down."""
    for row in draft.rows:
        lost = loss_at_target(row) if row.kpi.payout == "step" else None
        if lost is not None and lost > NOTICED:
            share = rounded(Decimal(lost), 3)
            yield row.hit("payout", lost=share, weighted=rounded(share * row.kpi.weight, 4), target=row.target)


def loss_at_target(row: Row) -> float | None:
    """The share of the KPI's price lost on average at target, with a spread of half a band; None without target."""
    if row.target is None:
        return None
    thresholds, impacts = [float(each) for each in row.kpi.thresholds], [float(each) for each in row.impacts]
    place = row.kpi.thresholds.index(row.target)
    around = thresholds[max(place - 1, 0) : place + 2]
    band = abs(around[-1] - around[0]) / (len(around) - 1)
    bands = Bands(thresholds, impacts, row.kpi.payout, row.kpi.beyond)
    return 1 - expected_impact(bands, float(row.target), band / 2)


def cliff(draft: Draft) -> Iterator[Hit]:
    """B4: a tenth of a point moves the price by a leap."""
    for row in draft.rows:
        leap, at = max((_leap(row, each), each) for each in _edges(row))
        weighted = leap * Fraction(row.kpi.weight)
        if weighted > NOTICED:
            yield row.hit("payout", jump=shown(weighted, _DIGITS), value=shown(at, _DIGITS))


def _edges(row: Row) -> list[Fraction]:
    """Where the impact can leap or bend: on the thresholds, and half-way between them."""
    thresholds = [Fraction(each) for each in row.kpi.thresholds]
    middles = [(one + two) / 2 for one, two in pairwise(thresholds)]
    return thresholds + (middles if row.kpi.payout == "nearest" else [])


def _leap(row: Row, at: Fraction) -> Fraction:
    """How far the impact moves within a tenth of a point that begins or ends at a value."""
    step = _PERCENT_POINT if row.kpi.unit == "%" else _POINT
    here = impact_at(row, at)
    return max(abs(impact_at(row, at + step) - here), abs(here - impact_at(row, at - step)))


def weightless(draft: Draft) -> Iterator[Hit]:
    """B8: between its worst and its best level a KPI moves the price by less than half a percent."""
    for row in draft.rows:
        reach = (best([row]) - worst([row])) * Fraction(row.kpi.weight)
        if reach < NOTICED:
            yield row.hit("weight", weight=row.kpi.weight, reach=shown(reach, _DIGITS))
