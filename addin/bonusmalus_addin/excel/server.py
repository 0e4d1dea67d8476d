"""What does COM start when Excel asks for Python? xlwings' server under our class id.

It answers calls of our own functions and commands only, and ends by itself when the last Excel lets go of it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from bonusmalus_addin.excel import names
from bonusmalus_addin.excel.ribbon import OWN_ICONS
from bonusmalus_addin.excel.vba.plain import message
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.words import LANGUAGES

_UDFS, _COMMANDS = "bonusmalus_addin.excel.udfs", "bonusmalus_addin.excel.commands"
_NOT_FOR_CELLS = ("numpy", "pandas", "polars", "matplotlib", "plotly", "PIL")
"""What xlwings loads wherever it finds it, to convert arrays, data frames and pictures; no cell of ours holds any."""


class NotOffered(PermissionError):
    """Somebody asked for something other than our functions and commands."""


class Server:
    """The one object that Visual Basic sees; COM reaches nothing else of it."""

    _public_methods_ = ("CallUDF",)

    def CallUDF(  # noqa: N802 - Visual Basic calls it as xlwings does
        self, part: str, name: str, given: Sequence[Any], book: Any = None
    ) -> Any:
        """The answer of a function, or the closing message of a command on a workbook; NotOffered for all else."""
        if part == names.FUNCTIONS and name in FUNCTIONS:
            return _answer(name, given)
        if part == names.COMMANDS and name in {*COMMANDS, *OWN_ICONS, names.GO_ON}:
            (spoken,) = given
            try:
                return _pressed(name, book, spoken)
            finally:
                gc.collect()  # an Excel that is closed stays in memory as long as anything of it is held
        raise NotOffered(f"{part}.{name}")


def _answer(name: str, given: Sequence[Any]) -> Any:
    """One value, or rows of them."""
    from xlwings.udfs import call_udf

    rows = call_udf(_UDFS, name, tuple(given))
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def _pressed(name: str, book: Any, spoken: str) -> str:
    commands = import_module(_COMMANDS)  # a sheet of functions only needs none
    if name == names.GO_ON:
        return _shown(commands.go_on(_workbook(book)))
    return _shown(commands.press(name, _workbook(book), spoken if spoken in LANGUAGES else "en"))


def _workbook(book: Any) -> Any:
    """The workbook itself, not its name: several Excels may run, each with a workbook of that name."""
    import xlwings
    from win32com.client import Dispatch
    from xlwings import _xlwindows

    # Only so does xlwings try a call again that Excel is too busy to take.
    return xlwings.Book(impl=_xlwindows.Book(_xlwindows.COMRetryObjectWrapper(Dispatch(book))))


def _shown(told: str) -> str:
    """A closing message for a message box; how far a command is stands in the status bar, which shows every sign."""
    return told if told.startswith(names.RUNNING) else message(told)


def serve() -> None:
    """Answers Excel until it lets go; Windows only."""
    with unseen(*_NOT_FOR_CELLS):
        from xlwings import com_server

    com_server.XLPython = Server  # type: ignore[assignment,misc]  # what its class factory makes
    com_server.serve(names.CLASS)


@contextmanager
def unseen(*packages: str) -> Iterator[None]:
    """Hides packages from what is imported meanwhile: a cell would wait for them. Commands load their own later."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None tells Python that there is none
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def log_file() -> Path:
    """Where faults are kept, for whoever has to mend them."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / names.PROJECT / "server.log"


if __name__ == "__main__":
    log_file().parent.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=log_file(), level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    try:
        serve()
    except Exception:
        logging.exception("the server stopped")
        raise
