"""Does the statement still hold? A sentence that turns red when a figure, or what it was built on, is no longer so.

Which months and rows a statement has is decided when it is settled: who adds a KPI row, an event or a condition, or
changes a window, must settle again.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusmalus_core.workbook.proof.draft import WORK, Draft, fixed
from bonusmalus_core.workbook.statement.columns import FACT, said

_SENTENCES = ("check.agrees", "check.differs", "check.changed", "check.digits")


class Guard(NamedTuple):
    """Writes the sentence that says whether all is as it was."""

    draft: Draft
    language: str

    def put(self, differences: str, beyond: str, changes: str) -> None:
        """The sentence; counted are figures that differ, by more than a sheet's digits, and what it was built on."""
        (row,), draft = self.draft.of("check"), self.draft
        for place, key in enumerate(_SENTENCES, WORK + 8):
            draft.put(row, place, said(self.language, key))
        agrees, differs, changed, digits = (fixed(WORK + 8 + step, row) for step in range(len(_SENTENCES)))
        otherwise = f"IF(IFERROR({beyond},1)>0,{differs},{digits})"
        figures = f"IF(IFERROR({differences},1)>0,{otherwise},{agrees})"
        sentence = f"IF(IFERROR({changes},1)>0,{changed},{figures})"
        draft.compute(row, FACT, sentence, said(self.language, _SENTENCES[0]))
