"""What are people and teams measured by?

Agents by about three KPIs, team managers also by absence and productivity, planning by adherence. The last three read
the records of availability: a shift with agreed and staffed minutes per person.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from bonusmalus_core.measures.measure import Given, Measure, Sums, added, always, counted
from bonusmalus_core.model.team import Audience, Group

AUDIENCES: Mapping[Audience, tuple[str, ...]] = {
    "agent": ("NPS", "FCR", "AHT"),
    "team_manager": ("ABS", "PRD"),
    "planning": ("ADH",),
}
"""What each audience is shown beside what a bonus names; a team manager also what the agents are shown."""

SHOWN: Mapping[Group, tuple[Audience, ...]] = {
    "person": ("agent",),
    "team": ("agent", "team_manager"),
    "department": ("agent", "team_manager", "planning"),
    "organisation": ("agent", "team_manager", "planning"),
}

OWN_GROUP: Mapping[Audience, Group] = {"agent": "person", "team_manager": "team", "planning": "organisation"}
"""Whose score is the own score of an audience."""

AGREED, STAFFED = nw.col("agreed_us"), nw.col("staffed_us")
KNOWN = ~AGREED.is_null() & ~STAFFED.is_null() & (AGREED > 0)
"""A shift of which both is known; minutes that nobody recorded are not zero."""


def _absent(_: Given) -> Sums:
    return Sums(added(AGREED, KNOWN & (STAFFED <= 0)), added(AGREED, KNOWN))


def _adherent(_: Given) -> Sums:
    there = added(STAFFED, KNOWN & (STAFFED <= AGREED)) + added(AGREED, KNOWN & (STAFFED > AGREED))
    return Sums(there, added(AGREED, KNOWN))


def _shifts(_: Given) -> Sums:
    return Sums(counted(KNOWN), counted(KNOWN))


def _staffed(_: Given) -> Sums:
    known = ~STAFFED.is_null()
    return Sums(added(STAFFED, known), counted(known), micro=True)


def _handled(_: Given) -> Sums:
    return Sums(counted(nw.col("answered") == 1), counted(nw.col("answered") == 1))


_SHIFT = always("agreed_min", "staffed_min")
_SOURCES = ("002",)

ABSENCE = Measure("ABS", "availability", _SHIFT, _absent, "%", "lower", (0, 1), _SOURCES)
ADHERENCE = Measure("ADH", "availability", _SHIFT, _adherent, "%", "higher", (0, 1), _SOURCES)
SHIFTS = Measure("SHIFTS", "availability", _SHIFT, _shifts, "count", "higher", (0, None), _SOURCES)
STAFFED_MINUTES = Measure("STAFFED", "availability", _SHIFT, _staffed, "minutes", "higher", (0, None), _SOURCES)
HANDLED = Measure(
    "HANDLED", "contacts", always("answered|answered_at"), _handled, "count", "higher", (0, None), _SOURCES
)

OF_SHIFTS: Mapping[str, Measure] = {"ABS": ABSENCE, "ADH": ADHERENCE}
PRODUCTIVITY = "PRD"
"""Contacts handled per hour staffed: of two kinds of records."""

OWN = (*OF_SHIFTS, PRODUCTIVITY)
DIRECTIONS: Mapping[str, str] = {"ABS": "lower", "ADH": "higher", PRODUCTIVITY: "higher"}
UNITS: Mapping[str, str] = {"ABS": "%", "ADH": "%", PRODUCTIVITY: "count"}
INGREDIENTS: Mapping[str, tuple[Measure, ...]] = {
    "ABS": (ABSENCE, SHIFTS),
    "ADH": (ADHERENCE, SHIFTS),
    PRODUCTIVITY: (HANDLED, STAFFED_MINUTES),
}
"""The sums from which each of them is made."""
