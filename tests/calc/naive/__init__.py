"""What do the rules say, read once more and slowly? A second settlement for the tests to compare the engine with.

Sentence by sentence after sections 1 to 4 of the rules: it uses nothing of the product and is never clever. Months are
counted from year 0, all numbers are fractions.
"""

from __future__ import annotations

from tests.calc.naive.contract import MINOR_UNITS, ZERO, Case, Row, away
from tests.calc.naive.months import check_months, settled_month
from tests.calc.naive.result import Result
from tests.calc.naive.values import line, runs

__all__ = ["MINOR_UNITS", "Result", "settle"]


def settle(data: Row, period: int) -> Result:
    """The settlement of a period of contract data, or what refuses it."""
    case = Case(data, period)
    case.check()
    check_months(case)
    lines = [line(case, code, *run) for code in case.codes for run in runs(case, code)]
    if case.refused:
        return Result(refused=case.refused)
    result = Result(lines=lines)
    result.months = [settled_month(case, lines, month, result) for month in case.months]
    volume = sum((month.volume for month in result.months), ZERO)
    if volume:
        result.factor = sum((month.factor * month.volume for month in result.months), ZERO) / volume
    else:
        result.factor = sum((month.factor for month in result.months), ZERO) / len(result.months)
    digits = MINOR_UNITS[case.contract["currency"]]
    result.bonus_malus = away(sum((month.amount for month in result.months), ZERO), digits)
    result.top_up = away(result.top_up, digits)
    return result
