"""What does a user see who settles a quarter with the mouse? Three pictures of it, for the documentation.

usage: python -m tests.addin.libreoffice.pictures FOLDER
"""

from __future__ import annotations

import sys
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
BUTTON, YES = "Settle period", "OK"
PICTURES = ("libreoffice-toolbar.png", "libreoffice-question.png", "libreoffice-settled.png")

_EVERYTHING = 15
"""Position and size, of com.sun.star.awt.PosSize."""

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


def settle_by_mouse(office: Office, seen: Screen, opened: Workbook, folder: Path) -> None:
    """Clicks the button, agrees with the proposed period and reads the closing message, with a picture of each."""
    frame = opened.document.CurrentController.Frame
    frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, _EVERYTHING)
    toolbar = until(lambda: frame.LayoutManager.getElement(TOOLBAR))
    button = until(lambda: spot(toolbar.RealInterface, BUTTON))
    before = windows(office)
    seen.picture(folder / PICTURES[0])
    seen.click(*button)
    agree = _asked(office, before)
    seen.picture(folder / PICTURES[1])
    seen.click(*agree)
    until(opened.document.isModified)
    read = _asked(office, before)
    seen.picture(folder / PICTURES[2])

    def gone() -> bool:
        seen.click(*read)  # a message takes no click in the moment in which it comes up
        return all(window in before for window in windows(office))

    until(gone)


def _asked(office: Office, before: Sequence[Any]) -> tuple[int, int]:
    """Where to say yes in the window that comes up."""
    asking = until(lambda: [window for window in windows(office) if window not in before])
    return until(lambda: spot(asking[0], YES))


def main(folder: Path) -> None:
    """Makes the pictures."""
    with TemporaryDirectory() as place:
        profile, oxt, contract = (Path(place) / name for name in ("profile", "bonusmalus.oxt", "contract.xlsx"))
        build(oxt)
        build_workbook(Agreement.model_validate(example("nl")), contract)
        with running(profile) as office:
            install(office, oxt)
        with seat(profile) as (office, seen), office.open(contract, hidden=False) as opened:
            settle_by_mouse(office, seen, opened, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
