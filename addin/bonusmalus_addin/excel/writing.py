"""How do values and formulas get into the cells of an open Excel workbook, each as what it is?

Excel reads what it is given as if it had been typed: a text that could be anything else is given with an apostrophe
before it, which does not become part of it. A day is given as its number, for else Excel would choose a format.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

import xlwings

from bonusmalus_addin.excel import native
from bonusmalus_addin.excel.reading import cells_of
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.written import error, serial
from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.port import CellError, Formula, Written, shown

_LONGER_THAN_TRUE = 10
"""No language of Excel has a longer word for TRUE or FALSE."""

Given = None | bool | float | str
Then = Callable[[], None]


def _nothing() -> None:
    pass


def fill(sheet: xlwings.Sheet, area: Area, rows: Sequence[Sequence[Written]], then: Then = _nothing) -> None:
    """Gives a block of cells, in rows of equal length, new contents; their style stays.

    `then` comes between values and formulas: a formula that names a column wants the table in its new place.
    """
    epoch, cells = native.epoch(sheet.book), cells_of(sheet, area)
    texts = [[f"={_formula(each)}" if isinstance(each, (Formula, CellError)) else None for each in row] for row in rows]
    cells.raw_value = [[_typed(written, epoch) for written in row] for row in rows]
    then()
    for row, line in enumerate(texts, area.top):
        left = area.left
        for is_formula, run in groupby(line, lambda text: text is not None):
            beside = list(run)
            if is_formula:  # cells beside each other in one call: each takes as long as a whole row of them
                block = cells_of(sheet, Area(row, left, row, left + len(beside) - 1))
                block.formula = beside[0] if len(beside) == 1 else [beside]
            left += len(beside)


def refuse_torn(sheet: xlwings.Sheet, area: Area) -> None:
    """FileRefused (file.formula-group) when an array formula reaches into the block and further."""
    cells = cells_of(sheet, area)
    if cells.has_array is False:
        return
    for row, column in area.cells():
        if native.reaches_further(sheet.range((row, column)), lambda found: _is_within(Area.of(found), area)):
            raise refusal("file.formula-group", sheet, row, column)


def refuse_hidden(sheet: xlwings.Sheet, row: int, column: int) -> None:
    """FileRefused (file.merged) for a cell that cannot be seen, because it is merged with one before it."""
    merged = sheet.range((row, column)).merge_area
    if (merged.row, merged.column) != (row, column):
        raise refusal("file.merged", sheet, row, column)


def refusal(code: str, sheet: xlwings.Sheet, row: int, column: int, **facts: object) -> FileRefused:
    """The refusal to write into a cell."""
    return FileRefused(code, sheet.book.name, sheet=sheet.name, cell=name(row, column), **facts)


def as_text(text: str) -> str:
    """A text as Excel must be given it, so that it stays that text.

    >>> as_text("Client"), as_text("=1+1"), as_text("1e5"), as_text("The client pays")
    ("'Client", "'=1+1", "'1e5", 'The client pays')
    """
    bare = text.strip()
    is_wordy = " " in bare or len(bare) > _LONGER_THAN_TRUE
    is_plain = is_wordy and text[0].isalpha() and not any(sign.isdigit() for sign in text)
    return text if is_plain else f"'{text}"


def _typed(written: Written, epoch: datetime) -> Given:
    value = shown(written)
    if isinstance(written, (Formula, CellError)) or value is None:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return serial(value, epoch)
    return as_text(str(value))


def _formula(written: Formula | CellError) -> str:
    """An error that stands by itself is a formula, too: there is no other way to type it."""
    return written.text if isinstance(written, Formula) else error(written)


def _is_within(inner: Area, outer: Area) -> bool:
    return (inner.top, inner.left) in outer and (inner.bottom, inner.right) in outer
