"""What do the menu and the toolbar "Bonus-Malus" offer? Every declared command, in four languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from bonusmalus_addin.libreoffice.build.xcu import component, entries, entry, group, text, texts
from bonusmalus_addin.libreoffice.names import HANDLER, IDENTIFIER, PROTOCOL
from bonusmalus_core.declare.offering import Command, Group, label
from bonusmalus_core.words import LANGUAGES

_TITLE = {"en": "Bonus-Malus"}
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_TOP, _PICTURES_AND_WORDS = "0", "2"
_SEPARATOR = text("URL", "private:separator")


def addons(commands: Iterable[Command], icons: Mapping[str, str]) -> str:
    """Addons.xcu; `icons` are the files of the commands' pictures."""
    every = sorted(commands, key=lambda command: list(Group).index(command.group))
    menu = entry(
        f"{IDENTIFIER}.menu",
        texts("Title", _TITLE),
        text("Context", _CALC),
        group("Submenu", entries("m", _items(every))),
    )
    toolbar = entry(f"{IDENTIFIER}.toolbar", texts("Title", _TITLE), entries("t", _items(every)))
    images = (_image(command, icons[command.name]) for command in every)
    return component(
        "Addons",
        group(
            "AddonUI",
            group("OfficeMenuBar", menu),
            group("OfficeToolBar", toolbar),
            group("Images", entries("i", images)),
        ),
    )


def protocol_handler() -> str:
    """ProtocolHandler.xcu: whose the URLs of the commands are."""
    protocols = f'<prop oor:name="Protocols"><value>{PROTOCOL}*</value></prop>\n'
    return component("ProtocolHandler", group("HandlerSet", entry(HANDLER, protocols)))


def window_state() -> str:
    """CalcWindowState.xcu: how the toolbar is called and where it stands at first: at the top, with words."""
    place = {"Docked": "true", "DockingArea": _TOP, "DockPos": "0,2", "Visible": "true", "Style": _PICTURES_AND_WORDS}
    toolbar = entry(
        f"private:resource/toolbar/addon_{IDENTIFIER}.toolbar",
        texts("UIName", _TITLE),
        *(text(name, value) for name, value in place.items()),
    )
    return component("UI.CalcWindowState", group("UIElements", group("States", toolbar)))


def _items(commands: Iterable[Command]) -> Iterable[str]:
    """The commands, with a line between groups."""
    for number, (_, members) in enumerate(groupby(commands, lambda command: command.group)):
        if number:
            yield _SEPARATOR
        for command in members:
            yield "".join(
                [
                    text("URL", PROTOCOL + command.name),
                    texts("Title", {language: label(command, language) for language in LANGUAGES}),
                    text("Target", "_self"),
                    text("Context", _CALC),
                ]
            )


def _image(command: Command, icon: str) -> str:
    place = f"%origin%/{icon}"
    pictures = group("UserDefinedImages", text("ImageSmallURL", place), text("ImageBigURL", place))
    return text("URL", PROTOCOL + command.name) + pictures
