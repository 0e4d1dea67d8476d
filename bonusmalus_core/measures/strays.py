"""Which dates lie far from all others, so that they say nothing of how far the records reach?

A mistyped year, a clock that stood wrong: a few records after (or before) a time without any.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import median

YEARS = range(1900, 2200)
"""Days of other years are no dates of a contract, but words for never."""

_GAP = 7
_FAR = 31
"""After so many days without a record a few are stray, however few there are on other days."""

_YEAR = 366
"""So far from the others a few days are stray whatever they hold: dates that programs put where there is none."""

_MOST_DAYS = 3
_MOST_RECORDS = 3
_FEWEST_DAYS = 10
"""Of fewer days none is the rule."""

_LESS = 5
"""Nearby, a stray day has so many times fewer records than others."""

Counts = dict[date, int]


def apart_from_strays(counts: Mapping[date, int]) -> tuple[Counts, tuple[date, ...]]:
    """The days with their number of records, without the stray ones; and those."""
    clusters = _clusters(sorted(day for day in counts if day.year in YEARS))
    kept = clusters
    main = max(clusters, key=len, default=[])
    if len(main) >= _FEWEST_DAYS:
        usual = median(counts[day] for day in main)
        while kept[-1] is not main and _is_stray(kept[-1], (kept[-1][0] - kept[-2][-1]).days, counts, usual):
            kept = kept[:-1]
        while kept[0] is not main and _is_stray(kept[0], (kept[1][0] - kept[0][-1]).days, counts, usual):
            kept = kept[1:]
    there = {day: counts[day] for each in kept for day in each}
    return there, tuple(sorted(counts.keys() - there.keys()))


def _clusters(days: list[date]) -> list[list[date]]:
    """The days in a row, a new one after every time without records."""
    found: list[list[date]] = []
    for day in days:
        if found and (day - found[-1][-1]).days <= _GAP:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def _is_stray(days: list[date], gap: int, counts: Mapping[date, int], usual: float) -> bool:
    records = [counts[day] for day in days]
    if gap > _YEAR and len(days) <= _MOST_DAYS:
        return True
    return sum(records) <= _MOST_RECORDS and (gap > _FAR or max(records) * _LESS <= usual)
