"""How does the add-in become one file with the same bytes everywhere?"""

from __future__ import annotations

import zipfile
from pathlib import Path

from bonusmalus_addin.excel.ribbon import buttons, ribbon_words, ribbon_xml
from bonusmalus_addin.excel.vba.modules import modules
from bonusmalus_addin.excel.xlam.parts import parts
from bonusmalus_addin.excel.xlam.vba_project import vba_project
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def build(path: Path, language: str = "nl") -> None:
    """Writes the add-in; the wizard's help for functions is in `language`, the ribbon speaks all of them."""
    # Dates are left out, and nothing is compressed, for every zlib packs in its own way.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members(language).items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content)


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
