"""Over which days do the records reach, which of them are missing, and until when is a value still open?

A day is expected to have records when its day of the week mostly has them and no holiday falls on it. So records that
end on a Friday reach through the weekend, where nothing happens on weekends. A stray date
extends nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.strays import apart_from_strays
from bonusmalus_core.measures.torn import Expected, Span, before, torn
from bonusmalus_core.model.month import Month

_WEEKS = 3
"""So many weeks tell which days of the week are worked."""

_FEW_DAYS = 5
_MANY_DAYS = 10
"""In less time so many days do, or few with so many records each; fewer tell nothing."""

_PAUSE = 7
_TIMES = 4
"""Longer than that, and so many times the usual pause, is none of the usual ones: it hides which days are worked."""

_MONTH = 31
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """The days of the records: first and last with any, the last that they cover, and expected days without any.

    `months` have records; `is_stated` says that their owner says until when they are complete. They are so from `since`
    on, which is the first day unless their owner says otherwise. `torn` are the months that begin before their records,
    or lack many days at one of their ends, with those days; `stray` the days far from all others. `is_short` says that
    there are too few days to tell whether their month is whole.
    """

    first: date
    last: date
    until: date
    missing: tuple[date, ...]
    months: frozenset[Month] = frozenset()
    is_stated: bool = False
    torn: Mapping[Month, Span] = field(default_factory=dict)
    stray: tuple[date, ...] = ()
    is_short: bool = False
    since: date = date.min

    def has_begun(self, month: Month) -> bool:
        """Whether the month lies between the first day and the last, or holds one of them."""
        return self.first <= month.last and month.first <= self.until

    def covers(self, month: Month) -> bool:
        """Whether the month is covered from its first day to its last; too few days tell that of no month."""
        return self.first <= month.last and self.reaches(month) and month not in self.torn and not self.is_short

    def reaches(self, month: Month) -> bool:
        """Whether the month's last day is covered."""
        return month.last <= self.until

    def cut(self, months: Sequence[Month]) -> dict[Month, Span]:
        """Of consecutive months those that are cut off, or lie before all records and are vouched for by nobody."""
        early = {month: days for month, days in before(self.since, months[0]) if month.last < self.first}
        return {month: days for month, days in (early | {**self.torn}).items() if month in months}

    def holds(self, month: Month) -> bool:
        """Whether there are records of the month, or their owner vouches for it and none are expected.

        Who says that records which begin later are complete from an earlier day on, vouches for days without any too.
        """
        said_so = self.is_stated and self.since <= month.first and self.reaches(month)
        empty = self.since < self.first or month not in map(Month.of, self.missing)
        return month in self.months or (said_so and empty)


def reach(
    days: Iterable[date] | Mapping[date, int],
    is_closed: Expected,
    stated: date | None = None,
    since: date | None = None,
) -> Reach | None:
    """The reach of records on these days, or of so many on each.

    `stated` is until when they are complete and `since` from when, if their owner says so. Days can be missing from the
    first of the month on in which the records begin. Too few days to tell a pattern reach to the end of their last
    month. None without any day.
    """
    there, stray = apart_from_strays(Counter(days))
    if not there:
        return None
    first, last = min(there), max(there)
    months = frozenset(map(Month.of, there))
    every = [first + _DAY * n for n in range((last - first).days + 1)]
    worked = _worked(_near(sorted(there)), there)
    found = Reach(first, last, stated or last, (), months, stated is not None, stray=stray, since=since or first)
    if not worked:
        return _unpatterned(found, sorted(there), stated, since)

    def expected(day: date) -> bool:
        return day.weekday() in worked and not is_closed(day)

    until = last
    while not expected(until + _DAY):
        until += _DAY
    begun = [first.replace(day=n) for n in range(1, first.day)]
    missing = tuple(day for day in (*begun, *every) if expected(day) and day not in there)
    cut = dict(torn({*there}, expected, stated, since))
    return replace(found, until=stated or until, missing=missing, torn=cut)


def _pauses(days: list[date]) -> list[int]:
    return [(later - day).days for day, later in pairwise(days)]


def _longest(pauses: list[int]) -> int:
    """The longest pause that is a usual one."""
    most = max(_PAUSE, _TIMES * median(pauses or [0]))
    return max((each for each in pauses if each <= most), default=0)


def _near(days: list[date]) -> list[date]:
    """The days from the first to the last; of every pause that is longer than usual only the first."""
    pauses = _pauses(days)
    longest = _longest(pauses)
    near = [min(each, _PAUSE) if each > longest else each for each in pauses]
    return [day + _DAY * n for day, most in zip(days, [*near, 1], strict=True) for n in range(most)]


def _worked(every: list[date], there: Mapping[date, int]) -> set[int]:
    """The days of the week of which at least half have records; none where the records are too few to tell."""
    days, seen = (Counter(day.weekday() for day in each) for each in (every, there))
    worked = {weekday for weekday, count in days.items() if 2 * seen[weekday] >= count}
    if len(every) > 7 * _WEEKS:
        return worked
    week = [day for day in every if day.weekday() < 5]
    many = len(there) >= (_FEW_DAYS if sum(there.values()) >= _MANY_DAYS * len(there) else _MANY_DAYS)
    is_dense = many and 2 * sum(day in there for day in week) >= len(week)
    return worked | ({*range(5)} - days.keys()) if is_dense else set()


def _unpatterned(found: Reach, days: list[date], stated: date | None, since: date | None) -> Reach:
    """Records without a pattern: their months are whole, unless they lack more than twice the longest time without any.

    A few records tell nothing of that, nor does a pause that is none of the usual ones.
    """
    is_short = len(_near(days)) <= 7 * _WEEKS
    most = _MONTH if is_short or len(days) < _FEW_DAYS else 2 * _longest(_pauses(days))
    begin, end = Month.of(found.first), Month.of(found.last)
    until = stated or (found.last if (end.last - found.last).days > most else end.last)
    late = (found.first - begin.first).days > most
    cut = dict(before(since, begin)) if since else {begin: (begin.first, found.first - _DAY)} if late else {}
    paused = dict(_paused(days, most)) if stated is None else {}
    return replace(found, until=until, torn=paused | cut, is_short=is_short and stated is None)


def _paused(days: list[date], most: int) -> Iterator[tuple[Month, Span]]:
    """The months that lack more than so many days before or after a pause."""
    for day, later in pairwise(days):
        ended, begun = Month.of(day), Month.of(later)
        if ended != begun and (ended.last - day).days > most:
            yield ended, (day + _DAY, ended.last)
        if ended != begun and (later - begun.first).days > most:
            yield begun, (begun.first, later - _DAY)


def open_until(asked: Asked, month: Month) -> date | None:
    """The last day on which a value of the month can still change; None when it is fixed at the end of the month."""
    window = asked.measure.window(asked.given)
    if window < timedelta(hours=1):  # an answer after midnight changes nothing that a contract would wait for
        return None
    return month.last + _DAY * ceil(window / _DAY)
