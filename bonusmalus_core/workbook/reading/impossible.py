"""Which values, readable in themselves, can a record of the contract not have?

The model decides; its limits are told in signs that every language reads: "≥ 1".
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault, quoted

_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def impossible(invalid: ValidationError) -> Mapping[str, Fault]:
    """The fault of each field that the model refused, by name ("thresholds.2" for a level)."""
    return {
        _name(error["loc"]): Fault(codes.IMPOSSIBLE, quoted(error["input"]), _limit(error.get("ctx", {})))
        for error in invalid.errors(include_url=False)
    }


def _name(location: tuple[int | str, ...]) -> str:
    level = f".{location[1] + 1}" if len(location) > 1 and isinstance(location[1], int) else ""
    return f"{location[0]}{level}"


def _limit(context: Mapping[str, object]) -> str:
    return ", ".join(f"{_SIGNS[key]} {limit}" for key, limit in context.items() if key in _SIGNS) or "–"
