"""How is the user of LibreOffice asked, and told?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import uno

from bonusmalus_addin.libreoffice.desk import Desk

_OK, _CANCEL = 1, 2
_WIDTH, _LINE, _GAP, _BUTTON = 200, 14, 6, 50
_ROW = 2 * _LINE + _GAP
_SAVE_AS: int = uno.getConstantByName("com.sun.star.ui.dialogs.TemplateDescription.FILESAVE_AUTOEXTENSION")
_POSITION: int = uno.getConstantByName("com.sun.star.awt.PosSize.POS")
_TITLE = "Bonus-Malus"


@dataclass(frozen=True)
class Question:
    """One choice of a dialog: what is asked, what can be answered, and the number of the answer that is proposed."""

    text: str
    answers: Sequence[str]
    proposed: int


def ask(desk: Desk, title: str, questions: Sequence[Question]) -> list[int] | None:
    """The numbers of the chosen answers; None when the user thinks better of it."""
    model = desk.make("com.sun.star.awt.UnoControlDialogModel")
    model.Title, model.Width = title, _WIDTH
    for number, question in enumerate(questions):
        top = _GAP + number * _ROW
        _add(model, "FixedText", f"text{number}", top, Label=question.text)
        _add(model, "ListBox", f"list{number}", top + _LINE, Dropdown=True, LineCount=12)
        model.getByName(f"list{number}").StringItemList = tuple(question.answers)
        model.getByName(f"list{number}").SelectedItems = (question.proposed,)
    _add_buttons(model, _GAP + len(questions) * _ROW + _GAP)
    dialog = desk.make("com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(desk.make("com.sun.star.awt.Toolkit"), desk.window)
    _centre(dialog, desk.window)
    try:
        said_yes = dialog.execute() == _OK
        picks = [dialog.getControl(f"list{number}").SelectedItemPos for number in range(len(questions))]
    finally:
        dialog.dispose()
    return picks if said_yes else None


def ask_file(desk: Desk, title: str, proposed: str) -> str | None:
    """The path of a file to write, or None."""
    picker = desk.context.ServiceManager.createInstanceWithArgumentsAndContext(
        "com.sun.star.ui.dialogs.FilePicker", (_SAVE_AS,), desk.context
    )
    picker.Title, picker.DefaultName = title, proposed
    suffix = proposed.rpartition(".")[2]
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
