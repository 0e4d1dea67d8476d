"""`python -m tests.docs`: write the pages and pictures of the reference that are made from declarations."""

from __future__ import annotations

from tests.docs import FOLDER, PAGES, measures, pictures

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    measures.DECLARED.write_text(measures.declared(), encoding="utf-8")
    pictures.FOLDER.mkdir(parents=True, exist_ok=True)
    for path, picture in pictures.pictures().items():
        path.write_text(picture, encoding="utf-8")
