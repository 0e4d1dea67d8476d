"""How do the rows fit a workbook that was built when the statement had fewer columns?

Without numerator, denominator, volume, base price and the engine's own figures: every figure stays in the column that
was made for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.workbook.port import Row, Table, Workbook, Written
from bonusmalus_core.workbook.statement.columns import (
    BASE,
    CONTROL,
    DENOMINATOR,
    LABEL,
    NAME,
    NUMERATOR,
    UNIT,
    VOLUME,
)  # fmt: skip

_LATER = frozenset({NUMERATOR, DENOMINATOR, CONTROL})
_LATER_OF_MONTHS = frozenset({VOLUME, BASE, CONTROL})
_WIDTH = UNIT - LABEL + 1


def is_narrow(workbook: Workbook) -> bool:
    """Whether the workbook's table of KPIs lacks the later columns."""
    return len(settlement_table(workbook).header) == _WIDTH - len(_LATER)


def settlement_table(workbook: Workbook) -> Table:
    """The table of KPIs on the statement."""
    return next(table for name, table in workbook.tables().items() if name.casefold() == "tblsettlement")


def narrowed(rows: Sequence[Row]) -> list[Row]:
    """The rows without the later columns, each figure as a value."""
    return [Row("party" if row.kind == "check" else row.kind, _kept(row)) for row in rows]


def _kept(row: Row) -> tuple[Written, ...]:
    later = _LATER_OF_MONTHS if row.kind.startswith("month") else _LATER
    cells = list(row.cells)
    if row.kind == "kpi" and isinstance(cells[NAME], str):
        cells[NAME] = str(cells[NAME]).partition("\n")[0]  # its rows are not high enough for a definition
    return tuple(cell for place, cell in enumerate(cells) if place not in later)
