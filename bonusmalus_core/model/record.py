"""What do all records of a contract have in common? They are frozen and refuse keys that they do not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""


class Record(BaseModel):
    """A row of the contract; equal content is equal, nothing changes after it was read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_max_length=LONGEST_TEXT,
        defer_build=True,  # a settlement needs few of the models, and building one takes a millisecond
    )
