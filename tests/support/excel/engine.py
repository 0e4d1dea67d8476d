"""Which programs and workbooks are there? LibreOffice's, as xlwings asks for those of Excel."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from tests.support.excel import native
from tests.support.excel.sheets import Sheets
from tests.support.libreoffice import Office

_NAME = "libreoffice"


class Engine:
    """The engine: xlwings registers it by its name."""

    name, type = _NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def clean_value_data(rows: Any, *_: Any) -> Any:
        """Values as they are: the add-in reads raw ones."""
        return rows

    @staticmethod
    def prepare_xl_data_element(value: Any, _date_format: Any) -> Any:
        """A value as it is."""
        return value


class Apps(base_classes.Apps):
    """Every running program, the active one first."""

    def __init__(self) -> None:
        self.running: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Iterator[App]:
        return iter(self.running)

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)


class App(base_classes.App):
    """One soffice as an instance of Excel; `told` are the messages that its user saw."""

    screen_updating = True
    enable_events = True
    calculation = "automatic"
    status_bar: Any = False
    cut_copy_mode: Any = False
    version = "16.0"
    visible = False
    selection: Any = None
    api: Any = None
    books: Any = None

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine, self.office = engine, office
        self.api = native.Application()
        self.told: list[str] = []
        self.answer = "ok"
        self.books = Books(self)

    @property
    def pid(self) -> int:
        return id(self)

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing: there is no window."""

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()

    def alert(self, prompt: str, _title: str, _buttons: str, _mode: str, _callback: Any) -> str:
        self.told.append(prompt)
        return self.answer


class Books(base_classes.Books):
    """The open workbooks of one program, the active one first."""

    def __init__(self, app: App) -> None:
        self.app, self.opened = app, list[Book]()

    @property
    def active(self) -> Book:
        return self.opened[0]

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return self.opened[name_or_index - 1]
        for book in self.opened:
            if book.name == name_or_index:
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(tuple(self.opened))

    def open(self, fullname: str, *_: Any) -> Book:
        import uno

        hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        hidden.Name, hidden.Value = "Hidden", True
        document = self.app.office.desktop.loadComponentFromURL(Path(fullname).as_uri(), "_blank", 0, (hidden,))
        return self.put(document, fullname)

    def put(self, document: Any, fullname: str) -> Book:
        """Makes a document the active workbook."""
        self.opened.insert(0, Book(self.app, document, fullname))
        return self.opened[0]


class Book(base_classes.Book):
    """An open document as a workbook of Excel."""

    app: Any = None
    api: Any = None
    name: Any = None
    fullname: Any = None

    def __init__(self, app: App, document: Any, fullname: str) -> None:
        self.app, self.document, self.fullname = app, document, fullname
        self.name = os.path.basename(fullname)  # noqa: PTH119 - of a URL as well
        self.api = native.Workbook(document, fullname)
        self.totals: dict[str, Any] = {}
        self.formats: defaultdict[str, dict[tuple[int, ...], Any]] = defaultdict(dict)
        self._kinds: dict[int, int] = {}
        self._tables: list[tuple[int, Any]] | None = None

    def kind(self, key: int) -> int:
        """The type of a number format."""
        if key not in self._kinds:
            self._kinds[key] = self.document.NumberFormats.getByKey(key).Type
        return self._kinds[key]

    @cached_property
    def epoch(self) -> datetime:
        """The day from which it counts."""
        null = self.document.NullDate
        return datetime(null.Year, null.Month, null.Day, tzinfo=UTC)

    @cached_property
    def parser(self) -> Any:
        """What reads formulas as its file writes them."""
        import uno

        parser = self.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish = True
        parser.FormulaConvention = uno.getConstantByName("com.sun.star.sheet.AddressConvention.XL_OOX")
        return parser

    def tables_on(self, sheet: int) -> list[Any]:
        """The tables of a sheet, 0-based; they stay on it."""
        if self._tables is None:
            ranges = [found for found in self.document.DatabaseRanges if found.ContainsHeader]
            self._tables = [(found.DataArea.Sheet, found) for found in ranges]
        return [found for number, found in self._tables if number == sheet]

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        self.app.books.opened.remove(self)
        self.app.books.opened.insert(0, self)

    def close(self) -> None:
        self.let_go()
        self.document.close(True)

    def let_go(self) -> None:
        """From now on nothing can be asked of it, as of a workbook that its user closed."""
        self.app.books.opened.remove(self)
        self.app = None


@contextmanager
def excel(office: Office) -> Iterator[App]:
    """LibreOffice as a running Excel, which xlwings knows as its active engine meanwhile."""
    engine, before = Engine(), xlwings.engines.active
    app = App(engine, office)
    engine.apps.running.append(app)
    xlwings.engines.add(xlwings.Engine(impl=engine))
    xlwings.engines[_NAME].activate()
    try:
        yield app
    finally:
        xlwings.engines.active = before
        xlwings.engines.engines.remove(xlwings.engines.engines_by_name.pop(_NAME))


@contextmanager
def opened(app: App, path: Path) -> Iterator[xlwings.Book]:
    """A copy of a workbook as Excel would open it, under the name of the file."""
    with app.office.open(path, for_paper=False) as copy:
        impl = app.books.put(copy.document, str(path))
        try:
            yield xlwings.Book(impl=impl)
        finally:
            impl.let_go()
