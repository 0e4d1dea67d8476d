"""How well are vague sentences of real contracts and tenders told from precise ones?

The sentences are shortened from public contracts, tenders and guides; each has its source. They came in rounds:
those of a later one were judged and measured once before the lists learnt from them.

    round   sentences   precision   recall   (before anything was learnt from the round)
    2              48        0.95     0.88
    3              71        0.93     0.71
    4              26        1.00     0.79
    5              30        1.00     0.80
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.checks.vague import vague_words
from bonusmalus_core.words import LANGUAGES

SENTENCES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))


def judged(language: str | None = None) -> Counter[tuple[bool, bool]]:
    """How many sentences are vague and found to be vague; of one language or of all."""
    of_language = (each for each in SENTENCES if language in (None, each["language"]))
    return Counter((each["vague"], bool(vague_words(each["text"], each["language"]))) for each in of_language)


def test_there_are_enough_sentences_of_both_kinds_in_every_language_each_with_its_source() -> None:
    kinds = Counter((each["language"], each["vague"]) for each in SENTENCES)
    assert len(SENTENCES) >= 40
    assert min(kinds[language, vague] for language in LANGUAGES for vague in (True, False)) >= 5
    assert [each["text"] for each in SENTENCES if not each["source"].startswith("http")] == []


@pytest.mark.parametrize("language", [None, *LANGUAGES])
def test_vague_sentences_are_found_and_precise_ones_are_left_alone(language: str | None) -> None:
    counts = judged(language)
    precision = counts[True, True] / (counts[True, True] + counts[False, True])
    recall = counts[True, True] / (counts[True, True] + counts[True, False])
    print(f"{language or 'all'}: precision {precision:.3f}, recall {recall:.3f} of {counts.total()} sentences")
    assert precision >= 0.9
    assert recall >= 0.8
