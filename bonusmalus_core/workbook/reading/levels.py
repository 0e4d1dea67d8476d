"""How do the cells of the levels, one column each, become one list from the worst to the best level?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bonusmalus_core.model.limits import FEWEST_LEVELS
from bonusmalus_core.workbook.reading.headers import highest_level

LEVELLED = ("thresholds", "impacts", "levels")
"""The fields that stand in a column per level."""

_COLUMNS = tuple(f"{field}." for field in LEVELLED)


def needed(section: str, filled: Collection[str], levels: int) -> Iterator[str]:
    """The names of the level cells that a row with these filled cells must have filled.

    A KPI needs a threshold per level: its own, when it has impacts of its own, else the contract's `levels`.
    """
    if section not in ("kpis", "levels"):
        return
    impacts = highest_level("impacts", filled)
    fewest = {"thresholds": impacts or levels} if section == "kpis" else {"levels": FEWEST_LEVELS}
    for key in LEVELLED:
        last = max(highest_level(key, filled), fewest.get(key, 0))
        yield from (f"{key}.{level}" for level in range(1, last + 1))


def gathered(values: Mapping[str, object]) -> dict[str, object]:
    """The values with those of levels as one tuple, worst first, wherever their columns stand.

    >>> gathered({"code": "SL", "thresholds.2": 0.9, "thresholds.1": 0.8})
    {'code': 'SL', 'thresholds': (0.8, 0.9)}
    """
    record = {name: value for name, value in values.items() if not name.startswith(_COLUMNS)}
    for key in LEVELLED:
        if f"{key}.1" in values:
            last = highest_level(key, values)
            record[key] = tuple(values[f"{key}.{level}"] for level in range(1, last + 1))
    return record
