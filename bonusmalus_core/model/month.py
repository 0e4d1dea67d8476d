"""Which month is it, and how far is it from another?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")


@total_ordering
class Month:
    """A calendar month that counts: `Month(2026, 11) + 2` is January 2027, the difference of two is in months."""

    __slots__ = ("_index",)

    def __init__(self, year: int, month: int) -> None:
        if not (1900 <= year <= 9999 and 1 <= month <= 12):
            raise ValueError(f"{year}-{month} is not a month")
        self._index = year * 12 + month - 1

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month that "2026-01" names; ValueError for anything else."""
        match = _ISO_MONTH.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a month such as 2026-01")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that `day` lies in."""
        return cls(day.year, day.month)

    @property
    def year(self) -> int:
        """The calendar year."""
        return self._index // 12

    @property
    def number(self) -> int:
        """1 for January to 12 for December."""
        return self._index % 12 + 1

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def __add__(self, months: int) -> Month:
        """The month so many months later."""
        index = self._index + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, other: Month) -> int:
        """How many months `other` lies before this one."""
        return self._index - other._index

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and self._index == other._index

    def __lt__(self, other: Month) -> bool:
        return self._index < other._index

    def __hash__(self) -> int:
        return hash(self._index)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.number})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_as_month, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}$"}


def _as_month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    if isinstance(value, date):
        return Month.of(value)
    if isinstance(value, str):
        return Month.parse(value)
    raise ValueError(f"{value!r} is not a month such as 2026-01")
