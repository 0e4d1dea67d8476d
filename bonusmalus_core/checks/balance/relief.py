"""Who pays for a volume above the forecast, until the malus is waived? Check B7, by Erlang C."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.conditions import in_force
from bonusmalus_core.calc.staffing import service_level
from bonusmalus_core.checks.calls import Planned, limit, planned
from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.checks.exposure import NOTICED, impact_at, shown
from bonusmalus_core.checks.metrics import REACHABLE
from bonusmalus_core.findings import Where
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition

_PLANNED = Decimal("1.05")
"""So much more than the forecast belongs to every plan."""


def zone(draft: Draft) -> Iterator[Hit]:
    """B7: just below the volume that waives it, the supplier pays the malus of the client's forecast error."""
    for number, waiver in _waivers(draft):
        months = _planned(draft, waiver)
        lost = sum((_lost(waiver, month) for month in months), Fraction(0)) / max(len(months), 1)
        if lost > NOTICED:
            rows = [row for month in months for row in month.rows if limit(row) and waiver.names(row.kpi.code)]
            yield _hit(number, waiver, rows, lost=shown(lost))


def unreckoned(draft: Draft) -> Iterator[Hit]:
    """B7: the same, where no forecast tells how much it is."""
    for number, waiver in _waivers(draft):
        reached = [row for row in _reached(draft, waiver) if row.metric in REACHABLE]
        if reached and waiver.threshold > _PLANNED and not _planned(draft, waiver):
            yield _hit(number, waiver, reached)


def _waivers(draft: Draft) -> Iterator[tuple[int, Condition]]:
    """The conditions that waive a malus from some volume above the forecast on, with their numbers."""
    for number, each in enumerate(draft.agreement.conditions):
        above = each.comparator.startswith(">") and each.threshold > 1
        if each.measure == VOLUME_RATIO and each.effect == "waive_malus" and above:
            yield number, each


def _planned(draft: Draft, waiver: Condition) -> list[Planned]:
    """The months with a forecast in which the waiver is in force."""
    return [month for month in planned(draft) if in_force(waiver, month.number)]


def _reached(draft: Draft, waiver: Condition) -> list[Row]:
    """The rows that the waiver names and that act or wait in a month in which it is in force."""
    acting = {row.number for number, rows in enumerate(draft.months, 1) if in_force(waiver, number) for row in rows}
    return [row for row in draft.rows if row.number in acting and waiver.names(row.kpi.code)]


def _lost(waiver: Condition, month: Planned) -> Fraction:
    """The share of the price that falls away when staff that reaches the targets gets the volume of the waiver."""
    named = [row for row in month.rows if row.target and waiver.names(row.kpi.code)]
    limited = [(row, within) for row in named if (within := limit(row))]
    levels = ((row, service_level(month.calls, float(waiver.threshold), within, _aim(row))) for row, within in limited)
    return sum((Fraction(row.kpi.weight) * (1 - impact_at(row, Fraction(level))) for row, level in levels), Fraction(0))


def _aim(row: Row) -> float:
    """The target, short of certainty, for which no staff is enough."""
    return min(float(row.target or 0), 0.999)


def _hit(number: int, waiver: Condition, rows: Sequence[Row], **facts: object) -> Hit:
    codes = ", ".join(dict.fromkeys(row.kpi.code for row in rows))
    told = {"codes": codes, "ratio": waiver.threshold, "unit": "%", **facts}
    return Hit(Where("conditions", number, "threshold"), None, told)
