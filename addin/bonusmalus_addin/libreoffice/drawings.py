"""How does what is drawn over a sheet, such as a chart, keep to its cell while rows are copied?

Calc copies a drawing along with the row that it is anchored to. So it is anchored to the sheet meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uno

_CELL = "com.sun.star.table.XCell"


def kept(sheet: Any, change: Callable[[], None]) -> None:
    """Makes a change, after which every drawing stands over the same cell as before."""
    drawings = [sheet.DrawPage.getByIndex(number) for number in range(sheet.DrawPage.Count)]
    anchored = [(each, each.Anchor) for each in drawings if each.Anchor.queryInterface(uno.getTypeByName(_CELL))]
    places = [(each, cell, _from(cell.Position, each.Position)) for each, cell in anchored]
    for each, _, _ in places:
        each.Anchor = sheet
    change()
    for each, cell, (right, down) in places:
        each.Anchor = cell
        place = cell.Position
        place.X, place.Y = place.X + right, place.Y + down
        each.Position = place


def _from(cell: Any, place: Any) -> tuple[int, int]:
    return place.X - cell.X, place.Y - cell.Y
