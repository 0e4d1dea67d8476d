"""Can contacts last as long as a column says, or does it count in another unit?

Nothing is judged by a single contact: only where most of them last longer than any can, or no time at all, it is asked
what the numbers count. Where the mapping says the unit, there is nothing to ask; of what a heading states
only what no contact can do is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.names import unit_named

_LONGEST = 4 * 3600 * MILLION
"""Hardly anybody talks, or waits on a line, for four hours."""

_SHORTEST = MILLION
"""Nobody talks or waits for less than a second; days and hours taken for seconds always are less."""

_TALKED = 10 * MILLION
"""Most talks last longer; minutes taken for seconds do not."""

_ENOUGH = 10
"""So many talks tell."""

_TOO_LONG = 10
"""A contact is over when it ends: what lasts so many times longer than from its start to its end counts otherwise.

An end that is the start itself says nothing: days alone, or a column that programs fill in twice.
"""


class Lasting(NamedTuple):
    """How many contacts last at all, longer than any can, less than a second, too briefly for talks, past their end."""

    some: int
    long: int
    short: int
    brief: int
    beyond: int


def lasting(field: str, of: Mapping[str, ColumnOf]) -> tuple[str, ...]:
    """SQL of these counts, of typed cells."""
    span, beyond = "ended_at_instant - started_at_instant", "false"
    if {"started_at", "ended_at"} <= of.keys():
        beyond = f"{span} > 0 AND {field} > {_TOO_LONG} * ({span} + {MILLION})"
    some, long, *short = f"{field} > 0", f"{field} > {_LONGEST}", f"< {_SHORTEST}", f"< {_TALKED}"
    conditions = (some, long, *(f"{some} AND {field} {each}" for each in short), beyond)
    return tuple(f"count(*) FILTER (WHERE {each})" for each in conditions)


def is_odd(field: str, of: ColumnOf, found: Lasting) -> bool:
    """Whether most contacts cannot last so long. Where its name states the unit, a wait can take days: for a reply."""
    impossible, stated = [found.short, found.beyond], states_unit(of)
    if field != "wait_s" or not stated:
        impossible.append(found.long)
    if field == "talk_s" and not stated and found.some >= _ENOUGH:
        impossible.append(found.brief)
    return any(2 * count > found.some for count in impossible)


def is_long(found: Lasting) -> bool:
    """Whether most last longer than any contact can, as what is smaller than a second does when it is read as one."""
    return 2 * max(found.long, found.beyond) > found.some


def states_unit(of: ColumnOf) -> bool:
    """Whether the mapping or the name of the column says what its numbers count."""
    return bool(of.unit or unit_named(of.columns[0]))
