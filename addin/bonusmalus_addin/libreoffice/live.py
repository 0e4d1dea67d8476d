"""How does a command of the menu act on the open document? It is one undo step. This module needs the packages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bonusmalus_addin.libreoffice import dialogs
from bonusmalus_addin.libreoffice.book import UnoWorkbook
from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_addin.libreoffice.documents import calculate, name_of
from bonusmalus_core.declare.offering import Command, label
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live import acting
from bonusmalus_core.hosts.live.asking import Options
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.hosts.live.seat import Answer, Question
from bonusmalus_core.workbook.read import is_contract


def act(desk: Desk, name: str, given: Options) -> Closing | None:
    """Carries out the command; None when the user thought better of it."""
    ended = acting.act(_Seat(desk), name, given)
    return ended and ended[0]


@dataclass(frozen=True)
class _Progress:
    """A bar in the status bar."""

    indicator: Any

    def step(self, number: int) -> None:
        self.indicator.setValue(number)

    def end(self) -> None:
        self.indicator.end()


@dataclass(frozen=True)
class _Seat:
    """The seat at a window of LibreOffice."""

    desk: Desk

    @property
    def spoken(self) -> str:
        return self.desk.spoken

    @property
    def attended(self) -> bool:
        return self.desk.attended

    def contract(self, command: Command, /) -> UnoWorkbook:
        """What was calculated before the document was saved may be out of date."""
        document = self.desk.document
        if not is_contract(UnoWorkbook(document, "")):
            raise FileRefused("file.not-a-contract", name_of(document))
        calculate(document)
        return UnoWorkbook(document, label(command, self.spoken))

    def ask(self, title: str, questions: Sequence[Question]) -> Sequence[Answer] | None:
        return dialogs.ask(self.desk, title, questions)

    def ask_file(self, title: str, proposed: str) -> str | None:
        return dialogs.ask_file(self.desk, title, proposed)

    def ask_existing(self, title: str, suffix: str) -> str | None:
        return dialogs.ask_existing(self.desk, title, suffix)

    def ask_folder(self, title: str) -> str | None:
        return dialogs.ask_folder(self.desk, title)

    def open(self, path: Path) -> None:
        self.desk.open(path)

    def progress(self, text: str) -> _Progress:
        return _Progress(self.desk.progress(text))
