"""What do the parties owe each other for a period?

`settle` is the engine: an agreement in, a settlement or a refusal out. It reads no clock, no sheet and no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.blanks import unreadable
from bonusmalus_core.calc.conditions import Effects, effects, payable, volume_ratio
from bonusmalus_core.calc.due import due_date
from bonusmalus_core.calc.evaluation import Evaluation
from bonusmalus_core.calc.exact import summed
from bonusmalus_core.calc.factor import Factor, factors
from bonusmalus_core.calc.lines import evaluated, findings, kpi_line, outcome
from bonusmalus_core.calc.money import MonthMoney, month_money
from bonusmalus_core.calc.notices import notices
from bonusmalus_core.calc.periods import label
from bonusmalus_core.calc.progression import Stage
from bonusmalus_core.calc.records import Records, records
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.calc.runs import Run
from bonusmalus_core.calc.sizes import too_large
from bonusmalus_core.calc.statement import statement
from bonusmalus_core.findings import Finding, blocks
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.settlement import MonthLine, Refusal, Settlement, Status


def settle(agreement: Agreement, period: int, as_of: date, blockers: Sequence[Finding] = ()) -> Settlement | Refusal:
    """The settlement of one period (counted from 1) as seen on the day `as_of`.

    `blockers` are what the checks found in the agreement; with any of severity blocker nothing is settled, and the
    refusal names what is missing from the period's records besides. Raises WrongUsage for a period that does not exist.
    """
    seen = records(agreement, period)
    runs = evaluated(seen)
    found = [*blockers, *unreadable(seen), *findings(runs)]
    if blocks(found):
        return Refusal(tuple(found))
    settlement = _settled(seen, runs, as_of, found)
    beyond = tuple(too_large(settlement))
    return Refusal((*found, *beyond)) if beyond else settlement


def _settled(seen: Records, evaluations: list[tuple[Run, Evaluation]], as_of: date, found: list[Finding]) -> Settlement:
    outcomes = [outcome(seen, run, evaluation) for run, evaluation in evaluations]
    met = [effects(seen, month) for month in seen.months]
    steps = factors(seen.contract, outcomes, seen.months, met)
    moneys = [_money(seen, *each) for each in zip(seen.months, met, steps, strict=True)]
    digits = minor_units()[seen.contract.currency]
    contributions, adjustments = statement(outcomes, steps, moneys, digits)
    lines = tuple(kpi_line(seen, *each) for each in zip(outcomes, contributions, strict=True))
    months = tuple(_month(seen, *each) for each in zip(seen.months, met, steps, moneys, strict=True))
    read = [row for _, evaluation in evaluations for row in evaluation.value.read]
    due = due_date(seen, frozenset(run.row.code for run, _ in evaluations if run.stage is Stage.ACTIVE))
    return Settlement(
        period=seen.period,
        label=label(months[0].month, months[-1].month),
        status=_status(seen, as_of, due),
        due=due,
        currency=seen.contract.currency,
        kpis=lines,
        months=months,
        adjustments=adjustments,
        factor=_period_factor(steps, moneys),
        bonus_malus=half_away(summed([money.amount for money in moneys]), digits),
        top_up=half_away(summed([money.top_up for money in moneys]), digits),
        true_up=half_away(Fraction(0), digits),
        findings=(*found, *notices(seen, lines, months, read)),
    )


def _money(seen: Records, month: int, effects: Effects, steps: Factor) -> MonthMoney:
    agreed, actual = seen.base_price(month), seen.volume(month, "actual")
    assert agreed is not None  # `unreadable` refused the period otherwise
    assert actual is not None
    return month_money(seen.contract, agreed, steps.capped, actual, payable(seen, month, effects))


def _month(seen: Records, month: int, effects: Effects, steps: Factor, money: MonthMoney) -> MonthLine:
    return MonthLine(
        month=seen.at(month),
        forecast=seen.volume(month, "forecast"),
        actual=seen.volume(month, "actual") or Decimal(0),
        volume_ratio=volume_ratio(seen, month),
        effects=effects.lines,
        payable=money.payable,
        factor=steps.capped,
        base_price=money.base_price,
        price=money.price,
        amount=money.amount,
    )


def _period_factor(steps: Sequence[Factor], moneys: Sequence[MonthMoney]) -> Fraction:
    """The mean of the months' factors, weighted by the volume that carries the bonus-malus."""
    volume = summed([money.volume for money in moneys])
    if not volume:
        return summed([each.capped for each in steps]) / len(steps)
    return summed([each.capped * money.volume for each, money in zip(steps, moneys, strict=True)]) / volume


def _status(seen: Records, as_of: date, due: date) -> Status:
    agreed = all(override.agreed is not None for override in seen.overrides.values())
    return Status.FINAL if as_of >= due and agreed else Status.PRELIMINARY
