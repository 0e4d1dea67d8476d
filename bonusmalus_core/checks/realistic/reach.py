"""Can every level, band end and cap be reached? Checks R1, R2 and R4."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.off_scale import unreachable
from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.exposure import best, worst
from bonusmalus_core.findings import Where

_ONE = Decimal(1)


def level(draft: Draft) -> Iterator[Hit]:
    """R1: no level is worth exactly 100 %, so that no value is the target."""
    levels = draft.agreement.contract.levels
    if _ONE not in levels and any(row.kpi.impacts is None for row in draft.rows):
        yield Hit(Where("levels", 0, "levels"), None, {"levels": levels})
    for row in draft.rows:
        if row.kpi.impacts is not None and row.target is None:
            yield row.hit("impacts", levels=row.impacts)


def ends(draft: Draft) -> Iterator[Hit]:
    """R2: the best level asks for the end of the scale: every single respondent, contact or delivery (beyond: M10i)."""
    for row in draft.rows:
        low, high = row.kpi.scale
        end = high if row.higher else low
        reached, last = row.kpi.thresholds[-1], len(row.kpi.thresholds) - 1
        beyond = last in unreachable(row.kpi)
        if end is not None and not beyond and (reached >= end if row.higher else reached <= end):
            yield row.hit(f"thresholds.{last + 1}", value=reached, end=end, best=row.impacts[-1])


def bonus_cap(draft: Draft) -> Iterator[Hit]:
    """R4: the bonus cap lies above all that the bands can give."""
    cap = draft.agreement.contract.bonus_cap
    reach = max(map(best, draft.constellations), default=None)
    if cap is not None and reach is not None and reach - 1 < Fraction(cap):
        yield _idle("bonus_cap", cap, reach - 1)


def malus_cap(draft: Draft) -> Iterator[Hit]:
    """R4: the malus cap lies below all that the bands can take."""
    cap = draft.agreement.contract.malus_cap
    reach = min(map(worst, draft.constellations), default=None)
    if cap is not None and reach is not None and 1 - reach < Fraction(cap):
        yield _idle("malus_cap", cap, 1 - reach)


def uncapped(draft: Draft) -> Iterator[Hit]:
    """R4: impacts go on beyond the bands and no cap holds them."""
    for name, own in (("bonus_cap", "impact_cap"), ("malus_cap", "impact_floor")):
        rows = (row for row in draft.rows if row.kpi.payout == "linear" and row.kpi.beyond == "extrapolate")
        row = next((row for row in rows if getattr(row.kpi, own) is None), None)
        if row is not None and getattr(draft.agreement.contract, name) is None:
            yield Hit(Where("contract", None, name), row.kpi.code)
            return


def _idle(name: str, cap: Decimal, reach: Fraction) -> Hit:
    return Hit(Where("contract", None, name), None, {"cap": cap, "reach": reach})
