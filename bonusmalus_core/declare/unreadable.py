"""Which cell that cannot be read lets a row seem to be gone, or a field to be another?"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.differences import RowChange
from bonusmalus_core.model.record import Record


def behind(change: RowChange, field: str | None, faults: Sequence[Finding]) -> Finding | None:
    """What was found in the row (of the contract: in its field) when the workbook was read; None when it could be.

    Of a cell whose row cannot be told it is only possible that it is this one: `is_sure` says whether it is.
    """
    row, in_contract = change.before, change.section == "contract"
    if row is None or not (in_contract or change.after is None):
        return None
    found = (each for each in faults if each.severity is Severity.BLOCKER and each.where.table == change.section)
    if in_contract:
        return next((each for each in found if each.where.field == field), None)
    month, kpi = _called(row)
    possible = [each for each in found if each.month in (None, month) and each.kpi in (None, kpi)]
    return next((each for each in possible if is_sure(each, change)), next(iter(possible), None))


def is_sure(fault: Finding, change: RowChange) -> bool:
    """Whether the cell surely stands in the row that seems to be gone: another one may be gone besides."""
    if change.section == "contract":
        return True
    called = _called(change.before)
    return called == (fault.month, fault.kpi) != (None, None)


def _called(row: Record | None) -> tuple[str | None, str | None]:
    """The month and the KPI of a row, as findings name it."""
    month = getattr(row, "month", None)
    return None if month is None else str(month), getattr(row, "kpi", getattr(row, "code", None))
