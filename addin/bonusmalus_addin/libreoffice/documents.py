"""How does an open document change: out of sight, as one undo step, and whole or not at all?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from bonusmalus_core.errors import FileRefused


def name_of(document: Any) -> str:
    """The file's name, or the title of a document that has none yet."""
    return unquote(document.URL.rpartition("/")[2]) or str(document.Title)


@contextmanager
def one_step(document: Any, title: str) -> Iterator[None]:
    """All that happens inside is one entry of the list of undo steps; when it fails, nothing has happened."""
    undo, modified = document.UndoManager, document.isModified()
    before = undo.getAllUndoActionTitles()
    with _out_of_sight(document):
        undo.enterUndoContext(title)
        try:
            yield
        except BaseException:
            undo.leaveUndoContext()
            # A step in which nothing was changed is not kept: then there is nothing to take back.
            if undo.getAllUndoActionTitles() != before:
                undo.undo()
                undo.clearRedo()
            document.setModified(modified)
            raise
        undo.leaveUndoContext()


@contextmanager
def unprotected(document: Any, sheet: Any) -> Iterator[None]:
    """The sheet without its protection, which comes back in the end, with all that it allows.

    It belongs inside a step, which also brings it back when something fails. FileRefused when a password guards it.
    """
    was_protected = sheet.isProtected()
    if was_protected:
        sheet.unprotect("")
    if sheet.isProtected():
        raise FileRefused("file.protected", name_of(document), sheet=sheet.Name)
    yield
    if was_protected:
        sheet.protect("")


@contextmanager
def _out_of_sight(document: Any) -> Iterator[None]:
    """Nothing is drawn meanwhile: no selection that moves, no cell that changes."""
    document.lockControllers()
    document.addActionLock()
    try:
        yield
    finally:
        document.removeActionLock()
        document.unlockControllers()
