"""How do rows of an open Calc sheet take the look of another row, or lose theirs?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_ALL_BUT_SHAPES = 1023 - 128
"""Every flag of com.sun.star.sheet.CellFlags but OBJECTS: what floats over the cells is not theirs."""


@dataclass(frozen=True)
class RowLook:
    """How high a row is, and whether it can be seen; what its cells look like, the cells themselves say."""

    height: int
    optimal: bool
    visible: bool


PLAIN = RowLook(0, optimal=True, visible=True)


def rows_of(sheet: Any, first: int, last: int, width: int) -> Any:
    """The cells of rows, 0-based and both included, from column A on."""
    return sheet.getCellRangeByPosition(0, first, width - 1, last)


def look_of(sheet: Any, row: int) -> RowLook:
    """The look of a row, 0-based."""
    line = sheet.Rows.getByIndex(row)
    return RowLook(line.Height, line.OptimalHeight, line.IsVisible)


def dress(sheet: Any, first: int, last: int, look: RowLook) -> None:
    """Gives rows a height and makes them seen or unseen."""
    lines = sheet.getCellRangeByPosition(0, first, 0, last).Rows
    if look.optimal:
        lines.OptimalHeight = True
    else:
        lines.Height = look.height
    lines.IsVisible = look.visible


def spread(sheet: Any, pattern: Any, top: int, count: int) -> None:
    """Copies one row of cells, contents and all, to `count` rows from `top` on: twice as many with every copy."""
    source, done = pattern.RangeAddress, 0
    width = source.EndColumn - source.StartColumn
    while done < count:
        sheet.copyRange(sheet.getCellByPosition(source.StartColumn, top + done).CellAddress, source)
        done += source.EndRow - source.StartRow + 1
        reach = min(done, count - done) or 1
        area = sheet.getCellRangeByPosition(source.StartColumn, top, source.StartColumn + width, top + reach - 1)
        source = area.RangeAddress


def wipe(area: Any) -> None:
    """Takes contents and looks away."""
    area.clearContents(_ALL_BUT_SHAPES)
