"""How is the user of Excel asked? In Excel's own boxes, which hold a question and one answer."""

from __future__ import annotations

from collections.abc import Sequence

from xlwings import App

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.seat import Answer, Question
from bonusmalus_core.words import say

_LONGEST = 250
"""Characters that Excel's box shows of a question."""

_FOLDERS = 4
"""msoFileDialogFolderPicker."""


def ask(app: App, title: str, questions: Sequence[Question], spoken: str) -> list[Answer] | None:
    """The answers, one box after the other; None when the user thinks better of it."""
    answers: list[Answer] = []
    for question in questions:
        is_free = question.answers is None
        answer = _typed(app, title, question) if is_free else _chosen(app, title, question, spoken)
        if answer is None:
            return None
        answers.append(answer)
    return answers


def ask_file(app: App, title: str, name: str) -> str | None:
    """The path of a file to write, or None. FileRefused (file.online) for a place that is no folder of a disk."""
    suffix = name.rpartition(".")[2]
    return _local(app.api.GetSaveAsFilename(name, f"{suffix} (*.{suffix}),*.{suffix}", 1, title), "file.online")


def ask_existing(app: App, title: str, suffix: str) -> str | None:
    """The path of a file to read, or None. FileRefused (file.elsewhere) for one that is on no disk."""
    return _local(app.api.GetOpenFilename(f"{suffix} (*.{suffix}),*.{suffix}", 1, title), "file.elsewhere")


def ask_folder(app: App, title: str) -> str | None:
    """The path of a folder to read, or None. FileRefused (file.elsewhere) as above."""
    dialog = app.api.FileDialog(_FOLDERS)
    dialog.Title = title
    return _local(dialog.SelectedItems(1), "file.elsewhere") if dialog.Show() else None


def _local(path: object, refusal: str) -> str | None:
    if not isinstance(path, str):
        return None  # Cancel is False
    if "://" in path:
        raise FileRefused(refusal, path)
    return path


def _chosen(app: App, title: str, question: Question, spoken: str) -> Answer | None:
    """The number of an answer; a number that stands for none is asked for again."""
    asked, answers, proposed = question.text, question.answers or (), int(question.proposed)
    while True:
        typed = app.api.InputBox(_listed(asked, answers, proposed), title, str(proposed + 1))
        if not isinstance(typed, str):
            return None
        if typed.strip().isdigit() and 0 < int(typed) <= len(answers):
            return int(typed) - 1
        asked = say(spoken, "excel", "ask.number", found=typed[:20], count=len(answers))


def _typed(app: App, title: str, question: Question) -> Answer | None:
    typed = app.api.InputBox(question.text[:_LONGEST], title, str(question.proposed))
    return typed if isinstance(typed, str) else None


def _listed(asked: str, answers: Sequence[str], proposed: int) -> str:
    """The question and its answers by number; of many answers those around the proposed one."""
    lines = [
        answer if answer.startswith(f"{number} ") else f"{number} · {answer}"
        for number, answer in enumerate(answers, 1)
    ]
    first, last = 0, len(lines)
    while len(asked) + sum(len(line) + 1 for line in lines[first:last]) > _LONGEST and last - first > 1:
        if proposed - first > last - 1 - proposed:
            first += 1
        else:
            last -= 1
    return "\n".join([asked, *lines[first:last]])
