"""How does a table take other rows, and its part another place on the sheet?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lxml import etree

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.package.formulas import refuse_torn
from bonusmalus_core.workbook.package.grid import Grid
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.package.text import escaped
from bonusmalus_core.workbook.package.tree import tag
from bonusmalus_core.workbook.package.xml import Element, strip
from bonusmalus_core.workbook.port import Written


def write_body(grid: Grid, table: TablePart, others: Sequence[Area], rows: Sequence[Sequence[Written]]) -> TablePart:
    """Replaces a table's body on its sheet, which has `others` too; gives the table as it stands then.

    A totals row moves along. FileRefused: file.occupied when the rows below it are taken, file.formula-group.
    ValueError for a row that is not as long as the header.
    """
    old, width = table.body, len(table.area.columns())
    if any(len(row) != width for row in rows):
        raise ValueError(f"the rows of {table.name} have {width} cells")
    rows = rows or [(None,) * width]
    new = replace(old, bottom=old.top + len(rows) - 1)
    grown = replace(table, area=replace(table.area, bottom=new.bottom + table.totals_rows))
    taken = _taken(grid, replace(grown.area, top=table.area.bottom + 1), others)
    if taken:
        raise FileRefused("file.occupied", grid.path, table=table.name, sheet=grid.sheet, cell=taken)
    refuse_torn(grid, frozenset((*table.area.cells(), *new.cells())))
    _move_totals(grid, table, new.bottom - old.bottom)
    _fill_body(grid, new, rows)
    for row, column in Area(grown.area.bottom + 1, old.left, table.area.bottom, old.right).cells():
        grid.remove(row, column)
    return grown


def _fill_body(grid: Grid, body: Area, rows: Sequence[Sequence[Written]]) -> None:
    """Fills the rows; new ones look like the first.

    A day that would look like a number is written out: it would be read back as one.
    """
    first, styles = grid.rows.get(body.top), [grid.style(body.top, column) for column in body.columns()]
    for row, values in enumerate(rows, body.top):
        grid.row(row, like=first)
        for column, value, style in zip(body.columns(), values, styles, strict=True):
            is_bare = type(value) is date and not grid.shows_day(row, column, style)
            grid.fill(row, column, str(value) if is_bare else value, style)


def _taken(grid: Grid, wanted: Area, others: Sequence[Area]) -> str | None:
    """The first wanted cell that has content or belongs to another table."""
    held = (name(*at) for at in wanted.cells() if grid.holds(*at) or any(at in other for other in others))
    return next(held, None)


def _move_totals(grid: Grid, table: TablePart, down: int) -> None:
    """Totals name columns, not cells, so that they mean the same wherever they stand."""
    if down:
        totals = replace(table.area, top=table.body.bottom + 1)
        kept = [(row + down, column, grid.remove(row, column)) for row, column in totals.cells()]
        for row, column, cell in kept:
            if cell is not None:
                grid.put(row, column, cell)


def state(root: Element, table: TablePart) -> None:
    """Writes a table's place and column names into its part."""
    root.set("ref", str(table.area))
    etree.strip_elements(root, tag("sortState"))
    for filtered in root.iterfind(tag("autoFilter")):
        filtered.set("ref", str(replace(table.area, bottom=table.body.bottom)))
    if not table.totals_rows:
        strip(root, "totalsRowCount")
    for column, text in zip(root.iter(tag("tableColumn")), table.columns, strict=True):
        column.set("name", escaped(text).replace("\n", "_x000a_"))
