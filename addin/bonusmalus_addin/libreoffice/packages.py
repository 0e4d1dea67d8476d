"""Where are the Python packages that the commands need, and the functions for public holidays only?

They come with `bonusmalus` as it is installed for LibreOffice's own Python, or for the command line when its Python is
of the same version: compiled packages fit no other.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

_NEEDED = ("pydantic", "lxml", "holidays")
_ASK = """
import sys, sysconfig
print(*sys.version_info[:2], sep=".")
print(*map(sysconfig.get_path, ["purelib", "platlib"]), sep="\\n")
"""
_PATIENCE_SECONDS = 5


def version() -> str:
    """The Python of this LibreOffice."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def found() -> bool:
    """Whether the packages can be imported, once the command line's own were looked for."""
    if not _are_here():
        for folder in _folders_of_the_command_line():
            site.addsitedir(folder)
    return _are_here()


def _are_here() -> bool:
    return all(find_spec(name) for name in _NEEDED)


def _folders_of_the_command_line() -> list[str]:
    python = _python_of_the_command_line()
    if python is None:
        return []
    # LibreOffice tells its own Python where to look, which must not mislead another one.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        told = subprocess.run(
            [python, "-c", _ASK], env=clean, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    its_version, *folders = told.stdout.split("\n")
    return [folder for folder in folders if folder] if its_version == version() else []


def _python_of_the_command_line() -> Path | None:
    """The interpreter beside the command: programs started from a desktop rarely know where pipx puts its commands."""
    places = os.pathsep.join([os.environ.get("PATH", ""), str(Path.home() / ".local" / "bin")])
    command = shutil.which("bonusmalus", path=places)
    if command is None:
        return None
    folder = Path(command).resolve().parent
    names = ("python.exe", "../python.exe") if os.name == "nt" else ("python3", "python")
    return next((folder / name for name in names if (folder / name).exists()), None)
