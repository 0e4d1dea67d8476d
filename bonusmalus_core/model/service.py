"""What is agreed about the service beside its KPIs, when do the parties meet, and what do they do about a miss?

No settlement reads any of it: these records describe, they do not pay.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bonusmalus_core.model.limits import COUNT
from bonusmalus_core.model.numbers import Result
from bonusmalus_core.model.record import Record

Topic = Literal[
    "scope_in", "scope_out", "response", "resolution", "availability", "quality", "scripts", "reporting", "privacy",
    "scaling", "calamities", "escalation", "acceptance", "changes", "other",
]  # fmt: skip
Interval = Literal["daily", "weekly", "monthly", "quarterly", "yearly", "incident"]


class ServiceLevel(Record):
    """A row of the SLA schedule. `subject`: the channel or kind; `language`: the end customers' (blank: all)."""

    topic: Topic
    subject: str = ""
    language: str = ""
    norm: str = ""
    agreement: str = ""


class Meeting(Record):
    """A follow-up meeting, or with the interval "incident" a step of the escalation, to be taken `within` some time."""

    name: str = ""
    interval: Interval
    within: str = ""
    client: str = ""
    supplier: str = ""
    agenda: str = ""


class Action(Record):
    """What is done about a KPI below its target in a period; `done` is the day on which the loop was closed."""

    period: int = Field(ge=1, le=COUNT)
    kpi: str = Field(min_length=1)
    measured: Result | None = None
    target: Result | None = None
    cause: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    done: date | None = None
    result: str = ""
