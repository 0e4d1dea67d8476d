"""What do the parties owe each other for a period?

`settle` is the engine: an agreement in, a settlement or a refusal out. It reads no clock, no sheet and no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc import conditions
from bonusmalus_core.calc.due import due_date
from bonusmalus_core.calc.evaluation import Evaluation
from bonusmalus_core.calc.factor import Factor, factor
from bonusmalus_core.calc.lines import evaluated, findings, kpi_line
from bonusmalus_core.calc.money import MonthMoney, month_money
from bonusmalus_core.calc.notices import notices
from bonusmalus_core.calc.periods import label
from bonusmalus_core.calc.progression import Stage
from bonusmalus_core.calc.records import Records, records
from bonusmalus_core.calc.rounding import half_away, shared_out
from bonusmalus_core.calc.runs import Run
from bonusmalus_core.findings import Finding, blocks
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import Adjustment, Cause, KpiLine, MonthLine, Refusal, Settlement, Status

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Month:
    """One month with everything that leads to its amount."""

    line: MonthLine
    steps: Factor
    money: MonthMoney


def settle(
    agreement: Agreement, period: int, as_of: date, blockers: Sequence[Finding] = ()
) -> Settlement | Refusal:
    """The settlement of one period (counted from 1) as seen on the day `as_of`.

    `blockers` are what the checks found in the agreement; with any of severity blocker nothing is settled, and the
    refusal names what is missing from the period's records besides. Raises WrongUsage for a period that does not exist.
    """
    seen = records(agreement, period)
    runs = evaluated(seen)
    found = [*blockers, *conditions.unreadable(seen), *findings(runs)]
    if blocks(found):
        return Refusal(tuple(found))
    return _settled(seen, runs, as_of, found)


def _settled(
    seen: Records, evaluations: list[tuple[Run, Evaluation]], as_of: date, found: list[Finding]
) -> Settlement:
    runs = [run for run, _ in evaluations]
    lines = [kpi_line(seen, run, evaluation) for run, evaluation in evaluations]
    months = [_month(seen, runs, lines, number) for number in range(len(seen.months))]
    digits = minor_units()[seen.contract.currency]
    contributions, adjustments = _statement(lines, months, digits)
    due = due_date(seen, frozenset(run.row.code for run in runs if run.stage is Stage.ACTIVE))
    return Settlement(
        period=seen.period,
        label=label(seen.months),
        status=_status(seen, as_of, due),
        due=due,
        currency=seen.contract.currency,
        kpis=tuple(replace(line, contribution=money) for line, money in zip(lines, contributions, strict=True)),
        months=tuple(month.line for month in months),
        adjustments=adjustments,
        factor=_period_factor(months),
        bonus_malus=half_away(sum((month.money.amount for month in months), _NOTHING), digits),
        top_up=half_away(sum((_top_up(month) for month in months), _NOTHING), digits),
        true_up=half_away(_NOTHING, digits),
        findings=(*found, *notices(seen, runs, lines, [month.line for month in months])),
    )


def _month(seen: Records, runs: list[Run], lines: list[KpiLine], number: int) -> _Month:
    month = seen.months[number]
    effects = conditions.effects(seen, month)
    steps = factor(seen, runs, lines, number, effects)
    actual, payable = seen.volume(month, "actual"), conditions.payable(seen, month, effects)
    agreed = seen.base_price(month)
    assert actual is not None and agreed is not None  # `conditions.unreadable` refused the period otherwise
    money = month_money(seen.contract, agreed, steps.capped, Fraction(actual), payable)
    line = MonthLine(
        month=month,
        forecast=seen.volume(month, "forecast"),
        actual=actual,
        volume_ratio=_volume_ratio(seen, month),
        effects=effects.lines,
        payable=payable,
        factor=steps.capped,
        base_price=money.base_price,
        price=money.price,
        amount=money.amount,
    )
    return _Month(line, steps, money)


def _volume_ratio(seen: Records, month: Month) -> Fraction | None:
    """Actual over forecast as the first condition on it sees the month; else of the month alone, if it has a forecast."""
    for condition in seen.agreement.conditions:
        if condition.measure == conditions.VOLUME_RATIO:
            tested = conditions.tested_value(seen, condition, month)
            if tested is not None:
                return tested
    forecast, actual = seen.volume(month, "forecast"), seen.volume(month, "actual")
    return Fraction(actual) / Fraction(forecast) if forecast and actual is not None else None


def _statement(
    lines: list[KpiLine], months: list[_Month], digits: int
) -> tuple[list[Decimal], tuple[Adjustment, ...]]:
    """The money of every KPI line, then of every other cause; together exactly the rounded bonus-malus."""
    kpis = [_NOTHING] * len(lines)
    causes = dict.fromkeys(Cause, _NOTHING)
    for month in months:
        worth, steps = month.money.volume * month.line.base_price, month.steps
        for share in steps.shares:
            kpis[share.line] += worth * share.excess
        causes[Cause.WAIVER] += worth * (steps.waived - steps.weighted)
        causes[Cause.BARRED] += worth * (steps.barred - steps.waived)
        causes[Cause.CAP] += worth * (steps.capped - steps.barred)
        causes[Cause.PRICE_ROUNDING] += month.money.amount - worth * (steps.capped - 1)
    money = shared_out([*kpis, *causes.values()], digits)
    adjustments = zip(causes.items(), money[len(kpis) :], strict=True)
    return money[: len(kpis)], tuple(Adjustment(cause, share) for (cause, exact), share in adjustments if exact or share)


def _top_up(month: _Month) -> Fraction:
    return (month.line.payable - Fraction(month.line.actual)) * month.line.base_price


def _period_factor(months: list[_Month]) -> Fraction:
    """The mean of the months' factors, weighted by the volume that carries the bonus-malus."""
    volume = sum((month.money.volume for month in months), _NOTHING)
    if not volume:
        return sum((month.line.factor for month in months), _NOTHING) / len(months)
    return sum((month.line.factor * month.money.volume for month in months), _NOTHING) / volume


def _status(seen: Records, as_of: date, due: date) -> Status:
    agreed = all(override.agreed is not None for override in seen.overrides.values())
    return Status.FINAL if as_of >= due and agreed else Status.PRELIMINARY
