"""Whose contacts were followed by another within the window? The fast path: one sort of whole numbers.

Customer, month, moment and part of every contact are packed into one 64-bit number. Sorted, each contact stands before
the next one of its customer, and those of a month stand together. It gives what `repeat` gives, and leaves to `repeat`
what does not fit: customers that are no numbers, other units, and customers with contacts of different parts at the
very same moment, whose order only the ids of their contacts tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from bonusmalus_core.measures.asked import Asked, Counted, Totals, part_of
from bonusmalus_core.measures.core import DAY_US, Frame, kept, month_of
from bonusmalus_core.measures.repeat import counted_repeats
from bonusmalus_core.model.month import Month

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

BITS = 62
"""So much fits in a signed number, a bit for the mark of an unresolved contact left."""

MOST_PARTS = 4_096
MOST_TIED = 10_000
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "USMALLINT", "UTINYINT")
_UNITS = (1_000_000, 1_000, 1)
_PROCESSORS = 2
_SLICE = 1 << 16
"""So many contacts are looked at together: they stay in the memory next to the processor."""


@dataclass(frozen=True, slots=True)
class _Packing:
    """How contacts are packed, from high to low bits: customer, month, moment (in `unit` from `start`), part."""

    first_customer: int
    first_month: int
    start: int
    unit: int
    month_bits: int
    moment_bits: int
    part_bits: int
    parts: tuple[tuple[Any, ...], ...]

    @property
    def month_at(self) -> int:
        """Above this bit stand customer and month."""
        return self.moment_bits + self.part_bits

    @property
    def customer_at(self) -> int:
        """Above this bit stands the customer."""
        return self.month_bits + self.month_at

    @property
    def places(self) -> int:
        """How many numbers there are of month and part together."""
        return 1 << self.month_bits + self.part_bits

    def moments(self, packed: Numbers) -> Numbers:
        """When the contacts were."""
        return (packed >> self.part_bits) & ((1 << self.moment_bits) - 1)

    def in_months(self, packed: Numbers) -> Numbers:
        """Customer, month and part, without the moment."""
        return (packed >> self.month_at) << self.part_bits | packed & ((1 << self.part_bits) - 1)


def fast_repeats(contacts: Frame, asked: Asked, span: range) -> Counted:
    """How many customers (or contacts) were resolved, of how many, by month and part."""
    given = asked.given
    fits = given["unit"] != "case" and not given["same_topic"] and given["transfer_resolves"]
    counting = _counting(contacts, asked, span)
    packings = _packings(contacts, counting, asked, span) if fits and contacts.implementation.is_duckdb() else []
    for packing in packings:
        packed = _packed(counting.to_native(), asked, packing)
        if packed is None:
            continue
        _sort(packed)
        tied = _tied(packed, packing)
        if len(tied) > MOST_TIED:
            break
        found = _counted(packed, packing, tied, asked, span)
        if not len(tied):
            return found
        names = [int(each) + packing.first_customer for each in tied]
        return _added(found, counted_repeats(contacts.filter(nw.col("customer_id").is_in(names)), asked, span))
    return counted_repeats(contacts, asked, span)


def _counting(contacts: Frame, asked: Asked, span: range) -> Frame:
    """The contacts of the months, and those after them in which a repeat still counts."""
    channels = asked.given["channels"]
    only = {**asked.only, **({"channel": channels} if channels else {})}
    started = nw.col("started_us")
    inside = contacts.filter(~nw.col("customer_id").is_null() & (started >= _micros(month_of(span.start))))
    return kept(inside.filter(started <= _last(asked, span)), only).select(
        "customer_id", "month", "started_us", *asked.by
    )


def _last(asked: Asked, span: range) -> int:
    """The last moment at which a repeat still counts."""
    return _micros(month_of(span.stop)) + int(asked.given["window_days"]) * DAY_US


def _micros(month: Month) -> int:
    return (month.first.toordinal() - 719_163) * DAY_US


def _packings(contacts: Frame, counting: Frame, asked: Asked, span: range) -> list[_Packing]:
    """The ways in which these contacts may fit in 64 bits, the shortest first."""
    every, counts = contacts.to_native(), counting.to_native()
    kinds = dict(zip(every.columns, map(str, every.types), strict=True))
    if kinds["customer_id"] not in _INTEGERS:
        return []
    ((first, last),) = every.aggregate("min(customer_id), max(customer_id)").fetchall()  # parquet files know them
    by = ", ".join(asked.by)
    parts = tuple(counts.aggregate(by, by).limit(MOST_PARTS + 1).fetchall()) if asked.by else ((),)
    if first is None or not parts or len(parts) > MOST_PARTS:
        return []
    start, later = _micros(month_of(span.start)), -(-int(asked.given["window_days"]) // 28) + 1
    months, lasts = (len(span) + later).bit_length(), _last(asked, span) - start
    part_bits, ways = (len(parts) - 1).bit_length(), list[_Packing]()
    for unit in _UNITS:
        moments = (lasts // unit).bit_length()
        ordered = tuple(sorted(parts, key=str))
        ways.append(_Packing(first, span.start, start, unit, months, moments, part_bits, ordered))
    return [each for each in ways if (last - first).bit_length() + each.customer_at <= BITS]


def _packed(contacts: Any, asked: Asked, packing: _Packing) -> Numbers | None:
    """The contacts as numbers, packed by DuckDB while it reads them; None when a moment does not fit."""
    cases = [
        f"WHEN {' AND '.join(_is(name, word) for name, word in zip(asked.by, part, strict=True))} THEN {number}"
        for number, part in enumerate(packing.parts)
        if part
    ]
    part = f"CASE {' '.join(cases)} END" if cases else "0"
    packed = (
        f"(((CAST(customer_id AS BIGINT) - {packing.first_customer}) << {packing.customer_at})"
        f" | ((month - {packing.first_month}) << {packing.month_at})"
        f" | (((started_us - {packing.start}) // {packing.unit}) << {packing.part_bits}) | {part})::BIGINT"
    )
    fitting = f"CASE WHEN started_us % {packing.unit} = 0 THEN {packed} END AS packed"
    found = contacts.project(fitting).fetchnumpy()["packed"]
    if np.ma.is_masked(found):
        return None
    numbers: Numbers = np.asarray(found, dtype=np.int64)
    return numbers if numbers.flags.writeable else numbers.copy()


def _is(name: str, word: Any) -> str:
    return f"{name} IS NULL" if word is None else f"{name} = '{str(word).replace(chr(39), chr(39) * 2)}'"


def _sort(packed: Numbers) -> None:
    """Sorts in place: one half beside the other, for a sort of NumPy keeps one processor busy."""
    middle = len(packed) // 2
    if middle:
        packed.partition(middle)
    with ThreadPoolExecutor(_PROCESSORS) as processors:
        list(processors.map(np.ndarray.sort, (packed[:middle], packed[middle:])))


def _counted(packed: Numbers, packing: _Packing, tied: Numbers, asked: Asked, span: range) -> Counted:
    """Counts the contacts or their customers, and those of them that were followed in time."""
    window = int(asked.given["window_days"]) * DAY_US // packing.unit
    size, each_counts = 2 * packing.places, asked.given["unit"] == "contact"

    def marks_of(customers: slice) -> Numbers:
        marked, alone = _without(tied, packing, *_marked(packed[customers], packing, window))
        alone |= each_counts
        one_each = np.concatenate([marked[alone], _last_of_each(marked[~alone])])
        return np.bincount(one_each & (size - 1), minlength=size)

    with ThreadPoolExecutor(_PROCESSORS) as processors:
        marks = sum(processors.map(marks_of, _slices(packed, packing)), start=np.zeros(size, dtype=np.int64))
    found: Counted = {}
    for month in range(len(span)):
        for part, groups in enumerate(packing.parts):
            at = 2 * (month << packing.part_bits | part)
            resolved, unresolved = int(marks[at]), int(marks[at + 1])
            if resolved or unresolved:
                found[span.start + month, part_of(groups)] = Totals(resolved, resolved + unresolved)
    return found


def _slices(packed: Numbers, packing: _Packing) -> Iterator[slice]:
    """All contacts in slices of whole customers."""
    last = packed[_SLICE - 1 :: _SLICE] >> packing.customer_at
    borders = np.unique(np.searchsorted(packed, (last + 1) << packing.customer_at))
    return (slice(first, end) for first, end in pairwise([0, *borders, len(packed)]))


def _marked(packed: Numbers, packing: _Packing, window: int) -> tuple[Numbers, Flags]:
    """Customer, month and part of every contact, the lowest bit set for one that was followed in time.

    And which of them are the only one of their customer in the month.
    """
    moments, customers, months = packing.moments(packed), packed >> packing.customer_at, packed >> packing.month_at
    followed, joined = np.zeros(len(packed), dtype=np.int64), np.zeros(len(packed) + 1, dtype=bool)
    followed[:-1] = (customers[1:] == customers[:-1]) & (moments[1:] - moments[:-1] <= window)
    joined[1:-1] = months[1:] == months[:-1]
    return packing.in_months(packed) << 1 | followed, ~(joined[1:] | joined[:-1])


def _without(tied: Numbers, packing: _Packing, marked: Numbers, alone: Flags) -> tuple[Numbers, Flags]:
    """The contacts of other customers than these."""
    if not len(tied):
        return marked, alone
    others = ~np.isin(marked >> (packing.month_bits + packing.part_bits + 1), tied)
    return marked[others], alone[others]


def _last_of_each(marked: Numbers) -> Numbers:
    """One for every customer, month and part: a mark that is set, if there is one."""
    marked.sort(kind="stable")  # nearly in order already
    return marked[np.append(marked[1:] >> 1 != marked[:-1] >> 1, [True])] if len(marked) else marked


def _tied(packed: Numbers, packing: _Packing) -> Numbers:
    """The customers with contacts of different parts at the same moment."""
    found = [np.empty(0, dtype=np.int64)]
    for first in range(0, len(packed) if packing.part_bits else 0, _SLICE):
        piece = packed[first : first + _SLICE + 1]
        moments = piece >> packing.part_bits
        tied = (moments[1:] == moments[:-1]) & (piece[1:] != piece[:-1])
        found.append(piece[1:][tied] >> packing.customer_at)
    return np.unique(np.concatenate(found))


def _added(found: Counted, others: Counted) -> Counted:
    """Both counts together."""
    none = Totals(0, 0)
    return {
        place: Totals(*(sum(each) for each in zip(found.get(place, none), others.get(place, none), strict=True)))
        for place in found | others
    }
