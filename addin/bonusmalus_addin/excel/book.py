"""How does a contract workbook work while it is open in Excel?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from xlwings import Book, Sheet

from bonusmalus_addin.excel import native, reading, result_sheet, table_body
from bonusmalus_addin.excel.writing import fill, refuse_hidden, refuse_torn
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.tables import body, refuse_headers
from bonusmalus_core.workbook.package.address import Area, place
from bonusmalus_core.workbook.package.kinds import moved
from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Cell, Row, Table, Written

_Step = Callable[[], None]


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class _Change:
    """What will happen to a sheet, and what would stand in the way."""

    sheet: Sheet
    write: _Step
    refuse: _Step = _nothing


class ExcelWorkbook:
    """An open workbook of Excel; `save` shows what was written. Storing it in its file remains the user's decision.

    Where the workbook's file lies, or whether it has one at all, makes no difference. Excel cannot take back what a
    program did: so whatever is in the way is found before anything is written, and raised as FileRefused by `save`.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._tables: Mapping[str, Table] | None = None
        self._changes: list[_Change] = []
        self._left: str | None = None  # how the workbook is left if Excel takes no call from here on

    def tables(self) -> Mapping[str, Table]:
        """Every table by name, as it was when it was first asked for; after saving, the workbook is read again."""
        if self._tables is None:
            self._tables = reading.read(self._book)
        return self._tables

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table. KeyError when there is no such table."""
        sheet, found = self._table(table)
        filled = body(found, rows)

        def refuse() -> None:
            others = [part.area for part in reading.table_parts(sheet) if part.name != table]
            table_body.refuse_taken(sheet, self._table(table)[1], others, len(filled))
            refuse_torn(sheet, table_body.grown(found, len(filled)))

        self._changes.append(
            _Change(sheet, lambda: table_body.write_body(sheet, self._table(table)[1], filled), refuse)
        )

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Replaces all rows of a result sheet. KeyError when there is no such sheet.

        FileRefused: file.statement when its user took away what says where the rows and its tables go.
        """
        found = self._sheet(sheet)
        try:
            _moved(found, rows)
        except ValueError as error:
            raise FileRefused("file.statement", self._book.name, sheet=sheet) from error

        def refuse() -> None:
            refuse_torn(found, reading.area_of(found.used_range))

        self._changes.append(_Change(found, lambda: result_sheet.write_rows(found, rows, _moved(found, rows)), refuse))

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells by address. KeyError when there is no such sheet, ValueError for a table's header."""
        found = self._sheet(sheet)
        places = {place(address): value for address, value in cells.items()}
        refuse_headers(reading.table_parts(found), places)

        def refuse() -> None:
            for at in places:
                refuse_hidden(found, *at)
                refuse_torn(found, Area(*at, *at))

        def write() -> None:
            for at, value in places.items():
                fill(found, Area(*at, *at), [[value]])

        self._changes.append(_Change(found, write, refuse))

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Nothing: Excel computes the formulas of an open workbook by itself."""

    def show(self, sheet: str) -> None:
        """Lets a hidden sheet be seen. KeyError when there is no such sheet."""
        found = self._sheet(sheet)
        if not found.visible:

            def write() -> None:
                found.visible = True

            self._changes.append(_Change(found, write, lambda: native.refuse_fixed_sheets(self._book)))

    def save(self) -> None:
        """Shows what was written; without changes nothing happens.

        FileRefused when something is in the way, and then nothing was written. Excel may also take no call for a
        minute: file.half-written in the midst of writing, file.not-restored after it, file.unguarded before it.
        """
        if not self._changes:
            return
        native.refuse_unwritable(self._book)
        try:
            self._write()
        except Exception as error:  # pywin32's com_error, which exists on Windows only, or what it became
            if self._left and native.is_busy(error.__cause__ or error):
                raise FileRefused(self._left, self._book.name) from error
            raise
        self._changes, self._tables = [], None

    def _write(self) -> None:
        self._left = None
        sheets = {change.sheet.name: change.sheet for change in self._changes}
        with ExitStack() as free:
            free.enter_context(native.undisturbed(self._book.app))
            for sheet in sheets.values():
                free.enter_context(native.unprotected(sheet))
            for change in self._changes:
                change.refuse()
            self._left = "file.half-written"
            for change in self._changes:
                change.write()
            self._left = "file.not-restored"

    def _sheet(self, name: str) -> Sheet:
        for sheet in self._book.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def _table(self, name: str) -> tuple[Sheet, TablePart]:
        """A table as it stands now, and its sheet."""
        for sheet in self._book.sheets:
            for part in reading.table_parts(sheet):
                if part.name == name:
                    return sheet, part
        raise KeyError(name)


def _moved(sheet: Sheet, rows: Sequence[Row]) -> dict[str, Area]:
    """Where the tables on a result sheet stand once it has those rows."""
    kinds = result_sheet.read_kinds(sheet)
    return {part.name: moved(part, kinds, rows).area for part in reading.table_parts(sheet)}
