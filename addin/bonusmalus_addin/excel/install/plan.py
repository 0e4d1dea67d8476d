"""What has to stand in the registry and in which file lies the add-in, for this user alone?"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

from bonusmalus_addin.excel.names import CLASS, FILE, PROGRAM, PROJECT, SERVER, TITLE

_CLASSES = r"Software\Classes"
_BOTH_SIDES = (rf"{_CLASSES}\CLSID", rf"{_CLASSES}\WOW6432Node\CLSID")
"""Where Excel of 64 and of 32 bits look; the server is a process of its own, so that one Python serves both."""

SETTINGS = rf"Software\VB and VBA Program Settings\{PROJECT}"
"""Where Visual Basic keeps the language that was chosen in the ribbon."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where this user's Python and Excel's start folder are."""

    python: PureWindowsPath
    start: PureWindowsPath

    @property
    def file(self) -> PureWindowsPath:
        """The add-in: what lies in that folder is trusted and loaded when Excel starts."""
        return self.start / FILE


def here() -> Place:
    """The places on this machine; away from Windows under the names that they have there."""
    folder = PureWindowsPath(sys.executable).parent if os.name == "nt" else PureWindowsPath("%PYTHON%")
    start = PureWindowsPath(os.environ.get("APPDATA", "%APPDATA%"), "Microsoft", "Excel", "XLSTART")
    return Place(folder / "pythonw.exe", start)


def registrations(place: Place) -> Mapping[str, str]:
    """The keys under HKEY_CURRENT_USER with their values, parents first."""
    values = {rf"{_CLASSES}\{PROGRAM}": TITLE, rf"{_CLASSES}\{PROGRAM}\CLSID": CLASS}
    for side in _BOTH_SIDES:
        key = rf"{side}\{CLASS}"
        values |= {key: TITLE, rf"{key}\LocalServer32": command(place), rf"{key}\ProgID": PROGRAM}
    return values


def command(place: Place) -> str:
    """What COM starts; -P, so that no module in the folder of the moment is taken for one of ours."""
    return f'"{place.python}" -P -m {SERVER}'


def keys_to_remove() -> tuple[str, ...]:
    """Every key that was made, children first."""
    return (*reversed(tuple(registrations(here()))), rf"{SETTINGS}\Excel", SETTINGS)
