"""Are the chances of both parties alike: upside and downside, today's results, and volume? Checks B2, B3 and B6."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.checks.exposure import NOTICED, best, impact_at, shown, worst
from bonusmalus_core.checks.topics import speaks_of
from bonusmalus_core.findings import Where

_POINT = Fraction(1, 100)


def lopsided(draft: Draft) -> Iterator[Hit]:
    """B2: one party can win more than the other."""
    contract = draft.agreement.contract
    up = _held(max(map(best, draft.constellations), default=Fraction(1)) - 1, contract.bonus_cap)
    down = _held(1 - min(map(worst, draft.constellations), default=Fraction(1)), contract.malus_cap)
    if abs(up - down) > NOTICED:
        yield Hit(Where("levels", 0, "levels"), None, {"up": shown(up), "down": shown(down)})


def _held(reach: Fraction, cap: Decimal | None) -> Fraction:
    return reach if cap is None else min(reach, Fraction(cap))


def at_baseline(draft: Draft) -> Iterator[Hit]:
    """B3: who changes nothing after the first day earns a bonus or pays a malus."""
    rows = [row for row in (draft.months[0] if draft.months else ()) if row.kpi.from_month == 1]
    measured = {each.code: each.baseline for each in draft.legend}
    if rows and all(measured.get(row.kpi.code) is not None for row in rows):
        expected = sum((_excess(row, measured[row.kpi.code]) for row in rows), Fraction(0))
        if abs(expected) >= NOTICED:
            yield Hit(Where("legend", None, "baseline"), None, {"up": shown(expected)})


def _excess(row: Row, value: Decimal | None) -> Fraction:
    return Fraction(row.kpi.weight) * (impact_at(row, value or Decimal(0)) - 1)


def volume(draft: Draft) -> Iterator[Hit]:
    """B6: solving more at the first contact costs more paid contacts than its bonus brings.

    One more point means that at least one contact less follows per hundred customers, who contact 2 − FCR times.
    """
    if not speaks_of("per_contact", draft.agreement.contract.unit):
        return
    for row in draft.rows:
        counts = row.metric in ("FCR", "FCR-S") and row.kpi.unit == "%" and row.higher
        if counts and row.target is not None and row.target < 2:
            gain = Fraction(row.kpi.weight) * (
                impact_at(row, Fraction(row.target) + _POINT) - impact_at(row, row.target)
            )
            lost = _POINT / (2 - Fraction(row.target))
            if gain < lost:
                yield row.hit("weight", gain=shown(gain), lost=shown(lost))
