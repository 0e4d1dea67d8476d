"""What does the evidence of a measured row say, and are the figures beside it still those that were measured?

The mark names file, SHA-256 and number of records, and ends in a check of the figures: eight digits that change with
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from bonusmalus_core.model.decimals import decimal_text, exact

NUMBERS = ("numerator", "denominator", "value", "n")

_MARK = re.compile(r"bonusmalus measure: (?P<file>.*); sha256 \S+; \d+ records; (?P<check>[0-9a-f]{8})")


def mark(name: str, digest: str, records: int, numbers: Mapping[str, object]) -> str:
    """The evidence of the figures that were measured from a file."""
    return f"bonusmalus measure: {name}; sha256 {digest}; {records} records; {_check(numbers)}"


def measured_from(evidence: str) -> str:
    """The file that the mark names; "" where the evidence is no mark."""
    found = _MARK.fullmatch(evidence)
    return found["file"] if found else ""


def proves(evidence: str, numbers: Mapping[str, object]) -> bool:
    """Whether the evidence is a mark of these very figures."""
    found = _MARK.fullmatch(evidence)
    return found is not None and found["check"] == _check(numbers)


def _check(numbers: Mapping[str, object]) -> str:
    told = "|".join(_shown(numbers.get(key)) for key in NUMBERS)
    return sha256(told.encode()).hexdigest()[:8]


def _shown(number: object) -> str:
    return decimal_text(exact(number)) if isinstance(number, Decimal) else "" if number is None else str(number)
