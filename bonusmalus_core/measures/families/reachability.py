"""How well can customers reach the contact centre: SL, ASA, AR, AHT, FRT, AVL?

A contact is answered or abandoned. One whose waiting time is not known counts as a contact, never as one in time.
"""

from __future__ import annotations

from datetime import timedelta

import narwhals as nw

from bonusmalus_core.measures.measure import Given, Measure, Parameter, Sums, added, always, counted, micro, timed

ANSWERED, ABANDONED = nw.col("answered") == 1, nw.col("answered") == 0
WAIT = nw.col("wait_us")
SHORT_VARIANTS = (5, 6)
WAITS_OF_ABANDONED = (1, 4, *SHORT_VARIANTS)


def _waited(seconds: float) -> nw.Expr:
    """Whether the contact waited no longer than so many seconds; exactly so many is in time."""
    return micro(seconds) >= WAIT


def _service_level(given: Given) -> Sums:
    """The six definitions, with A answered and Ab abandoned; see the catalogue."""
    in_time, left_in_time = (
        counted(ANSWERED & _waited(given["within_s"])),
        counted(ABANDONED & _waited(given["within_s"])),
    )
    answered, abandoned = counted(ANSWERED), counted(ABANDONED)
    short = counted(ABANDONED & _waited(given["short_s"])) if given["short_s"] is not None else nw.lit(0)
    numerator, denominator = {
        1: (in_time + left_in_time, answered + abandoned),
        2: (in_time, answered),
        3: (in_time, answered + abandoned),
        4: (in_time, answered + abandoned - left_in_time),
        5: (in_time + short, answered + abandoned),
        6: (in_time, answered + abandoned - short),
    }[given["variant"]]
    return Sums(numerator, denominator, needs=_waits(abandoned_too=given["variant"] in WAITS_OF_ABANDONED))


_NOBODY = (nw.lit(0), nw.lit(0))
"""Stands for who was answered where only those count whose wait is that of who abandoned."""


def _waits(*, abandoned_too: bool) -> tuple[nw.Expr, ...]:
    """The waits that must be known of some: of who was answered, and of who abandoned where those are looked at."""
    return (*timed(ANSWERED, WAIT), *(timed(ABANDONED, WAIT) if abandoned_too else ()))


def _speed(given: Given) -> Sums:
    of_all = given["base"] == "all"
    known = (ANSWERED | ABANDONED if of_all else ANSWERED) & ~WAIT.is_null()
    return Sums(added(WAIT, known), counted(known), needs=_waits(abandoned_too=of_all), micro=True)


def _abandoned(given: Given) -> Sums:
    if given["short_s"] is None:
        return Sums(counted(ABANDONED), counted(ANSWERED | ABANDONED))
    left = counted(ABANDONED) - counted(ABANDONED & _waited(given["short_s"]))
    return Sums(left, left + counted(ANSWERED), needs=(*_NOBODY, *timed(ABANDONED, WAIT)))


def _handling(_: Given) -> Sums:
    needing, known = timed(ANSWERED, nw.col("handle_us"))
    return Sums(added(nw.col("handle_us"), ANSWERED), known, needs=(needing, known), micro=True)


def _replied(given: Given) -> Sums:
    within = nw.col("business_wait_us" if given["hours"] == "business" else "wait_us")
    in_time = counted(ANSWERED & (within <= micro(given["within_s"])))
    return Sums(in_time, counted(ANSWERED | ABANDONED), needs=timed(ANSWERED, within))


def _available(_: Given) -> Sums:
    known = ~nw.col("staffed_us").is_null() & ~nw.col("agreed_us").is_null()
    return Sums(added(nw.col("staffed_us"), known), added(nw.col("agreed_us"), known))


def _reply_window(given: Given) -> timedelta:
    return timedelta(seconds=given["within_s"])


WITHIN = Parameter("within_s", "number", required=True)
SHORT = Parameter("short_s", "number")
SHORT_IF = Parameter("short_s", "number", required_by=("variant", SHORT_VARIANTS), example="5")
HOURS = Parameter("hours", "choice", "calendar", choices=("calendar", "business"))
_ANSWER = ("answered", "answered_at")
WAIT_OF_ABANDONED = ("wait_s", "ended_at")


def _service_level_fields(given: Given) -> tuple[tuple[str, ...], ...]:
    """Who abandoned has no moment of an answer: variants that look at their wait need another way to tell it."""
    fields = (_ANSWER, ("wait_s", "answered_at"))
    return (*fields, WAIT_OF_ABANDONED) if given.get("variant") in WAITS_OF_ABANDONED else fields


def _speed_fields(given: Given) -> tuple[tuple[str, ...], ...]:
    fields = (_ANSWER, ("wait_s", "answered_at"))
    return (*fields, WAIT_OF_ABANDONED) if given.get("base") == "all" else fields


SL = Measure(
    "SL",
    "contacts",
    _service_level_fields,
    _service_level,
    "%",
    "higher",
    (0, 1),
    ("002", "003", "004"),
    (WITHIN, Parameter("variant", "choice", 3, choices=(1, 2, 3, 4, 5, 6)), SHORT_IF),
    margin="wilson",
)
ASA = Measure(
    "ASA",
    "contacts",
    _speed_fields,
    _speed,
    "seconds",
    "lower",
    (0, None),
    ("002", "004"),
    (Parameter("base", "choice", "answered", choices=("answered", "all")),),
)
AR = Measure(
    "AR",
    "contacts",
    lambda given: (_ANSWER, WAIT_OF_ABANDONED) if given["short_s"] is not None else (_ANSWER,),
    _abandoned,
    "%",
    "lower",
    (0, 1),
    ("002", "004"),
    (SHORT,),
    margin="wilson",
)
AHT = Measure(
    "AHT",
    "contacts",
    always("answered|answered_at", "talk_s"),
    _handling,
    "seconds",
    "lower",
    (0, None),
    ("002", "004"),
    also=("hold_s", "wrap_s"),
)
FRT = Measure(
    "FRT",
    "contacts",
    always("answered|answered_at", "wait_s|answered_at"),
    _replied,
    "%",
    "higher",
    (0, 1),
    ("003",),
    (WITHIN, HOURS),
    window=_reply_window,
    margin="wilson",
)
AVL = Measure("AVL", "availability", always("agreed_min", "staffed_min"), _available, "%", "higher", (0, 1), ("003",))

MEASURES = (SL, ASA, AR, AHT, FRT, AVL)
