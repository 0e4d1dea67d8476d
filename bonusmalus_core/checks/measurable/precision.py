"""Do rounding and the number of answers leave the bands their meaning? Checks M6 and M7."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, sqrt

from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.checks.metrics import SURVEYED
from bonusmalus_core.findings import Where

_SURE = 1.96
"""Standard deviations on either side within which 95 % of the samples lie."""

_SPREAD = Fraction(1, 4)
"""The usual standard deviation of answers on a survey's scale, as a part of the scale."""

_OPINIONS = Fraction(7, 10)
"""The part of the respondents who are promoters or detractors, where it is not known."""

_FELT = Decimal("0.005")
"""A rounding of half a percent of the price hides the impact of a KPI."""


def value(draft: Draft) -> Iterator[Hit]:
    """M6: values are rounded so coarsely that the rounding decides the band.

    A single band as narrow as the rounding is meant: there the impact leaps, for no value lies in it.
    """
    for row in draft.rows:
        if row.kpi.decimals is not None:
            unit, bands = Decimal(1).scaleb(-row.kpi.decimals), _bands(row)
            if bands.count(unit) == 1 and len(bands) > 1:
                bands.remove(unit)
            if unit > min(bands) / 2:
                yield row.hit("decimals", decimals=row.kpi.decimals, rounding=unit, band=min(bands))


def price(draft: Draft) -> Iterator[Hit]:
    """M6: the price is rounded so coarsely that it hides what a KPI is worth."""
    decimals, prices = draft.agreement.contract.price_decimals, draft.agreement.prices
    lowest = min((each.price for each in prices), default=None)
    if decimals is not None and lowest is not None and Decimal(1).scaleb(-decimals) / 2 > lowest * _FELT:
        yield Hit(Where("contract", None, "price_decimals"), None, {"decimals": decimals, "price": lowest})


def least(draft: Draft) -> Iterator[Hit]:
    """M7: a survey without a least number of answers: a handful of customers can decide the price."""
    for rows in draft.by_code.values():
        row = rows[0]
        if row.metric in SURVEYED and row.kpi.min_n is None and row.kpi.aggregate in ("ratio", "mean"):
            yield row.hit("min_n")


def margin(draft: Draft) -> Iterator[Hit]:
    """M7: the margin of error at the expected number of answers is wider than half a band."""
    for rows in draft.by_code.values():
        row, n = rows[0], _expected(draft, rows[0])
        spread = deviation(row, row.target) if row.target is not None else None
        if row.metric in SURVEYED and n is not None and n > 0 and spread is not None:
            half, margin = float(_narrowest(row)) / 2, _SURE * spread / sqrt(n)
            if margin > half > 0:
                needed = ceil((_SURE * spread / half) ** 2)
                yield row.hit("min_n", n=round(n), margin=_shown(margin), half=_shown(half), needed=needed)


def _expected(draft: Draft, row: Row) -> float | None:
    """The answers of a settlement period: as measured, or else as many as the contract asks at least."""
    ratio = row.kpi.aggregate == "ratio"
    every = [each for each in draft.agreement.measurements if each.kpi == row.kpi.code]
    counts = [count for each in every if (count := each.denominator if ratio else each.n) is not None]
    if not counts:
        return None if row.kpi.min_n is None else float(row.kpi.min_n)
    contract, months = draft.agreement.contract, len({each.month for each in every})
    length = 1 if contract.evaluation == "month" else contract.settlement_months
    return float(sum(counts)) / months * (row.kpi.window_months or length)


def deviation(row: Row, value: Decimal | float) -> float | None:
    """The standard deviation of one answer where `value` is measured, in its unit; None where it cannot be told."""
    low, high = row.kpi.scale
    if row.metric == "NPS":
        score = float(value) / float(row.kpi.multiplier)
        return float(row.kpi.multiplier) * sqrt(max(float(_OPINIONS) - score**2, 0))
    if row.kpi.aggregate == "ratio" and row.kpi.unit == "%":
        return sqrt(max(float(value) * (1 - float(value)), 0))
    if row.kpi.aggregate == "mean" and low is not None and high is not None:
        return float(high - low) * float(_SPREAD)
    return None


def _narrowest(row: Row) -> Decimal:
    """The narrowest band."""
    return min(_bands(row))


def _bands(row: Row) -> list[Decimal]:
    """How wide each band is."""
    return [abs(better - worse) for worse, better in pairwise(row.kpi.thresholds)]


def _shown(number: float) -> Decimal:
    return Decimal(format(number, ".2g"))
