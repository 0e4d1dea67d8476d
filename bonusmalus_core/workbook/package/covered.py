"""Is there anything in a table that merged cells hide?

Excel merges none in a table; other programs do, and can keep what stands in the cells that are no longer seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.package.meaning import Cells
from bonusmalus_core.workbook.package.tree import Element, tag


def has_merges(part: bytes) -> bool:
    """Whether a sheet part may merge cells, in whatever encoding it is written."""
    return b"mergeCell" in part.replace(b"\0", b"")


def covered(root: Element, tables: Iterable[Area], cells: Cells) -> str | None:
    """The first filled cell of a table that a merged area does not show. ValueError for an area that is none."""
    merged = [Area.of(merge.get("ref", "")) for merge in root.iter(tag("mergeCell"))]
    areas = tuple(tables)
    filled = ((row, column) for row, line in cells.items() for column, cell in line.items() if cell is not None)
    seen = {(area.top, area.left) for area in merged}
    hidden = (at for at in filled if at not in seen and _in_any(merged, at) and _in_any(areas, at))
    return next((name(*at) for at in hidden), None)


def _in_any(areas: Iterable[Area], at: tuple[int, int]) -> bool:
    return any(at in area for area in areas)
