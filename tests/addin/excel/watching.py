"""How do the tests look at an Excel and its workbooks?"""

from __future__ import annotations

from typing import Any

from xlwings import Book

from tests.support.excel.engine import App
from tests.support.libreoffice import Workbook

AGREED: Any = ...
"""What stands in a box of Excel is agreed to with a click."""


def held(book: Book) -> Workbook:
    """The workbook as LibreOffice sees it."""
    book.impl.document.calculateAll()
    return Workbook(book.impl.document)


def free(app: App) -> bool:
    """Whether Excel draws, calculates and listens as its user had chosen."""
    state = (app.calculation, app.screen_updating, app.enable_events, app.status_bar)
    return state == ("semiautomatic", True, True, False)


def watched(app: App) -> list[str]:
    """What the status bar shows from now on."""
    seen: list[str] = []

    class Watched(type(app)):  # type: ignore[misc]
        def __setattr__(self, name: str, value: object) -> None:
            if name == "status_bar" and isinstance(value, str):
                seen.append(value)
            super().__setattr__(name, value)

    app.__class__ = Watched
    return seen
