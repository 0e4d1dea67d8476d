"""How many calls are answered in time by so much staff? Erlang C, in floats: nobody is paid by it.

Where the contract says nothing, a month's calls come evenly over 21 days of 10 hours and take 5 minutes each; peaks
make it worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, count
from math import exp, floor, sqrt

HOURS, DAYS, MINUTES = 10, 21, 5.0
"""Opening hours of a day, days of a month, and handling time of a call, where the contract says nothing."""

MOST_CALLS = 1_000_000_000
"""In a month, which is four hundred thousand people at work at once. With more of them no figure changes visibly."""

_CERTAIN = 40
"""So many standard deviations above the load nobody waits, as far as a float can tell; so far below it, what was
reckoned of less staff no longer counts."""

_SERVICE = re.compile(r"(\d{1,3})\s*/\s*(\d{1,4})")


def seconds(name: str) -> int | None:
    """The waiting time that a service level names.

    >>> seconds("SL 85/60"), seconds("Service level 80 / 20 s"), seconds("FCR")
    (60, 20, None)
    """
    match = _SERVICE.search(name)
    return int(match[2]) if match and int(match[2]) else None


def load_of(forecast: float) -> float:
    """How many calls of a month are handled at once on average."""
    return min(forecast, MOST_CALLS) / (DAYS * HOURS * 60) * MINUTES


def waiting(within: float) -> float:
    """So many seconds as a multiple of the handling time."""
    return within / 60 / MINUTES


def service_level(forecast: float, ratio: float, within: int, aim: float) -> float:
    """The share answered within so many seconds at `ratio` times a month's forecast, with staff planned for `aim`."""
    load, wait = load_of(forecast), waiting(within)
    return answered_in_time(load * ratio, staff_for(load, wait, aim), wait)


def staff_for(load: float, wait: float, aim: float) -> int:
    """The least staff by which the share `aim`, below 1, waits no longer than `wait` handling times."""
    chances = _chances(load)
    return next(staff for staff, chance in chances if 1 - chance * exp((load - staff) * wait) >= aim)


def answered_in_time(load: float, staff: int, wait: float) -> float:
    """The share of calls that wait no longer than `wait`, a multiple of the handling time; 0 when the queue only grows.

    `load` is how many calls are handled at once on average. Assumed: calls come independently, and nobody hangs up.

    >>> round(answered_in_time(10, 12, 0.2), 3), answered_in_time(10, 10, 0.2), answered_in_time(0, 0, 0.2)
    (0.699, 0.0, 1.0)
    """
    if load <= 0:
        return 1.0
    if staff <= load:
        return 0.0
    if staff - load > _CERTAIN * (1 + sqrt(load)):
        return 1.0
    has_to_wait = next(chance for number, chance in _chances(load) if number == staff)
    return max(0.0, 1 - has_to_wait * exp((load - staff) * wait))


def _chances(load: float) -> Iterator[tuple[int, float]]:
    """The probability that a call finds everybody busy, for every staff that is enough, from the least on.

    By Erlang B, which is reckoned from one member of staff to the next, and forgets on the way where it began.
    """
    first = max(0, floor(load - _CERTAIN * sqrt(load)))
    inverses = accumulate(count(first + 1), lambda inverse, staff: 1 + inverse * staff / load, initial=1.0)
    for staff, inverse in enumerate(inverses, first):
        if staff > load:
            blocked = 1 / inverse
            yield staff, staff * blocked / (staff - load * (1 - blocked))
