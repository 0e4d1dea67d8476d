"""Is the service of every draft described whole, measurably, and in one language?"""

from __future__ import annotations

from functools import cache

import pytest

from bonusmalus_core.checks.schedule import TOPICS
from bonusmalus_core.checks.vague import vague_words
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.service import ServiceLevel
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import SECTORS, contents

FIGURED = {"response", "resolution", "availability", "quality", "reporting", "scaling", "calamities", "escalation"}
"""Topics of which every norm has a figure."""

each_draft = pytest.mark.parametrize(
    ("sector", "language"), [(sector, language) for sector in SECTORS for language in LANGUAGES]
)


@cache
def draft(sector: str, language: str) -> Agreement:
    return Agreement.model_validate(contents(sector, language))


def norms(topic: str, language: str = "en") -> list[tuple[str, str]]:
    rows = draft("contact-centre", language).sla
    return [(row.subject, row.norm) for row in rows if row.topic == topic]


@each_draft
def test_every_topic_is_settled_in_the_order_of_the_list(sector: str, language: str) -> None:
    topics = [row.topic for row in draft(sector, language).sla]
    assert list(dict.fromkeys(topics)) == list(TOPICS)


@each_draft
def test_every_row_says_what_is_agreed_in_one_sentence_or_two(sector: str, language: str) -> None:
    rows = draft(sector, language).sla
    assert [row.topic for row in rows if not row.agreement.endswith(".")] == []
    assert [row.subject for row in rows if row.topic in FIGURED and not any(map(str.isdigit, row.norm))] == []


@each_draft
def test_no_row_uses_a_vague_word(sector: str, language: str) -> None:
    def texts(row: ServiceLevel) -> tuple[str, ...]:
        return row.subject, row.norm, row.agreement

    said = [text for row in draft(sector, language).sla for text in texts(row)]
    said += [text for each in draft(sector, language).governance for text in (each.within, each.agenda)]
    assert [(text, found) for text in said if (found := [each.found for each in vague_words(text, language)])] == []


@each_draft
def test_the_parties_meet_at_every_interval_and_an_incident_has_steps(sector: str, language: str) -> None:
    intervals = [each.interval for each in draft(sector, language).governance]
    assert intervals == ["weekly", "monthly", "quarterly", "yearly", "incident", "incident", "incident"]
    assert all(
        each.name and each.within and each.client and each.supplier for each in draft(sector, language).governance
    )


def test_the_contact_centre_has_the_norms_of_the_sources() -> None:
    assert norms("response") == [
        ("phone", "80% within 30 seconds"), ("e-mail", "90% within 24 hours"), ("chat", "95% within 30 seconds"),
    ]  # fmt: skip
    assert norms("resolution") == [("questions", "90% within 24 hours"), ("complaints", "95% within 48 hours")]
    assert norms("quality") == [("customer satisfaction", "at least 8 out of 10"), ("first time right", "at least 85%")]
    assert norms("escalation") == [("critical incidents", "answer within 2 hours")]


@pytest.mark.parametrize("sector", SECTORS)
def test_the_four_languages_say_different_words_about_the_same_rows(sector: str) -> None:
    drafts = [draft(sector, language).sla for language in LANGUAGES]
    assert len({len(rows) for rows in drafts}) == 1
    for rows in zip(*drafts, strict=True):
        assert len({row.agreement for row in rows}) == len(LANGUAGES), rows[0].topic
