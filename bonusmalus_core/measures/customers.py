"""How many customers stayed, and how many pay by direct debit, as they stand at the end of a month?

Who left on the last day of a month is no customer at its end.
"""

from __future__ import annotations

import narwhals as nw

from bonusmalus_core.measures.asked import Asked, Counted, told
from bonusmalus_core.measures.core import Frame, Frames, collected, kept
from bonusmalus_core.measures.measure import counted


def counted_customers(frames: Frames, asked: Asked, span: range) -> Counted:
    """Numerator and denominator by month and part."""
    customers = kept(frames["customers"], asked.only)
    if asked.measure.special == "snapshot":
        return _snapshots(customers, asked, span)
    cohort = nw.col("joined_month")
    if asked.given["cohort"] == "contact":
        seen = frames["contacts"].filter(~nw.col("customer_id").is_null()).select("customer_id", "month").unique()
        customers, cohort = customers.join(seen, on="customer_id", how="inner"), nw.col("month")
    return _stayed(customers.with_columns(measured=cohort + asked.given["after_months"]), asked, span)


def _stayed(customers: Frame, asked: Asked, span: range) -> Counted:
    """Of those whose month came `after_months` before: how many are customers at the end of the measured month."""
    inside = customers.filter((nw.col("measured") >= span.start) & (nw.col("measured") < span.stop))
    return _shares(inside, nw.col("left_month").is_null() | (nw.col("left_month") > nw.col("measured")), asked)


def _snapshots(customers: Frame, asked: Asked, span: range) -> Counted:
    """Of the customers at the end of each month of whom it is known: how many pay by direct debit."""
    found: Counted = {}
    left = nw.col("left_month")
    for month in span:
        active = (nw.col("joined_month") <= month) & (left.is_null() | (left > month))
        there = customers.filter(active & ~nw.col("direct_debit").is_null())
        found |= _shares(there.with_columns(measured=nw.lit(month)), nw.col("direct_debit") == 1, asked)
    return found


def _shares(customers: Frame, such: nw.Expr, asked: Asked) -> Counted:
    """How many are such, of how many, by measured month and part."""
    marked = customers.select("measured", *asked.by, such=counted(such))
    sums = marked.group_by("measured", *asked.by).agg(nw.col("such").sum(), nw.len().alias("all"))
    return told(collected(sums), len(asked.by))
