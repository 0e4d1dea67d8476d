"""How does an open document change: out of sight, as one undo step, and whole or not at all?

These are functions that take what is to be done, no context managers: Python's contextlib writes into the exceptions
that pass through it, which those of UNO do not bear.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import uno

from bonusmalus_core.errors import FileRefused

_REFUSED = uno.getClass("com.sun.star.lang.IllegalArgumentException")

Change = Callable[[], None]


def name_of(document: Any) -> str:
    """The file's name, or the title of a document that has none yet."""
    return unquote(document.URL.rpartition("/")[2]) or str(document.Title)


def calculate(document: Any) -> None:
    """Computes every formula again, which is no change that anybody need save."""
    modified = document.isModified()
    document.calculateAll()
    _call_modified(document, modified)


def in_one_step(document: Any, title: str, change: Change) -> None:
    """Makes a change that is one entry of the list of undo steps; when it fails, nothing has happened."""
    modified = document.isModified()
    # Nothing is drawn meanwhile: no selection that moves, no cell that changes.
    document.lockControllers()
    document.addActionLock()
    calculates = document.isAutomaticCalculationEnabled()
    document.enableAutomaticCalculation(False)  # else each formula is computed again for every cell that it reads
    try:
        _undoable(document.UndoManager, title, change)
    except BaseException:
        _unlock(document, calculates)
        _call_modified(document, modified)
        raise
    _unlock(document, calculates)


def _call_modified(document: Any, modified: bool) -> None:
    """Calls the document modified or not.

    LibreOffice asks its charts, too: each is modified as soon as its figures are computed, even to the same ones again.
    """
    for sheet in () if modified else document.Sheets:
        for chart in sheet.Charts:
            chart.EmbeddedObject.setModified(False)
    document.setModified(modified)


def _unlock(document: Any, calculates: bool) -> None:
    document.enableAutomaticCalculation(calculates)
    document.removeActionLock()
    document.unlockControllers()


def _undoable(undo: Any, title: str, change: Change) -> None:
    before = undo.getAllUndoActionTitles()
    undo.enterUndoContext(title)
    try:
        change()
    except BaseException:
        undo.leaveUndoContext()
        # A step in which nothing was changed is not kept: then there is nothing to take back.
        if undo.getAllUndoActionTitles() != before:
            undo.undo()
            undo.clearRedo()
        raise
    undo.leaveUndoContext()


def unprotected(document: Any, sheet: Any, change: Change) -> None:
    """Makes a change on a sheet without its protection, which comes back in the end, with all that it allows.

    It belongs inside a step, which also brings it back when the change fails. FileRefused when a password guards it.
    """
    was_protected = sheet.isProtected()
    if was_protected:
        try:
            sheet.unprotect("")
        except _REFUSED as error:
            raise FileRefused("file.protected", name_of(document), sheet=sheet.Name) from error
    change()
    if was_protected:
        sheet.protect("")
