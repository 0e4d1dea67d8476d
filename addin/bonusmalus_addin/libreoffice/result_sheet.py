"""How does a result sheet in Calc take new rows that look like the old ones of their kind?

The same rules as for a closed file (`bonusmalus_core.workbook.package.kinds`): column A, hidden, says what kind of row
each is, and a kind without rows keeps a spare one, hidden below the others and marked "~kind".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bonusmalus_addin.libreoffice.looks import PLAIN, RowLook, dress, look_of, rows_of, spread, wipe
from bonusmalus_addin.libreoffice.writing import Pen, Then
from bonusmalus_core.hosts.live.written import padded, runs
from bonusmalus_core.workbook.package.kinds import bare, spares, stays_hidden
from bonusmalus_core.workbook.port import Row


@dataclass(frozen=True)
class _Pattern:
    """The first old row of a kind: where it stands (0-based), and how rows of its kind look."""

    row: int
    look: RowLook


def read_kinds(sheet: Any) -> dict[int, str]:
    """The kind of each row that has one, by 1-based row."""
    column = rows_of(sheet, 0, _used(sheet).EndRow, 1).DataArray
    return {number: kind for number, (kind,) in enumerate(column, 1) if isinstance(kind, str) and kind}


def write_rows(pen: Pen, sheet: Any, rows: Sequence[Row], move_tables: Then) -> None:
    """Replaces all rows of a sheet; its tables are moved once their headers stand in the new place."""
    patterns = _patterns(sheet)
    written = [*rows, *spares({kind: not pattern.look.visible for kind, pattern in patterns.items()}, rows)]
    used = _used(sheet)
    width = max(used.EndColumn + 1, *(1 + len(row.cells) for row in written))
    bottom = max(used.EndRow + 1, len(written))
    whole = rows_of(sheet, 0, bottom - 1, width)
    if whole.getIsMerged():
        whole.merge(False)  # a merge shows its first cell only
    kept = {kind: bottom + place for place, kind in enumerate(patterns)}
    for kind, row in kept.items():
        spread(sheet, rows_of(sheet, patterns[kind].row, patterns[kind].row, width), row, 1)
    wipe(whole)
    dress(sheet, 0, bottom - 1, PLAIN)
    for top, count, kind in runs(written):
        if kind in kept:
            spread(sheet, rows_of(sheet, kept[kind], kept[kind], width), top, count)
    pen.fill(sheet, 0, 0, [padded(row, width) for row in written], move_tables)
    for top, count, kind in runs(written):
        if kind in patterns:
            look = patterns[kind].look
            dress(sheet, top, top + count - 1, look if top < len(rows) else replace(look, visible=False))
    if kept:
        wipe(rows_of(sheet, bottom, bottom + len(kept) - 1, width))


def _patterns(sheet: Any) -> dict[str, _Pattern]:
    """The first row of each kind."""
    patterns: dict[str, _Pattern] = {}
    for number, kind in read_kinds(sheet).items():
        if bare(kind) not in patterns:
            look = look_of(sheet, number - 1)
            is_seen = look.visible or not stays_hidden(kind)
            patterns[bare(kind)] = _Pattern(number - 1, replace(look, visible=is_seen))
    return patterns


def _used(sheet: Any) -> Any:
    """The area up to the last cell with content; conditional formats may reach further."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress
