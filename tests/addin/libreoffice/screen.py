"""How does somebody sit before LibreOffice: with a screen, eyes, a mouse and a keyboard?"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image, ImageGrab

from tests.support.libreoffice import Office

T = TypeVar("T")

WIDTH, HEIGHT = 1280, 900
_PATIENCE_SECONDS, _PAUSE_SECONDS = 20, 0.05
_DRAWN_SECONDS, _DRAWN_COLOURS = 0.3, 64
_DEEPEST, _MOST = 14, 400


@dataclass(frozen=True)
class Screen:
    """An X11 display without a monitor."""

    display: str

    def click(self, x: int, y: int) -> None:
        """Clicks with the mouse."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def press(self, key: str) -> None:
        """Presses a key, such as Return."""
        self._do("key", key)

    def picture(self, path: Path) -> None:
        """Saves what can be seen once there is something to see: windows are there a little before they are drawn."""
        time.sleep(_DRAWN_SECONDS)
        until(lambda: len(self._seen().getcolors() or range(_DRAWN_COLOURS)) >= _DRAWN_COLOURS)
        # Few colours are enough for a window, and make a small file.
        self._seen().quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)

    def _seen(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display)

    def _do(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], check=True, env={**os.environ, "DISPLAY": self.display})


@contextmanager
def screen() -> Iterator[Screen]:
    """Starts a display, and stops it in the end."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield Screen(f":{server.stdout.readline().strip()}")
        finally:
            server.terminate()


def until(true: Callable[[], T | None]) -> T:
    """Waits for something to become true, and gives it; a window that comes or goes may be half there."""
    from com.sun.star.uno import Exception as NotThere

    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(NotThere):
            found = true()
            if found:
                return found
        time.sleep(_PAUSE_SECONDS)
    raise TimeoutError(true)


def windows(office: Office) -> list[Any]:
    """The windows that are open, in the order in which they came; one that just went is none."""
    toolkit = office.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", office.context)
    every = (toolkit.getTopWindow(number) for number in range(toolkit.getTopWindowCount()))
    return [window for window in every if window is not None]


def spot(window: Any, name: str) -> tuple[int, int] | None:
    """The middle of the control of that name in a window or a toolbar, if it can be seen."""
    named = (control for control in _controls(window.getAccessibleContext()) if control.getAccessibleName() == name)
    return next((place for place in map(_middle, named) if place), None)


def _middle(control: Any) -> tuple[int, int] | None:
    import uno

    area = control.queryInterface(uno.getTypeByName("com.sun.star.accessibility.XAccessibleComponent"))
    corner, size = area.getLocationOnScreen(), area.getSize()
    return (corner.X + size.Width // 2, corner.Y + size.Height // 2) if size.Width > 0 else None


def _controls(control: Any, depth: int = 0) -> Iterator[Any]:
    """A control and those within it; the cells of a sheet are too many, and what is half there has no context yet."""
    if control is None:
        return
    yield control
    count = control.getAccessibleChildCount()
    for number in range(count if depth < _DEEPEST and count < _MOST else 0):
        child = control.getAccessibleChild(number)
        if child is not None:
            yield from _controls(child.getAccessibleContext(), depth + 1)
