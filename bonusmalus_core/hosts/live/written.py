"""How does what is written stand in an open sheet: in which rows, as which number, as which error?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from bonusmalus_core.workbook.package.kinds import bare
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, CellError, Row, Written


def runs(rows: Sequence[Row]) -> Iterator[tuple[int, int, str]]:
    """Rows of one kind that follow each other: how many stand before them, how many they are, and their kind."""
    before = 0
    for kind, run in groupby(row.kind for row in rows):
        count = len(tuple(run))
        yield before, count, bare(kind)
        before += count


def padded(row: Row, width: int) -> tuple[Written, ...]:
    """The cells of a row, its kind in the first one, as many as the others have."""
    cells = (row.kind, *row.cells)
    return (*cells, *(None,) * (width - len(cells)))


def serial(value: date, epoch: datetime) -> float:
    """The number of a day or a moment in a workbook that counts from its `epoch`.

    >>> serial(date(2026, 1, 31), datetime(1899, 12, 30)), serial(datetime(2026, 1, 31, 12), datetime(1899, 12, 30))
    (46053.0, 46053.5)
    """
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - epoch) / timedelta(days=1)


def error(written: CellError) -> str:
    """An error as a formula gives it; ValueError for what is none that a cell can show."""
    if written.kind in (UNCACHED, UNREADABLE):
        raise ValueError(f"{written.kind} is no error that a cell can show")
    return written.kind
