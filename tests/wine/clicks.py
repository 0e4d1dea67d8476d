"""What do buttons of Excel's ribbon say? Under Wine, where a program in Python stands in for an Excel.

Its user agrees to all that is proposed. What every button says goes to the file named first, a line each.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from bonusmalus_addin.excel.names import COMMANDS, GO_ON, PROGRAM, RUNNING

client: Any = import_module("win32com.client")  # on Windows only, as the others
util: Any = import_module("win32com.server.util")
windows: Any = import_module("win32gui")


class Application:
    """Excel itself; the server tells one from another by the process of its window."""

    _public_methods_ = ("InputBox", "GetSaveAsFilename", "Open")
    _public_attrs_ = ("StatusBar", "Hwnd", "Workbooks", "Opened")
    Opened = ""

    def __init__(self) -> None:
        self.StatusBar: Any = False
        self.Hwnd = windows.GetDesktopWindow()
        self.Workbooks = util.wrap(Workbooks(self))

    def InputBox(self, _prompt: str, _title: str, proposed: str) -> str:  # noqa: N802
        return proposed

    def GetSaveAsFilename(self, *_: Any) -> str:  # noqa: N802
        return r"C:\made.xlsx"


class Workbooks:
    """Its open workbooks, of which it tells none by name."""

    _public_methods_ = ("Open",)

    def __init__(self, excel: Application) -> None:
        self._excel = excel

    def Open(self, path: str, *_: Any) -> Any:  # noqa: N802
        self._excel.Opened = path
        return util.wrap(Workbook(self._excel))


class Workbook:
    """An empty workbook."""

    _public_methods_ = ()
    _public_attrs_ = ("Name", "Application", "Worksheets", "Date1904")
    Name, Date1904 = "Map1", False

    def __init__(self, excel: Application) -> None:
        self.Application, self.Worksheets = util.wrap(excel), util.NewCollection([])


def main() -> None:
    """Presses some buttons, one after the other."""
    excel = Application()
    book, server, told = util.wrap(Workbook(excel)), client.Dispatch(PROGRAM), []
    for name in ("check", "new", "new", "verify"):
        began, answers = time.monotonic(), 0
        answer = server.CallUDF(COMMANDS, name, ("nl",), book)
        while answer.startswith(RUNNING):
            time.sleep(0.2)
            answers += 1
            answer = server.CallUDF(COMMANDS, GO_ON, ("nl",), book)
        told.append(f"{name}: {answer}")
        print(f"{name}: {(time.monotonic() - began) * 1000:.0f} milliseconds, asked about {answers} times")
    told += [f"opened: {excel.Opened}", f"status bar: {excel.StatusBar}"]
    Path(sys.argv[1]).write_text("\n".join(line.replace("\n", " ") for line in told), encoding="utf-8")


if __name__ == "__main__":
    main()
