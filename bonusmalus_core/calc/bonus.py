"""Which bonus does a score earn?

A promise pays by tiers, as the bands of a contract do: below the goal nothing, from the goal on the amount of the tier
reached (or along the line between two). Fewer answers than agreed, or records that do not reach the end, are no missed
goal: then nothing can be said, which is not the same as nothing. Source: KPI measures, "Individual and team results".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bonusmalus_core.calc.impact import impact
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.team import Form


class Why(StrEnum):
    """What a score came to beside its goal; only of the first two the amount is known."""

    REACHED = "reached"
    MISSED = "missed"
    NO_SCORE = "no_score"
    TOO_FEW = "too_few"
    INCOMPLETE = "incomplete"
    NO_DEPARTMENT = "no_department"


@dataclass(frozen=True, slots=True)
class Score:
    """A value that was measured on `n` answers or contacts; it is not `complete` while it can still change."""

    value: Fraction | None
    n: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Scheme:
    """A promise that can be kept: `goals` run from the goal itself to the best tier, each with its amount per person.

    `gate` is what the department has to reach where the form is "both"; `least` how many answers a score needs.
    """

    code: str
    form: Form
    goals: tuple[Fraction, ...]
    amounts: tuple[Fraction, ...]
    higher: bool
    gate: Fraction
    least: int
    payout: str = "step"

    def reaches(self, value: Fraction, goal: Fraction) -> bool:
        """Whether the value is as good as the goal; exactly on it is."""
        return value >= goal if self.higher else value <= goal

    def pays(self, value: Fraction) -> Fraction:
        """The unrounded amount for a value."""
        if not self.reaches(value, self.goals[0]):
            return Fraction(0)
        if len(self.goals) == 1:
            return self.amounts[0]
        return impact(value, self.goals, self.amounts, self.payout, "clamp")


@dataclass(frozen=True, slots=True)
class Award:
    """What one person gets, rounded, and why; None where nothing can be said."""

    amount: Decimal | None
    why: Why


def judged(scheme: Scheme, score: Score | None, goal: Fraction) -> Why:
    """What a score came to beside a goal."""
    if score is None or score.value is None:
        return Why.NO_SCORE
    if score.n < scheme.least:
        return Why.TOO_FEW
    if not score.complete:
        return Why.INCOMPLETE
    return Why.REACHED if scheme.reaches(score.value, goal) else Why.MISSED


def awarded(scheme: Scheme, own: Score | None, department: Score | None, digits: int) -> Award:
    """What a person with this score gets, in a department with that one, to so many decimals.

    >>> scheme = Scheme("NPS", "individual", (Fraction(40), Fraction(50)), (Fraction(150), Fraction(250)), True,
    ...                 Fraction(40), 20)
    >>> awarded(scheme, Score(Fraction(50), 20), None, 2)
    Award(amount=Decimal('250.00'), why=<Why.REACHED: 'reached'>)
    >>> awarded(scheme, Score(Fraction(50), 19), None, 2)
    Award(amount=None, why=<Why.TOO_FEW: 'too_few'>)
    """
    paying = department if scheme.form == "collective" else own
    verdicts = [judged(scheme, paying, scheme.goals[0])]
    if scheme.form == "both":
        verdicts.append(judged(scheme, department, scheme.gate))
    if Why.MISSED in verdicts:
        return Award(half_away(Fraction(0), digits), Why.MISSED)
    unknown = [each for each in verdicts if each is not Why.REACHED]
    if unknown or paying is None or paying.value is None:
        return Award(None, unknown[0])
    return Award(half_away(scheme.pays(paying.value), digits), Why.REACHED)
