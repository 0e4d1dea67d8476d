"""How does a contract workbook work while it is open in LibreOffice Calc?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bonusmalus_addin.libreoffice import reading, result_sheet
from bonusmalus_addin.libreoffice.documents import Change, in_one_step, name_of, unprotected
from bonusmalus_addin.libreoffice.drawings import kept
from bonusmalus_addin.libreoffice.table_body import settle_down, table_part, write_body
from bonusmalus_addin.libreoffice.writing import Pen
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.tables import body, refuse_headers
from bonusmalus_core.workbook.package.address import Area, place
from bonusmalus_core.workbook.package.kinds import moved
from bonusmalus_core.workbook.port import Cell, Row, Table, Written


class UnoWorkbook:
    """An open spreadsheet document; `save` shows what was written, as one undo step named `step`.

    Whether it came from an .xlsx or an .ods makes no difference, and storing it remains the user's decision.
    FileRefused, in `save`, for a document that is read-only or has something where a result must go.
    """

    def __init__(self, document: Any, step: str) -> None:
        self._document, self._step = document, step
        self._pen = Pen(document)
        self._tables: Mapping[str, Table] | None = None
        self._changes: list[tuple[Any, Change]] = []

    def tables(self) -> Mapping[str, Table]:
        """Every table by name, as it was when it was first asked for; after saving, the document is read again."""
        if self._tables is None:
            self._tables = reading.read(self._document)
        return self._tables

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table. KeyError when there is no such table."""
        found = self._range(table)
        filled = body(table_part(found), rows)
        sheet = self._document.Sheets.getByIndex(found.DataArea.Sheet)

        def change() -> None:
            others = [table_part(other).area for other in self._ranges_on(sheet) if other.Name != table]
            write_body(self._pen, sheet, found, others, filled)

        self._changes.append((sheet, change))

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Replaces all rows of a result sheet. KeyError when there is no such sheet.

        FileRefused: file.statement when its user took away what says where the rows and its tables go.
        """
        found = self._sheet(sheet)
        try:
            self._moved(found, rows)
        except ValueError as error:
            raise FileRefused("file.statement", name_of(self._document), sheet=sheet) from error

        def change() -> None:
            places = self._moved(found, rows)
            kept(found, lambda: result_sheet.write_rows(self._pen, found, rows, lambda: settle_down(places)))

        self._changes.append((found, change))

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells by address. KeyError when there is no such sheet, ValueError for a table's header."""
        found = self._sheet(sheet)
        places = {place(address): value for address, value in cells.items()}
        refuse_headers(map(table_part, self._ranges_on(found)), places)

        def change() -> None:
            for (row, column), value in places.items():
                self._pen.refuse_hidden(found, row - 1, column - 1)
                self._pen.fill(found, row - 1, column - 1, [[value]])

        self._changes.append((found, change))

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Nothing: Calc computes the formulas of an open document by itself."""

    def show(self, sheet: str) -> None:
        """Lets a hidden sheet be seen. KeyError when there is no such sheet."""
        found = self._sheet(sheet)
        if not found.IsVisible:

            def change() -> None:
                if self._document.isProtected():  # LibreOffice would leave the sheet hidden and say nothing
                    raise FileRefused("file.structure", name_of(self._document))
                found.IsVisible = True

            self._changes.append((found, change))

    def save(self) -> None:
        """Shows what was written, whole or not at all; without changes nothing happens."""
        if not self._changes:
            return
        if self._document.isReadonly():
            raise FileRefused("file.read-only", name_of(self._document))

        def change_all() -> None:
            for sheet, change in self._changes:
                unprotected(self._document, sheet, change)

        in_one_step(self._document, self._step, change_all)
        self._changes, self._tables = [], None

    def _moved(self, sheet: Any, rows: Sequence[Row]) -> list[tuple[Any, Area]]:
        """Where the tables on a result sheet stand once it has those rows."""
        kinds = result_sheet.read_kinds(sheet)
        return [(found, moved(table_part(found), kinds, rows).area) for found in self._ranges_on(sheet)]

    def _sheet(self, name: str) -> Any:
        if not self._document.Sheets.hasByName(name):
            raise KeyError(name)
        return self._document.Sheets.getByName(name)

    def _range(self, name: str) -> Any:
        if not self._document.DatabaseRanges.hasByName(name):
            raise KeyError(name)
        return self._document.DatabaseRanges.getByName(name)

    def _ranges_on(self, sheet: Any) -> list[Any]:
        """The tables that stand on a sheet."""
        number = sheet.RangeAddress.Sheet
        ranges = self._document.DatabaseRanges
        return [found for found in ranges if found.ContainsHeader and found.DataArea.Sheet == number]
