"""Does the legend say what counts and what does not? Check S3."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.schedule import languages
from bonusmalus_core.checks.stated import is_answered
from bonusmalus_core.checks.topics import speaks_of
from bonusmalus_core.findings import Phrase

_ASKED = {
    "FCR": ("channel", "transfer"), "FCR-S": ("channel", "transfer"), "SL": ("channel",), "ASA": ("channel",),
    "AR": ("channel",), "FRT": ("channel",),
}  # fmt: skip
"""What parties argue about later, by metric."""


def inclusions(draft: Draft) -> Iterator[Hit]:
    """S3: what counts is not stated."""
    yield from draft.lacking("inclusions", (each for each in draft.legend if not is_answered(each.entry.inclusions)))


def exclusions(draft: Draft) -> Iterator[Hit]:
    """S3: what does not count is not stated; "none" is an answer."""
    yield from draft.lacking("exclusions", (each for each in draft.legend if not is_answered(each.entry.exclusions)))


def unsaid(draft: Draft) -> Iterator[Hit]:
    """S3: the definition is silent about channels or transfers, where its metric depends on them."""
    for entry in draft.legend:
        if is_answered(entry.entry.inclusions):
            for topic in _ASKED.get(entry.metric, ()):
                if not speaks_of(topic, entry.words):
                    yield entry.hit("inclusions", topic=Phrase(f"topic.{topic}"))


def one_tongue(draft: Draft) -> Iterator[Hit]:
    """S3: customers are served in several languages, and the definition does not say which ones count."""
    spoken = languages(draft.agreement.sla)
    for entry in draft.legend if len(spoken) > 1 else ():
        if entry.metric in _ASKED and is_answered(entry.entry.inclusions) and not speaks_of("language", entry.words):
            yield entry.hit("inclusions", languages=", ".join(spoken))
