"""How do impacts become a price factor, a payable volume and an amount of money?"""

from __future__ import annotations

from fractions import Fraction

from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.declare.functions.limits import at_least, equally_long, share
from bonusmalus_core.declare.kinds import Number, Numbers
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import BLANK_OR_NOT_FOUND, OUT_OF_RANGE, NoResult

CENTS = 2


@function("BM_WEIGHTED", Category.SETTLEMENT, Example((((1.02, None, 0.97),), ((0.5, 0.2, 0.3),)), 1.00125))
def weighted(impacts: Numbers, weights: Numbers) -> Number:
    """Gives the price factor: the mean of the impacts, weighted by the weights of their KPIs.

    A KPI without an impact, or without a weight, is left out of both sums: its weight goes to the others.

    Args:
        impacts: The impact of each KPI: a row or a column.
        weights: The weight of each KPI in the same order; their sum need not be 100%.

    Raises:
        #N/A: No KPI has both an impact and a weight.
        #NUM!: A weight is negative.
        #VALUE!: There are not as many weights as impacts.
        #DIV/0!: All weights that count are zero.
    """
    equally_long(impacts, weights)
    pairs = zip(impacts, weights, strict=True)
    counted = [(impact, at_least(0, weight)) for impact, weight in pairs if impact is not None and weight is not None]
    if not counted:
        raise NoResult(BLANK_OR_NOT_FOUND)
    return sum((impact * weight for impact, weight in counted), Fraction(0)) / sum(weight for _, weight in counted)


@function("BM_CAP", Category.SETTLEMENT, Example((1.18, 0.15), 1.15))
def cap(factor: Number, bonus_cap: Number, malus_cap: Number | None = None) -> Number:
    """Gives the price factor within its caps: at most 100% plus the bonus cap, at least 100% minus the malus cap.

    Args:
        factor: The price factor; a range of factors gives a range.
        bonus_cap: How far above 100% the factor may rise, such as 15%.
        malus_cap: How far below 100% the factor may fall; the same as the bonus cap unless given.

    Raises:
        #N/A: The factor or the bonus cap is blank.
        #NUM!: A cap lies outside 0% to 100%, such as 15 typed for 15%.
    """
    highest, lowest = share(bonus_cap), share(bonus_cap if malus_cap is None else malus_cap)
    return min(max(factor, 1 - lowest), 1 + highest)


@function("BM_AMOUNT", Category.SETTLEMENT, Example((30600, 10, 1.0045), 1377.0))
def amount(volume: Number, price: Number, factor: Number) -> Number:
    """Gives the bonus-malus in money: volume times price times what the factor departs from 100%.

    Rounded once to cents, half a cent away from zero. Positive is a bonus, which the client owes; negative a malus.

    Args:
        volume: The volume that carries the bonus-malus; a range of volumes gives a range of amounts.
        price: The price per unit at 100%.
        factor: The price factor, after caps.

    Raises:
        #N/A: An argument is blank.
        #NUM!: The volume or the price is negative.
    """
    return Fraction(half_away(at_least(0, volume) * at_least(0, price) * (factor - 1), CENTS))


@function("BM_VOLUME", Category.SETTLEMENT, Example((8500, 10000, 0.9), 9000.0))
def volume(actual: Number, forecast: Number, guarantee: Number) -> Number:
    """Gives the payable volume: the actual volume, but at least the guaranteed share of the forecast; not rounded.

    Args:
        actual: The volume really delivered; a range of months gives a range.
        forecast: The volume expected beforehand, of the same months.
        guarantee: The share of the forecast that is paid at least, such as 90%.

    Raises:
        #N/A: An argument is blank.
        #NUM!: A volume is negative, or the guarantee lies outside 0% to 100%.
    """
    return max(at_least(0, actual), share(guarantee) * at_least(0, forecast))


@function("BM_INDEX", Category.SETTLEMENT,
          Example((10, 0.2, ((0.5, 0.3),), ((100, 120),), ((104, 126),)), 10.35))  # fmt: skip
def index(price: Number, fixed: Number, shares: Numbers, old_index: Numbers, new_index: Numbers) -> Number:
    """Gives the indexed price: price × (fixed share + sum of each share × new index / old index); not rounded.

    Args:
        price: The price to be indexed; a range of prices gives a range.
        fixed: The share of the price that no index moves, such as 20%.
        shares: The share of each index; together with the fixed share exactly 100%.
        old_index: Each index on the day from which the price dates, in the order of the shares.
        new_index: Each index on the day for which the price is wanted.

    Raises:
        #N/A: An argument, or a number in a range, is blank.
        #NUM!: The shares are not 100% together, one of them is negative, or an index is.
        #VALUE!: There are not as many indices as shares.
        #DIV/0!: An old index is zero.
    """
    equally_long(shares, old_index, new_index)
    if share(fixed) + sum(map(share, shares)) != 1:
        raise NoResult(OUT_OF_RANGE)
    moved = (
        share(part) * at_least(0, new) / at_least(0, old)
        for part, old, new in zip(shares, old_index, new_index, strict=True)
    )
    return at_least(0, price) * (fixed + sum(moved))
