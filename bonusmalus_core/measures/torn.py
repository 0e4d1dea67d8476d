"""Which months are cut off: they begin before their records, or stop having any long before they end?

A day or two can be a holiday that the contract does not know; more than a working week is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from itertools import takewhile

from bonusmalus_core.model.month import Month

_MOST_ABSENT = 1
"""On so many expected days before the very first record there can be a holiday that the contract does not know."""

_NEW_YEAR = ((1, 1), (1, 2))
"""Days that are seldom worked."""

_MOST_CLOSED = 5
"""Longer than a working week nobody is closed at the turn of a month."""

_DAY = timedelta(days=1)

Span = tuple[date, date]
Expected = Callable[[date], bool]


def torn(
    there: Collection[date], expected: Expected, stated: date | None, since: date | None
) -> Iterator[tuple[Month, Span]]:
    """The months that are cut off, with the days that they lack, but those for which the owner of the records vouches.

    That is from `since` on, and between the first record and `stated`. Beside a month without any record no pause is
    one at the turn of a month.
    """
    begin, end = Month.of(min(there)), Month.of(max(there))
    months = {*map(Month.of, there)}
    yield from _begun(min(there), expected, since)
    for number in range(end - begin + 1) if stated is None else ():
        month = begin + number
        days = [month.first + _DAY * n for n in range((month.last - month.first).days + 1)]
        ways = ([(days, -1)] if month != begin else []) + ([(days[::-1], 1)] if month != end else [])
        for way, beside in ways:
            absent = sorted(filter(expected, takewhile(lambda day: day not in there, way)))
            if len(absent) > (_MOST_CLOSED if month + beside in months else _MOST_ABSENT):
                yield month, (absent[0], absent[-1])


def _begun(first: date, expected: Expected, since: date | None) -> Iterator[tuple[Month, Span]]:
    """The month of the first record, if days before it should have some."""
    month = Month.of(first)
    if since is not None:
        yield from before(since, month)
        return
    absent = [day for day in (first.replace(day=n) for n in range(1, first.day)) if expected(day)]
    if len([day for day in absent if (day.month, day.day) not in _NEW_YEAR]) > _MOST_ABSENT:
        yield month, (absent[0], absent[-1])


def before(since: date, begin: Month) -> Iterator[tuple[Month, Span]]:
    """The months of records, the first of which is `begin`, that are not complete: they begin before `since`."""
    month = begin
    while month.first < since:
        yield month, (month.first, min(month.last, since - _DAY))
        month += 1
