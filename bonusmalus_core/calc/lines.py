"""What does each KPI come to, run by run: value, bands as applied and impact?

Source: contract and settlement rules, sections 2 and 3. Money follows later, when the months' prices are known.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.evaluation import Evaluation, evaluate
from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.calc.impact import band, fractions, held, impact
from bonusmalus_core.calc.precision import pooled_margin, spreads
from bonusmalus_core.calc.progression import Stage
from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.runs import Run, runs
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.settlement import KpiLine, State

_STATES = {Stage.WAITING: State.WAITING, Stage.ENDED: State.ENDED}


class Outcome(NamedTuple):
    """A run with its evaluation and the impact before waivers; `final` when the parties agreed on that impact."""

    run: Run
    evaluation: Evaluation
    thresholds: tuple[Fraction, ...]
    impacts: tuple[Fraction, ...]
    value: Fraction | None
    impact: Fraction | None
    final: bool


def evaluated(records: Records) -> list[tuple[Run, Evaluation]]:
    """Every run of every KPI in the period with what was found for it, in the order of the KPI table."""
    every = (run for rows in records.progressions.values() for run in runs(records.contract, rows, records.months))
    return [(run, evaluate(records, run) if run.stage is Stage.ACTIVE else _idle(run)) for run in every]


def _idle(run: Run) -> Evaluation:
    return Evaluation(_STATES[run.stage])


def findings(runs: list[tuple[Run, Evaluation]]) -> list[Finding]:
    """What stands in the way of the runs, each place named once: as a blocker if it is one for any of them."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in (finding for _, evaluation in runs for finding in evaluation.findings):
        place = (finding.code, finding.where, finding.month, finding.kpi)
        if place not in found or finding.severity is Severity.BLOCKER:
            found[place] = finding
    return list(found.values())


def outcome(records: Records, run: Run, evaluation: Evaluation) -> Outcome:
    """What a run comes to; its bands must be valid."""
    row, override = run.row, records.overrides.get(run.row.code)
    thresholds, impacts = _thresholds(records, row, evaluation), fractions(row.impacts or records.contract.levels)
    if override is not None and override.impact is not None and run.stage is Stage.ACTIVE:
        return Outcome(run, evaluation, thresholds, impacts, None, fraction(override.impact), True)
    if evaluation.state not in (State.MEASURED, State.OVERRIDDEN) or evaluation.value.value is None:
        return Outcome(run, evaluation, thresholds, impacts, None, None, False)
    value = evaluation.value.value
    free = impact(value, thresholds, impacts, row.payout, row.beyond)
    return Outcome(run, evaluation, thresholds, impacts, value, held(free, row.impact_floor, row.impact_cap), False)


def _thresholds(records: Records, row: Kpi, evaluation: Evaluation) -> tuple[Fraction, ...]:
    """The thresholds as applied: those of a sum, stated for a whole period or window, follow the months measured."""
    if row.aggregate != "sum" or not evaluation.months:
        return fractions(row.thresholds)
    measured = Fraction(evaluation.months, row.window_months or records.contract.settlement_months)
    return tuple(threshold * measured for threshold in fractions(row.thresholds))


def kpi_line(records: Records, outcome: Outcome, contribution: Decimal) -> KpiLine:
    """The line of one run on the settlement."""
    run, measured = outcome.run, outcome.evaluation.value
    active = run.stage is Stage.ACTIVE
    excused = records.excused(run.row.code) if active else ()
    return KpiLine(
        run.row,
        records.calendar_months(run.months),
        outcome.evaluation.state,
        run.weights[-1],
        outcome.thresholds,
        outcome.impacts,
        outcome.value,
        None if outcome.value is None else band(outcome.value, outcome.thresholds),
        outcome.impact,
        contribution,
        _fraction(measured.numerator),
        _fraction(measured.denominator),
        _fraction(measured.n),
        tuple(records.at(month) for month in run.months if month in excused),
        records.overrides.get(run.row.code) if active else None,
        pooled_margin(run.row, measured.read),
        tuple(spreads(measured.read, records.calendar_months(run.months))),
    )


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else fraction(number)
