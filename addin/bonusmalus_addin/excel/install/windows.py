"""How does Windows keep what the installation needs?"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PureWindowsPath
from typing import Any

from bonusmalus_addin.excel.names import FILE, FUNCTIONS, PROGRAM
from bonusmalus_core.errors import FileRefused

_NEEDED = ("xlwings", "win32com", "pydantic", "lxml")
_EXCEL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_OFFICE = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_DISABLED = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
_WINDOW = "XLMAIN"
_MAY_ASK = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION."""


class Windows:
    """This user's registry, files and Excel; made on Windows only."""

    def __init__(self) -> None:
        self._registry: Any = import_module("winreg")

    def value(self, key: str) -> str | None:
        """What stands in a key of the user."""
        return self._read(self._registry.HKEY_CURRENT_USER, key, "")

    def write(self, key: str, value: str) -> None:
        """Makes the key."""
        with self._registry.CreateKeyEx(self._registry.HKEY_CURRENT_USER, key, 0, self._access(write=True)) as opened:
            self._registry.SetValueEx(opened, "", 0, self._registry.REG_SZ, value)

    def remove(self, key: str) -> None:
        """Takes the key away."""
        with suppress(OSError):
            self._registry.DeleteKeyEx(self._registry.HKEY_CURRENT_USER, key, self._registry.KEY_WOW64_64KEY, 0)

    def content(self, path: PureWindowsPath) -> bytes | None:
        """What is in the file."""
        there = Path(path)
        return there.read_bytes() if there.is_file() else None

    def put(self, path: PureWindowsPath, content: bytes) -> None:
        """Writes the file."""
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(content)
        except OSError as error:
            raise FileRefused("file.not-written", str(path), reason=error) from error

    def delete(self, path: PureWindowsPath) -> None:
        """Deletes the file."""
        try:
            Path(path).unlink(missing_ok=True)
        except OSError as error:
            raise FileRefused("file.not-written", str(path), reason=error) from error

    def is_marked(self, path: PureWindowsPath) -> bool:
        """Windows keeps the mark in a stream beside the content."""
        return Path(f"{path}:Zone.Identifier").is_file()

    def excel(self) -> str | None:
        """Where Excel's setup says that it is."""
        path = self._read(self._registry.HKEY_LOCAL_MACHINE, _EXCEL, "")
        bits = self._read(self._registry.HKEY_LOCAL_MACHINE, _OFFICE, "Platform")
        return f"{path} ({bits})" if path and bits else path

    def is_disabled(self) -> bool:
        """Excel keeps the file's name in UTF-16 among other bytes."""
        named = FILE.encode("utf-16-le")
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _DISABLED) as key:
                count = self._registry.QueryInfoKey(key)[1]
                items = [self._registry.EnumValue(key, number)[1] for number in range(count)]
        except OSError:
            return False
        return any(isinstance(item, bytes) and named in item.lower() for item in items)

    def runs_elevated(self) -> bool:
        """Asks the process that has Excel's window."""
        windows, process, api, security = map(import_module, ("win32gui", "win32process", "win32api", "win32security"))
        window = windows.FindWindow(_WINDOW, None)
        if not window:
            return False
        try:
            opened = api.OpenProcess(_MAY_ASK, False, process.GetWindowThreadProcessId(window)[1])
            token = security.OpenProcessToken(opened, security.TOKEN_QUERY)
            return bool(security.GetTokenInformation(token, security.TokenElevation))
        except api.error:  # who may not ask an Excel of the same user stands below it
            return True

    def lacks(self) -> str | None:
        """Looks for the packages without importing them."""
        return next((name for name in _NEEDED if find_spec(name) is None), None)

    def answer(self) -> object:
        """Asks as Excel does."""
        try:
            server = import_module("win32com.client").Dispatch(PROGRAM)
            return server.CallUDF(FUNCTIONS, "BM_CAP", (1.3, 0.1))
        except Exception as error:  # whatever COM says is what the user has to know
            return repr(error)

    def _read(self, root: Any, key: str, name: str) -> str | None:
        try:
            with self._registry.OpenKey(root, key, 0, self._access(write=False)) as opened:
                return str(self._registry.QueryValueEx(opened, name)[0])
        except OSError:
            return None

    def _access(self, *, write: bool) -> int:
        """Always the side of 64 bits, whatever Python this is: the keys of the other side have names of their own."""
        mode = self._registry.KEY_WRITE if write else self._registry.KEY_READ
        return int(mode | self._registry.KEY_WOW64_64KEY)
