"""Where does the user sit, and how is he asked and told? Each live host answers in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bonusmalus_core.declare.offering import Command
    from bonusmalus_core.workbook.port import Workbook

Answer = int | str
"""The number of the answer that was chosen, or the text that was typed."""


@dataclass(frozen=True)
class Question:
    """What is asked, what can be answered, and the number of the answer that is proposed.

    Without a list of answers one is typed, and `proposed` is the text that stands there.
    """

    text: str
    answers: Sequence[str] | None
    proposed: Answer


class Progress(Protocol):
    """What the user sees while a command is carried out."""

    def step(self, number: int) -> None:
        """The first, second … step has been done."""

    def end(self) -> None:
        """Everything is as before."""


class Seat(Protocol):
    """One window of a spreadsheet program, and the workbook in it."""

    @property
    def spoken(self) -> str:
        """The language of the user."""

    @property
    def attended(self) -> bool:
        """Whether anybody is there to be asked."""

    def contract(self, command: Command, /) -> Workbook:
        """The contract in the window, every formula calculated; FileRefused when it is none."""

    def ask(self, title: str, questions: Sequence[Question]) -> Sequence[Answer] | None:
        """The answers; None when the user thinks better of it."""

    def ask_file(self, title: str, proposed: str) -> str | None:
        """The path of a file to write, or None."""

    def ask_existing(self, title: str, suffix: str) -> str | None:
        """The path of a file to read, or None; any file will do where the suffix is "*"."""

    def ask_folder(self, title: str) -> str | None:
        """The path of a folder to read, or None."""

    def open(self, path: Path) -> None:
        """Opens a workbook in a window of its own."""

    def progress(self, text: str) -> Progress:
        """Shows that a command is being carried out."""
