"""Over which months is a KPI measured within a period?

A run is made of the consecutive months in which the same row, or one that decides the impact in the same way, is in
force. Source: contract and settlement rules, section 3 "Runs".
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.progression import Stage, Standing, standing
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.month import Month


class Run(NamedTuple):
    """Consecutive months of a period with one stage; `weights` has one weight per month, `row` is the last month's."""

    stage: Stage
    row: Kpi
    months: tuple[Month, ...]
    weights: tuple[Decimal, ...]


def runs(contract: Contract, rows: tuple[Kpi, ...], months: tuple[Month, ...]) -> list[Run]:
    """The runs of one KPI code in the months of a period; every month is its own with evaluation per month."""
    standings = [(month, standing(rows, contract_month(contract, month))) for month in months]
    if contract.evaluation == "month":
        return [_run([item]) for item in standings]
    return [_run(list(group)) for _, group in groupby(standings, key=lambda item: _decides(contract, item[1]))]


def _run(standings: list[tuple[Month, Standing]]) -> Run:
    stage, row = standings[-1][1]
    return Run(stage, row, tuple(month for month, _ in standings), tuple(each.row.weight for _, each in standings))


def _decides(contract: Contract, standing: Standing) -> tuple[object, ...]:
    """What two months must share to belong to one run: a new name or weight does not cut it."""
    stage, row = standing
    if stage is not Stage.ACTIVE:
        return (stage,)
    return (
        stage, row.direction, row.thresholds, row.impacts or contract.levels, row.payout, row.beyond, row.impact_floor,
        row.impact_cap, row.aggregate, row.multiplier, row.frequency, row.window_months, row.decimals, row.min_n,
    )  # fmt: skip
