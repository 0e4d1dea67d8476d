"""What does the contract say of the records that it is measured from? Rows of key and value, as in a mapping file."""

from __future__ import annotations

from pydantic import Field

from bonusmalus_core.model.record import Record


class MappingRow(Record):
    """One choice: its dotted key, such as "contacts.columns.wait_s", and what stands for it, such as "Wait (sec)"."""

    key: str = Field(min_length=1)
    value: str = Field(min_length=1)
