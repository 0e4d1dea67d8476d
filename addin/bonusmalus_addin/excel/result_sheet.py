"""How does a result sheet in Excel take new rows that look like the old ones of their kind?

The same rules as for a closed file (`bonusmalus_core.workbook.package.kinds`): column A, hidden, says what kind of row
each is, and a kind without rows keeps a spare one, hidden below the others and marked "~kind".

A table of Excel keeps the row of its header. So rows are inserted or deleted above each header until it stands where it
belongs; formulas elsewhere that name cells of the sheet follow by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlwings import Range, Sheet
from xlwings.main import Table

from bonusmalus_addin.excel.reading import area_of, cells_of, values
from bonusmalus_addin.excel.writing import fill
from bonusmalus_core.hosts.live.written import padded, runs
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.kinds import bare, spares, stays_hidden
from bonusmalus_core.workbook.port import Row


@dataclass(frozen=True)
class _Pattern:
    """The first old row of a kind: where it stands, how high its rows are, and whether they can be seen."""

    row: int
    height: float
    hidden: bool


def read_kinds(sheet: Sheet) -> dict[int, str]:
    """The kind of each row that has one, by row."""
    column = values(cells_of(sheet, Area(1, 1, _used(sheet).bottom, 1)))
    return {number: kind for number, (kind,) in enumerate(column, 1) if isinstance(kind, str)}


def write_rows(sheet: Sheet, rows: Sequence[Row], tables: Mapping[str, Area]) -> None:
    """Replaces all rows of a sheet, whose tables get these places."""
    patterns = _patterns(sheet)
    written = [*rows, *spares({kind: pattern.hidden for kind, pattern in patterns.items()}, rows)]
    used = _used(sheet)
    width = max(used.right, *(1 + len(row.cells) for row in written))
    bottom = max(used.bottom, len(written) + sum(len(tuple(area.cells())) for area in tables.values()))
    whole = cells_of(sheet, Area(1, 1, bottom, width))
    if whole.merge_cells is not False:
        whole.unmerge()  # a merge shows its first cell only
    parked = {kind: bottom + place for place, kind in enumerate(patterns, 1)}
    for kind, row in parked.items():
        _row(sheet, patterns[kind].row, width).copy(_row(sheet, row, width))
    moved = _settle_down([(sheet.tables[name], area) for name, area in tables.items()])
    last = bottom + moved
    _dress(sheet, written, width, {kind: row + moved for kind, row in parked.items()})
    if len(written) < last:
        cells_of(sheet, Area(len(written) + 1, 1, last, width)).clear()
    _rows(sheet, last + 1, last + len(parked) + 1).delete("up")
    fill(sheet, Area(1, 1, len(written), width), [padded(row, width) for row in written])
    _set_heights(sheet, written, len(rows), last, patterns)


def _dress(sheet: Sheet, written: Sequence[Row], width: int, parked: Mapping[str, int]) -> None:
    """Gives every row the look of its kind, which stands in a row of its own; those of a new kind look plain."""
    for before, count, kind in runs(written):
        lines = cells_of(sheet, Area(before + 1, 1, before + count, width))
        if kind in parked:
            _row(sheet, parked[kind], width).copy(lines)
        else:
            lines.clear()


def _settle_down(places: Sequence[tuple[Table, Area]]) -> int:
    """Moves the tables to their new places, and gives the number of rows that everything below them moved by."""
    ordered = sorted(places, key=lambda each: each[0].range.row)
    for table, area in ordered:
        _resize(table, min(area_of(table.range).bottom - table.range.row, area.bottom - area.top))
    moved = 0
    for table, area in ordered:
        head = table.range.row
        if area.top > head:
            _rows(table.parent, head, area.top - 1).insert("down")
        elif area.top < head:
            _rows(table.parent, area.top, head - 1).delete("up")
        moved += area.top - head
    for table, area in ordered:
        _resize(table, area.bottom - area.top)
    return moved


def _resize(table: Table, body_rows: int) -> None:
    place = area_of(table.range)
    if place.bottom - place.top != body_rows:
        table.resize(cells_of(table.parent, replace(place, bottom=place.top + body_rows)))


def _set_heights(sheet: Sheet, written: Sequence[Row], shown: int, last: int, patterns: Mapping[str, _Pattern]) -> None:
    for before, count, kind in runs(written):
        lines = _rows(sheet, before + 1, before + count)
        pattern = patterns.get(kind)
        lines.rows.hidden = False
        if pattern is None:
            lines.rows.autofit()
        elif lines.row_height != pattern.height:
            lines.row_height = pattern.height
        lines.rows.hidden = before >= shown or (pattern is not None and pattern.hidden)
    if len(written) < last:
        below = _rows(sheet, len(written) + 1, last)
        below.rows.hidden = False
        below.rows.autofit()


def _patterns(sheet: Sheet) -> dict[str, _Pattern]:
    """The first row of each kind; a hidden one must be shown for a moment, for then only it has a height."""
    patterns: dict[str, _Pattern] = {}
    for number, kind in read_kinds(sheet).items():
        name = bare(kind)
        if name not in patterns:
            line = _rows(sheet, number, number)
            was_hidden = bool(line.rows.hidden)
            if was_hidden:
                line.rows.hidden = False
            patterns[name] = _Pattern(number, line.row_height or 0, was_hidden and stays_hidden(kind))
    return patterns


def _used(sheet: Sheet) -> Area:
    return area_of(sheet.used_range)


def _row(sheet: Sheet, row: int, width: int) -> Range:
    return cells_of(sheet, Area(row, 1, row, width))


def _rows(sheet: Sheet, first: int, last: int) -> Range:
    """Whole rows."""
    return sheet.range(f"{first}:{last}")
