"""Where on Start stand the figures that commands change? Under names, which follow their cells."""

from __future__ import annotations

from collections.abc import Mapping

from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.port import Cell, Closed, Workbook

SETTLED, RESULT, SHOWN, FINDINGS = "start_settled", "start_result", "start_statement", "start_findings"
"""The latest final settlement, what came of it, the statement that stands on its sheet, and the number of findings."""

ONCE = {SETTLED: "D18", RESULT: "D19", SHOWN: "D20", FINDINGS: "D21"}
"""Where they stood before they had names; a new workbook has them there, too."""


def show_on_start(workbook: Workbook, figures: Mapping[str, Cell]) -> None:
    """Lets the formulas of these names show what they come to, in a file that no program holds."""
    if not isinstance(workbook, Closed):
        return
    named = {name: workbook.named(name) for name in figures}
    if not any(named.values()):
        for start in {words(language, "sheets")["sheet.start"] for language in LANGUAGES}:
            workbook.refresh(start, {ONCE[name]: figure for name, figure in figures.items()})
    for sheet in {found[0] for found in named.values() if found}:
        places = {found[1]: figures[name] for name, found in named.items() if found and found[0] == sheet}
        workbook.refresh(sheet, places)
