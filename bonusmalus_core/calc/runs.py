"""Over which months is a KPI measured within a period?

A run is made of the consecutive months in which the same row, or one that decides the impact in the same way, is in
force. Source: contract and settlement rules, section 3 "Runs".
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.calc.progression import Stage, standing
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi


class Run(NamedTuple):
    """Consecutive contract months with one stage; `weights` has one weight per month, `row` is the last month's."""

    stage: Stage
    row: Kpi
    months: range
    weights: tuple[Decimal, ...]


def runs(contract: Contract, rows: tuple[Kpi, ...], months: range) -> list[Run]:
    """The runs of one KPI code in the months of a period; every month is its own with evaluation per month."""
    found: list[Run] = []
    for month in months:
        stage, row = standing(rows, month)
        run = Run(stage, row, range(month, month + 1), (row.weight,))
        if found and contract.evaluation == "period" and _together(contract, found[-1], run):
            before = found.pop()
            run = Run(stage, row, range(before.months.start, month + 1), before.weights + run.weights)
        found.append(run)
    return found


def _together(contract: Contract, before: Run, run: Run) -> bool:
    """Whether a month goes on with the run before it."""
    if run.stage is not before.stage:
        return False
    same = run.stage is not Stage.ACTIVE or run.row is before.row
    return same or _decides(contract, run.row) == _decides(contract, before.row)


def _decides(contract: Contract, row: Kpi) -> tuple[object, ...]:
    """What two rows must share to be measured in one run: a new name or weight does not cut it.

    The direction is not among it, as the order of the thresholds says it.
    """
    return (
        row.thresholds, row.impacts or contract.levels, row.payout, row.beyond, row.impact_floor, row.impact_cap,
        row.aggregate, row.multiplier, row.frequency, row.window_months, row.decimals, row.min_n,
    )  # fmt: skip
