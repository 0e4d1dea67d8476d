"""What does the installation need of Windows?"""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Protocol


class Machine(Protocol):
    """This user's registry, files and Excel."""

    def value(self, key: str) -> str | None:
        """The value of a key of the user, None where there is none."""

    def write(self, key: str, value: str) -> None:
        """Makes a key of the user with its value."""

    def remove(self, key: str) -> None:
        """Takes away a key of the user that holds no others; none is fine too."""

    def content(self, path: PureWindowsPath) -> bytes | None:
        """What stands in a file, None where there is none."""

    def put(self, path: PureWindowsPath, content: bytes) -> None:
        """Writes a file; FileRefused when that cannot be."""

    def delete(self, path: PureWindowsPath) -> None:
        """Deletes a file; FileRefused when that cannot be."""

    def is_marked(self, path: PureWindowsPath) -> bool:
        """Whether Windows has marked the file as one from the internet, which Excel then blocks."""

    def excel(self) -> str | None:
        """Where Excel is, and for how many bits."""

    def is_disabled(self) -> bool:
        """Whether Excel has put the add-in on its list of disabled items."""

    def runs_elevated(self) -> bool:
        """Whether an Excel runs as administrator, where it does not see what is registered for the user."""

    def lacks(self) -> str | None:
        """The Python package that is missing."""

    def answer(self) -> object:
        """What the server answers to BM_CAP(1.3, 0.1) when COM starts it, or what COM says."""
