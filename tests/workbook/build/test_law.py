"""Does who writes bonus rules read beside them what the law in Belgium calls a collective bonus, whole and legible?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.build.team import LINE

BONUS: dict[str, Any] = {
    "bonuses": [{"code": "CARE", "metric": "NPS", "form": "collective", "department": "Care"}],
    "tiers": [{"bonus": "CARE", "goal": "30", "amount": "100"}],
}

ESSENTIALS = {
    "nl": ("cao nr. 90", "20 december 2007", "21 december 2007", "collectieve resultaten", "geen juridisch advies"),
    "en": ("CCT/CAO no. 90", "20 December 2007", "21 December 2007", "collective results", "no legal advice"),
    "de": ("Arbeitsabkommen Nr. 90", "20. Dezember 2007", "21. Dezember 2007", "kollektive Ergebnisse",
           "keine Rechtsberatung"),
    "fr": ("CCT n° 90", "20 décembre 2007", "21 décembre 2007", "résultats collectifs", "non un conseil juridique"),
}  # fmt: skip
"""What the note must say: the agreement, its day and that of the law, what it rewards, and that it is no advice."""


def _rules(language: str, path: Path) -> Worksheet:
    """The sheet on which the bonuses are written, of a contract that promises one."""
    contract = {"start": "2026-01-01", "months": 12, "language": language}
    kpi = {"code": "NPS", "metric": "NPS", "weight": "1", "thresholds": ["10", "20", "30"], "unit": "score"}
    agreement = {"contract": contract | {"levels": ["0.9", "1", "1.1"]}, "kpis": [kpi], **BONUS}
    build(Agreement.model_validate(agreement), path)
    book = openpyxl.load_workbook(path)
    (sheet,) = [each for each in book.worksheets if "tblBonuses" in each.tables]
    return sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_on_collective_bonuses_stands_whole_above_the_rules(language: str, tmp_path: Path) -> None:
    sheet = _rules(language, tmp_path / "contract.xlsx")
    first = int(sheet.tables["tblBonuses"].ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    lines = [str(cell.value) for (cell,) in sheet.iter_rows(max_row=first - 1, min_col=2, max_col=2) if cell.value]
    told = " ".join(lines).replace("\u00a0", " ")
    assert [each for each in ESSENTIALS[language] if each not in told] == []
    texts = words(language, "sheets")
    every = " ".join(texts[f"rules.law.{number}"] for number in (1, 2, 3)).replace("\u00a0", " ")
    assert every in told
    note = lines[lines.index(texts["rules.law"]) :]
    assert [line for line in note if len(line) > LINE] == []
    assert sheet.sheet_state == "visible"
