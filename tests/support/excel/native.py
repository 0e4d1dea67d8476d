"""What would Excel's own objects say? Those members that the add-in uses, under Excel's names, over LibreOffice."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip
"""What a protection can leave open, in the order of the arguments of Worksheet.Protect."""

REJECTED = -2147418111
"""RPC_E_CALL_REJECTED: what Excel answers while somebody types in a cell."""


class ComError(Exception):
    """A call that Excel does not carry out; `hresult` as in pywintypes.com_error."""

    hresult = -2147352567


class Busy(ComError):
    """Somebody types in a cell."""

    hresult = REJECTED


@dataclass
class Application:
    """Excel.Application: what its user types or chooses stands in `typed`, `files` and `folders`, None for Cancel."""

    typed: list[Any] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    folders: list[Any] = field(default_factory=list)
    language: int = 1043
    AutoCorrect: Any = field(default_factory=lambda: SimpleNamespace(AutoFillFormulasInLists=True))

    @property
    def LanguageSettings(self) -> Any:
        return SimpleNamespace(LanguageID=lambda kind: self.language if kind == 2 else 1033)

    def Goto(self, cell: Range) -> None:
        cell.found.sheet.activate()
        cell.found.select()

    def InputBox(self, prompt: str, _title: str, default: Any = "") -> Any:
        assert len(prompt) <= 255, "Excel would refuse"
        self.asked.append(prompt)
        self.proposed.append(default)
        answer = self.typed.pop(0)
        return default if answer is ... else False if answer is None else answer

    def GetSaveAsFilename(self, _name: str, _filter: str, _index: int, _title: str) -> Any:
        answer = self.files.pop(0)
        return False if answer is None else str(answer)

    def GetOpenFilename(self, _filter: str, _index: int, _title: str) -> Any:
        answer = self.files.pop(0)
        return False if answer is None else str(answer)

    def FileDialog(self, kind: int) -> Any:
        assert kind == 4, "the dialog for folders"
        answer = self.folders.pop(0)
        return SimpleNamespace(Show=lambda: 0 if answer is None else -1, SelectedItems=lambda _number: str(answer))


class Workbook:
    """Excel.Workbook; `links` are the other workbooks that its formulas name."""

    Date1904 = False
    ProtectStructure = False

    def __init__(self, document: Any, fullname: str) -> None:
        self._document = document
        self.FullName, self.ReadOnly = fullname, False
        self.links: tuple[str, ...] = ()
        self.protections: dict[str, SimpleNamespace] = {}

    def LinkSources(self, _kind: int) -> Any:
        return self.links or None


class Worksheet:
    """Excel.Worksheet: its protection."""

    def __init__(self, held: Any, book: Workbook) -> None:
        self._held, self._book = held, book

    @property
    def ProtectContents(self) -> bool:
        return bool(self._held.isProtected())

    ProtectDrawingObjects = ProtectScenarios = False

    @property
    def Protection(self) -> Any:
        kept = self._book.protections.get(self._held.Name)
        return kept or SimpleNamespace(**dict.fromkeys(ALLOWED, False))

    def Unprotect(self, password: str = "") -> None:
        import uno

        try:
            self._held.unprotect(password)
        except uno.getClass("com.sun.star.lang.IllegalArgumentException") as error:
            raise ComError("The password you supplied is not correct.") from error

    def Protect(
        self, password: Any, _drawings: bool, contents: bool, _scenarios: bool, _mine: bool, *allowed: bool
    ) -> None:
        assert contents
        assert len(allowed) == len(ALLOWED)
        self._book.protections[self._held.Name] = SimpleNamespace(**dict(zip(ALLOWED, allowed, strict=True)))
        self._held.protect(password or "")


class ListObject:
    """Excel.ListObject: its filter."""

    def __init__(self, found: Any) -> None:
        self._found = found

    @property
    def AutoFilter(self) -> Any:
        if not self._found.AutoFilter:
            return None
        descriptor = self._found.FilterDescriptor
        return SimpleNamespace(FilterMode=bool(descriptor.FilterFields), ShowAllData=self._show_all)

    def _show_all(self) -> None:
        self._found.FilterDescriptor.setFilterFields(())
        self._found.refresh()
        self._found.ReferredCells.Rows.IsVisible = True


class Range:
    """Excel.Range: what xlwings lacks."""

    def __init__(self, found: Any) -> None:
        self.found = self._found = found

    @property
    def Value2(self) -> Any:
        return self._found.values(plain=True)

    @property
    def CurrentArray(self) -> Any:
        cell = self._found.held.getCellByPosition(0, 0)
        cursor = cell.Spreadsheet.createCursorByRange(cell)
        cursor.collapseToCurrentArray()
        place = cursor.RangeAddress
        return self._found.sheet.range(
            (place.StartRow + 1, place.StartColumn + 1), (place.EndRow + 1, place.EndColumn + 1)
        ).api

    @property
    def Address(self) -> str:
        return str(self._found.address)
