"""How are the rows of a result sheet laid out in its XML?"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from bonusmalus_core.workbook.package import precise, tree
from bonusmalus_core.workbook.package.address import column_of
from bonusmalus_core.workbook.package.grid import Grid
from bonusmalus_core.workbook.package.kinds import KIND_COLUMN, bare, columns_of, spares, stays_hidden
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.tree import is_on, tag
from bonusmalus_core.workbook.package.xml import Element, strip
from bonusmalus_core.workbook.port import Row, Written


def write_rows(grid: Grid, rows: Sequence[Row], kinds: dict[int, str]) -> None:
    """Replaces all rows of a sheet. `kinds`: the kind of each old row, by row number."""
    patterns = _patterns(grid, kinds)
    hidden = {kind: is_on(pattern.get("hidden")) for kind, pattern in patterns.items()}
    grid.clear()
    for number, row in enumerate(rows, 1):
        _write(grid, number, row, patterns.get(row.kind))
    for number, row in enumerate(spares(hidden, rows), len(rows) + 1):
        _write(grid, number, row, patterns[bare(row.kind)])
        grid.rows[number].set("hidden", "1")
    _drop_merges(grid)


def read_kinds(grid: Grid, meanings: Meanings) -> dict[int, str]:
    """The kind of each row that has one."""
    cells = ((row, grid.get(row, KIND_COLUMN)) for row in grid.rows)
    read = ((row, precise.value(cast("tree.Element", cell), meanings)) for row, cell in cells if cell is not None)
    return {row: kind for row, kind in read if isinstance(kind, str)}


def _patterns(grid: Grid, kinds: dict[int, str]) -> dict[str, Element]:
    """A copy of the first row of each kind."""
    patterns: dict[str, Element] = {}
    for row, kind in sorted(kinds.items()):
        pattern = deepcopy(grid.rows[row])
        if not stays_hidden(kind):
            strip(pattern, "hidden")
        patterns.setdefault(bare(kind), pattern)
    return patterns


def _write(grid: Grid, number: int, row: Row, pattern: Element | None) -> None:
    cells = () if pattern is None else pattern.iterfind(tag("c"))
    styles = {column_of(cell.get("r", "")): cell.get("s") for cell in cells}
    values: dict[int, Written] = dict(enumerate((row.kind, *row.cells), KIND_COLUMN))
    columns = columns_of(styles, values)
    grid.append(number, pattern, ((column, styles.get(column), values.get(column)) for column in columns))
    if pattern is not None and is_on(pattern.get("hidden")):
        grid.rows[number].set("hidden", "1")


def _drop_merges(grid: Grid) -> None:
    """A merge shows its first cell only: those that would hide a written one go."""
    written = tuple(grid.contents())
    for area, merge in grid.merges():
        if any(at in area and at != (area.top, area.left) for at in written):
            grid.drop(merge)
