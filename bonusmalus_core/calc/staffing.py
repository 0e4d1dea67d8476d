"""How many calls are answered in time by so much staff? Erlang C, in floats: nobody is paid by it."""

from __future__ import annotations

from math import exp


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
    return max(0.0, 1 - _has_to_wait(load, staff) * exp((load - staff) * wait))


def _has_to_wait(load: float, staff: int) -> float:
    """The probability that a call finds everybody busy: from Erlang B, which is reckoned from one to the next."""
    inverse = 1.0
    for number in range(1, staff + 1):
        inverse = 1 + inverse * number / load
    blocked = 1 / inverse
    return staff * blocked / (staff - load * (1 - blocked))
