"""Are scores with their label read as the score, where no text could be another, and else told?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.engines import asked

PLAIN = (10, 9, 8, 6, 0)
"""Two promoters, a passive and two detractors; a mean of 6.6."""


def _surveys(path: Path, field: str, cells: list[str]) -> Path:
    rows = [f'2026-01-{day:02};"{cell}"' for day, cell in enumerate(cells, 1)]
    path.write_text("\n".join([f"asked_at;{field}", *rows]) + "\n", encoding="utf-8")
    return path


def _nps(path: Path) -> tuple[str, list[str]]:
    with opened(path) as records:
        rows = evaluate(records.frames, [asked("NPS")], [Month(2026, 1)])
        codes = [each.code for each in records.findings]
    return next((f"{row.numerator}/{row.denominator}" for row in rows), "none"), codes


@pytest.mark.parametrize(
    "cells",
    [
        ["10 - Zeer waarschijnlijk", "9", "8", "6", "0 - Heel onwaarschijnlijk"],
        ["10 (très probable)", "9", "8", "6", "0 (pas du tout)"],
        ["10/10", "9/10", "8 / 10", "6/10", "0/10"],
        ["10 van 10", "9 van de 10", "8 out of 10", "6 von 10", "0 sur 10"],
        ["10: top", "9: goed", "8: gut", "6: moyen", "0: bad"],
        ["Top (10)", "Goed (9)", "Gut (8)", "Moyen (6)", "Bad (0)"],
        ["Top: 10", "9", "8", "6", "Bad: 0"],
        ["10", "9", "8", "6", "0"],
    ],
    ids=["the ends", "in brackets", "out of ten", "in words out of ten", "all", "behind", "ends behind", "plain"],
)
def test_a_score_with_its_label_is_the_score(cells: list[str], tmp_path: Path) -> None:
    assert _nps(_surveys(tmp_path / "surveys.csv", "nps", cells)) == ("0/5", [])


@pytest.mark.parametrize(
    "cells",
    [
        ["9-10", "9-10", "7-8", "0-6", "0-6"],
        ["5/5", "4/5", "4/5", "3/5", "0/5"],
        ["9/10", "8/10", "4/5", "3/5", "0/5"],
        ["10 - likely", "9 - likely", "8 - likely", "6 - no", "0 - never"],
        ["100 %", "90 %", "80 %", "60 %", "0 %"],
        ["likely", "likely", "perhaps", "never", "never"],
        ["10 - top 5", "9 - top 10", "8 - so", "6 - so so", "0 - bad"],
    ],
    ids=["ranges", "another scale", "two scales", "one label of two", "percentages", "words", "two numbers"],
)
def test_a_text_that_could_be_another_score_is_told_and_measures_nothing(cells: list[str], tmp_path: Path) -> None:
    path = _surveys(tmp_path / "surveys.csv", "nps", cells)
    assert _nps(path) == ("none", ["G28"])
    with opened(path) as records:
        (told,) = records.findings
    for language in LANGUAGES:
        assert "9/10" in said(told, language, lambda _: None).remedy


def test_an_answer_without_a_score_does_not_count_beside_labels(tmp_path: Path) -> None:
    cells = [*(["10 - yes", "0 - no"] * 15), "no opinion"]
    assert _nps(_surveys(tmp_path / "surveys.csv", "nps", cells)) == ("0/30", ["G6"])


@pytest.mark.parametrize(("cells", "value"), [(["5 sterren", "1 ster"], "1/2"), (["4/5", "3/5"], "1/2")], ids=str)
def test_a_satisfaction_with_its_label_is_read_on_its_scale(cells: list[str], value: str, tmp_path: Path) -> None:
    with opened(_surveys(tmp_path / "surveys.csv", "csat", cells)) as records:
        (row,) = evaluate(records.frames, [asked("CSAT", scale=5)], [Month(2026, 1)])
    assert f"{row.numerator}/{row.denominator}" == value
