"""Which workbooks are committed as templates? Drafts in every language or in Dutch, and a filled example."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import SECTORS, contents, example

REFERENCE = "contact-centre"


def templates() -> Mapping[str, dict[str, Any]]:
    """Contract data by file name: the reference contract in all languages, the other sectors in Dutch, the example."""
    reference = {f"{REFERENCE}-{language}.xlsx": contents(REFERENCE, language) for language in LANGUAGES}
    others = {f"{sector}-nl.xlsx": contents(sector, "nl") for sector in SECTORS if sector != REFERENCE}
    return reference | others | {"example-nl.xlsx": example("nl")}


def build_templates(folder: Path) -> None:
    """Builds every template anew into `folder`."""
    for name, stored in templates().items():
        build_workbook(Agreement.model_validate(stored), folder / name)
