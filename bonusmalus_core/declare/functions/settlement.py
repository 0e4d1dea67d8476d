"""What does a whole period come to: impact and contribution of every KPI, price factor, price and amount?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.rounding import shared_out
from bonusmalus_core.declare.functions.bands import impact
from bonusmalus_core.declare.functions.limits import at_least, equally_long
from bonusmalus_core.declare.functions.price import CENTS, amount, cap, weighted
from bonusmalus_core.declare.kinds import Cells, Grid, Number, Numbers, Text
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import BLANK_OR_NOT_FOUND, WRONG_ARGUMENT, NoResult, Value

_EXAMPLE = Example(
    (
        ((0.82,), (1.8,)),
        ((0.7, 0.75, 0.8, 0.85, 0.9), (3, 2.5, 2, 1.5, 1)),
        ((0.9, 0.95, 1, 1.05, 1.1),),
        ((0.6,), (0.4,)),
        30600,
        10,
        0.15,
    ),
    ((1.02, 3672.0), (1.02, 2448.0), (1.02, ""), (10.2, ""), (6120.0, "")),
)


@function("BM_SETTLE", Category.SETTLEMENT, _EXAMPLE)
def settle(
    values: Numbers,
    thresholds: Grid,
    impacts: Grid,
    weights: Numbers,
    volume: Number,
    price: Number,
    bonus_cap: Number,
    malus_cap: Number | None = None,
    payout: Text = "linear",
) -> Cells:
    """Settles a period: a row per KPI (impact, contribution in money), then price factor, price per unit and amount.

    The table has two columns; its last three rows hold price factor, price and amount in the first. The contributions
    add up to the amount to the cent, except where a cap binds: what it takes is no KPI's. A KPI without a value shows
    #N/A, and so do factor, price and amount, for a period with missing data is not settled.

    Args:
        values: The measured value of each KPI: a row or a column.
        thresholds: A row per KPI with one threshold per level, from the worst to the best.
        impacts: The impact of each level: one row or column for all KPIs, or a row per KPI.
        weights: The weight of each KPI in the same order.
        volume: The volume that carries the bonus-malus.
        price: The price per unit at 100%.
        bonus_cap: How far above 100% the price factor may rise; 100% where nothing was agreed.
        malus_cap: How far below 100% it may fall; the same as the bonus cap unless given.
        payout: What happens between two thresholds: linear (default), step or nearest.

    Raises:
        #N/A: A threshold, an impact or a weight is blank.
        #NUM!: Thresholds or impacts are out of order, a cap is above 100%, or a weight, volume or price is negative.
        #VALUE!: There is not one row of thresholds and one weight per KPI, or not one impact per threshold.
        #DIV/0!: All weights are zero.
    """
    equally_long(values, weights)
    parts = [at_least(0, weight) for weight in weights]
    bands, worth = _per_kpi(thresholds, len(values)), _for_all(impacts, len(values))
    reached = [_impact(*each, payout) for each in zip(values, bands, worth, strict=True)]
    factor = weighted(tuple(each or Fraction(1) for each in reached), weights)
    capped = cap(factor, bonus_cap, malus_cap)
    paid = amount(volume, price, capped)
    complete = [each for each in reached if each is not None]
    if len(complete) < len(reached):
        return _incomplete(reached)
    shares = _contributions(volume * price, parts, complete, capped - factor)
    kpis = [(float(each), float(share)) for each, share in zip(complete, shares, strict=False)]
    return (*kpis, (float(capped), ""), (float(price * capped), ""), (float(paid), ""))


def _impact(value: Fraction | None, bands: Numbers, worth: Numbers, payout: str) -> Fraction | None:
    return None if value is None else impact(value, bands, worth, payout)


def _contributions(
    worth: Fraction, parts: Sequence[Fraction], impacts: Sequence[Fraction], taken: Fraction
) -> Sequence[Decimal]:
    """What each KPI contributes to the cent, and last what the cap takes; `worth` is the volume at 100 %."""
    whole = worth / sum(parts)
    money = [whole * part * (each - 1) for part, each in zip(parts, impacts, strict=True)]
    return shared_out([*money, worth * taken], CENTS)


def _incomplete(reached: Sequence[Fraction | None]) -> Cells:
    lacking = BLANK_OR_NOT_FOUND
    kpis: list[tuple[Value, ...]] = [(lacking if each is None else float(each), lacking) for each in reached]
    return (*kpis, *[(lacking, "")] * 3)


def _per_kpi(cells: Grid, kpis: int) -> Grid:
    """A row for each KPI; the thresholds of a single one may stand in a column."""
    if kpis == 1:
        return (tuple(cell for row in cells for cell in row),)
    if len(cells) != kpis:
        raise NoResult(WRONG_ARGUMENT)
    return cells


def _for_all(cells: Grid, kpis: int) -> Grid:
    """The same impacts for every KPI where there is one row or column of them."""
    if len(cells) == 1 or len(cells[0]) == 1:
        return (tuple(cell for row in cells for cell in row),) * kpis
    return _per_kpi(cells, kpis)
