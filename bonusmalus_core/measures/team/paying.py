"""Who gets which bonus: every person, team manager or planner that a promise is made to?

Everyone with records in the months is somebody; nobody knows how many planners there are, so what planning gets is told
per person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bonusmalus_core.calc.bonus import Award, Scheme, Score, Why, awarded
from bonusmalus_core.measures.team.control import folded
from bonusmalus_core.measures.team.metrics import OWN_GROUP
from bonusmalus_core.measures.team.scores import Scores
from bonusmalus_core.measures.team.units import ORGANISATION, Roster, Unit
from bonusmalus_core.model.team import Bonus


@dataclass(frozen=True, slots=True)
class Paid:
    """What one unit gets by one bonus; `department` is None where nobody can tell it, or where it has none."""

    bonus: Bonus
    scheme: Scheme
    unit: Unit
    department: str | None
    award: Award


def paid(bonus: Bonus, scheme: Scheme, scores: Scores, roster: Roster, digits: int) -> Iterator[Paid]:
    """What everyone gets by a bonus, in the order of their names."""
    for unit, department in _reached(bonus, roster):
        if bonus.department and department is not None and folded(department) != folded(bonus.department):
            continue
        yield Paid(
            bonus, scheme, unit, department, _award(bonus, scheme, unit, department, scores=scores, digits=digits)
        )


def _reached(bonus: Bonus, roster: Roster) -> list[tuple[Unit, str | None]]:
    """Everyone that the audience of a bonus holds, each with the department."""
    group = OWN_GROUP[bonus.audience]
    if group == "person":
        return sorted((Unit(group, name), home.department) for name, home in roster.people.items())
    if group == "team":
        return sorted((Unit(group, name), department) for name, department in roster.departments.items())
    return [(ORGANISATION, None)]


def _award(bonus: Bonus, scheme: Scheme, unit: Unit, department: str | None, *, scores: Scores, digits: int) -> Award:
    if unit == ORGANISATION:
        whole = Unit("department", _called(bonus.department, scores)) if bonus.department else ORGANISATION
        own = together = _of(scores, whole, bonus.metric)
    else:
        if department is None and (scheme.form != "individual" or bonus.department):
            return Award(None, Why.NO_DEPARTMENT)
        own = _of(scores, unit, bonus.metric)
        together = _of(scores, Unit("department", department or ""), bonus.metric)
    return awarded(scheme, own, together, digits)


def _called(department: str, scores: Scores) -> str:
    """The department as the records write it."""
    names = (unit.name for unit, _ in scores if unit.group == "department")
    return next((name for name in names if folded(name) == folded(department)), department)


def _of(scores: Scores, unit: Unit, metric: str) -> Score | None:
    found = scores.get((unit, metric))
    return found.score if found else None
