"""How do the models hold a number? As the exact decimal that it shows, see `model/decimals.py`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, DecimalException
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticKnownError
from pydantic_core.core_schema import ErrorType

from bonusmalus_core.model.decimals import decimal_text, exact, plain
from bonusmalus_core.model.limits import passed

_ERRORS: Mapping[str, ErrorType] = {
    "lt": "less_than", "le": "less_than_equal", "gt": "greater_than", "ge": "greater_than_equal",
}  # fmt: skip


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return value
    try:
        return exact(value)
    except DecimalException:
        raise ValueError(f"{value!r} is not a number") from None


def _within(value: object) -> object:
    number = _number(value)
    limit = passed(number) if isinstance(number, Decimal) else None
    if limit is not None:
        raise PydanticKnownError(_ERRORS[limit.comparison], {limit.comparison: limit.written})
    return number


_WRITTEN = PlainSerializer(decimal_text, return_type=str, when_used="json")

Result = Annotated[Decimal, BeforeValidator(_number), _WRITTEN]
"""A number that was computed, as the user sees it. In JSON: a decimal string; JSON numbers are accepted."""

Exact = Annotated[Decimal, BeforeValidator(_within), _WRITTEN]
"""A number that somebody wrote down, no larger and no smaller than a contract has any (`model/limits.py`)."""

Share = Exact
"""A part of one: 82 % is 0.82."""

Money = Exact
"""An amount in the contract's currency."""

__all__ = ["Exact", "Money", "Result", "Share", "decimal_text", "exact", "plain"]
