"""Whose contacts were followed by another within the window? First contact resolution, on every engine.

A customer counts as resolved in a month if none of the contacts of that month is followed by another within so many
days. Exactly so many days later still counts as a repeat. Contacts at the same moment follow each other in the order
of their ids, so that every run gives the same.
"""

from __future__ import annotations

import narwhals as nw

from bonusmalus_core.measures.asked import Asked, Counted, Totals, told
from bonusmalus_core.measures.core import DAY_US, Frame, collected, kept


def counted_repeats(contacts: Frame, asked: Asked, span: range) -> Counted:
    """How many customers (or contacts, or cases) were resolved, of how many, by month and part."""
    given = asked.given
    who = "case_id" if given["unit"] == "case" else "customer_id"
    followed = _followed(_counting(contacts, asked, who), asked, who)
    by = ("month", *asked.by)
    inside = followed.filter((nw.col("month") >= span.start) & (nw.col("month") < span.stop))
    if given["unit"] != "contact":
        inside = inside.group_by(*by, who).agg(nw.col("unresolved").max())
    rows = collected(inside.group_by(*by).agg(nw.len().alias("all"), nw.col("unresolved").sum().alias("some")))
    every = told(rows, len(asked.by))
    return {place: Totals(count.numerator - count.denominator, count.numerator) for place, count in every.items()}


def _counting(contacts: Frame, asked: Asked, who: str) -> Frame:
    """The contacts that count: of a known customer, on the channels of the KPI."""
    channels = asked.given["channels"]
    only = {**asked.only, **({"channel": channels} if channels else {})}
    return kept(contacts.filter(~nw.col(who).is_null() & ~nw.col("started_us").is_null()), only)


def _followed(contacts: Frame, asked: Asked, who: str) -> Frame:
    """Each contact with whether it left its question unresolved."""
    given = asked.given
    alike = [who, *(["topic"] if given["same_topic"] else [])]
    later = nw.col("started_us").shift(-1).over(*alike, order_by=["started_us", "contact_id"])
    narrow = contacts.select(*dict.fromkeys((*alike, "month", *asked.by)), "started_us", "contact_id", "transferred")
    timed = narrow.with_columns(gap=later - nw.col("started_us"))
    repeated = nw.col("gap") <= given["window_days"] * DAY_US
    unresolved = repeated if given["transfer_resolves"] else repeated | (nw.col("transferred") == 1)
    return timed.with_columns(unresolved=nw.when(unresolved).then(nw.lit(1)).otherwise(nw.lit(0)))
