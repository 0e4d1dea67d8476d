"""Whose contacts were followed by another within the window? The fast path: one sort of whole numbers.

It gives what `repeat` gives, and leaves to `repeat` what does not fit: customers that are no numbers, repeats on the
same topic, and customers with contacts of different parts at the very same moment whose ids do not tell the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import narwhals as nw
import numpy as np

from bonusmalus_core.measures.asked import NONE, Asked, Counted
from bonusmalus_core.measures.core import DAY_US, Frame, month_of
from bonusmalus_core.measures.fast.packing import Packing, packed, packings
from bonusmalus_core.measures.fast.sorting import Numbers, in_pieces
from bonusmalus_core.measures.repeat import (
    counted_repeats,
    inside,
    last_moment,
    micros,
    resolved_of,
    stretches,
    window_us,
)

MOST = 40_000_000
"""So many contacts at most, or those of a month, are packed at a time: about a gigabyte."""

MOST_TIED = 10_000


@dataclass(frozen=True, slots=True)
class _Look:
    """How packed contacts are counted; `months` has the number of the month for every day from the first."""

    packing: Packing
    window: int
    day: int
    months: Numbers
    each_counts: bool

    @property
    def month_bits(self) -> int:
        """How many bits tell the month."""
        return int(self.months[-1]).bit_length()

    @property
    def places(self) -> int:
        """How many numbers there are of month, part and mark together."""
        return 1 << self.month_bits + self.packing.contact_at


def fast_repeats(contacts: Frame, asked: Asked, span: range) -> Counted:
    """How many customers (or contacts, or cases) were resolved, of how many, by month and part."""
    if not contacts.implementation.is_duckdb() or asked.given["same_topic"]:
        return counted_repeats(contacts, asked, span)
    counted: Counted = {}
    for months in stretches(contacts, asked, span, MOST):
        counted |= _of_months(contacts, asked, months)
    return counted


def _of_months(contacts: Frame, asked: Asked, months: range) -> Counted:
    within = inside(contacts, asked, months).to_native()
    for packing in packings(contacts.to_native(), asked, months):
        numbers = packed(within, asked, packing)
        if numbers is not None:
            return _counted(contacts, asked, months, _look(packing, asked, months), numbers)
    return counted_repeats(contacts, asked, months)


def _look(packing: Packing, asked: Asked, span: range) -> _Look:
    start, unit = packing.moment.first, packing.moment.step
    days = np.arange((last_moment(asked, span) - start) // DAY_US + 1)
    later = len(days) // 28 + 1
    firsts = [(micros(month_of(span.start + month)) - start) // DAY_US for month in range(later)]
    months = np.searchsorted(firsts, days, side="right") - 1
    return _Look(packing, window_us(asked) // unit, DAY_US // unit, months, asked.given["unit"] == "contact")


def _counted(contacts: Frame, asked: Asked, span: range, look: _Look, numbers: Numbers) -> Counted:
    """Counts the packed contacts, and by themselves those that cannot be told in order."""
    packing, marks, unsure = look.packing, np.zeros(look.places, dtype=np.int64), list[int]()
    for counts, tied in in_pieces(numbers, packing.bits, packing.who_at, partial(_seen, look)):
        marks += counts
        unsure += tied.tolist()
    if len(unsure) > MOST_TIED:
        return counted_repeats(contacts, asked, span)
    found = resolved_of(_rows(marks, look, span), len(packing.by))
    if not unsure:
        return found
    names = [each + packing.who.first for each in unsure]
    others = counted_repeats(contacts.filter(nw.col(packing.who.column).is_in(names)), asked, span)
    return {place: found.get(place, NONE).plus(others.get(place, NONE)) for place in found | others}


def _seen(look: _Look, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """How many there are of every month, part and mark among some customers, without those that are tied."""
    packing, tied = look.packing, _tied(numbers, look.packing)
    if len(tied):
        numbers = numbers[~np.isin(numbers >> packing.who_at, tied)]
    moments, marked = numbers >> packing.moment_at, numbers & ((1 << packing.contact_at) - 1)
    marked[:-1] |= moments[1:] - moments[:-1] <= look.window
    months = look.months[(moments & ((1 << packing.moment.bits) - 1)) // look.day]
    in_month = (moments >> packing.moment.bits) << look.month_bits | months
    marked |= in_month << packing.contact_at
    if not look.each_counts:
        marked = _one_each(marked, in_month)
    return np.bincount(marked & (look.places - 1), minlength=look.places), tied


def _one_each(marked: Numbers, in_month: Numbers) -> Numbers:
    """One contact for every customer, month and part: one that is marked, if there is any."""
    beside = np.zeros(len(marked) + 1, dtype=bool)
    beside[1:-1] = in_month[1:] == in_month[:-1]
    alone = ~(beside[1:] | beside[:-1])
    several = marked[~alone]
    several.sort(kind="stable")  # nearly in order already
    last = np.append(several[1:] >> 1 != several[:-1] >> 1, [True])[: len(several)]
    return np.concatenate([marked[alone], several[last]])


def _tied(numbers: Numbers, packing: Packing) -> Numbers:
    """The customers with contacts that differ, but not in moment or in what stands of their ids."""
    order = numbers >> packing.contact_at
    tied = (order[1:] == order[:-1]) & (numbers[1:] != numbers[:-1])
    return np.unique(numbers[1:][tied] >> packing.who_at)


def _rows(marks: Numbers, look: _Look, span: range) -> Iterator[tuple[object, ...]]:
    """Month, groups, how many there are and how many are marked."""
    for month in range(len(span)):
        for part, groups in enumerate(look.packing.parts):
            at = month << look.packing.contact_at | part << 1
            marked = int(marks[at + 1])
            yield span.start + month, *groups, int(marks[at]) + marked, marked
