"""Do KPIs and targets fit the maturity of the customer service? Check R8."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bonusmalus_core.checks.draft import Draft, Hit

FIRST = {"REG": 2, "FCR": 2, "FCR-S": 2, "CSAT": 2, "NPS": 4, "CES": 4, "RET": 5}
"""The phase from which on a metric tells something; the others fit every phase."""

_FCR = {1: ("0", "0.50"), 2: ("0.50", "0.70"), 3: ("0.70", "0.85"), 4: ("0.80", "1"), 5: ("0.80", "1")}
"""The first contact resolution that a phase can usually aim at."""


def metric(draft: Draft) -> Iterator[Hit]:
    """R8: a KPI that asks for a later phase."""
    phase = draft.agreement.contract.maturity_phase
    for rows in draft.by_code.values():
        first = FIRST.get(rows[0].metric, 1)
        if phase is not None and first > phase:
            yield rows[0].hit("metric", phase=phase, first=first)


def target(draft: Draft) -> Iterator[Hit]:
    """R8: a target for first contact resolution far from what the phase usually reaches."""
    phase = draft.agreement.contract.maturity_phase
    for row in draft.rows:
        if phase is not None and row.metric == "FCR" and row.kpi.unit == "%" and row.target is not None:
            low, high = map(Decimal, _FCR[phase])
            if not low <= row.target <= high and FIRST["FCR"] <= phase:
                place = f"thresholds.{row.kpi.thresholds.index(row.target) + 1}"
                yield row.hit(place, target=row.target, phase=phase, low=low, high=high)
