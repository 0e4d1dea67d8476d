"""Which checks read a draft as a contract manager, a lawyer and a statistician would?

`CATALOGUE` lists them all: the code, how serious its findings are, and the generator that finds them. None of them
stops a settlement; what does is listed in `blockers.py`. Their words stand in `words/<language>/checks.json`, their
examples in `examples/`. A new check is a generator of the same shape, a line here, its words and its examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bonusmalus_core.checks import acceptable, complete, schedule, timebound
from bonusmalus_core.checks.balance import chances, payout, relief, sampling
from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.measurable import origin, precision, slip, target, variant
from bonusmalus_core.checks.realistic import baseline, coherence, phase, portfolio, reach
from bonusmalus_core.checks.specific import formula, scope, wording
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Check(NamedTuple):
    """A check; it is silent while rows of the tables that it looks at as a `whole` could not be read."""

    code: str
    severity: Severity
    find: Callable[[Draft], Iterator[Hit]]
    whole: tuple[str, ...] = ()


CATALOGUE: tuple[Check, ...] = (
    # Specific
    Check("S1", ERROR, formula.several),
    Check("S1a", ERROR, formula.changed),
    Check("S2", ERROR, formula.parts),
    Check("S2a", ERROR, formula.shares),
    Check("S2b", ERROR, formula.twice),
    Check("S2c", ERROR, formula.undefined),
    Check("S3", WARNING, scope.inclusions),
    Check("S3a", WARNING, scope.exclusions),
    Check("S3b", INFO, scope.unsaid),
    Check("S3c", INFO, scope.one_tongue, ("sla",)),
    Check("S4", WARNING, wording.vague),
    Check("S4a", WARNING, wording.vague_service),
    Check("S5", INFO, wording.abbreviations),
    Check("S6", WARNING, wording.obligations),
    Check("S7", WARNING, formula.circular),
    Check("S8", INFO, wording.absolutes),
    Check("S9", ERROR, formula.namesakes),
    # Measurable
    Check("M1", ERROR, target.limit),
    Check("M1a", ERROR, target.promise),
    Check("M2a", WARNING, target.direction),
    Check("M3", ERROR, origin.source),
    Check("M3a", WARNING, origin.owner),
    Check("M4", ERROR, origin.mean),
    Check("M4a", ERROR, origin.mean_in_words),
    Check("M5", WARNING, origin.missing),
    Check("M6", WARNING, precision.value),
    Check("M6a", WARNING, precision.price),
    Check("M7", WARNING, precision.least),
    Check("M7a", WARNING, precision.margin),
    Check("M8", WARNING, variant.choice),
    Check("M8a", WARNING, variant.top),
    Check("M9", WARNING, variant.scale),
    Check("M9a", ERROR, variant.named_scale),
    Check("M10e", ERROR, variant.baseline),
    Check("M10f", ERROR, variant.condition),
    Check("M10g", ERROR, variant.guarantee),
    Check("M10j", WARNING, slip.digit),
    # Acceptable
    Check("A1", ERROR, acceptable.client),
    Check("A1a", ERROR, acceptable.supplier),
    Check("A2", WARNING, acceptable.uncontrollable),
    Check("A2a", INFO, acceptable.unasked),
    Check("A3", ERROR, acceptable.dispute),
    Check("A3a", WARNING, acceptable.contacts),
    # Realistic
    Check("R1e", ERROR, reach.level),
    Check("R2", WARNING, reach.ends),
    Check("R3", INFO, baseline.absent),
    Check("R3a", WARNING, baseline.reached),
    Check("R3b", WARNING, baseline.remote),
    Check("R4", WARNING, reach.bonus_cap, ("kpis",)),
    Check("R4a", WARNING, reach.malus_cap, ("kpis",)),
    Check("R4b", WARNING, reach.uncapped),
    Check("R5", WARNING, portfolio.many, ("kpis",)),
    Check("R5a", INFO, portfolio.light),
    Check("R5b", WARNING, portfolio.heavy),
    Check("R6", WARNING, portfolio.one_sided, ("kpis", "legend")),
    Check("R7", WARNING, coherence.incoherent, ("kpis", "months")),
    Check("R8", INFO, phase.metric),
    Check("R8a", INFO, phase.target),
    Check("R9", WARNING, portfolio.lonely_mean, ("kpis",)),
    Check("R9a", WARNING, portfolio.lonely_survey, ("kpis",)),
    Check("R9b", INFO, portfolio.operational_nps),
    Check("R10", WARNING, portfolio.presence),
    Check("R11", WARNING, portfolio.unfelt, ("kpis", "legend")),
    # Time-bound
    Check("T1", WARNING, timebound.frequency),
    Check("T2", ERROR, timebound.too_early),
    Check("T3", WARNING, timebound.too_late),
    Check("T4", WARNING, timebound.never),
    Check("T4a", INFO, timebound.standstill, ("kpis",)),
    Check("T5", WARNING, wording.vague_times),
    Check("T5a", WARNING, wording.vague_service_times),
    Check("T6", WARNING, timebound.opening),
    # Contract
    Check("C2", WARNING, complete.overlapping),
    Check("C3", WARNING, portfolio.one_driver),
    Check("C4", WARNING, complete.unlocked),
    Check("C4a", WARNING, complete.late_forecast),
    Check("C5", WARNING, complete.unproven),
    Check("C6", WARNING, schedule.schedule, ("sla",)),
    Check("C6a", WARNING, schedule.unsettled),
    Check("C6b", WARNING, schedule.one_language, ("sla",)),
    Check("C7", WARNING, schedule.follow_up, ("governance",)),
    Check("C7a", WARNING, schedule.unanswered, ("actions",)),
    Check("C7b", WARNING, schedule.unassigned),
    Check("C8", INFO, complete.one_price),
    Check("C8a", INFO, complete.one_price_in_belgium),
    Check("C9", WARNING, complete.interrupted),
    Check("C9a", INFO, complete.easier),
    Check("C10n", ERROR, complete.unexplained, ("legend",)),
    # Balance
    Check("B1", WARNING, payout.hidden_malus),
    Check("B2", INFO, chances.lopsided, ("kpis", "levels")),
    Check("B3", INFO, chances.at_baseline, ("kpis", "legend")),
    Check("B4", WARNING, payout.cliff),
    Check("B5", WARNING, sampling.chance, ("measurements",)),
    Check("B6", INFO, chances.volume),
    Check("B7", WARNING, relief.zone, ("months",)),
    Check("B7a", INFO, relief.unreckoned, ("months",)),
    Check("B8", INFO, payout.weightless),
)


def advice(agreement: Agreement, faulty: frozenset[str] = frozenset()) -> list[Finding]:
    """What to mend or discuss before signing, in the order of the catalogue; `faulty` names tables read in part."""
    draft = Draft(agreement)
    return [
        Finding(check.code, check.severity, hit.where, hit.month, hit.kpi, hit.facts)
        for check in CATALOGUE
        if not faulty.intersection(check.whole)
        for hit in check.find(draft)
    ]
