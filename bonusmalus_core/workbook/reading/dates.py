"""Which day or month does a cell mean? Real dates and ISO texts, nothing that could be read in two ways."""

from __future__ import annotations

from datetime import date, datetime

from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.port import Cell

_ISO_DATE = len("2026-01-31")
_ISO_MONTH = len("2026-01")


def day(cell: Cell) -> date | None:
    """The day of a date cell or of a text such as "2026-01-31"; None for anything else.

    >>> day("2026-01-31"), day("31/01/2026"), day("2026-02-30")
    (datetime.date(2026, 1, 31), None, None)
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell.strip() if isinstance(cell, str) else ""
    if len(text) != _ISO_DATE or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month(cell: Cell) -> Month | None:
    """The month that a date lies in, or that a text such as "2026-01" names; None for anything else."""
    try:
        if isinstance(cell, str) and len(cell.strip()) == _ISO_MONTH:
            return Month.parse(cell)
        found = day(cell)
        return None if found is None else Month.of(found)
    except ValueError:
        return None
