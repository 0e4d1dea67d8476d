"""How many decimals has a currency's minor unit?

`currencies.json` is generated from the ISO 4217 list by `python -m tests.model.currencies`; a test tells when it is
stale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def minor_units() -> Mapping[str, int]:
    """The decimals of every currency by its ISO 4217 code: EUR 2, JPY 0."""
    units: dict[str, int] = json.loads(Path(__file__).with_name("currencies.json").read_text(encoding="utf-8"))
    return units
