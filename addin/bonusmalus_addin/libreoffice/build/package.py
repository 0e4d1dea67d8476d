"""What is in the extension, file by file, and how does it become one file with the same bytes everywhere?"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.metadata import files as files_of
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bonusmalus_addin.libreoffice.build.addons import addons, protocol_handler, window_state
from bonusmalus_addin.libreoffice.build.calc_addins import calc_addins
from bonusmalus_addin.libreoffice.build.description import ICON, LICENCE, description, introductions
from bonusmalus_addin.libreoffice.build.idl import idl
from bonusmalus_addin.libreoffice.build.manifest import components, manifest
from bonusmalus_addin.libreoffice.names import COMPONENT, LIBRARY
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ADDIN = "bonusmalus_addin/libreoffice"


def build(path: Path) -> None:
    """Writes the extension: dates are left out, and nothing is compressed, for every zlib packs in its own way."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(members().items()):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content)


def members() -> dict[str, bytes]:
    """Every file of the extension by its name."""
    return {**_carried(), **_pictures(), **{name: text.encode() for name, text in _texts().items()}}


def _texts() -> dict[str, str]:
    """What is made from the registries."""
    pictures, icons = _pictures(), {name: f"icons/{name}.svg" for name in COMMANDS}
    shown = {name: icon if icon in pictures else ICON for name, icon in icons.items()}
    return {
        "META-INF/manifest.xml": manifest(),
        "bonusmalus.components": components(),
        "bonusmalus.idl": idl(FUNCTIONS.values()),
        "CalcAddIns.xcu": calc_addins(FUNCTIONS.values()),
        "Addons.xcu": addons(COMMANDS.values(), shown),
        "CalcWindowState.xcu": window_state(),
        "ProtocolHandler.xcu": protocol_handler(),
        "description.xml": description(),
        LICENCE: next(path for path in files_of("bonusmalus") or () if path.name == LICENCE).read_text(),
        **introductions(),
    }


def _pictures() -> dict[str, bytes]:
    folder = files("bonusmalus_addin.libreoffice").joinpath("icons")
    return {f"icons/{found.name}": found.read_bytes() for found in folder.iterdir()}


def _carried() -> dict[str, bytes]:
    """The product itself, in the folder in which LibreOffice's Python finds it; only its libraries are missing."""
    addin = files("bonusmalus_addin.libreoffice")
    return {
        COMPONENT: addin.joinpath("component.py").read_bytes(),
        **dict(_sources("bonusmalus_core", files("bonusmalus_core"))),
        **dict(_sources("bonusmalus_templates", files("bonusmalus_templates"))),
        f"{LIBRARY}/bonusmalus_addin/__init__.py": files("bonusmalus_addin").joinpath("__init__.py").read_bytes(),
        **{name: content for name, content in _sources(_ADDIN, addin) if f"{_ADDIN}/build/" not in name},
    }


def _sources(name: str, folder: Traversable) -> Iterator[tuple[str, bytes]]:
    """The modules and data of a package."""
    for found in folder.iterdir():
        if found.is_dir():
            yield from _sources(f"{name}/{found.name}", found)
        elif found.name.endswith((".py", ".json", ".txt")):
            yield f"{LIBRARY}/{name}/{found.name}", found.read_bytes()
