"""How is a mistake on a sheet noted down, so that its user finds it?"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.workbook.port import Table


class Spot(NamedTuple):
    """A cell of a table: 0-based row (-1 is the header) and column, and the field that stands there."""

    section: str
    table: Table
    row: int
    column: int
    field: str


def note(
    code: str,
    severity: Severity,
    spot: Spot,
    *,
    found: str | Decimal | bool = "",
    expected: str = "",
    other: str = "",
    title: str = "",
    month: str | None = None,
    kpi: str | None = None,
) -> Finding:
    """A finding at a cell; `title` is what the user calls it (or else its header), `other` a second cell."""
    facts = {
        "table": spot.table.sheet,
        "column": title or spot.table.header[spot.column],
        "found": found,
        "expected": expected,
        "other": other,
    }
    where = Where(spot.section, field=spot.field, cell=spot.table.cell(spot.row, spot.column))
    return Finding(code, severity, where, month, kpi, facts)
