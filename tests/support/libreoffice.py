"""What does LibreOffice make of a workbook? One headless soffice that opens copies and recalculates them.

Cached values are trusted by LibreOffice when it loads a file, so every copy is recalculated in full as it is opened.
Its Python bridge is imported only where soffice is talked to: where it is missing, tests are skipped, not broken.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Of com.sun.star.sheet.FormulaResult.
STRING, ERROR = 2, 4

# Of com.sun.star.document.MacroExecMode.
MACROS_NEVER, MACROS_RUN = 0, 4

_REPEATED = re.compile(rb'<definedName name="_xlnm\.Print_Titles"[^>]*>[^<]*</definedName>')

START_SECONDS = 60
STOP_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as LibreOffice sees it; `error` is the text that an error shows, and then there is no value."""

    value: float | str | None
    text: str
    formula: str
    error: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open copy of a workbook; what happens to it never reaches the file it was copied from."""

    document: Any = field(repr=False)
    _sheets: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def sheet(self, name: str) -> Any:
        """A sheet: to ask for an object of soffice takes longer than most of what one does with it."""
        if name not in self._sheets:
            self._sheets[name] = self.document.Sheets.getByName(name)
        return self._sheets[name]

    def sheets(self) -> tuple[str, ...]:
        """The names of the visible sheets, in their order."""
        return tuple(sheet.Name for sheet in self.document.Sheets if sheet.IsVisible)

    def cell(self, sheet: str, address: str) -> Cell:
        """What stands in a cell, such as `cell("Start", "B3")`."""
        found = self._cell(sheet, address)
        kind, failed, text = found.Type.value, bool(found.Error), str(found.String)
        return Cell(
            value=None if failed or kind == "EMPTY" else _content(found, kind),
            text=text,
            formula=str(found.Formula) if kind == "FORMULA" else "",
            error=text if failed else "",
        )

    def values(self, sheet: str, area: str) -> tuple[tuple[float | str | None, ...], ...]:
        """The values of an area such as `A1:F20`, in one go: '' where a cell is empty, None where it holds an error."""
        return tuple(self.sheet(sheet).getCellRangeByName(area).DataArray)

    def put(self, sheet: str, address: str, content: float | str) -> None:
        """Type into a cell: a number, a text, or a formula that begins with `=` and is written in English."""
        found = self._cell(sheet, address)
        if isinstance(content, str):
            found.Formula = content
        else:
            found.Value = content

    def sort(self, sheet: str, area: str, column: int, *, descending: bool = False) -> None:
        """Sort the rows of an area by one of its columns, counted from 0."""
        import uno
        from com.sun.star.table import TableSortField

        by = TableSortField()
        by.Field, by.IsAscending = column, not descending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (by,))
        self.sheet(sheet).getCellRangeByName(area).sort(_properties(SortFields=fields))

    def recalculate(self) -> None:
        """Compute every formula anew, whether or not it seems to need it."""
        self.document.calculateAll()

    def errors(self) -> dict[str, str]:
        """Every formula that ends in an error, hidden sheets included: `{"Start.B3": "#DIV/0!"}`."""
        return {
            f"{sheet.Name}.{_address(cell)}": cell.String
            for sheet in self.document.Sheets
            for cell in sheet.queryFormulaCells(ERROR).Cells
        }

    def save_as(self, path: Path) -> None:
        """Save as LibreOffice writes .xlsx, or .ods when the path ends so."""
        written = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}[path.suffix]
        self.document.storeToURL(_url(path), _properties(FilterName=written))

    def print_sheet(self, sheet: str, path: Path) -> None:
        """Print one visible sheet to a PDF, with its own print area and page layout."""
        visible = self.sheets()
        self._show_only((sheet,))
        self.document.storeToURL(_url(path), _properties(FilterName="calc_pdf_Export"))
        self._show_only(visible)

    def _show_only(self, names: tuple[str, ...]) -> None:
        # What shall be seen comes first: LibreOffice refuses to hide the last visible sheet.
        for sheet in sorted(self.document.Sheets, key=lambda sheet: sheet.Name not in names):
            sheet.IsVisible = sheet.Name in names

    def _cell(self, sheet: str, address: str) -> Any:
        return self.sheet(sheet).getCellRangeByName(address).getCellByPosition(0, 0)


@dataclass(frozen=True, slots=True)
class Office:
    """A running soffice with a profile of its own; `context` leads to all its services."""

    # A failing test shows its arguments; to show a UNO object after soffice has gone would abort the whole run.
    desktop: Any = field(repr=False)
    folder: Path
    context: Any = field(repr=False)

    @contextmanager
    def open(
        self, path: Path, *, hidden: bool = True, macros: bool = False, for_paper: bool = True
    ) -> Iterator[Workbook]:
        """Open a copy of the workbook and recalculate it; its macros may run only where that is asked for.

        Who looks at cells alone can do without the rows that repeat on paper: they take soffice 40 % of its opening.
        """
        copy = self.folder / f"{uuid.uuid4().hex}{path.suffix}"
        if for_paper:
            shutil.copyfile(path, copy)
        else:
            _copy_for_the_screen(path, copy)
        document = self.desktop.loadComponentFromURL(
            _url(copy),
            "_blank",
            0,
            _properties(Hidden=hidden, MacroExecutionMode=MACROS_RUN if macros else MACROS_NEVER),
        )
        if document is None:
            raise ValueError(f"LibreOffice cannot open {path}")
        try:
            document.calculateAll()
            yield Workbook(document)
        finally:
            document.close(True)
            copy.unlink()


@contextmanager
def running(profile: Path | None = None, display: str | None = None) -> Iterator[Office]:
    """Start soffice, and stop it in the end whatever happens.

    It uses a fresh profile unless it is given one, and shows its windows on `display` (":7") if there is one.
    """
    with TemporaryDirectory(prefix="bonusmalus-") as folder:
        accept = f"pipe,name=bonusmalus{uuid.uuid4().hex};urp;"
        process = _start(profile or Path(folder) / "profile", accept, display)
        try:
            context = _context(accept, process)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            yield Office(desktop, Path(folder), context)
            _stop(desktop, process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _copy_for_the_screen(path: Path, copy: Path) -> None:
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(copy, "w") as written:
        for name in whole.namelist():
            part = whole.read(name)
            written.writestr(name, _REPEATED.sub(b"", part) if name == "xl/workbook.xml" else part)


def _start(profile: Path, accept: str, display: str | None) -> subprocess.Popen[bytes]:
    command = [
        "soffice",
        *([] if display else ["--headless"]),
        f"-env:UserInstallation={_url(profile)}",
        f"--accept={accept}",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
    ]
    # An extension finds the installed product beside this Python; plain X11 windows need no desktop around them.
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": here} | ({"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else {})
    # A session of its own: soffice is a script that starts others, and all of them must end together.
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _context(accept: str, process: subprocess.Popen[bytes]) -> Any:
    import uno
    from com.sun.star.connection import NoConnectException

    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:{accept}StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _stop(desktop: Any, process: subprocess.Popen[bytes]) -> None:
    from com.sun.star.lang import DisposedException

    # The connection may break before soffice has answered that it will stop.
    with suppress(DisposedException):
        desktop.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)


def _content(cell: Any, kind: str) -> float | str:
    is_text = kind == "TEXT" or (kind == "FORMULA" and cell.FormulaResultType2 == STRING)
    return str(cell.String) if is_text else float(cell.Value)


def _address(cell: Any) -> str:
    return str(cell.AbsoluteName).rpartition(".")[2].replace("$", "")


def _url(path: Path) -> str:
    return path.resolve().as_uri()


def _properties(**values: object) -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())
