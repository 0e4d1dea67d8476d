"""What does Excel know that xlwings does not ask it? Its own objects are touched here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
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
    """Keeps Excel from drawing, calculating, running macros and completing columns until the end, come what may."""
    app.cut_copy_mode = False  # what is marked to be copied would come along with new rows
    correcting = app.api.AutoCorrect
    fills = correcting.AutoFillFormulasInLists
    with app.properties(screen_updating=False, enable_events=False, calculation="manual"):
        correcting.AutoFillFormulasInLists = False
        try:
            yield
        finally:
            correcting.AutoFillFormulasInLists = fills
