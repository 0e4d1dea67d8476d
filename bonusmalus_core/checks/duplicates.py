"""Do two rows say different things about the same? Check C10."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement

Same = Callable[[Any], tuple[object, ...]]

_SAME: dict[str, tuple[str, Same]] = {
    "prices": ("from_month", lambda row: (row.from_month,)),
    "kpis": ("code", lambda row: (row.code, row.from_month)),
    "legend": ("kpi", lambda row: (row.kpi,)),
    "conditions": ("code", lambda row: (row.code,)),
    "months": ("month", lambda row: (row.month,)),
    "measurements": ("month", lambda row: (row.month, row.kpi, row.part.casefold())),
    "overrides": ("kpi", lambda row: (row.period, row.kpi)),
}
"""What makes two rows of a table one, and the field in which it shows."""


def rows(agreement: Agreement) -> Iterator[Finding]:
    """C10: the later of two rows that cannot both hold, with the place of the earlier one."""
    for table, (field, same) in _SAME.items():
        yield from _doubled(table, field, same, getattr(agreement, table))


def _doubled(table: str, field: str, same: Same, rows: Sequence[Any]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], int] = {}
    for number, row in enumerate(rows):
        if table == "measurements" and row.is_blank:
            continue
        earlier = first.setdefault(same(row), number)
        if earlier != number:
            month = str(row.month) if hasattr(row, "month") else None
            code = getattr(row, "kpi", getattr(row, "code", None))
            what = ", ".join(str(each) for each in same(row) if each != "")
            facts = {"what": what, "earlier": Where(table, earlier, field)}
            double = "C10g" if table == "measurements" else "C10d"  # only measurements can be told apart by a part
            yield Finding(double, Severity.BLOCKER, Where(table, number, field), month, code, facts)
