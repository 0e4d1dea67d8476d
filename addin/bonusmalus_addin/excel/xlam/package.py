"""How does the add-in become one file with the same bytes everywhere?"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from bonusmalus_addin.excel.ribbon import buttons, ribbon_words, ribbon_xml
from bonusmalus_addin.excel.vba.modules import modules
from bonusmalus_addin.excel.xlam.parts import parts
from bonusmalus_addin.excel.xlam.vba_project import vba_project
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
"""What wrote the file, as a zip notes it: said here, for Python says another thing on Windows."""


def build(path: Path, language: str = "nl") -> None:
    """Writes the add-in; the wizard's help for functions is in `language`, the ribbon speaks all of them."""
    path.write_bytes(packed(language))


def packed(language: str) -> bytes:
    """The file: dates are left out, and nothing is compressed, for every zlib packs in its own way."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members(language).items():
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.create_system = _UNIX
            archive.writestr(info, content)
    return made.getvalue()


def members(language: str) -> dict[str, bytes]:
    """Every part of the file by its name."""
    shown = buttons(COMMANDS.values())
    words = ribbon_words(shown)
    texts = {
        **parts(FUNCTIONS.values(), words, language),
        "customUI/customUI14.xml": ribbon_xml(shown),
    }
    code = modules(FUNCTIONS.values(), shown, len(words), language)
    return {**{name: text.encode() for name, text in texts.items()}, "xl/vbaProject.bin": vba_project(code)}
