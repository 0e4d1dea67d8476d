"""What is the user told at the end of a command: in one message, with what was done, where to look, or what to mend?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bonusmalus_core.words import say

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome

_SHOWN = 6
"""Findings that a message can hold; after these have been mended, the next ones are shown."""


@dataclass(frozen=True)
class Closing:
    """The last word of a command; `place` is the sheet, and a cell where something is to be mended."""

    message: str
    done: bool
    place: tuple[str, str | None] | None = None


def closing(outcome: Outcome, spoken: str) -> Closing:
    """The outcome in words; `spoken` is the user's language, for when there is no contract's."""
    from bonusmalus_core.declare.report import plain
    from bonusmalus_core.words.said import said  # needs the packages, as the outcome did

    language = outcome.language or spoken
    every = [said(finding, language, outcome.locate) for finding in outcome.findings]
    lines = [
        f"{f'{each.sheet} {each.cell}: ' if each.sheet else ''}{each.message} → {each.remedy}"
        for each in every[:_SHOWN]
    ]
    if len(every) > _SHOWN:
        lines.append(say(language, "live", "more", count=len(every) - _SHOWN))
    place = next(((each.sheet, each.cell) for each in every if each.sheet), None)
    if outcome.sheet:
        place = (outcome.sheet, None)
    report = [plain(outcome.report)] if outcome.report else []
    return Closing(
        "\n\n".join([outcome.message(spoken), *report, *lines]), not (outcome.refused or outcome.failed), place
    )
