"""Who does something now, and with which version of the program? Asked by hosts, for the core reads no clock."""

from __future__ import annotations

from datetime import datetime

from bonusmalus_core import __version__
from bonusmalus_core.model.history import Stamp


def present() -> Stamp:
    """The user of this computer, this moment and this program."""
    return Stamp(_user(), datetime.now().astimezone(), __version__)


def _user() -> str:
    """The name by which the computer knows its user; "" where it knows none, as in some containers."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""
