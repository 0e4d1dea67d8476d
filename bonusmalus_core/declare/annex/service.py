"""How does the annex print what is agreed about the service, and when the parties meet?"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.declare.annex.saying import Saying
from bonusmalus_core.model.service import Meeting, ServiceLevel
from bonusmalus_core.words import say
from bonusmalus_core.workbook.document import Chapter, Facts
from bonusmalus_core.workbook.layout import choice_label, label


def service_chapters(said: Saying) -> Iterator[Chapter]:
    """The SLA schedule and the meetings with the escalation, each as far as the contract has rows of it."""
    levels = tuple(_level(said, each) for each in said.agreement.sla)
    meetings = tuple(_meeting(said, each) for each in said.agreement.governance)
    for title, clause, lines in (("sla", "sla.apart", levels), ("governance", "governance.steps", meetings)):
        if lines:
            yield Chapter(say(said.language, "sheets", f"{title}.title"), (said.say(clause),), (Facts("", lines),))


def _level(said: Saying, row: ServiceLevel) -> tuple[str, str]:
    """The topic with its channel and language; the norm, and what is agreed about it."""
    topic = choice_label(said.language, "topic", row.topic)
    return " – ".join(filter(None, (topic, row.subject, row.language))), _joined(row.norm, row.agreement)


def _meeting(said: Saying, row: Meeting) -> tuple[str, str]:
    """The meeting or step with how often it comes; within which time, who takes part, and what it is about."""
    how_often = choice_label(said.language, "interval", row.interval)
    parts = (
        say(said.language, "cli", "labelled", label=label(said.language, "governance", key), text=text)
        for key in ("client", "supplier", "agenda")
        if (text := getattr(row, key))
    )
    return row.name or how_often, _joined(", ".join(filter(None, (how_often, row.within))), *parts)


def _joined(*parts: str) -> str:
    """Parts of a line as sentences; a dash where nothing is agreed yet."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part) or "–"
