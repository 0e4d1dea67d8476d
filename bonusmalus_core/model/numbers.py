"""How do the models hold a number? As the exact decimal that it shows, see `model/decimals.py`."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from bonusmalus_core.model.decimals import decimal_text, exact, plain


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return value
    try:
        return exact(value)
    except DecimalException:
        raise ValueError(f"{value!r} is not a number") from None


Exact = Annotated[Decimal, BeforeValidator(_number), PlainSerializer(decimal_text, return_type=str, when_used="json")]
"""A number as the user sees it. In JSON: a decimal string; JSON numbers are accepted."""

Share = Exact
"""A part of one: 82 % is 0.82."""

Money = Exact
"""An amount in the contract's currency."""

__all__ = ["Exact", "Money", "Share", "decimal_text", "exact", "plain"]
