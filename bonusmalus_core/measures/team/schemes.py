"""Which promises can be kept as they are written, and what is wrong with the others?

    P1  a bonus without a tier                      P4  a metric that nobody knows
    P2  a tier of a bonus that is not there         P5  a direction that is needed, or that the metric contradicts
    P3  tiers that do not pay more for better       P9  the same name twice, with another meaning

Every one is a blocker of the command, and of nothing else: half a promise is kept to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bonusmalus_core.calc.bonus import Scheme
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.team.chosen import is_known, kpi_of
from bonusmalus_core.measures.team.control import folded
from bonusmalus_core.measures.team.metrics import DIRECTIONS
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.team import LEAST_N, Bonus


def schemes(agreement: Agreement) -> tuple[dict[str, Scheme], tuple[Finding, ...]]:
    """The promises by the code of their bonus, and the findings about the rules."""
    found, findings = dict[str, Scheme](), [*_twice(agreement), *_loose_tiers(agreement)]
    for row, bonus in enumerate(agreement.bonuses):
        wrong = list(_wrong(agreement, row, bonus))
        findings += wrong
        if not wrong:
            found[bonus.code] = _scheme(agreement, bonus)
    return found, tuple(findings)


def _scheme(agreement: Agreement, bonus: Bonus) -> Scheme:
    tiers = _tiers(agreement, bonus)
    goals = tuple(goal for goal, _ in tiers)
    gate = goals[0] if bonus.department_goal is None else Fraction(bonus.department_goal)
    return Scheme(
        bonus.code,
        bonus.form,
        goals,
        tuple(amount for _, amount in tiers),
        _direction(agreement, bonus) != "lower",
        gate,
        bonus.min_n or LEAST_N,
        bonus.payout,
    )


def _tiers(agreement: Agreement, bonus: Bonus) -> list[tuple[Fraction, Fraction]]:
    """The tiers from the goal itself to the best."""
    tiers = [(Fraction(each.goal), Fraction(each.amount)) for each in agreement.tiers if each.bonus == bonus.code]
    return sorted(tiers, reverse=_direction(agreement, bonus) == "lower")


def _direction(agreement: Agreement, bonus: Bonus) -> str | None:
    """Which scores are better; None where neither the metric nor the bonus says it."""
    return bonus.direction or _stated(agreement, bonus.metric)


def _stated(agreement: Agreement, code: str) -> str | None:
    kpi = kpi_of(agreement, code)
    if kpi is not None and kpi.direction:
        return kpi.direction
    if kpi is not None and len(kpi.thresholds) > 1:
        return "higher" if kpi.thresholds[-1] > kpi.thresholds[0] else "lower"
    if kpi is None and code in DIRECTIONS:
        return DIRECTIONS[code]
    measure = CATALOGUE.get(kpi.metric if kpi else code)
    return measure.direction if measure and measure.direction != "stated" else None


def _wrong(agreement: Agreement, row: int, bonus: Bonus) -> Iterator[Finding]:
    named = {"bonus": bonus.code, "metric": bonus.metric}
    if not is_known(agreement, bonus.metric):
        known = ", ".join((*dict.fromkeys(kpi.code for kpi in agreement.kpis), *CATALOGUE, *DIRECTIONS))
        yield _finding("P4", "bonuses", row, "metric", **named, expected=known)
        return
    stated = _stated(agreement, bonus.metric)
    if bonus.direction is None and stated is None:
        yield _finding("P5", "bonuses", row, "direction", **named)
        return
    if bonus.direction and stated and bonus.direction != stated:
        yield _finding("P5", "bonuses", row, "direction", **named)
        return
    tiers = _tiers(agreement, bonus)
    if not tiers:
        yield _finding("P1", "bonuses", row, "code", **named)
    for (goal, amount), (better, more) in pairwise(tiers):
        if goal == better or amount > more:
            place = _row_of(agreement, bonus, better)
            yield _finding("P3", "tiers", place, "amount", **named, goal=better, other=goal)


def _row_of(agreement: Agreement, bonus: Bonus, goal: Fraction) -> int:
    """The last tier of the bonus with that goal."""
    return max(n for n, each in enumerate(agreement.tiers) if each.bonus == bonus.code and Fraction(each.goal) == goal)


def _loose_tiers(agreement: Agreement) -> Iterator[Finding]:
    known = {bonus.code for bonus in agreement.bonuses}
    for row, tier in enumerate(agreement.tiers):
        if tier.bonus not in known:
            yield _finding("P2", "tiers", row, "bonus", bonus=tier.bonus, expected=", ".join(sorted(known)) or "–")


def _twice(agreement: Agreement) -> Iterator[Finding]:
    """Names that stand twice: a cause or team that is meant two ways, a bonus in two rows."""
    seen = dict[tuple[str, ...], object]()
    for row, bonus in enumerate(agreement.bonuses):
        if seen.setdefault(("bonuses", bonus.code), row) != row:
            yield _finding("P9", "bonuses", row, "code", name=bonus.code)
    for row, each in enumerate(agreement.departments):
        if seen.setdefault(("departments", folded(each.team)), folded(each.department)) != folded(each.department):
            yield _finding("P9", "departments", row, "team", name=each.team)
    for row, cause in enumerate(agreement.causes):
        key = ("causes", folded(cause.first), folded(cause.second))
        if seen.setdefault(key, cause.controllable) != cause.controllable:
            yield _finding("P9", "causes", row, "second", name=cause.second)


def _finding(code: str, table: str, row: int, field: str, **facts: object) -> Finding:
    return Finding(code, Severity.BLOCKER, Where(table, row, field), facts=facts)
