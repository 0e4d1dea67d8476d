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
    """A seat before a workbook; what must be typed is `typed`, and the file or folder that is chosen is `file`.

    Of what can be chosen it takes what is proposed, or else the answer of that number. `picked` are the suffixes that
    files to read were asked for with, or "folder", and `proposed` the names of files to write.
    """

    workbook: Workbook
    attended: bool = True
    spoken: str = "en"
    typed: str = ""
    file: str | None = None
    number: int | None = None
    asked: list[Question] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def contract(self, _command: Command, /) -> Workbook:
        return self.workbook

    def ask(self, _title: str, questions: Sequence[Question]) -> Sequence[Answer]:
        self.asked += questions
        chosen = [each.proposed if self.number is None else self.number for each in questions]
        return [number if each.answers else self.typed for each, number in zip(questions, chosen, strict=True)]

    def ask_file(self, _title: str, proposed: str) -> str | None:
        self.proposed.append(proposed)
        return self.file

    def ask_existing(self, _title: str, suffix: str) -> str | None:
        self.picked.append(suffix)
        return self.file

    def ask_folder(self, _title: str) -> str | None:
        self.picked.append("folder")
        return self.file

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def progress(self, _text: str) -> Agreeing:
        return self

    def step(self, number: int) -> None: ...

    def end(self) -> None: ...
