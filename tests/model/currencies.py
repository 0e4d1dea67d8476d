"""Which minor units does the ISO 4217 list name? Writes `currencies.json`."""

from __future__ import annotations

import json
from pathlib import Path

from iso4217 import Currency

from bonusmalus_core.model import currency

TARGET = Path(currency.__file__).with_name("currencies.json")


def currencies() -> str:
    """The content of the file: every currency that has a minor unit, by code."""
    units = {each.code: each.exponent for each in Currency if each.exponent is not None}
    return json.dumps(dict(sorted(units.items())), indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(currencies(), encoding="utf-8")
