"""Which records can be measured, and which fields do they have?

Source: KPI measures, "Records". A table needs its `required` fields; every other field is needed only by the measures
that read it. Names of the fields are those of the mapping file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What stands in a field: a moment is a day with its time, a duration counts seconds, a flag is yes or no.

    A count is a flag, or a number of times.
    """

    ID = "id"
    TEXT = "text"
    MOMENT = "moment"
    DURATION = "duration"
    NUMBER = "number"
    FLAG = "flag"
    COUNT = "count"


WORDLESS = (Kind.MOMENT, Kind.DURATION, Kind.NUMBER)
"""What stands in these fields is no word that a legend could name."""


@dataclass(frozen=True, slots=True)
class Records:
    """A table of records; `moment` is the field whose month a record belongs to, `key` the one that names a record.

    None: records that have no month of their own, such as customers.
    """

    name: str
    key: str
    moment: str | None
    fields: Mapping[str, Kind]
    required: tuple[str, ...]


GROUPS = ("channel", "language", "topic", "team", "agent_id")
"""By these fields, and no others, a measure can be split."""

_GROUPS = {"channel": Kind.TEXT, "language": Kind.TEXT, "topic": Kind.TEXT, "team": Kind.TEXT, "agent_id": Kind.TEXT}

CONTACTS = Records(
    "contacts",
    "contact_id",
    "started_at",
    {
        "contact_id": Kind.ID,
        "customer_id": Kind.ID,
        "case_id": Kind.ID,
        **_GROUPS,
        "direction": Kind.TEXT,
        "started_at": Kind.MOMENT,
        "answered_at": Kind.MOMENT,
        "ended_at": Kind.MOMENT,
        "answered": Kind.FLAG,
        "wait_s": Kind.DURATION,
        "talk_s": Kind.DURATION,
        "hold_s": Kind.DURATION,
        "wrap_s": Kind.DURATION,
        "registered": Kind.COUNT,
        "resolved": Kind.FLAG,
        "transferred": Kind.FLAG,
    },
    ("started_at",),
)
SURVEYS = Records(
    "surveys",
    "contact_id",
    "asked_at",
    {
        "contact_id": Kind.ID,
        **_GROUPS,
        "asked_at": Kind.MOMENT,
        "nps": Kind.NUMBER,
        "csat": Kind.NUMBER,
        "ces": Kind.NUMBER,
        "resolved": Kind.FLAG,
        "root_cause_1": Kind.TEXT,
        "root_cause_2": Kind.TEXT,
    },
    ("asked_at",),
)
CASES = Records(
    "cases",
    "case_id",
    "opened_at",
    {
        "case_id": Kind.ID,
        "kind": Kind.TEXT,
        **_GROUPS,
        "opened_at": Kind.MOMENT,
        "first_reply_at": Kind.MOMENT,
        "resolved_at": Kind.MOMENT,
        "reopened_at": Kind.MOMENT,
        "cost": Kind.NUMBER,
    },
    ("opened_at",),
)
CUSTOMERS = Records(
    "customers",
    "customer_id",
    None,
    {
        "customer_id": Kind.ID,
        **_GROUPS,
        "joined_at": Kind.MOMENT,
        "left_at": Kind.MOMENT,
        "direct_debit": Kind.FLAG,
    },
    ("customer_id", "joined_at"),
)
AVAILABILITY = Records(
    "availability",
    "starts_at",
    "starts_at",
    {**_GROUPS, "starts_at": Kind.MOMENT, "agreed_min": Kind.NUMBER, "staffed_min": Kind.NUMBER},
    ("starts_at",),
)
TESTS = Records(
    "tests",
    "test_id",
    "taken_at",
    {"test_id": Kind.ID, **_GROUPS, "taken_at": Kind.MOMENT, "passed": Kind.FLAG},
    ("taken_at",),
)

RECORDS: Mapping[str, Records] = {
    each.name: each for each in (CONTACTS, SURVEYS, CASES, CUSTOMERS, AVAILABILITY, TESTS)
}
