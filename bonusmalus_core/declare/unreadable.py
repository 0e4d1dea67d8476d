"""Which cell that cannot be read lets a row seem to be gone, or a field to be another?"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.differences import RowChange


def behind(change: RowChange, field: str | None, faults: Sequence[Finding]) -> Finding | None:
    """What was found in the row (of the contract: in its field) when the workbook was read; None when it could be."""
    row, in_contract = change.before, change.section == "contract"
    if row is None or not (in_contract or change.after is None):
        return None
    found = (each for each in faults if each.severity is Severity.BLOCKER and each.where.table == change.section)
    if in_contract:
        return next((each for each in found if each.where.field == field), None)
    month, kpi = getattr(row, "month", None), getattr(row, "kpi", getattr(row, "code", None))
    return next((each for each in found if each.month in (None, str(month)) and each.kpi in (None, kpi)), None)
