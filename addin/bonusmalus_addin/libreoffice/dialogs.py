"""How is the user of LibreOffice asked, and told?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import uno

from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_core.hosts.live.seat import Answer, Question

_OK, _CANCEL = 1, 2
_WIDTH, _LINE, _FURTHER_LINE, _GAP, _BUTTON = 200, 14, 9, 6, 50
_CHARACTERS = 44
"""So many fit in a line of the dialog, whatever the letters."""
_SAVE_AS: int = uno.getConstantByName("com.sun.star.ui.dialogs.TemplateDescription.FILESAVE_AUTOEXTENSION")
_OPEN: int = uno.getConstantByName("com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE")
_POSITION: int = uno.getConstantByName("com.sun.star.awt.PosSize.POS")
_TITLE = "Bonus-Malus"


def ask(desk: Desk, title: str, questions: Sequence[Question]) -> list[Answer] | None:
    """The numbers of the chosen answers, or what was typed; None when the user thinks better of it."""
    model = desk.make("com.sun.star.awt.UnoControlDialogModel")
    model.Title, model.Width = title, _WIDTH
    top = _GAP
    for number, question in enumerate(questions):
        top = _add_question(model, question, number, top)
    _add_buttons(model, top + _GAP)
    dialog = desk.make("com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(desk.make("com.sun.star.awt.Toolkit"), desk.window)
    _centre(dialog, desk.window)
    try:
        said_yes = dialog.execute() == _OK
        answers = [_answer(dialog.getControl(f"answer{number}"), each) for number, each in enumerate(questions)]
    finally:
        dialog.dispose()
    return answers if said_yes else None


def ask_file(desk: Desk, title: str, proposed: str) -> str | None:
    """The path of a file to write, or None."""
    return _picked(desk, title, _SAVE_AS, proposed.rpartition(".")[2], proposed)


def ask_existing(desk: Desk, title: str, suffix: str) -> str | None:
    """The path of a file to read, or None."""
    return _picked(desk, title, _OPEN, suffix, "")


def ask_folder(desk: Desk, title: str) -> str | None:
    """The path of a folder to read, or None."""
    picker = desk.make("com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(title)
    return str(uno.fileUrlToSystemPath(picker.Directory)) if picker.execute() == _OK else None


def _picked(desk: Desk, title: str, purpose: int, suffix: str, proposed: str) -> str | None:
    picker = desk.context.ServiceManager.createInstanceWithArgumentsAndContext(
        "com.sun.star.ui.dialogs.FilePicker", (purpose,), desk.context
    )
    picker.Title, picker.DefaultName = title, proposed
    picker.appendFilter(suffix, f"*.{suffix}")
    return str(uno.fileUrlToSystemPath(picker.SelectedFiles[0])) if picker.execute() == _OK else None


def tell(desk: Desk, message: str, *, good: bool) -> None:
    """Shows a message until the user has read it."""
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX" if good else "WARNINGBOX")
    box = desk.window.Toolkit.createMessageBox(desk.window, kind, _OK, _TITLE, message)
    box.execute()
    box.dispose()


def _centre(dialog: Any, window: Any) -> None:
    own, around = dialog.PosSize, window.PosSize
    left, top = (around.Width - own.Width) // 2, (around.Height - own.Height) // 3
    dialog.setPosSize(left, top, 0, 0, _POSITION)


def _add_question(model: Any, question: Question, number: int, top: int) -> int:
    """Puts a question into the dialog; gives the place under it."""
    lines = 1 + len(question.text) // _CHARACTERS
    below = top + _LINE + (lines - 1) * _FURTHER_LINE
    _add(model, "FixedText", f"text{number}", top, Label=question.text, MultiLine=True, Height=below - top)
    if question.answers is None:
        _add(model, "Edit", f"answer{number}", below, Text=question.proposed)
    else:
        _add(model, "ListBox", f"answer{number}", below, Dropdown=True, LineCount=12)
        answer = model.getByName(f"answer{number}")
        answer.StringItemList, answer.SelectedItems = tuple(question.answers), (question.proposed,)
    return below + _LINE + _GAP


def _answer(control: Any, question: Question) -> Answer:
    return str(control.Text) if question.answers is None else int(control.SelectedItemPos)


def _add_buttons(model: Any, top: int) -> None:
    for place, (name, kind) in enumerate((("cancel", _CANCEL), ("ok", _OK)), 1):
        _add(model, "Button", name, top, PushButtonType=kind, DefaultButton=kind == _OK)
        button = model.getByName(name)
        button.PositionX, button.Width = _WIDTH - place * (_BUTTON + _GAP), _BUTTON
    model.Height = top + _LINE + _GAP


def _add(model: Any, control: str, name: str, top: int, **properties: object) -> None:
    made = model.createInstance(f"com.sun.star.awt.UnoControl{control}Model")
    made.PositionX, made.PositionY, made.Width, made.Height = _GAP, top, _WIDTH - 2 * _GAP, _LINE
    for key, value in properties.items():
        setattr(made, key, value)
    model.insertByName(name, made)
