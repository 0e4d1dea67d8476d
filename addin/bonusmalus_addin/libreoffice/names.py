"""By which names does LibreOffice know the extension and what is in it?"""

from __future__ import annotations

IDENTIFIER = "org.bonusmalus.calc"
SERVICE = f"{IDENTIFIER}.BonusMalus"
INTERFACE = f"{IDENTIFIER}.XBonusMalus"
HANDLER = f"{IDENTIFIER}.Commands"
HANDLERS = (HANDLER, "com.sun.star.frame.ProtocolHandler")
PROTOCOL = f"{IDENTIFIER}:"
COMPONENT = "python/component.py"
LIBRARY = "python/pythonpath"
"""The folder beside the component that LibreOffice's Python finds by itself."""

LOCALES = {"nl": "nl", "en": "en-US", "de": "de", "fr": "fr"}
"""Our languages as LibreOffice's configuration names them."""


def uno_name(name: str) -> str:
    """A function or parameter as UNO wants it, which knows no underscore within a name.

    >>> uno_name("BM_NPS_MOE")
    'bmNpsMoe'
    """
    first, *rest = name.lower().split("_")
    return first + "".join(map(str.capitalize, rest))
