"""What does Excel know that xlwings does not ask it? Its own objects are touched here and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from xlwings import App, Book, Range, Sheet
from xlwings.main import Table

from bonusmalus_core.errors import FileRefused

_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip
"""What a protection leaves open, in the order in which Worksheet.Protect takes it."""

_ATTEMPTS = 2_000
"""About a second of calls that come back at once."""

_MANY_ATTEMPTS = 60 * _ATTEMPTS
"""For what was begun: half of it would be worse than a minute of waiting."""

_REJECTED = {-2147418111, -2147417846, -2146777998}
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE; the last may stand behind DISP_E_EXCEPTION."""


def plain_values(cells: Range) -> Any:
    """The values without regard to formats: money with all its digits, days as numbers."""
    return cells.api.Value2


def epoch(book: Book) -> datetime:
    """The day from which this workbook counts."""
    return datetime(1904, 1, 1) if book.api.Date1904 else datetime(1899, 12, 30)


def refuse_unwritable(book: Book) -> None:
    """FileRefused (file.read-only) for a workbook whose changes could not be saved."""
    if book.api.ReadOnly:
        raise FileRefused("file.read-only", book.name)


def refuse_fixed_sheets(book: Book) -> None:
    """FileRefused (file.structure) for a workbook in which no sheet may be shown."""
    if book.api.ProtectStructure:
        raise FileRefused("file.structure", book.name)


def is_open(book: Book) -> bool:
    """Whether the workbook, and the Excel that it was open in, are still there."""
    try:
        return any(each == book for each in book.app.books)
    except Exception as error:  # pywin32's com_error, which exists on Windows only
        return is_busy(error)


def is_protected(sheet: Sheet) -> bool:
    """Whether the cells of a sheet are protected."""
    return bool(sheet.api.ProtectContents)


def show_all(table: Table) -> None:
    """Takes a filter's choice away: rows that are filtered out would not be written."""
    held = table.api.AutoFilter
    if held is not None and held.FilterMode:
        held.ShowAllData()


def reaches_further(cell: Range, within: Callable[[str], bool]) -> bool:
    """Whether the cell has an array formula that stands in other cells too; `within` knows the harmless areas."""
    return bool(cell.has_array) and not within(str(cell.api.CurrentArray.Address).replace("$", ""))


@contextmanager
def unprotected(sheet: Sheet) -> Iterator[None]:
    """Lets a sheet be written; its protection comes back with all that it allows, whatever happens.

    FileRefused (file.protected) when a password guards it.
    """
    held = sheet.api
    if not held.ProtectContents:
        yield
        return
    drawings, scenarios = held.ProtectDrawingObjects, held.ProtectScenarios
    allowed = [getattr(held.Protection, name) for name in _ALLOWED]
    try:
        held.Unprotect("")
    except Exception as error:  # pywin32's com_error, which exists on Windows only
        raise FileRefused("file.protected", sheet.book.name, sheet=sheet.name) from error
    try:
        yield
    finally:
        held.Protect("", drawings, True, scenarios, False, *allowed)


@contextmanager
def undisturbed(app: App) -> Iterator[None]:
    """Keeps Excel from drawing, calculating, running macros and completing columns until the end, come what may.

    Were Python to end before, Visual Basic would put everything back.
    """
    app.cut_copy_mode = False  # what is marked to be copied would come along with new rows
    correcting = app.api.AutoCorrect
    fills = correcting.AutoFillFormulasInLists
    with (
        _patient(_MANY_ATTEMPTS),
        app.properties(screen_updating=False, enable_events=False, calculation="manual"),
    ):
        correcting.AutoFillFormulasInLists = False
        try:
            yield
        finally:
            correcting.AutoFillFormulasInLists = fills


def put_live(cell: Range, formula: str) -> None:
    """Writes a formula that may spill; an Excel before 2021 knows none of these, and takes it as an ordinary one."""
    if _spills(cell):
        cell.formula2 = formula
    else:
        cell.formula = formula


def _spills(cell: Range) -> bool:
    """Whether Excel knows formulas that spill: to write one where it does not would be tried again and again."""
    try:
        return cell.formula2 is not None
    except Exception as error:  # pywin32's com_error, which exists on Windows only, or AttributeError
        if is_busy(error):
            raise
        return False


def go_to(cell: Range) -> None:
    """Shows a cell in its own Excel, which need not be the one in front: xlwings' own `activate` would fail then."""
    cell.sheet.book.app.api.Goto(cell.api)


@contextmanager
def patient() -> Iterator[None]:
    """Lets xlwings try a call again while Excel is busy, but not for ever, as it would by itself."""
    with _patient(_ATTEMPTS):
        yield


@contextmanager
def _patient(attempts: int) -> Iterator[None]:
    windows: Any = sys.modules.get("xlwings._xlwindows", SimpleNamespace(N_COM_ATTEMPTS=attempts))
    before = windows.N_COM_ATTEMPTS
    windows.N_COM_ATTEMPTS = attempts
    try:
        yield
    finally:
        windows.N_COM_ATTEMPTS = before


def is_busy(error: BaseException) -> bool:
    """Whether Excel took no call, because somebody types in a cell or a dialog is open."""
    *_, behind = getattr(error, "excepinfo", None) or (None,)
    told = {getattr(error, "hresult", None), behind}
    return not _REJECTED.isdisjoint(told) or type(error).__name__ == "ExcelBusyError"
