"""How do the rows fit a workbook that was built when the statement had fewer columns?

Without numerator, denominator, volume, base price and the engine's own figures: every figure stays in the column that
was made for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.workbook.port import Formula, Row, Table, Written
from bonusmalus_core.workbook.statement.columns import (
    BASE,
    COLUMNS,
    CONTROL,
    DENOMINATOR,
    LABEL,
    NUMERATOR,
    UNIT,
    VOLUME,
)  # fmt: skip

_LATER = frozenset({NUMERATOR, DENOMINATOR, CONTROL})
_LATER_OF_MONTHS = frozenset({VOLUME, BASE, CONTROL})
_WIDTH = UNIT - LABEL + 1


def is_narrow(table: Table) -> bool:
    """Whether the workbook's table of KPIs lacks the later columns."""
    return len(table.header) == _WIDTH - len(_LATER)


def narrowed(rows: Sequence[Row]) -> list[Row]:
    """The rows without the later columns, each figure as a value."""
    return [row._replace(cells=_kept(row)) for row in rows if row.kind != "check"]


def _kept(row: Row) -> tuple[Written, ...]:
    later = _LATER_OF_MONTHS if row.kind.startswith("month") else _LATER
    cells = (cell for place, cell in enumerate(row.cells[:COLUMNS]) if place not in later)
    return tuple(cell.value if isinstance(cell, Formula) else cell for cell in cells)
