"""What was agreed, settled, locked and unlocked, by whom and when? One row each, in order, never changed.

Source: contract and settlement rules, section 5. Every row is sealed together with the seal of the row before it, so
that whoever changes one breaks the chain.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from bonusmalus_core.model.limits import COUNT
from bonusmalus_core.model.numbers import Result
from bonusmalus_core.model.record import Record

Event = Literal["settled", "locked", "unlocked", "sealed"]

LONGEST_ARCHIVE = 100_000_000
"""Characters of inputs that one settlement may have read: the archive holds them in as many cells as they need."""


class Stamp(NamedTuple):
    """Who does something, when (a moment in UTC), and with which version of the program."""

    who: str
    at: datetime
    tool: str


class HistoryRow(Record):
    """One event. Money and fingerprints stand in settlements alone, a reason where something was unlocked.

    A row that is "sealed" holds the terms themselves: its period is 0, its `archive` what was agreed.
    `day` is the day as of which was settled, `at` the moment of doing it (UTC, "2026-04-17T09:12:33Z"). `inputs` is the
    SHA-256 of `archive`, the canonical inputs. `true_up` is what changed since the document that it `corrects`, and
    `hash` seals the row and the one before it.
    """

    event: Event = "settled"
    period: int = Field(ge=0, le=COUNT)
    version: int = Field(ge=1, le=COUNT)
    document: str = ""
    day: date | None = None
    factor: Result | None = None
    amount: Result | None = None
    top_up: Result | None = None
    true_up: Result | None = None
    corrects: str = ""
    reason: str = ""
    who: str = ""
    at: str = ""
    tool: str = ""
    inputs: str = ""
    hash: str = ""
    archive: str = Field(default="", max_length=LONGEST_ARCHIVE)

    @field_validator("period")
    @classmethod
    def _belongs_to_its_event(cls, period: int, known: ValidationInfo) -> int:
        """Only terms are sealed outside a period."""
        event = known.data.get("event")
        if event == "sealed" and period > 0:
            raise PydanticKnownError("less_than_equal", {"le": 0})
        if event not in (None, "sealed") and period < 1:
            raise PydanticKnownError("greater_than_equal", {"ge": 1})
        return period

    @property
    def owed(self) -> Decimal:
        """What the settlement came to: bonus-malus and top-up together."""
        return (self.amount or Decimal(0)) + (self.top_up or Decimal(0))
