"""What does a user see who settles a quarter with the mouse, opens the menu and asks the wizard? Pictures of it.

usage: python -m tests.addin.libreoffice.pictures FOLDER
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bonusmalus_addin.libreoffice.build.package import build
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import example
from tests.addin.libreoffice.extension import install
from tests.addin.libreoffice.screen import HEIGHT, WIDTH, Screen, screen, spot, until, windows
from tests.support.libreoffice import Office, Workbook, running

TOOLBAR = "private:resource/toolbar/addon_org.bonusmalus.calc.toolbar"
BUTTON, YES, NO = "Settle period", "OK", "Cancel"
PICTURES = ("libreoffice-toolbar.png", "libreoffice-question.png", "libreoffice-settled.png")
FURTHER = ("libreoffice-menu.png", "libreoffice-wizard.png")
MENU = "Bonus-Malus"

_EVERYTHING = 15
"""Position and size, of com.sun.star.awt.PosSize."""

_DRAWN_SECONDS = 4

_DUTCH = """<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>nl-BE</value></prop></item></oor:items>"""
"""Dates and numbers as our first users write them; the menus are English where no other language is installed."""


@contextmanager
def seat(profile: Path) -> Iterator[tuple[Office, Screen]]:
    """Somebody before a screen with LibreOffice, in a profile that becomes Dutch."""
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text(encoding="utf-8").replace("</oor:items>", _DUTCH), encoding="utf-8")
    with screen() as seen, running(profile, seen.display) as office:
        yield office, seen


def cancel_by_mouse(office: Office, seen: Screen, opened: Workbook, folder: Path) -> None:
    """Clicks the button and thinks better of it."""
    button, before = _drawn_button(seen, opened, folder), windows(office)
    seen.click(*button)
    seen.click(*_asked(office, before, NO))
    until(lambda: all(window in before for window in windows(office)))


def settle_by_mouse(office: Office, seen: Screen, opened: Workbook, folder: Path) -> None:
    """Clicks the button, agrees with the proposed period and reads the closing message, with a picture of each."""
    button, before = _drawn_button(seen, opened, folder), windows(office)
    seen.click(*button)
    agree = _asked(office, before, YES)
    seen.picture(folder / PICTURES[1])
    seen.click(*agree)
    until(opened.document.isModified)
    read = _asked(office, before, YES)
    seen.picture(folder / PICTURES[2])

    def gone() -> bool:
        seen.click(*read)  # a message takes no click in the moment in which it comes up
        return all(window in before for window in windows(office))

    until(gone)


def _drawn_button(seen: Screen, opened: Workbook, folder: Path) -> tuple[int, int]:
    """Where the button is, with a picture of the window around it, which takes no click until it is drawn."""
    frame = opened.document.CurrentController.Frame
    frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, _EVERYTHING)
    toolbar = until(lambda: frame.LayoutManager.getElement(TOOLBAR))
    button = until(lambda: spot(toolbar.RealInterface, BUTTON))
    seen.picture(folder / PICTURES[0])
    return button


def open_menu_and_wizard(office: Office, seen: Screen, opened: Workbook, folder: Path) -> None:
    """Opens the menu, and the function wizard on a cell with a function; a picture of each."""
    document, before = opened.document, windows(office)
    frame = document.CurrentController.Frame
    frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, _EVERYTHING)
    until(lambda: frame.LayoutManager.getElement(TOOLBAR))
    seen.picture(folder / FURTHER[0])  # what is not drawn yet takes no click
    time.sleep(_DRAWN_SECONDS)
    seen.click(*until(lambda: spot(frame.ContainerWindow, MENU)))
    time.sleep(_DRAWN_SECONDS)
    seen.picture(folder / FURTHER[0])
    seen.press("Escape")
    seen.press("Escape")
    document.Sheets.insertNewByName("Proef", 0)
    sheet = document.Sheets.getByName("Proef")
    sheet.getCellRangeByName("A1:E2").setDataArray(((0.7, 0.75, 0.8, 0.85, 0.9), (0.9, 0.95, 1.0, 1.05, 1.1)))
    sheet.getCellRangeByName("A3").Value = 0.82
    cell = sheet.getCellRangeByName("A5")
    cell.Formula = "=BM_IMPACT(A3;A1:E1;A2:E2)"
    document.CurrentController.setActiveSheet(sheet)
    seen.click(WIDTH // 2, HEIGHT * 3 // 4)  # the keyboard is the sheet's from here on
    document.CurrentController.select(cell)
    seen.press("ctrl+F2")
    wizard = until(lambda: [window for window in windows(office) if window not in before])[0]
    cancel = until(lambda: spot(wizard, "Cancel"))
    seen.picture(folder / FURTHER[1])
    seen.click(*cancel)
    until(lambda: all(window in before for window in windows(office)))


def _asked(office: Office, before: Sequence[Any], answer: str) -> tuple[int, int]:
    """Where to give that answer in the window that comes up."""
    asking = until(lambda: [window for window in windows(office) if window not in before])
    return until(lambda: spot(asking[0], answer))


def main(folder: Path) -> None:
    """Makes the pictures."""
    with TemporaryDirectory() as place:
        profile, oxt, contract = (Path(place) / name for name in ("profile", "bonusmalus.oxt", "contract.xlsx"))
        build(oxt)
        build_workbook(Agreement.model_validate(example("nl")), contract)
        with running(profile) as office:
            install(office, oxt)
        for look in (settle_by_mouse, open_menu_and_wizard):
            # Macros are not forbidden, as they are in tests: LibreOffice would say so above any document.
            with seat(profile) as (office, seen), office.open(contract, hidden=False, macros=True) as opened:
                look(office, seen, opened, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
