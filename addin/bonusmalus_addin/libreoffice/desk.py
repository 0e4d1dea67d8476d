"""Where does the user sit: in which window, before which document, in which language, and is anybody there at all?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uno

from bonusmalus_core.words import LANGUAGES

_STEPS = 3
_COMMAND_LINE = Path("/proc/self/cmdline")


@dataclass(frozen=True)
class Desk:
    """One window of LibreOffice, with the office's component context."""

    context: Any
    frame: Any

    @property
    def document(self) -> Any:
        """The spreadsheet in the window."""
        return self.frame.Controller.Model

    @property
    def window(self) -> Any:
        """The window itself."""
        return self.frame.ContainerWindow

    @property
    def attended(self) -> bool:
        """Whether somebody can see the window: a program that opened a document out of sight answers no questions."""
        return bool(self.window.isVisible()) and not _is_headless()

    @property
    def spoken(self) -> str:
        """The language of LibreOffice's menus; English when it is none of ours."""
        where = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        where.Name, where.Value = "nodepath", "/org.openoffice.Setup/L10N"
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (where,))
        language = str(access.ooLocale).split("-")[0]
        return language if language in LANGUAGES else "en"

    def make(self, service: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def show(self, sheet: str, cell: str | None) -> None:
        """Goes to a sheet, and to a cell on it; a hidden sheet stays hidden."""
        found = self.document.Sheets.getByName(sheet)
        if found.IsVisible:
            self.frame.Controller.setActiveSheet(found)
            if cell:
                self.frame.Controller.select(found.getCellRangeByName(cell))

    def open(self, path: Path) -> None:
        """Opens a workbook in a window of its own, out of sight where this one is."""
        hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        hidden.Name, hidden.Value = "Hidden", not self.attended
        self.make("com.sun.star.frame.Desktop").loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (hidden,))

    def progress(self, text: str) -> Any:
        """A bar in the status bar, to be ended by whoever asks for it."""
        indicator = self.frame.createStatusIndicator()
        indicator.start(text, _STEPS)
        return indicator


def _is_headless() -> bool:
    """Whether LibreOffice was started without a screen: its windows say that they can be seen all the same."""
    return _COMMAND_LINE.exists() and b"--headless" in _COMMAND_LINE.read_bytes()
