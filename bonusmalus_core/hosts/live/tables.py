"""How does a block of an open sheet become a table, and what does every program refuse to write over it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Cell, Table, Written, heading


def table(sheet: str, part: TablePart, block: Sequence[Sequence[Cell]], below: str | None) -> Table:
    """The table of the values in its area: the header first, and a totals row left out."""
    header, *body = block
    rows = body[: len(body) - part.totals_rows]
    return Table(
        part.name,
        sheet,
        part.area.top,
        part.area.left,
        tuple(map(heading, header)),
        tuple(map(tuple, rows)),
        below,
    )


def under(area: Area) -> Area:
    """The cells right under a table."""
    return replace(area, top=area.bottom + 1, bottom=area.bottom + 1)


def first_below(area: Area, filled: Iterable[bool], tables: Iterable[TablePart]) -> str | None:
    """The first cell right under a table that is filled, and belongs to none of the sheet's `tables`."""
    others = [part.area for part in tables]
    cells = (at for at, is_filled in zip(under(area).cells(), filled, strict=True) if is_filled)
    return next((name(*at) for at in cells if not any(at in other for other in others)), None)


def body(part: TablePart, rows: Sequence[Sequence[Written]]) -> Sequence[Sequence[Written]]:
    """The rows for a table, one blank row at least; ValueError when they have another width."""
    width = len(part.area.columns())
    if any(len(row) != width for row in rows):
        raise ValueError(f"the rows of {part.name} have {width} cells")
    return tuple(rows) or ((None,) * width,)


def refuse_headers(parts: Iterable[TablePart], places: Mapping[tuple[int, int], object]) -> None:
    """ValueError for a place (row, column) in the header of a table: that is no result cell."""
    for part, at in product(parts, places):
        if at in part.header:
            raise ValueError(f"{name(*at)} heads a column of {part.name}")
