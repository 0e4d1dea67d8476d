"""How do the cells of the levels, one column each, become one list from the worst to the best level?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bonusmalus_core.workbook.reading.headers import FEWEST_LEVELS, highest_level


def needed(section: str, filled: Collection[str], levels: int) -> Iterator[str]:
    """The names of the level cells that a row with these filled cells must have filled.

    A KPI needs a threshold per level: its own, when it has impacts of its own, else the contract's `levels`.
    """
    impacts = highest_level("impacts", filled)
    fewest = {"thresholds": impacts or levels} if section == "kpis" else {"levels": FEWEST_LEVELS}
    for key in ("thresholds", "impacts", "levels"):
        last = max(highest_level(key, filled), fewest.get(key, 0))
        yield from (f"{key}.{level}" for level in range(1, last + 1))


def gathered(values: Mapping[str, object]) -> dict[str, object]:
    """The values with those of levels as tuples: {"thresholds.1": 0.8, "thresholds.2": 0.9} gives one "thresholds"."""
    record: dict[str, object] = {}
    for name, value in values.items():
        key, dot, _ = name.partition(".")
        record[key] = (*record.get(key, ()), value) if dot else value  # type: ignore[misc]
    return record
