"""Are the service levels and the follow-up written down beside the KPIs? Checks C6 and C7.

The schedule and the follow-up have no sheets of their own yet; until then these checks remind the parties of what an
annex must hold. Each row of a schedule names its `topic`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.findings import Phrase, Where

TOPICS = (
    "scope", "response", "resolution", "availability", "quality", "reporting", "privacy", "scaling", "calamities",
    "escalation", "scripts", "acceptance", "changes",
)  # fmt: skip


def schedule(draft: Draft) -> Iterator[Hit]:
    """C6: the SLA schedule is silent on topics that every service contract must settle."""
    rows: tuple[object, ...] = draft.agreement.sla
    named = {getattr(row, "topic", "") for row in rows}
    lacking = [topic for topic in TOPICS if topic not in named]
    if lacking:
        facts = {"topics": tuple(Phrase(f"sla.{topic}") for topic in lacking)}
        yield Hit(Where("contract", None, "sector"), None, facts)


def follow_up(draft: Draft) -> Iterator[Hit]:
    """C7: no follow-up meetings are agreed, and so no actions for KPIs below their target."""
    if not draft.agreement.governance:
        yield Hit(Where("contract", None, "settlement_months"))
