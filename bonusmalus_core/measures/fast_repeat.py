"""Whose contacts were followed by another within the window? The fast path: one sort of whole numbers.

Customer, moment and part of every contact are packed into one 64-bit number. Sorted, each contact stands before the
next one of its customer. It gives what `repeat` gives, and leaves to `repeat` what does not fit: customers that are no
numbers, other units, and customers with contacts of different parts at the very same moment, whose order only the ids
of their contacts tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from bonusmalus_core.measures.asked import Asked, Counted, Totals, part_of
from bonusmalus_core.measures.core import DAY_US, Frame, kept, month_of
from bonusmalus_core.measures.repeat import counted_repeats
from bonusmalus_core.model.month import Month

Numbers = NDArray[np.int64]

BITS = 62
"""So much fits in a signed number, a bit for the mark of an unresolved contact left."""

MOST_PARTS = 4_096
MOST_TIED = 10_000
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "USMALLINT", "UTINYINT")
_UNITS = (1_000_000, 1_000, 1)
_SLICE = 1 << 21


@dataclass(frozen=True, slots=True)
class _Packing:
    """How contacts are packed: customer, moment in `unit` millionths since `start`, part; in bits from high to low."""

    first_customer: int
    start: int
    unit: int
    moment_bits: int
    part_bits: int
    parts: tuple[tuple[Any, ...], ...]


def fast_repeats(contacts: Frame, asked: Asked, span: range) -> Counted:
    """How many customers (or contacts) were resolved, of how many, by month and part."""
    given = asked.given
    fits = given["unit"] != "case" and not given["same_topic"] and given["transfer_resolves"]
    counting = _counting(contacts, asked, span)
    packing = _packing(counting.to_native(), asked) if fits and contacts.implementation.is_duckdb() else None
    if packing is None:
        return counted_repeats(contacts, asked, span)
    packed = _packed(counting.to_native(), asked, packing)
    packed.sort()
    tied = _tied(packed, packing)
    if len(tied) > MOST_TIED:
        return counted_repeats(contacts, asked, span)
    found = _counted(packed, packing, tied, asked, span)
    if len(tied):
        names = [int(each) + packing.first_customer for each in tied]
        others = counted_repeats(contacts.filter(nw.col("customer_id").is_in(names)), asked, span)
        for place, totals in others.items():
            old = found.get(place, Totals(0, 0))
            found[place] = Totals(old.numerator + totals.numerator, old.denominator + totals.denominator)
    return found


def _counting(contacts: Frame, asked: Asked, span: range) -> Frame:
    """The contacts of the months, and those after them in which a repeat still counts."""
    channels = asked.given["channels"]
    only = {**asked.only, **({"channel": channels} if channels else {})}
    last = _micros(month_of(span.stop)) + asked.given["window_days"] * DAY_US
    started = nw.col("started_us")
    inside = contacts.filter(~nw.col("customer_id").is_null() & (started >= _micros(month_of(span.start))))
    return kept(inside.filter(started <= last), only).select("customer_id", "started_us", *asked.by)


def _micros(month: Month) -> int:
    return (month.first.toordinal() - 719_163) * DAY_US


def _packing(contacts: Any, asked: Asked) -> _Packing | None:
    """How these contacts fit in 64 bits; None when they do not."""
    kinds = dict(zip(contacts.columns, map(str, contacts.types), strict=True))
    if kinds["customer_id"] not in _INTEGERS:
        return None
    units = ", ".join(f"count(*) FILTER (WHERE started_us % {unit} != 0)" for unit in _UNITS)
    sums = f"min(customer_id), max(customer_id), min(started_us), max(started_us), {units}"
    ((first, last, start, end, *uneven),) = contacts.aggregate(sums).fetchall()
    if first is None:
        return None
    by = ", ".join(asked.by)
    parts = tuple(contacts.aggregate(by, by).limit(MOST_PARTS + 1).fetchall()) if asked.by else ((),)
    unit = next(unit for unit, count in zip(_UNITS, uneven, strict=True) if not count)
    start -= start % unit
    moment_bits, part_bits = ((end - start) // unit).bit_length(), (len(parts) - 1).bit_length()
    if (last - first).bit_length() + moment_bits + part_bits > BITS or len(parts) > MOST_PARTS:
        return None
    return _Packing(first, start, unit, moment_bits, part_bits, tuple(sorted(parts, key=str)))


def _packed(contacts: Any, asked: Asked, packing: _Packing) -> Numbers:
    """The contacts as numbers, packed by DuckDB while it reads them."""
    cases = [
        f"WHEN {' AND '.join(_is(name, word) for name, word in zip(asked.by, part, strict=True))} THEN {number}"
        for number, part in enumerate(packing.parts)
        if part
    ]
    part = f"CASE {' '.join(cases)} END" if cases else "0"
    moment = f"((started_us - {packing.start}) // {packing.unit})"
    shift = packing.moment_bits + packing.part_bits
    packed = (
        f"(((CAST(customer_id AS BIGINT) - {packing.first_customer}) << {shift})"
        f" | ({moment} << {packing.part_bits}) | {part})::BIGINT AS packed"
    )
    numbers: Numbers = np.asarray(contacts.project(packed).fetchnumpy()["packed"], dtype=np.int64)
    return numbers if numbers.flags.writeable and numbers.flags.owndata else numbers.copy()


def _is(name: str, word: Any) -> str:
    return f"{name} IS NULL" if word is None else f"{name} = '{str(word).replace(chr(39), chr(39) * 2)}'"


def _tied(packed: Numbers, packing: _Packing) -> Numbers:
    """The customers with contacts of different parts at the same moment."""
    found = list[Numbers]()
    for first in range(0, max(len(packed) - 1, 0) if packing.part_bits else 0, _SLICE):
        piece = packed[first : first + _SLICE + 1]
        moments = piece >> packing.part_bits
        tied = (moments[1:] == moments[:-1]) & (piece[1:] != piece[:-1])
        found.append(moments[1:][tied] >> packing.moment_bits)
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _counted(packed: Numbers, packing: _Packing, tied: Numbers, asked: Asked, span: range) -> Counted:
    """Marks the unresolved contacts, and counts them or their customers."""
    borders = np.array([_micros(month_of(each)) - packing.start for each in range(span.start, span.stop + 1)])
    months, parts = span.stop - span.start, len(packing.parts)
    window = asked.given["window_days"] * DAY_US // packing.unit
    month_bits = months.bit_length()
    borders = -(-borders // packing.unit)
    marked = _marked(packed, packing, tied, borders=borders, window=window, month_bits=month_bits)
    if asked.given["unit"] == "customer":
        marked.sort()
        last = np.append(marked[1:] >> 1 != marked[:-1] >> 1, [True]) if len(marked) else np.empty(0, dtype=bool)
        marked = marked[last]
    place = (marked >> 1) & ((1 << (month_bits + packing.part_bits)) - 1)
    size = 1 << (month_bits + packing.part_bits)
    every = np.bincount(place, minlength=size)
    unresolved = np.bincount(place[(marked & 1).astype(bool)], minlength=size)
    found: Counted = {}
    for month in range(months):
        for part in range(parts):
            at = month << packing.part_bits | part
            if every[at]:
                totals = Totals(int(every[at] - unresolved[at]), int(every[at]))
                found[span.start + month, part_of(packing.parts[part])] = totals
    return found


def _marked(
    packed: Numbers, packing: _Packing, tied: Numbers, *, borders: Numbers, window: int, month_bits: int
) -> Numbers:
    """Customer, month and part of every contact of the months, the lowest bit set for one that was followed in time.

    Works slice by slice, so that little memory is needed beside the numbers themselves.
    """
    kept_ = list[Numbers]()
    mask = (1 << packing.moment_bits) - 1
    for first in range(0, len(packed), _SLICE):
        piece = packed[first : first + _SLICE + 1]
        moments = piece >> packing.part_bits
        here = slice(0, min(_SLICE, len(piece)))
        customers = moments >> packing.moment_bits
        followed = np.zeros(len(piece), dtype=np.int64)
        followed[:-1] = (customers[1:] == customers[:-1]) & (moments[1:] - moments[:-1] <= window)
        months = np.searchsorted(borders, moments & mask, side="right") - 1
        number = (
            ((customers << month_bits | months) << packing.part_bits | piece & ((1 << packing.part_bits) - 1)) << 1
        ) | followed
        counts = (months >= 0) & (months < len(borders) - 1)
        if len(tied):
            counts &= ~np.isin(customers, tied)
        kept_.append(number[here][counts[here]])
    return np.concatenate(kept_) if kept_ else np.empty(0, dtype=np.int64)
