"""How does the extension introduce itself in LibreOffice's extension manager?"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from bonusmalus_addin.libreoffice.names import IDENTIFIER
from bonusmalus_core import __version__
from bonusmalus_core.words import LANGUAGES, say

LICENCE = "LICENSE"
ICON = "icons/bonusmalus.svg"
_OLDEST = "25.2"
_NAMESPACES = (
    'xmlns="http://openoffice.org/extensions/description/2006" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:l="http://libreoffice.org/extensions/description/2011"'
)


def description() -> str:
    """description.xml; it refers to the files that `introductions` names."""
    names = "".join(f'    <name lang="{language}">Bonus-Malus</name>\n' for language in LANGUAGES)
    told = "".join(f'    <src lang="{language}" xlink:href="{_file(language)}"/>\n' for language in LANGUAGES)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<description {_NAMESPACES}>\n"
        f'  <identifier value="{IDENTIFIER}"/>\n'
        f'  <version value="{escape(__version__)}"/>\n'
        '  <platform value="all"/>\n'
        "  <dependencies>\n"
        f'    <l:LibreOffice-minimal-version value="{_OLDEST}" name="LibreOffice {_OLDEST}"/>\n'
        "  </dependencies>\n"
        '  <registration><simple-license accept-by="user" suppress-on-update="true">\n'
        f'    <license-text xlink:href="{LICENCE}" lang="en" license-id="MIT"/>\n'
        "  </simple-license></registration>\n"
        f'  <icon><default xlink:href="{ICON}"/></icon>\n'
        f"  <display-name>\n{names}  </display-name>\n"
        f"  <extension-description>\n{told}  </extension-description>\n"
        "</description>\n"
    )


def introductions() -> Mapping[str, str]:
    """What the extension does, in a file for each language."""
    return {_file(language): say(language, "libreoffice", "introduction") + "\n" for language in LANGUAGES}


def _file(language: str) -> str:
    return f"introduction/{language}.txt"
