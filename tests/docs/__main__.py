"""`python -m tests.docs`: write the pages of the reference that are made from declarations."""

from __future__ import annotations

from tests.docs import FOLDER, PAGES

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
