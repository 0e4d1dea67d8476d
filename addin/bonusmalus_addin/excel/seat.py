"""Where does the user of Excel sit: before which workbook, in which language, and how is he shown and asked?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlwings import App, Book

from bonusmalus_addin.excel import ask
from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_core.declare.offering import Command
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.seat import Answer, Question
from bonusmalus_core.workbook.read import is_contract


@dataclass(frozen=True)
class StatusBar:
    """What stands at the lower edge of Excel while a command is carried out."""

    app: App
    text: str
    before: Any

    def step(self, number: int) -> None:
        """Shows how far it is."""
        self.app.status_bar = f"{self.text} {'●' * number}{'○' * (3 - number)}"

    def end(self) -> None:
        """Gives the status bar back to Excel, which may be closed or busy by now: what was done stays done."""
        with suppress(Exception):  # pywin32's com_error, which exists on Windows only
            self.app.status_bar = self.before


@dataclass(frozen=True)
class ExcelSeat:
    """The seat before one open workbook, whichever Excel it is open in, and wherever its file lies.

    `app` is that Excel, which a workbook that was closed meanwhile cannot tell any more.
    """

    book: Book
    app: App
    spoken: str
    attended: bool = True

    def contract(self, _command: Command, /) -> ExcelWorkbook:
        """The open contract; what Excel left for later is calculated. FileRefused when it is no contract."""
        workbook = ExcelWorkbook(self.book)
        if not is_contract(workbook):
            raise FileRefused("file.not-a-contract", self.book.name)
        if self.app.calculation == "automatic":
            return workbook
        self.app.calculate()
        return ExcelWorkbook(self.book)

    def ask(self, title: str, questions: Sequence[Question]) -> Sequence[Answer] | None:
        """Excel's own boxes."""
        return ask.ask(self.app, title, questions, self.spoken)

    def ask_file(self, title: str, proposed: str) -> str | None:
        """Excel's own file dialog."""
        return ask.ask_file(self.app, title, proposed)

    def ask_existing(self, title: str, suffix: str) -> str | None:
        """Excel's own file dialog."""
        return ask.ask_existing(self.app, title, suffix)

    def ask_folder(self, title: str) -> str | None:
        """Excel's own dialog for folders."""
        return ask.ask_folder(self.app, title)

    def open(self, path: Path) -> None:
        """Opens a workbook in the same Excel; FileRefused (file.same-name) where one of that name is open already."""
        try:
            self.app.books.open(path)
        except ValueError as error:  # xlwings knows that Excel opens no two of one name
            raise FileRefused("file.same-name", path) from error

    def progress(self, text: str) -> StatusBar:
        """Shows that a command is being carried out."""
        return StatusBar(self.app, text, self.app.status_bar)
