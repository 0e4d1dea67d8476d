"""How does the product look with one command more? A copy of its sources, in which nothing but a declaration is new."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bonusmalus_core.words import LANGUAGES

ROOT = Path(__file__).parents[3]
LABELS = {"nl": "Stempelen", "en": "Stamp", "de": "Stempeln", "fr": "Tamponner"}
CELL = "H2"

DECLARATION = f'''

@command("stamp", Group.HELP, icon="Stamp", writes=True)
def stamp(workbook: Workbook, word: Text, broken: Text = "") -> Outcome:
    """Stamps a word on the sheet of the settlement.

    Args:
        workbook: The contract.
        word: The word.
        broken: Whether the second of the two cells cannot be written.
    """
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.workbook.port import CellError

    sheet = workbook.tables()["tblSettlement"].sheet
    workbook.write_cells(sheet, {{"{CELL}": word}})
    workbook.write_cells(sheet, {{"H3": CellError("uncached") if broken else word}})
    return Outcome("stamp.done", None, None, sheet=sheet)
'''
_WORDS = {"stamp": "Stamps.", "stamp.word": "Word?", "stamp.broken": "Broken?", "stamp.done": "Stamped."}


def build_with_one_more(folder: Path) -> Path:
    """Declares the command in a copy of the sources, and builds the extension from it."""
    for name, source in {
        "bonusmalus_core": ROOT / "bonusmalus_core",
        "bonusmalus_addin": ROOT / "addin" / "bonusmalus_addin",
        "bonusmalus_templates": ROOT / "templates",
    }.items():
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "bonusmalus_core" / "declare" / "commands" / "contract.py").open("a", encoding="utf-8") as commands:
        commands.write(DECLARATION)
    for language in LANGUAGES:
        path = folder / "bonusmalus_core" / "words" / language / "commands.json"
        told = json.loads(path.read_text(encoding="utf-8")) | _WORDS | {"stamp.label": LABELS[language]}
        path.write_text(json.dumps(told), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "bonusmalus_addin.libreoffice", "more.oxt"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        check=True,
        capture_output=True,
    )
    return folder / "more.oxt"
