"""What happens when a command is chosen in the menu, or its URL dispatched by a program?

The URL is `org.bonusmalus.calc:settle?period=2&as_of=2026-04-30`: a command, and its options. The arguments of a
dispatch are LibreOffice's own, such as how long to wait.
"""

from __future__ import annotations

import logging
from urllib.parse import parse_qsl

from bonusmalus_addin.libreoffice import packages
from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_addin.libreoffice.dialogs import tell
from bonusmalus_addin.libreoffice.names import PROTOCOL
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.words import say

_LOG = logging.getLogger(__name__)


def dispatched(desk: Desk, url: str) -> Closing | None:
    """Carries out a command, and tells its end to whoever sits before the window."""
    name, _, query = url.removeprefix(PROTOCOL).partition("?")
    closing = _carried_out(desk, name, dict(parse_qsl(query)))
    if closing and desk.attended:
        if closing.place:
            desk.show(*closing.place)
        tell(desk, closing.message, good=closing.done)
    return closing


def _carried_out(desk: Desk, name: str, given: dict[str, str]) -> Closing | None:
    if not packages.found():
        return Closing(say(desk.spoken, "libreoffice", "packages", version=packages.version()), done=False)
    from bonusmalus_addin.libreoffice.live import act  # needs the packages

    try:
        return act(desk, name, given)
    except Exception as error:  # whatever it is, the user is told, and the document is as it was
        _LOG.exception("%s failed", name)
        return Closing(say(desk.spoken, "live", "failed", error=repr(error)), done=False)
