"""How does a result sheet take new rows that look like the old ones of their kind?

Column A, hidden, says what kind of row each is. Every kind keeps one row as its pattern: when none of its rows is
written, a spare one is kept hidden below the others, marked "~kind" ("~~kind" if its rows are hidden themselves).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from bonusmalus_core.workbook.package.address import column_of
from bonusmalus_core.workbook.package.grid import Grid
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.package.precise import value
from bonusmalus_core.workbook.package.xml import Element, is_on, strip, tag
from bonusmalus_core.workbook.port import Row, Written

SPARE = "~"
_KIND_COLUMN = 1


def write_rows(grid: Grid, rows: Sequence[Row], kinds: dict[int, str]) -> None:
    """Replaces all rows of a sheet. `kinds`: the kind of each old row, by row number."""
    patterns = _patterns(grid, kinds)
    grid.clear()
    for number, row in enumerate(rows, 1):
        _write(grid, number, row, patterns.get(row.kind))
    spare = [kind for kind in patterns if kind not in {row.kind for row in rows}]
    for number, kind in enumerate(spare, len(rows) + 1):
        mark = SPARE if not is_on(patterns[kind], "hidden") else 2 * SPARE
        _write(grid, number, Row(mark + kind, ()), patterns[kind])
        grid.rows[number].set("hidden", "1")
    _drop_merges(grid)


def read_kinds(grid: Grid, meanings: Meanings) -> dict[int, str]:
    """The kind of each row that has one."""
    cells = ((row, grid.get(row, _KIND_COLUMN)) for row in grid.rows)
    read = ((row, value(cell, meanings)) for row, cell in cells if cell is not None)
    return {row: kind for row, kind in read if isinstance(kind, str)}


def moved(table: TablePart, kinds: dict[int, str], rows: Sequence[Row]) -> TablePart:
    """The table at its new rows. ValueError when `rows` lack its header, a body row below it, or one of its columns."""
    head, body = (kinds.get(row, "").lstrip(SPARE) for row in (table.area.top, table.body.top))
    heads = [number for number, row in enumerate(rows) if row.kind == head]
    if not table.header_rows or not head or not body or not heads:
        raise ValueError(f"no row of kind {head!r} for the header of {table.name}")
    length = 0
    while heads[0] + 1 + length < len(rows) and rows[heads[0] + 1 + length].kind == body:
        length += 1
    if not length:
        raise ValueError(f"no row of kind {body!r} below the header of {table.name}")
    top = heads[0] + 1
    area = replace(table.area, top=top, bottom=top + length)
    cells = dict(enumerate(rows[heads[0]].cells, _KIND_COLUMN + 1))
    columns = tuple(_header(cells.get(column)) for column in area.columns())
    return replace(table, area=area, totals_rows=0, columns=columns)


def _header(text: object) -> str:
    if not isinstance(text, str) or not text:
        raise ValueError(f"{text!r} cannot head a table's column")
    return text


def _patterns(grid: Grid, kinds: dict[int, str]) -> dict[str, Element]:
    """A copy of the first row of each kind."""
    patterns: dict[str, Element] = {}
    for row, kind in sorted(kinds.items()):
        pattern = deepcopy(grid.rows[row])
        if kind.startswith(SPARE) and not kind.startswith(2 * SPARE):
            strip(pattern, "hidden")
        patterns.setdefault(kind.lstrip(SPARE), pattern)
    return patterns


def _write(grid: Grid, number: int, row: Row, pattern: Element | None) -> None:
    cells = () if pattern is None else pattern.iterfind(tag("c"))
    styles = {column_of(cell.get("r", "")): cell.get("s") for cell in cells}
    values: dict[int, Written] = dict(enumerate((row.kind, *row.cells), _KIND_COLUMN))
    columns = sorted(styles.keys() | values.keys())
    grid.append(number, pattern, ((column, styles.get(column), values.get(column)) for column in columns))
    if pattern is not None and is_on(pattern, "hidden"):
        grid.rows[number].set("hidden", "1")


def _drop_merges(grid: Grid) -> None:
    """A merge shows its first cell only: those that would hide a written one go."""
    written = tuple(grid.contents())
    for area, merge in grid.merges():
        if any(at in area and at != (area.top, area.left) for at in written):
            grid.drop(merge)
