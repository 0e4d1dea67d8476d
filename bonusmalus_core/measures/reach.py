"""Over which days do the records reach, which of them are missing, and until when is a value still open?

A day is expected to have records when its day of the week mostly has them and no holiday falls on it. So records that
end on a Friday reach through the weekend, where nothing happens on weekends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.model.month import Month

_WEEKS = 3
"""So many weeks tell which days of the week are worked."""

_EARLIEST = 1900
"""Days of years before are no months of a contract."""

MOST_BEFORE = 3
"""So many days of work without records may begin a month, as after New Year; after more the month is cut off."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """The days of the records: first and last with any, the last that they cover, and expected days without any.

    `months` have records, `since` is the first day that they cover; `is_stated` says that their owner says until when
    they are complete.
    """

    first: date
    last: date
    until: date
    missing: tuple[date, ...]
    months: frozenset[Month] = frozenset()
    is_stated: bool = False
    since: date = date.min

    def reaches(self, month: Month) -> bool:
        """Whether the month's last day is covered."""
        return month.last <= self.until

    def covers(self, month: Month) -> bool:
        """Whether the month is covered from its first day to its last."""
        return self.since <= month.first and self.reaches(month)

    def holds(self, month: Month) -> bool:
        """Whether there are records of the month, or it is said to have none and no day of it is expected to."""
        said_so = self.is_stated and self.first < month.first and self.reaches(month)
        return month in self.months or (said_so and month not in map(Month.of, self.missing))


def reach(
    days: Iterable[date],
    is_closed: Callable[[date], bool],
    stated: date | None = None,
    since: date | None = None,
) -> Reach | None:
    """The reach of records on these days, complete `since` one day until another `stated` one if their owner says so.

    Days can be missing from the first of the month on in which the records begin: a few are told, more cut that month
    off. Too few days to tell a pattern reach over their first and last month. None without any day.
    """
    there = set(days)
    if not there:
        return None
    first, last = min(there), max(there)
    months, is_stated = frozenset(Month.of(day) for day in there if day.year >= _EARLIEST), stated is not None
    unpatterned = Reach(first, last, stated or Month.of(last).last, (), months, is_stated, since or date.min)
    if (last - first).days < 7 * _WEEKS:
        return unpatterned
    every = [first + _DAY * n for n in range((last - first).days + 1)]
    worked = _worked(every, there)
    if not worked:
        return unpatterned

    def expected(day: date) -> bool:
        return day.weekday() in worked and not is_closed(day)

    until = last
    while not expected(until + _DAY):
        until += _DAY
    before = [day for n in range(1, first.day) if expected(day := first.replace(day=n))]
    missing = (*before, *(day for day in every if expected(day) and day not in there))
    begins = first if len(before) > MOST_BEFORE else date.min
    return Reach(first, last, stated or until, missing, months, is_stated, since or begins)


def _worked(every: list[date], there: set[date]) -> set[int]:
    """The days of the week of which at least half have records."""
    days, seen = (Counter(day.weekday() for day in each) for each in (every, there))
    return {weekday for weekday, count in days.items() if 2 * seen[weekday] >= count}


def open_until(asked: Asked, month: Month) -> date | None:
    """The last day on which a value of the month can still change; None when it is fixed at the end of the month."""
    window = asked.measure.window(asked.given)
    if window < timedelta(hours=1):  # an answer after midnight changes nothing that a contract would wait for
        return None
    return month.last + _DAY * ceil(window / _DAY)
