"""Which pages of the reference are made from declarations? `python -m tests.docs` writes them anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs import checks, commands, data, findings, functions, measures, ribbon, workbook

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "functions.md": functions.page,
    "commands.md": commands.page,
    "findings.md": findings.page,
    "measures.md": measures.page,
    "checks.md": checks.page,
    "workbook.md": workbook.page,
    "excel-ribbon.svg": ribbon.page,
    "contract.schema.json": data.schema,
}
