"""How well are questions resolved: FCR, FCR-S, REG, TTR, REO, CPR, ESC?"""

from __future__ import annotations

from datetime import timedelta

import narwhals as nw

from bonusmalus_core.measures.families.reachability import HOURS, WITHIN
from bonusmalus_core.measures.measure import Given, Measure, Parameter, Sums, added, always, counted, micro, timed

CRITICAL_REPLY_S = 2 * 3600
RESOLVED = ~nw.col("resolved_month").is_null()


def _survey_resolved(_: Given) -> Sums:
    return Sums(counted(nw.col("resolved") == 1), counted(~nw.col("resolved").is_null()))


def _registered(_: Given) -> Sums:
    """Contacts whose registration is not known are left out; a contact registered twice adds two, capped later."""
    known = ~nw.col("registered").is_null()
    return Sums(added(nw.col("registered"), known), counted(known))


def _of_kind(given: Given) -> nw.Expr:
    kinds = given.get("kinds") or ()
    return nw.col("kind").is_in(list(kinds)) if kinds else ~nw.col("month").is_null()


def _resolved_in_time(given: Given) -> Sums:
    took = nw.col("business_resolve_us" if given["hours"] == "business" else "resolve_us")
    return _within(given, took, nw.col("resolve_us"))


def _within(given: Given, took: nw.Expr, elapsed: nw.Expr) -> Sums:
    """What is not yet done is not in time; what is done took so long, unless its opening hours are not known."""
    kind = _of_kind(given)
    done = kind & ~elapsed.is_null()
    return Sums(counted(kind & (took <= micro(given["within_s"]))), counted(kind), needs=timed(done, took))


def _reopened(given: Given) -> Sums:
    days = timedelta(days=given["window_days"]).total_seconds()
    return Sums(counted(RESOLVED & (nw.col("reopen_us") <= micro(days))), counted(RESOLVED))


def _cost(_: Given) -> Sums:
    known = RESOLVED & ~nw.col("cost_us").is_null()
    return Sums(added(nw.col("cost_us"), known), counted(known), micro=True)


def _escalated(given: Given) -> Sums:
    took = nw.col("business_reply_us" if given["hours"] == "business" else "reply_us")
    return _within(given, took, nw.col("reply_us"))


def _days(given: Given) -> timedelta:
    return timedelta(days=given["window_days"])


def _seconds(given: Given) -> timedelta:
    return timedelta(seconds=given["within_s"])


def _repeat_fields(given: Given) -> tuple[tuple[str, ...], ...]:
    fields = ["case_id" if given["unit"] == "case" else "customer_id"]
    fields += ["topic"] if given["same_topic"] else []
    fields += ["channel"] if given["channels"] else []
    fields += ["transferred"] if not given["transfer_resolves"] else []
    return tuple((field,) for field in fields)


FCR = Measure(
    "FCR",
    "contacts",
    _repeat_fields,
    None,
    "%",
    "higher",
    (0, 1),
    ("000", "002", "004"),
    (
        Parameter("window_days", "count", 14),
        Parameter("unit", "choice", "customer", choices=("customer", "contact", "case")),
        Parameter("same_topic", "flag", default=False),
        Parameter("channels", "words", ()),
        Parameter("transfer_resolves", "flag", default=True),
    ),
    special="repeat",
    window=_days,
    margin="wilson",
)
FCR_S = Measure(
    "FCR-S", "surveys", always("resolved"), _survey_resolved, "%", "higher", (0, 1), ("002",), margin="wilson"
)
REG = Measure("REG", "contacts", always("registered"), _registered, "%", "higher", (0, 1), ("002",), margin="wilson")
TTR = Measure(
    "TTR",
    "cases",
    lambda given: (("resolved_at",), ("kind",)) if given["kinds"] else (("resolved_at",),),
    _resolved_in_time,
    "%",
    "higher",
    (0, 1),
    ("003",),
    (WITHIN, Parameter("kinds", "words", ()), HOURS),
    window=_seconds,
    margin="wilson",
)
REO = Measure(
    "REO",
    "cases",
    always("resolved_at", "reopened_at"),
    _reopened,
    "%",
    "lower",
    (0, 1),
    ("004",),
    (Parameter("window_days", "count", 14),),
    month="resolved_month",
    window=_days,
    margin="wilson",
)
CPR = Measure(
    "CPR",
    "cases",
    always("resolved_at", "cost"),
    _cost,
    "money",
    "lower",
    (0, None),
    ("004",),
    month="resolved_month",
)
ESC = Measure(
    "ESC",
    "cases",
    always("first_reply_at", "kind"),
    _escalated,
    "%",
    "higher",
    (0, 1),
    ("003",),
    (Parameter("within_s", "number", CRITICAL_REPLY_S), Parameter("kinds", "words", ("critical",)), HOURS),
    window=_seconds,
    margin="wilson",
)

MEASURES = (FCR, FCR_S, REG, TTR, REO, CPR, ESC)
