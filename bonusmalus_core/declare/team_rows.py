"""How do scores and bonuses become rows of the Team sheet: one per unit and metric, and per bonus that reads it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.bonus import Score, Why, judged
from bonusmalus_core.measures.team.metrics import AUDIENCES, OWN_GROUP, SHOWN
from bonusmalus_core.measures.team.paying import Paid
from bonusmalus_core.measures.team.results import TeamResults
from bonusmalus_core.measures.team.scores import UnitScore
from bonusmalus_core.measures.team.units import ORGANISATION, Unit
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.team import LEAST_N, TeamResult
from bonusmalus_core.words import say

_NOTHING = UnitScore(Score(None, 0), "")


@dataclass(frozen=True, slots=True)
class Telling:
    """What the rows are about and how they are said: the months, the language, and what people are called."""

    found: TeamResults
    months: Sequence[Month]
    language: str
    called: Callable[[str], str]
    individuals: bool

    def rows(self) -> tuple[TeamResult, ...]:
        """All rows: the organisation, its departments, its teams, and its people where they are asked for."""
        return tuple(row for unit in self.units() for metric in self._metrics(unit) for row in self._of(unit, metric))

    def units(self) -> list[Unit]:
        """Who gets rows, in their order; a team that is a whole department appears as one of them."""
        roster = self.found.roster
        departments = sorted({*roster.departments.values()})
        managed = any(each.unit.group == "team" for each in self.found.paid)
        teams = [team for team, department in sorted(roster.departments.items()) if team != department or managed]
        people = sorted(roster.people) if self.individuals else []
        return [
            ORGANISATION,
            *(Unit("department", name) for name in departments),
            *(Unit("team", name) for name in teams),
            *(Unit("person", name) for name in people),
        ]

    def _metrics(self, unit: Unit) -> Iterator[str]:
        shown = [code for audience in SHOWN[unit.group] for code in AUDIENCES[audience]]
        read = [each.bonus.metric for each in self.found.paid if self._concerns(each, unit)]
        known = {metric for _, metric in self.found.scores}
        yield from (code for code in dict.fromkeys((*shown, *read)) if code in known)

    def _concerns(self, paid: Paid, unit: Unit) -> bool:
        """Whether a unit has a row about a bonus: its own, or the sum of those in it."""
        return unit in (paid.unit, ORGANISATION, Unit("department", paid.department or ""))

    def _of(self, unit: Unit, metric: str) -> Iterator[TeamResult]:
        score = self.found.scores.get((unit, metric), _NOTHING)
        theirs = [each for each in self.found.paid if each.bonus.metric == metric and self._concerns(each, unit)]
        if not theirs:
            few = unit.group == "person" and score.score.n < LEAST_N
            note = self._why(_reason(score.score), score, LEAST_N) if few else ""
            yield self._row(unit, metric, score, hidden=few, note=note)
        for code in dict.fromkeys(each.bonus.code for each in theirs):
            paid = [each for each in theirs if each.bonus.code == code]
            yield self._own(unit, score, paid[0]) if paid[0].unit == unit else self._summed(unit, score, paid)

    def _own(self, unit: Unit, score: UnitScore, paid: Paid) -> TeamResult:
        """The row of whoever gets the bonus, or does not."""
        scheme, award = paid.scheme, paid.award
        few = score.score.n < scheme.least
        return self._row(
            unit, paid.bonus.metric, score, hidden=few, bonus=scheme.code, goal=_decimal(scheme.goals[0]),
            reached=_truth(award.why), amount=award.amount, note=" ".join(self._notes(score, paid)),
        )  # fmt: skip

    def _notes(self, score: UnitScore, paid: Paid) -> Iterator[str]:
        """Why there is no score or no amount, and whose score decided where it is not the own one."""
        scheme, why = paid.scheme, paid.award.why
        if why not in (Why.REACHED, Why.MISSED):
            yield self._why(why, score, scheme.least)
        elif score.score.n < scheme.least:
            yield self._why(_reason(score.score), score, scheme.least)
        if OWN_GROUP[paid.bonus.audience] == "organisation":
            yield say(self.language, "team", "each")
        elif scheme.form == "collective":
            yield say(self.language, "team", "decides")
        elif why is Why.MISSED and judged(scheme, score.score, scheme.goals[0]) is not Why.MISSED:
            yield say(self.language, "team", "gate", department=paid.department)

    def _summed(self, unit: Unit, score: UnitScore, paid: Sequence[Paid]) -> TeamResult:
        """The row of a department or the organisation: its own score, and what the people in it get together."""
        scheme = paid[0].scheme
        goal = scheme.gate if scheme.form == "both" else scheme.goals[0]
        collective = scheme.form != "individual" and unit.group == "department"
        amounts = [each.award.amount for each in paid if each.award.amount is not None]
        got = sum(each.award.why is Why.REACHED for each in paid)
        left = len(paid) - len(amounts)
        note = say(self.language, "team", "sum.open" if left else "sum", got=got, all=len(paid), open=left)
        return self._row(
            unit, paid[0].bonus.metric, score, bonus=scheme.code, goal=_decimal(goal) if collective else None,
            reached=_truth(judged(scheme, score.score, goal)) if collective else None,
            amount=sum(amounts, Decimal(0)) if amounts else None, note=note,
        )  # fmt: skip

    def _row(
        self, unit: Unit, metric: str, found: UnitScore, *, hidden: bool = False, note: str = "", **bonus: Any
    ) -> TeamResult:
        score = found.score
        if not (note or score.complete or score.value is None):
            note = say(self.language, "team", "why.incomplete", least=0, n=score.n)
        return TeamResult.model_validate(
            {
                "group": unit.group,
                "name": self.called(unit.name) if unit.group == "person" else unit.name,
                "within": self.found.roster.within(unit),
                "from": self.months[0],
                "to": self.months[-1],
                "metric": metric,
                "unit": found.measured_in or self._unit(metric),
                "n": score.n,
                "answers": found.answers,
                "note": note,
                **({} if hidden else _shown(found)),
                **bonus,
            }
        )

    def _unit(self, metric: str) -> str:
        return next(each.measured_in for (_, code), each in self.found.scores.items() if code == metric)

    def _why(self, why: Why, found: UnitScore, least: int) -> str:
        own = why is Why.TOO_FEW and found.answers is not None
        return say(self.language, "team", "why.too_few.own" if own else f"why.{why}", least=least, n=found.score.n)


def _shown(found: UnitScore) -> Mapping[str, Any]:
    """The score and its margin, if there is one."""
    if found.score.value is None:
        return {}
    low, high = map(_decimal, found.margin) if found.margin else (None, None)
    return {"value": _decimal(found.score.value), "low": low, "high": high}


def _reason(score: Score) -> Why:
    return Why.TOO_FEW if score.n else Why.NO_SCORE


def _truth(why: Why) -> bool | None:
    return why is Why.REACHED if why in (Why.REACHED, Why.MISSED) else None


def _decimal(number: Fraction) -> Decimal:
    return exact(Decimal(number.numerator) / Decimal(number.denominator))
