"""Who sits before an open workbook in these tests? Somebody who agrees to everything, and remembers what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bonusmalus_core.declare.offering import Command
from bonusmalus_core.hosts.live.seat import Answer, Question
from bonusmalus_core.workbook.port import Workbook


@dataclass
class Agreeing:
    """A seat before a workbook; what must be typed is `typed`, and the file that is chosen is `file`."""

    workbook: Workbook
    attended: bool = True
    spoken: str = "en"
    typed: str = ""
    file: str | None = None
    asked: list[Question] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def contract(self, _command: Command, /) -> Workbook:
        return self.workbook

    def ask(self, _title: str, questions: Sequence[Question]) -> Sequence[Answer]:
        self.asked += questions
        return [each.proposed if each.answers else self.typed for each in questions]

    def ask_file(self, _title: str, _proposed: str) -> str | None:
        return self.file

    def ask_existing(self, _title: str, _suffix: str) -> str | None:
        return self.file

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def progress(self, _text: str) -> Agreeing:
        return self

    def step(self, number: int) -> None: ...

    def end(self) -> None: ...
