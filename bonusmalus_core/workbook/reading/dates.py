"""Which day or month does a cell mean? Real dates and ISO texts, nothing that could be read in two ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.port import Cell

_ISO_DATE = len("2026-01-31")
_ISO_MONTH = len("2026-01")
_EARLIEST, _BEYOND = 10_000, 80_000
"""From 1927 to 2119, or four years later: no contract is settled before or after, and six digits count no days."""


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


def counted(cell: Cell, from_1904: bool) -> Cell:
    """The day of a number that counts days in the workbook's calendar; anything else as it is.

    What could be a year, or a day written without hyphens in six or eight digits, counts nothing.

    >>> counted(Decimal(46112), False), counted(Decimal(2026), False), counted(Decimal(260331), False)
    (datetime.date(2026, 3, 31), Decimal('2026'), Decimal('260331'))
    """
    if not isinstance(cell, Decimal) or cell != cell.to_integral_value() or not _EARLIEST <= cell < _BEYOND:
        return cell
    return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(cell))


def month(cell: Cell) -> Month | None:
    """The month that a date lies in, or that a text such as "2026-01" names; None for anything else."""
    try:
        if isinstance(cell, str) and len(cell.strip()) == _ISO_MONTH:
            return Month.parse(cell)
        found = day(cell)
        return None if found is None else Month.of(found)
    except ValueError:
        return None
