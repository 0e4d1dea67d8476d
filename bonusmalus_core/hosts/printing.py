"""How does a sheet of a workbook become a PDF? LibreOffice prints it, where it is installed.

It runs out of sight, with a profile of its own in the language of the contract, so that months and numbers are written
as there, whatever the user's own LibreOffice is set to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.workbook.package.alone import shown_alone

LOCALES = {"nl": "nl-BE", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
SECONDS = 180
"""How long a page may take; starting LibreOffice is most of it."""

_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop>
</item>
</oor:items>
"""


@contextmanager
def copied(workbook: Path, pdf: Path) -> Iterator[Path]:
    """A copy of the workbook to print from; nothing of it is left behind.

    Before anything is done, WrongUsage: another ending; FileRefused: file.exists, file.no-office.
    """
    if pdf.suffix.casefold() != ".pdf":
        raise WrongUsage("pdf-ending", found=pdf)
    if pdf.exists():
        raise FileRefused("file.exists", pdf)
    program()
    with TemporaryDirectory(prefix="bonus-malus-") as folder:
        copy = Path(folder) / "printed.xlsx"
        try:
            shutil.copyfile(workbook, copy)
        except OSError as error:
            raise FileRefused("file.unreadable", workbook, reason=error) from error
        yield copy


def print_sheet(copy: Path, sheet: str, pdf: Path, language: str) -> None:
    """Prints one sheet of the copied workbook to `pdf`.

    FileRefused: file.not-printed, file.not-written, file.exists.
    """
    copy.write_bytes(b"".join(shown_alone(copy, sheet)))
    made = _converted(copy, pdf, language)
    try:
        with pdf.open("xb") as file:
            file.write(made)
    except FileExistsError as error:
        raise FileRefused("file.exists", pdf) from error
    except OSError as error:
        raise FileRefused("file.not-written", pdf, reason=error) from error


def program() -> str:
    """Where LibreOffice is. FileRefused: file.no-office."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    found = named or next((place for place in _PLACES if Path(place).exists()), None)
    if found is None:
        raise FileRefused("file.no-office", "LibreOffice")
    return found


def _converted(copy: Path, pdf: Path, language: str) -> bytes:
    profile = copy.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(LOCALES[language]), encoding="utf-8")
    asked = [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "pdf"]
    try:
        subprocess.run(
            [*asked, "--outdir", str(copy.parent), str(copy)],
            check=True,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "HOME": str(copy.parent)},
        )
        return copy.with_suffix(".pdf").read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise FileRefused("file.not-printed", pdf) from error
