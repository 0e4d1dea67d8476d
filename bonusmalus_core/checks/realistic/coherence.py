"""Do two service levels of the same calls ask for the same staff? Check R7, by Erlang C."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from bonusmalus_core.calc.staffing import answered_in_time, load_of, staff_for, waiting
from bonusmalus_core.checks.calls import calls_of_a_month, limit, same_calls
from bonusmalus_core.checks.draft import Draft, Hit, Row


class _Promise(NamedTuple):
    """A service level: its target, the waiting time as a multiple of the handling time, and the staff that it asks."""

    row: Row
    target: Decimal
    wait: float
    staff: int


def incoherent(draft: Draft) -> Iterator[Hit]:
    """R7: whoever reaches one service level always gets the full bonus of another one of the same calls."""
    calls = calls_of_a_month(draft)
    load, seen = load_of(calls or 0), set[tuple[int, int]]()
    for rows in draft.constellations if calls else ():
        promises = [promise for row in rows if (promise := _promise(row, load))]
        for easy, hard in permutations(promises, 2):
            pair = easy.row.number, hard.row.number
            value = answered_in_time(load, hard.staff, easy.wait)
            gift = easy.staff < hard.staff and value >= easy.row.kpi.thresholds[-1]
            if gift and pair not in seen and same_calls(draft, easy.row, hard.row):
                seen.add(pair)
                place = f"thresholds.{easy.row.kpi.thresholds.index(easy.target) + 1}"
                told = {"value": round(Decimal(value), 3), "target": easy.target, "calls": round(calls or 0)}
                yield easy.row.hit(place, other=hard.row.kpi.code, staff=hard.staff, **told)


def _promise(row: Row, load: float) -> _Promise | None:
    within = limit(row)
    if within is None or row.target is None or not 0 < row.target < 1:
        return None
    wait = waiting(within)
    return _Promise(row, row.target, wait, staff_for(load, wait, float(row.target)))
