"""How do values and formulas get into the cells of an open Calc document, whatever their format is?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import uno

from bonusmalus_addin.libreoffice.documents import name_of
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.written import error, serial
from bonusmalus_core.workbook.package.address import name
from bonusmalus_core.workbook.port import CellError, Formula, Written, shown

_EXCEL: int = uno.getConstantByName("com.sun.star.sheet.AddressConvention.XL_OOX")
_FAILED = uno.getClass("com.sun.star.uno.RuntimeException")
_CONTENTS = 1 | 2 | 4 | 16
"""Numbers, days, texts and formulas, of com.sun.star.sheet.CellFlags."""

Then = Callable[[], None]


def _nothing() -> None:
    pass


class Pen:
    """Writes into the sheets of one document; places are 0-based."""

    def __init__(self, document: Any) -> None:
        self._document = document
        null = document.NullDate
        self._epoch = datetime(null.Year, null.Month, null.Day)
        self._parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        self._parser.CompileEnglish, self._parser.FormulaConvention = True, _EXCEL

    def fill(self, sheet: Any, top: int, left: int, rows: Sequence[Sequence[Written]], then: Then = _nothing) -> None:
        """Gives a block of cells, in rows of equal length, new contents; their style stays.

        `then` comes between values and formulas: a formula that names a column wants the table in its new place.
        """
        area = sheet.getCellRangeByPosition(left, top, left + len(rows[0]) - 1, top + len(rows) - 1)
        held = area.getDataArray()
        area.clearContents(_CONTENTS)
        try:
            self._fill_at_once(area, held, [list(map(self._plain, row)) for row in rows])
        except _FAILED as error:  # an array formula reaches further than the block
            raise self.refusal("file.formula-group", sheet, top, left) from error
        then()
        for row, values in enumerate(rows):
            for column, run in _runs(values):
                self._calculate_all(area, row, column, run)

    def _calculate_all(self, area: Any, row: int, column: int, run: Sequence[Formula | bool | CellError]) -> None:
        """Formulas beside each other; together where Calc's own spelling says the same, which is many times faster."""
        spelled = [own_spelling(each.text) if isinstance(each, Formula) else None for each in run]
        if None not in spelled:
            area.getCellRangeByPosition(column, row, column + len(run) - 1, row).setFormulaArray((tuple(spelled),))
            return
        for number, written in enumerate(run, column):
            self._calculate(area.getCellByPosition(number, row), written)

    @staticmethod
    def _fill_at_once(area: Any, held: Sequence[Sequence[Any]], plain: list[list[float | str]]) -> None:
        """Fills the block, cell by cell where it was blank: undoing a block leaves in it what was blank before."""
        alone = [
            (area.getCellByPosition(column, row), value)
            for row, values in enumerate(plain)
            for column, value in enumerate(values)
            if value != "" and held[row][column] == ""
        ]
        pairs = zip(plain, held, strict=True)
        area.setDataArray(
            tuple(tuple("" if old == "" else new for new, old in zip(*pair, strict=True)) for pair in pairs)
        )
        for cell, value in alone:
            if isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(value)

    def refuse_hidden(self, sheet: Any, row: int, column: int) -> None:
        """FileRefused (file.merged) for a cell that cannot be seen, because it is merged with one before it."""
        cursor = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
        cursor.collapseToMergedArea()
        merged = cursor.RangeAddress
        if (merged.StartRow, merged.StartColumn) != (row, column):
            raise self.refusal("file.merged", sheet, row, column)

    def refusal(self, code: str, sheet: Any, row: int, column: int, **facts: object) -> FileRefused:
        """The refusal to write into a cell."""
        cell = name(row + 1, column + 1)
        return FileRefused(code, name_of(self._document), sheet=sheet.Name, cell=cell, **facts)

    def _plain(self, written: Written) -> float | str:
        """What a cell holds by itself: a number or a text, whatever sign it begins with."""
        value = shown(written)
        if isinstance(written, (Formula, bool, CellError)) or value is None:
            return ""
        if isinstance(value, Decimal):
            return float(value)
        if isinstance(value, date):
            return serial(value, self._epoch)
        return str(value)

    def _calculate(self, cell: Any, written: Formula | bool | CellError) -> None:
        """Truth values and errors, too, are results of formulas in Calc."""
        if isinstance(written, Formula):
            cell.setTokens(self._parser.parseFormula(written.text, cell.CellAddress))
        else:
            cell.setFormula(f"={_constant(written)}")


_ELSEWHERE = re.compile(r"[!{}]|_xlfn|\b(?:TRUE|FALSE)\b|\bBM_")
_SPOKEN = re.compile(r'"[^"]*"|\[(?:\'.|[^\[\]\'])*\]|,')


def own_spelling(text: str) -> str | None:
    """A formula as Calc itself spells it, with semicolons; None for what it would spell in another way besides.

    >>> own_spelling('IF(SUM(tblKpis[a, b])=0,",",1)'), own_spelling("Sheet!A1")
    ('=IF(SUM(tblKpis[a, b])=0;",";1)', None)
    """
    if _ELSEWHERE.search(text):
        return None
    return "=" + _SPOKEN.sub(lambda found: ";" if found[0] == "," else found[0], text)


def _runs(values: Sequence[Written]) -> Iterator[tuple[int, list[Formula | bool | CellError]]]:
    """Cells beside each other that are calculated: the place of the first, and what they are given."""
    place = 0
    for calculated, run in groupby(values, lambda written: isinstance(written, (Formula, bool, CellError))):
        cells = list(run)
        if calculated:
            yield place, [cell for cell in cells if isinstance(cell, (Formula, bool, CellError))]
        place += len(cells)


def _constant(written: bool | CellError) -> str:
    if isinstance(written, bool):
        return "TRUE()" if written else "FALSE()"
    return error(written)
