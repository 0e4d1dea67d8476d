"""What will a reader of a workbook see? Every visible sheet as pictures of its printed pages.

usage: python -m tests.support.render FILE.xlsx FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from pypdfium2 import PdfDocument, PdfPage

from tests.support.libreoffice import Office, running

PIXELS_PER_POINT = 1.5


def render(office: Office, workbook: Path, folder: Path) -> list[Path]:
    """Draw the pages of all visible sheets; the pictures are named after sheet and page, such as `2-KPIs-1.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    with office.open(workbook) as opened:
        for number, sheet in enumerate(opened.sheets(), start=1):
            printed = folder / f"{number}-{sheet}.pdf"
            opened.print_sheet(sheet, printed)
            pictures += _draw(printed)
            printed.unlink()
    return pictures


def _draw(printed: Path) -> list[Path]:
    with PdfDocument(printed) as pages:
        return [_save(page, printed.with_name(f"{printed.stem}-{n}.png")) for n, page in enumerate(pages, start=1)]


def _save(page: PdfPage, picture: Path) -> Path:
    page.render(scale=PIXELS_PER_POINT).to_pil().save(picture)
    return picture


if __name__ == "__main__":
    with running() as office:
        for picture in render(office, Path(sys.argv[1]), Path(sys.argv[2])):
            print(picture)
