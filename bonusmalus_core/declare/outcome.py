"""What came of a command: what to tell the user, what was found, and where to look?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bonusmalus_core.declare.report import Report
from bonusmalus_core.findings import NOTHING, Finding
from bonusmalus_core.words import say
from bonusmalus_core.words.said import Locate

if TYPE_CHECKING:
    from bonusmalus_core.declare.settling import Settled
    from bonusmalus_core.workbook.document import Document


def nowhere(_finding: Finding) -> None:
    """The place of a finding about contract data: there is no workbook yet."""


class Outcome(NamedTuple):
    """The end of a command, in `language`: the contract's, or None for the user's own while there is no contract.

    `told` is the key of the closing sentence in commands.json and `facts` what it quotes. `data` is what machines get.
    People are shown the `report` and the findings. A host shows `sheet`, opens the workbook `made`, and saves nothing
    that was `refused`; one that prints takes the `paper` if there is one, else the sheet. What was done can have
    `failed` all the same, as a check does that finds something to mend.
    """

    told: str
    language: str | None
    data: Any
    facts: Mapping[str, object] = NOTHING
    findings: Sequence[Finding] = ()
    locate: Locate = nowhere
    refused: bool = False
    sheet: str | None = None
    made: Path | None = None
    settled: Settled | None = None
    report: Report = ()
    failed: bool = False
    paper: Document | None = None

    def message(self, spoken: str) -> str:
        """The closing sentence: what was done and where to look, or that nothing was."""
        return say(self.language or spoken, "commands", self.told, **self.facts)
