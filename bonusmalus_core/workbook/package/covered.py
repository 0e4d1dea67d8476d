"""Is there anything in a table that merged cells hide?

Excel merges none in a table; other programs do, and can keep what stands in the cells that are no longer seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.package.meaning import Cells
from bonusmalus_core.workbook.package.ordinary import END, START
from bonusmalus_core.workbook.package.parts import MAX_TABLE_CELLS
from bonusmalus_core.workbook.package.tree import Element, tag


def has_merges(part: bytes) -> bool:
    """Whether a sheet part may merge cells, if all of its rows are ordinary: it says so before or after them."""
    start, end = part.find(START), part.rfind(END)
    return b"mergeCell" in part[:start] or b"mergeCell" in part[end:]


def covered(root: Element, tables: Iterable[Area], cells: Cells) -> str | None:
    """The first filled cell of a table that a merged area does not show.

    ValueError for an area that is none, or for so many of them that they can only lie upon each other.
    """
    merged = [Area.of(merge.get("ref", "")) for merge in root.iter(tag("mergeCell"))]
    filled = {at for area in tables for at in area.cells() if cells.get(at[0], {}).get(at[1]) is not None}
    hidden = filled.intersection(_inside(merged, filled)).difference((area.top, area.left) for area in merged)
    return name(*min(hidden)) if hidden else None


def _inside(merged: Iterable[Area], filled: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The cells of merged areas, as far as they lie between filled ones."""
    rows, columns = ({at[place] for at in filled} or {0} for place in (0, 1))
    between = Area(min(rows), min(columns), max(rows), max(columns))
    met = [area.within(between) for area in merged]
    if sum(area.size for area in met) > MAX_TABLE_CELLS:
        raise ValueError("merged areas that lie upon each other")
    return (at for area in met for at in area.cells())
