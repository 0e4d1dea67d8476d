"""Which line does each KPI get on the settlement, run by run?

Source: contract and settlement rules, sections 2 and 3. Contributions follow later, when the months' money is known.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.evaluation import Evaluation, evaluate
from bonusmalus_core.calc.impact import band, fractions, held, impact
from bonusmalus_core.calc.progression import Stage
from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.runs import Run, runs
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.settlement import KpiLine, State

_STATES = {Stage.WAITING: State.WAITING, Stage.ENDED: State.ENDED}


def evaluated(records: Records) -> list[tuple[Run, Evaluation]]:
    """Every run of every KPI in the period with what was found for it, in the order of the KPI table."""
    found = []
    for rows in records.progressions.values():
        for run in runs(records.contract, rows, records.months):
            found.append((run, evaluate(records, run) if run.stage is Stage.ACTIVE else _idle(run)))
    return found


def _idle(run: Run) -> Evaluation:
    return Evaluation(_STATES[run.stage])


def findings(runs: list[tuple[Run, Evaluation]]) -> list[Finding]:
    """What stands in the way of the runs, each place named once."""
    every = (finding for _, evaluation in runs for finding in evaluation.findings)
    return list({(each.code, each.where, each.month, each.kpi): each for each in every}.values())


def kpi_line(records: Records, run: Run, evaluation: Evaluation) -> KpiLine:
    """The line of one run; the bands must be valid."""
    row, contract, value = run.row, records.contract, evaluation.value
    thresholds, impacts = fractions(row.thresholds), fractions(row.impacts or contract.levels)
    if row.aggregate == "sum" and evaluation.months:
        stated = row.window_months or contract.settlement_months
        thresholds = tuple(threshold * evaluation.months / stated for threshold in thresholds)
    shown = value.value if evaluation.state in (State.MEASURED, State.OVERRIDDEN) else None
    return KpiLine(
        row,
        run.months,
        evaluation.state,
        run.weights[-1],
        thresholds,
        impacts,
        shown,
        None if shown is None else band(shown, thresholds),
        _impact(records, run, shown, thresholds, impacts),
        Decimal(0),
        value.numerator,
        value.denominator,
        value.n,
    )


def _impact(
    records: Records, run: Run, value: Fraction | None, thresholds: tuple[Fraction, ...], impacts: tuple[Fraction, ...]
) -> Fraction | None:
    override = records.overrides.get(run.row.code)
    if override is not None and override.impact is not None and run.stage is Stage.ACTIVE:
        return Fraction(override.impact)
    if value is None:
        return None
    row = run.row
    return held(impact(value, thresholds, impacts, row.payout, row.beyond), row.impact_floor, row.impact_cap)
