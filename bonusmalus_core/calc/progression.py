"""Which row of a KPI is in force in a contract month, and does the KPI count there?

A later row replaces the earlier one for good. Before its first row, and between `to_month` and a later row, a KPI
*waits* with the weight of its next row; after `to_month` with no later row it has *ended*. Source: section 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from bonusmalus_core.model.kpi import Kpi


class Stage(Enum):
    """What a KPI does in a month."""

    ACTIVE = auto()
    WAITING = auto()
    ENDED = auto()


class Standing(NamedTuple):
    """A KPI in one contract month: its stage and the row in force, next (waiting) or last (ended)."""

    stage: Stage
    row: Kpi


def progressions(kpis: Iterable[Kpi]) -> Mapping[str, tuple[Kpi, ...]]:
    """The rows of every code by `from_month`; codes stand in the order of their first row."""
    rows: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        rows.setdefault(kpi.code, []).append(kpi)
    return {code: tuple(sorted(of_code, key=_from_month)) for code, of_code in rows.items()}


def standing(rows: tuple[Kpi, ...], month: int) -> Standing:
    """Where the KPI with these rows stands in contract month `month`."""
    begun = sum(row.from_month <= month for row in rows)
    if begun == 0:
        return Standing(Stage.WAITING, rows[0])
    row = rows[begun - 1]
    if row.to_month is None or month <= row.to_month:
        return Standing(Stage.ACTIVE, row)
    if begun < len(rows):
        return Standing(Stage.WAITING, rows[begun])
    return Standing(Stage.ENDED, row)


def _from_month(row: Kpi) -> int:
    return row.from_month
