"""In which unit does a duration stand, and by which words does the name of its column say so?"""

from __future__ import annotations

from collections.abc import Mapping

UNITS: Mapping[str, float] = {
    "seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "milliseconds": 0.001, "microseconds": 1e-6,
    "nanoseconds": 1e-9,
}  # fmt: skip
"""How many seconds each of them lasts."""

HOURS_FIRST, MINUTES_FIRST, ALL_THREE = CLOCKS = ("hh:mm", "mm:ss", "hh:mm:ss")
"""What the digits on a clock are; where nobody says it, two of them are minutes and seconds."""

UTC = "utc"
"""What the name of a moment can say instead."""

_UNITS = {
    "seconds": ("s", "sec", "secs", "second", "seconds", "seconde", "seconden", "sek", "sekunden", "secondes"),
    "minutes": ("min", "mins", "minute", "minutes", "minuut", "minuten"),
    "hours": ("h", "hr", "hrs", "hour", "hours", "uur", "uren", "std", "stunden", "heures"),
    "days": ("days", "dagen", "tage", "jours"),
    "milliseconds": ("ms", "msec", "msecs", "millis", "millisec", "milliseconds", "milliseconden", "millisekunden"),
    "microseconds": ("us", "usec", "micros", "microseconds", "microseconden", "mikrosekunden", "microsecondes"),
    "nanoseconds": ("ns", "nsec", "nanos", "nanoseconds", "nanoseconden", "nanosekunden", "nanosecondes"),
    UTC: ("utc", "gmt", "zulu"),
}
UNIT_OF = {word: unit for unit, every in _UNITS.items() for word in every}
"""The unit by the word that ends a name."""

_CLOCKED = {
    ALL_THREE: (
        "dd hh mm ss", "d hh mm ss", "hh mm ss ms", "hh mm ss", "h mm ss", "h m s", "hhmmss", "uu mm ss", "u mm ss",
        "std min sek", "h min s",
    ),
    MINUTES_FIRST: ("mm ss", "m ss", "m s", "mmss", "min sec", "min sek", "min s"),
    HOURS_FIRST: ("hh mm", "h mm", "hhmm", "uu mm", "u mm", "h min", "std min"),
}  # fmt: skip
_WRITTEN = (
    "y n", "j n", "o n", "yes no", "ja nee", "ja nein", "oui non", "true false", "0 1", "1 0", "dd mm yyyy",
    "dd mm jjjj", "mm dd yyyy", "yyyy mm dd", "offset included", "tz offset incl", "local time",
    "lokale tijd", "ortszeit",
    "0 10", "1 10", "1 7", "1 5", "1 3",
)  # fmt: skip
ENDINGS: Mapping[str, str] = {
    **{words: clock for clock, every in _CLOCKED.items() for words in every},
    **dict.fromkeys(_WRITTEN, ""),
}
"""How a name ends that says how its cells are written, with the clock that they show; the longest ones first."""
