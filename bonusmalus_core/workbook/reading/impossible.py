"""Which values, readable in themselves, can a record of the contract not have?

The model decides; its limits are told in signs that every language reads: "≥ 1".
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from bonusmalus_core.model.limits import DIGITS, SIGNS
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault, quoted, short


def impossible(invalid: ValidationError) -> Mapping[str, Fault]:
    """The fault of each field that the model refused, by name ("thresholds.2" for a level)."""
    return {
        _name(error["loc"]): Fault(codes.IMPOSSIBLE, _found(error["input"]), _limit(error.get("ctx", {})))
        for error in invalid.errors(include_url=False)
    }


def _found(value: Any) -> str | Decimal | bool:
    """A whole number as it is, unless nobody would read to its end."""
    if isinstance(value, int) and abs(value) >= 10**DIGITS:
        return short(Decimal(value))
    return quoted(value)


def _name(location: tuple[int | str, ...]) -> str:
    level = f".{location[1] + 1}" if len(location) > 1 and isinstance(location[1], int) else ""
    return f"{location[0]}{level}"


def _limit(context: Mapping[str, object]) -> str:
    return ", ".join(f"{SIGNS[key]} {limit}" for key, limit in context.items() if key in SIGNS) or "–"
