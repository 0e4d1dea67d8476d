"""Are the service levels complete, and is every KPI below its target followed up? Checks C6 and C7."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from bonusmalus_core.calc.missed import missed
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.findings import Phrase, Where
from bonusmalus_core.model.service import ServiceLevel, Topic
from bonusmalus_core.model.settlement import Refusal

TOPICS = tuple(topic for topic in get_args(Topic) if topic != "other")
"""What every service contract must settle."""

SPOKEN = ("response", "availability", "quality")
"""The topics that must be settled for each language in which end customers are served."""

INCIDENT = "incident"


def schedule(draft: Draft) -> Iterator[Hit]:
    """C6: the SLA schedule is silent on a topic; one hit when there is no schedule at all."""
    named = {row.topic for row in draft.agreement.sla}
    lacking = [_phrase(topic) for topic in TOPICS if topic not in named]
    for topics in [tuple(lacking)] if not named else [(topic,) for topic in lacking]:
        yield Hit(Where("sla", None, "topic"), None, {"topics": topics})


def unsettled(draft: Draft) -> Iterator[Hit]:
    """C6: a topic stands in the schedule, and neither a norm nor an agreement beside it."""
    for number, row in enumerate(draft.agreement.sla):
        if not is_stated(row.norm) and not is_stated(row.agreement):
            yield Hit(Where("sla", number, "agreement"), None, {"topic": _phrase(row.topic)})


def one_language(draft: Draft) -> Iterator[Hit]:
    """C6: end customers are served in several languages, and a norm holds for some of them only."""
    rows = draft.agreement.sla
    for topic in SPOKEN:
        settled = [row for row in rows if row.topic == topic]
        for language in languages(rows) if all(_languages(row) for row in settled) else ():
            if settled and not any(language in _languages(row) for row in settled):
                number = rows.index(settled[0])
                facts = {"topic": _phrase(topic), "language": language}
                yield Hit(Where("sla", number, "language"), None, facts)


def languages(rows: Iterable[ServiceLevel]) -> tuple[str, ...]:
    """The languages of end customers that the schedule names."""
    return tuple(dict.fromkeys(language for row in rows for language in _languages(row)))


def _languages(row: ServiceLevel) -> tuple[str, ...]:
    named = row.language.replace(";", ",").split(",")
    return tuple(language.strip().casefold() for language in named if language.strip())


def _phrase(topic: str) -> Phrase:
    return Phrase(f"topic.{topic}", topic="choices")


def follow_up(draft: Draft) -> Iterator[Hit]:
    """C7: no follow-up meetings are agreed."""
    if all(meeting.interval == INCIDENT for meeting in draft.agreement.governance):
        yield Hit(Where("governance", None, "interval"))


def unanswered(draft: Draft) -> Iterator[Hit]:
    """C7: a KPI stayed below its target in a settled period, and no action answers it."""
    agreement = draft.agreement
    listed = {(action.period, action.kpi) for action in agreement.actions}
    for period in sorted({row.period for row in agreement.history if row.event == "settled"}):
        settled = settle(agreement, period, date.max)
        for miss in () if isinstance(settled, Refusal) else missed(settled.kpis):
            if (period, miss.code) not in listed:
                facts = {"period": period, "value": miss.value, "target": miss.target, "unit": miss.unit}
                yield Hit(Where("actions", None, "kpi"), miss.code, facts)


def unassigned(draft: Draft) -> Iterator[Hit]:
    """C7: an action without what is done, by whom or by when, or that was closed without a result."""
    for number, action in enumerate(draft.agreement.actions):
        asked = {"action": is_stated(action.action), "owner": is_stated(action.owner), "due": action.due is not None}
        asked["result"] = action.done is None or is_stated(action.result)
        lacking = [field for field, given in asked.items() if not given]
        if lacking:
            said = tuple(Phrase(f"actions.{field}", topic="fields") for field in lacking)
            yield Hit(Where("actions", number, lacking[0]), action.kpi, {"fields": said, "period": action.period})
