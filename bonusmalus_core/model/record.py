"""What do all records of a contract have in common? They are frozen and refuse keys that they do not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A row of the contract; equal content is equal, nothing changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
