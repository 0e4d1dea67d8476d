"""Which day is the n-th working day of a month, and in which month of the contract does a day lie?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.workdays import workday_from
from bonusmalus_core.declare.functions.limits import whole
from bonusmalus_core.declare.kinds import Date, Dates, Number, Text
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import BLANK_OR_NOT_FOUND, OUT_OF_RANGE, WRONG_ARGUMENT, NoResult
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.choices import WORKWEEK

FARTHEST = 366


class _Closed(NamedTuple):
    country: str | None
    subdivision: str | None
    extra: tuple[date, ...]


@function("BM_WORKDAY", Category.DATE, Example((date(2026, 7, 1), 11, "BE"), date(2026, 7, 15)))
def nth_workday(
    month: Date, n: Number, country: Text | None = None, subdivision: Text | None = None, extra: Dates = ()
) -> Date:
    """Gives the n-th working day of a month, Monday to Friday, without public holidays and further closing days.

    Args:
        month: Any day of the month; a range of months gives a range of days.
        n: Which working day, counted from the first of the month: 1 to 366. It may lie in a later month.
        country: The two-letter code of the country whose public holidays are kept, such as BE; blank for none.
        subdivision: The code of its region, where that has holidays of its own.
        extra: Further closing days: a row or a column of dates.

    Raises:
        #N/A: The month or the number is blank, or public holidays are not known here (the package holidays is missing).
        #NUM!: The number is no whole number from 1 to 366.
        #VALUE!: The country or the region is unknown, or a day is no date.
    """
    closed = _Closed(country and country.upper(), subdivision, extra)
    try:
        return workday_from(month.replace(day=1), whole(1, FARTHEST, n), closed, WORKWEEK)
    except WrongUsage as unknown:
        raise NoResult(WRONG_ARGUMENT) from unknown
    except ModuleNotFoundError as missing:
        raise NoResult(BLANK_OR_NOT_FOUND) from missing


@function("BM_CONTRACTMONTH", Category.DATE, Example((date(2026, 1, 1), date(2026, 7, 15)), 7.0))
def contract_month(start: Date, day: Date) -> Number:
    """Gives the contract month in which a day lies: 1 is the month of the start.

    Args:
        start: The start of the contract.
        day: The day that is looked for; a range of days gives a range.

    Raises:
        #N/A: A day is blank.
        #NUM!: The day lies before the month of the start.
    """
    months = (day.year - start.year) * 12 + day.month - start.month + 1
    if months < 1:
        raise NoResult(OUT_OF_RANGE)
    return Fraction(months)
