"""What did every unit score?

Organisation, departments and teams count every answer. A person counts only those whose second cause is in the person's
own hands; contacts and shifts all count, for nobody else had them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

import narwhals as nw

from bonusmalus_core.calc.bonus import Score
from bonusmalus_core.measures.asked import UNNAMED
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.core import Frame, Frames, collected
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.fast.repeats import fast_repeats
from bonusmalus_core.measures.row import MeasuredRow
from bonusmalus_core.measures.team.chosen import Chosen, by_group
from bonusmalus_core.measures.team.control import Control, Named
from bonusmalus_core.measures.team.metrics import OF_SHIFTS, PRODUCTIVITY
from bonusmalus_core.measures.team.units import BY, Unit
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.team import Group

MINUTES = 60


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's score on a metric, in `measured_in`; `answers` counts also the answers that do not count here."""

    score: Score
    measured_in: str
    margin: tuple[Fraction, Fraction] | None = None
    answers: int | None = None


Scores = Mapping[tuple[Unit, str], UnitScore]


class CauseCount(NamedTuple):
    """What customers answered who gave these causes; `controlled` is None of a cause in no table."""

    unit: Unit
    first: str
    second: str
    controlled: bool | None
    promoters: int
    passives: int
    detractors: int


def scored(
    frames: Frames, chosen: Chosen, months: Sequence[Month], complete: Mapping[str, bool], group: Group
) -> dict[tuple[Unit, str], UnitScore]:
    """The scores of all units of a kind, over the months together."""
    added = dict[tuple[str, str], list[MeasuredRow]]()
    for row in evaluate(frames, by_group(chosen, group), months, fast_repeats):
        if row.denominator:
            added.setdefault((row.kpi, row.part), []).append(row)
    sums = {key: MeasuredRow.added(rows, months[-1]) for key, rows in added.items()}
    found = dict[tuple[Unit, str], UnitScore]()
    for code, parts in chosen.asked.items():
        for name in dict.fromkeys(part for _, part in sums if group == "organisation" or part != UNNAMED):
            rows = [sums.get((each.kpi, name)) for each in parts]
            if rows[0] is not None:
                found[Unit(group, name), code] = _score(chosen, code, rows[0], rows[-1], complete=complete[code])
    return found


def _score(chosen: Chosen, code: str, row: MeasuredRow, other: MeasuredRow | None, *, complete: bool) -> UnitScore:
    value, n, margin = row.value, int(row.denominator), row.margin
    if code == PRODUCTIVITY and code not in chosen.kpis:
        staffed = Fraction(other.numerator) if other else Fraction(0)
        value = Fraction(row.numerator) * MINUTES / staffed if staffed else None
    elif code in OF_SHIFTS and code not in chosen.kpis:
        n = int(other.denominator) if other else 0
    scale = chosen.scale(code)
    return UnitScore(
        Score(None if value is None else value * scale, n, complete),
        chosen.unit(code),
        None if margin is None else (margin[0] * scale, margin[1] * scale),
    )


def with_answers(own: UnitScore | None, every: UnitScore) -> UnitScore:
    """A person's own score beside the number of all answers; without any that counts there is no score."""
    nothing = UnitScore(Score(None, 0, every.score.complete), every.measured_in)
    return replace(own or nothing, answers=every.score.n)


def controlled(surveys: Frame, control: Control) -> Frame:
    """The answers whose second cause is in the hands of the person who helped."""
    by_first = dict[str | None, list[str]]()
    for first, second in _named(surveys):
        if second is not None and control.of(first, second):
            by_first.setdefault(first, []).append(second)
    counts: nw.Expr = nw.col("month") < 0
    for first, seconds in by_first.items():
        under = nw.col("root_cause_1").is_null() if first is None else nw.col("root_cause_1") == first
        counts = counts | (under & nw.col("root_cause_2").is_in(seconds))
    return surveys.filter(counts)


def _named(surveys: Frame) -> list[Named]:
    rows = collected(surveys.group_by("root_cause_1", "root_cause_2").agg(nw.len().alias("answers")))
    return [(row[0] if isinstance(row[0], str) else None, row[1] if isinstance(row[1], str) else None) for row in rows]


def cause_counts(surveys: Frame, control: Control, span: range, group: Group) -> list[CauseCount]:
    """The answers to the NPS question by cause, for all units of a kind; the most answers first."""
    nps = CATALOGUE["NPS"].sums
    assert nps is not None  # the catalogue's own
    made = nps({})
    assert made.squares is not None  # for its margin
    by = (*BY[group], "root_cause_1", "root_cause_2")
    inside = surveys.filter((nw.col("month") >= span.start) & (nw.col("month") < span.stop))
    amounts = inside.select(*by, apart=made.numerator, answers=made.denominator, both=made.squares)
    sums = collected(amounts.group_by(*by).agg(nw.col("apart", "answers", "both").sum()))
    return sorted((_count(group, row, control) for row in sums if row[-2]), key=_most_first)


def _count(group: Group, row: tuple[Any, ...], control: Control) -> CauseCount:
    *names, first, second, apart, answers, both = row
    first, second, *names = (each if isinstance(each, str) else "" for each in (first, second, *names))
    promoters, detractors = (int(both) + int(apart)) // 2, (int(both) - int(apart)) // 2
    unit = Unit(group, *names)
    return CauseCount(
        unit, first, second, control.of(first, second), promoters, int(answers) - promoters - detractors, detractors
    )


def _most_first(count: CauseCount) -> tuple[Unit, int, str, str]:
    return count.unit, -(count.promoters + count.passives + count.detractors), count.first, count.second
