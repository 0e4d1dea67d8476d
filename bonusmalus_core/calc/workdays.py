"""Which day is the n-th working day of a month?

Public holidays are the country's law's; see `holiday_law`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.choices import WEEKDAYS

if TYPE_CHECKING:
    from bonusmalus_core.model.month import Month


class Closed(Protocol):
    """The days on which nobody works although the workweek would have it: a contract's `Holidays`, or plain values."""

    @property
    def country(self) -> str | None:
        """Whose public holidays are kept; None for nobody's."""

    @property
    def subdivision(self) -> str | None:
        """The region of the country, where its own holidays are kept too."""

    @property
    def extra(self) -> Collection[date]:
        """Further closing days, as agreed."""


def workday(month: Month, n: int, closed: Closed, workweek: Collection[str]) -> date:
    """The n-th working day counted from the first of `month` (it may lie in a later month).

    Raises WrongUsage for a country or subdivision that the `holidays` package does not know, or an empty workweek.
    """
    return workday_from(month.first, n, closed, workweek)


def workday_from(first: date, n: int, closed: Closed, workweek: Collection[str]) -> date:
    """The n-th working day counted from the day `first`; errors as `workday`."""
    if not workweek:
        raise WrongUsage("workweek")
    day = first - timedelta(days=1)
    while n:
        day += timedelta(days=1)
        n -= WEEKDAYS[day.weekday()] in workweek and not is_closed(day, closed)
    return day


def nth_day(month: Month, n: int) -> date:
    """The n-th calendar day counted from the first of `month`."""
    return month.first + timedelta(days=n - 1)


def is_closed(day: date, closed: Closed) -> bool:
    """Whether a public holiday or an agreed closing day falls on `day`."""
    if day in closed.extra:
        return True
    return closed.country is not None and day in _by_law(closed.country, closed.subdivision, day.year)


def _by_law(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    from bonusmalus_core.calc.holiday_law import public_holidays  # 60 ms, and only contracts with working days need it

    return public_holidays(country, subdivision, year)
