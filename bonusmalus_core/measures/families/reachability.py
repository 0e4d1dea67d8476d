"""How well can customers reach the contact centre: SL, ASA, AR, AHT, FRT, AVL?

A contact is answered or abandoned. One whose waiting time is not known counts as a contact, never as one in time.
"""

from __future__ import annotations

from datetime import timedelta

import narwhals as nw

from bonusmalus_core.measures.measure import (
    NOTHING,
    Given,
    Measure,
    Parameter,
    Sums,
    added,
    always,
    counted,
    micro,
    timed,
)

ANSWERED, ABANDONED = nw.col("answered") == 1, nw.col("answered") == 0
WAIT, HANDLED = nw.col("wait_us"), nw.col("handle_us")
OF_ANSWERED, WAITS = timed(ANSWERED, WAIT)
OF_ABANDONED, WAITS_ABANDONED = timed(ABANDONED, WAIT)
OFFERED = OF_ANSWERED + OF_ABANDONED
_, KNOWN_HANDLED = timed(ANSWERED, HANDLED)
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
    short = counted(ABANDONED & _waited(given["short_s"])) if given["short_s"] is not None else NOTHING
    numerator, denominator = {
        1: (in_time + left_in_time, OFFERED),
        2: (in_time, OF_ANSWERED),
        3: (in_time, OFFERED),
        4: (in_time, OFFERED - left_in_time),
        5: (in_time + short, OFFERED),
        6: (in_time, OFFERED - short),
    }[given["variant"]]
    return Sums(numerator, denominator, needs=_waits(abandoned_too=given["variant"] in WAITS_OF_ABANDONED))


_NOBODY = (NOTHING, NOTHING)
"""Stands for who was answered where only those count whose wait is that of who abandoned."""


def _waits(*, abandoned_too: bool) -> tuple[nw.Expr, ...]:
    """The waits that must be known of some: of who was answered, and of who abandoned where those are looked at."""
    return (OF_ANSWERED, WAITS, *((OF_ABANDONED, WAITS_ABANDONED) if abandoned_too else ()))


def _speed(given: Given) -> Sums:
    if given["base"] != "all":
        return Sums(added(WAIT, ANSWERED), WAITS, needs=_waits(abandoned_too=False), micro=True)
    known = (ANSWERED | ABANDONED) & ~WAIT.is_null()
    return Sums(added(WAIT, known), WAITS + WAITS_ABANDONED, needs=_waits(abandoned_too=True), micro=True)


def _abandoned(given: Given) -> Sums:
    if given["short_s"] is None:
        return Sums(OF_ABANDONED, OFFERED)
    left = OF_ABANDONED - counted(ABANDONED & _waited(given["short_s"]))
    return Sums(left, left + OF_ANSWERED, needs=(*_NOBODY, OF_ABANDONED, WAITS_ABANDONED))


def _handling(_: Given) -> Sums:
    return Sums(added(HANDLED, ANSWERED), KNOWN_HANDLED, needs=(OF_ANSWERED, KNOWN_HANDLED), micro=True)


def _replied(given: Given) -> Sums:
    within = nw.col("business_wait_us" if given["hours"] == "business" else "wait_us")
    in_time = counted(ANSWERED & (within <= micro(given["within_s"])))
    return Sums(in_time, OFFERED, needs=(OF_ANSWERED, timed(ANSWERED, within)[1]))


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
