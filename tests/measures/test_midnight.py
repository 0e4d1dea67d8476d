"""Do contacts over midnight last as long as they did, and does a midnight that stands for no time count for none?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

Row = tuple[str, str, str]
"""When a contact began, was answered and ended."""

USUAL: list[Row] = [("09:00:00", "09:00:05", "09:01:35")] * 3
TWELVE: list[Row] = [("9:00:00 AM", "9:00:05 AM", "9:01:35 AM")] * 3


def _waits(
    path: Path, rows: list[Row], heading: str = "Answered", more: dict[str, Any] | None = None
) -> tuple[list[tuple[int | None, float | None]], list[str]]:
    """Whether each contact was answered, its wait in seconds, and the codes of what is told."""
    lines = [f"{n};{n:02}/01/2026;{';'.join(row)}" for n, row in enumerate(rows, 13)]
    path.write_text("\n".join([f"Call Id;Date;Start;{heading};End", *lines]) + "\n")
    with opened(path, mapping_of(more or {})) as records:
        query = "SELECT answered, wait_us / 1e6 FROM core_contacts ORDER BY contact_id"
        for each in records.findings:
            assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)
        return records.con.execute(query).fetchall(), [each.code for each in records.findings]


@pytest.mark.parametrize(
    ("row", "found", "told"),
    [
        (("23:59:50", "00:00:05", "00:01:00"), (1, 15), []),
        (("23:59:50", "00:00:00", "00:01:00"), (1, 10), []),
        (("23:59:50", "23:59:55", "00:01:00"), (1, 5), []),
        (("23:59:50", "", "00:00:50"), (0, 60), []),
        (("11:59:50 PM", "12:00:00 AM", "12:01:00 AM"), (1, 10), []),
        (("22:00:00", "02:00:00", "02:01:00"), (1, 14_400), ["G9"]),
        (("22:00:00", "02:00:01", "02:01:00"), (1, None), ["G9", "G9"]),
        (("09:00:00", "08:59:59", "09:01:00"), (1, None), ["G9"]),
    ],
    ids=[
        "answered after it", "at it", "before it", "abandoned after it", "on a clock of twelve hours",
        "after four hours", "after more", "before the start",
    ],
)  # fmt: skip
def test_a_contact_over_midnight_lasts_as_long_as_it_did(
    row: Row, found: tuple[int, float | None], told: list[str], tmp_path: Path
) -> None:
    usual = TWELVE if "M" in row[0] else USUAL
    assert _waits(tmp_path / "contacts.csv", [*usual, row]) == ([(1, 5)] * len(usual) + [found], told)


@pytest.mark.parametrize(
    ("row", "found", "told"),
    [
        (("09:00:00", "00:00:00", "09:00:50"), (0, 50), ["G73"]),
        (("21:00:00", "0:00", "21:00:50"), (0, 50), ["G73"]),
        (("9:00:00 AM", "12:00:00 AM", "9:00:50 AM"), (0, 50), ["G73"]),
        (("22:59:59", "00:00:00", "00:01:00"), (0, 3661), ["G73"]),
        (("23:00:00", "00:00:00", "00:01:00"), (1, 3600), []),
        (("00:00:00", "00:00:00", "00:01:00"), (1, 0), []),
        (("09:00:00", "09:00:05", "00:00:00"), (1, 5), ["G73"]),
    ],
    ids=["a morning", "an evening", "twelve hours", "over an hour", "an hour", "at once", "no end"],
)  # fmt: skip
def test_a_midnight_hours_after_the_start_is_no_answer_and_no_end_which_is_told(
    row: Row, found: tuple[int, float], told: list[str], tmp_path: Path
) -> None:
    usual = TWELVE if "M" in row[0] else USUAL
    assert _waits(tmp_path / "contacts.csv", [*usual, row]) == ([(1, 5)] * len(usual) + [found], told)


@pytest.mark.parametrize(
    ("heading", "more", "answered", "told"),
    [
        ("Answered", {}, [1, 1, 1, 0], []),
        ("Abandoned", {}, [None] * 4, ["G6"]),
        ("Abandoned", {"column": "Abandoned"}, [None] * 4, ["G6"]),
        ("Abandoned", {"column": "Abandoned", "yes": ["a"], "blank": "no"}, [0, 0, 0, 0], ["G67"]),
        ("Answered", {"no": ["09:00:05"]}, [None] * 4, ["G33"]),
        ("Picked up", {"column": "Picked up"}, [None] * 4, ["G6"]),
    ],
    ids=[
        "of answers",
        "of who abandoned",
        "which is named",
        "whose words are said",
        "words of answers",
        "another name",
    ],
)
def test_only_a_column_of_answers_whose_words_nobody_said_tells_when(
    heading: str, more: dict[str, Any], answered: list[int | None], told: list[str], tmp_path: Path
) -> None:
    rows = [*USUAL, ("09:00:00", "", "09:00:40")]
    columns = {"contacts": {"columns": {"answered": more}}} if more else {}
    found, codes = _waits(tmp_path / "contacts.csv", rows, heading, columns)
    assert ([each for each, _ in found], codes) == (answered, told)
