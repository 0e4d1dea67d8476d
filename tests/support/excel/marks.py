"""Which notes and conditional formats do cells have? Those of LibreOffice, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

_CONDITION, _FORMULA = 0, 9
"""Of com.sun.star.sheet: ConditionEntryType and ConditionOperator2."""


class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules that hold for any cell of a range, the first one first."""

    def __init__(self, found: Any) -> None:
        self._found = found
        self._every = found.held.Spreadsheet.ConditionalFormats

    def __iter__(self) -> Iterator[ConditionalFormat]:
        place = self._found.held.RangeAddress
        for held in self._every.ConditionalFormats:
            if held.Range.queryIntersection(place).Count:
                yield ConditionalFormat(self._every, held)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        document = self._found.sheet.book.document
        areas = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        areas.addRangeAddress(self._found.held.RangeAddress, False)
        number = self._every.createByRange(areas)
        held = next(each for each in self._every.ConditionalFormats if number == each.ID)
        held.createEntry(_CONDITION, 0)
        rule = held.getByIndex(0)
        rule.Operator, rule.Formula1 = _FORMULA, spec["formula"].removeprefix("=")
        return ConditionalFormat(self._every, held)


class ConditionalFormat(base_classes.ConditionalFormat):
    """One rule."""

    def __init__(self, every: Any, held: Any) -> None:
        self._every, self._held = every, held

    @property
    def type(self) -> str:
        rule = self._held.getByIndex(0)
        is_custom = rule.Type == _CONDITION and rule.Operator == _FORMULA
        return "custom" if is_custom else "unknown"

    @property
    def formula(self) -> str:
        return f"={self._held.getByIndex(0).Formula1}"

    def delete(self) -> None:
        self._every.removeByID(self._held.ID)


class Note:
    """A note of a cell."""

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    @property
    def text(self) -> str:
        return str(self._cell.Annotation.String)

    def delete(self) -> None:
        notes = self._cell.Spreadsheet.Annotations
        place = self._cell.CellAddress
        for number in range(notes.Count):
            found = notes.getByIndex(number).Position
            if (found.Row, found.Column) == (place.Row, place.Column):
                notes.removeByIndex(number)
                return
