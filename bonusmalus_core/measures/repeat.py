"""Whose contacts were followed by another within the window? First contact resolution, on every engine.

A customer counts as resolved in a month if none of the contacts of that month is followed by another within so many
days. Exactly so many days later still counts as a repeat. Contacts at the same moment follow each other in the order
of their ids, so that every run gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import narwhals as nw

from bonusmalus_core.measures.asked import Asked, Counted, Totals, told
from bonusmalus_core.measures.core import DAY_US, Frame, collected, kept, month_of
from bonusmalus_core.model.month import Month

MOST = 10_000_000
"""So many contacts at most, or those of a month, are put in order at a time: that bounds the memory."""


def counted_repeats(contacts: Frame, asked: Asked, span: range) -> Counted:
    """How many customers (or contacts, or cases) were resolved, of how many, by month and part."""
    counted: Counted = {}
    for months in stretches(contacts, asked, span, MOST):
        counted |= _counted(inside(contacts, asked, months), asked, months)
    return counted


def stretches(contacts: Frame, asked: Asked, span: range, most: int) -> Iterator[range]:
    """The months that are counted at a time; a cluster takes all at once, and spreads them itself."""
    months = len(span)
    if not contacts.implementation.is_spark_like() and _rows(contacts) > most:
        months = max(1, months * most // max(most, _rows(inside(contacts, asked, span))))
    for first in range(span.start, span.stop, months):
        yield range(first, min(first + months, span.stop))


def _rows(contacts: Frame) -> int:
    ((rows,),) = collected(contacts.select(nw.len()))
    return int(rows)


def inside(contacts: Frame, asked: Asked, span: range) -> Frame:
    """The contacts that count of the months, and those after them in which a repeat still counts."""
    begun = nw.col("started_us") >= micros(month_of(span.start))
    return counting(contacts, asked).filter(begun & (nw.col("started_us") <= last_moment(asked, span)))


def _counted(contacts: Frame, asked: Asked, months: range) -> Counted:
    given, who = asked.given, who_of(asked)
    by = ("month", *asked.by)
    followed = _followed(contacts, asked, who)
    own = followed.filter((nw.col("month") >= months.start) & (nw.col("month") < months.stop))
    if given["unit"] != "contact":
        own = own.group_by(*by, who).agg(nw.col("unresolved").max())
    rows = collected(own.group_by(*by).agg(nw.len().alias("all"), nw.col("unresolved").sum().alias("some")))
    return resolved_of(rows, len(asked.by))


def resolved_of(rows: Iterable[Sequence[Any]], groups: int) -> Counted:
    """The resolved, from rows of month, groups, how many there are and how many were left unresolved."""
    every = told(rows, groups)
    return {place: Totals(count.numerator - count.denominator, count.numerator) for place, count in every.items()}


def who_of(asked: Asked) -> str:
    """The column that tells whose contacts follow each other."""
    return "case_id" if asked.given["unit"] == "case" else "customer_id"


def counting(contacts: Frame, asked: Asked) -> Frame:
    """The contacts that count: of a known customer, on the channels of the KPI."""
    channels = asked.given["channels"]
    only = {**asked.only, **({"channel": channels} if channels else {})}
    return kept(contacts.filter(~nw.col(who_of(asked)).is_null() & ~nw.col("started_us").is_null()), only)


def _followed(contacts: Frame, asked: Asked, who: str) -> Frame:
    """Each contact with whether it left its question unresolved."""
    given = asked.given
    alike = [who, *(["topic"] if given["same_topic"] else [])]
    later = nw.col("started_us").shift(-1).over(*alike, order_by=["started_us", "contact_id"])
    needed = dict.fromkeys((*alike, "month", *asked.by, "started_us", "contact_id"))
    narrow = contacts.select(*needed, *([] if given["transfer_resolves"] else ["transferred"]))
    timed = narrow.with_columns(gap=later - nw.col("started_us"))
    repeated = nw.col("gap") <= window_us(asked)
    unresolved = repeated if given["transfer_resolves"] else repeated | (nw.col("transferred") == 1)
    return timed.with_columns(unresolved=nw.when(unresolved).then(nw.lit(1)).otherwise(nw.lit(0)))


def last_moment(asked: Asked, span: range) -> int:
    """The last moment at which a repeat still counts."""
    return micros(month_of(span.stop)) + window_us(asked)


def window_us(asked: Asked) -> int:
    """So long a contact waits for the next."""
    return int(asked.given["window_days"]) * DAY_US


def micros(month: Month) -> int:
    """When a month begins."""
    return (month.first.toordinal() - 719_163) * DAY_US
