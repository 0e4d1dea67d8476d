"""May these cells be overwritten without breaking a formula that reaches further?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package.address import name
from bonusmalus_core.workbook.package.grid import Grid

Places = frozenset[tuple[int, int]]
"""Cells by row and column."""


def refuse_torn(grid: Grid, overwritten: Places) -> None:
    """FileRefused (file.formula-group) when cells that depend on an overwritten formula would be left behind."""
    torn = next((place for place in (*_torn_blocks(grid, overwritten), *_torn_shares(grid, overwritten))), None)
    if torn:
        raise FileRefused("file.formula-group", grid.path, sheet=grid.sheet, cell=name(*torn))


def _torn_blocks(grid: Grid, overwritten: Places) -> Iterator[tuple[int, int]]:
    """Arrays and data tables of which a part only is overwritten."""
    for at, formula in grid.formulas().items():
        if formula.get("t") in ("array", "dataTable") and formula.get("ref"):
            block = grid.area(formula)
            touched = sum(place in block for place in overwritten)
            if 0 < touched < block.size:
                yield at


def _torn_shares(grid: Grid, overwritten: Places) -> Iterator[tuple[int, int]]:
    """Overwritten cells that hold the text of a formula for cells elsewhere."""
    sharing = defaultdict(set)
    masters = {}
    for at, formula in grid.formulas().items():
        if formula.get("t") == "shared":
            sharing[formula.get("si")].add(at)
            if formula.text:
                masters[formula.get("si")] = at
    return (master for share, master in masters.items() if master in overwritten and not sharing[share] <= overwritten)
