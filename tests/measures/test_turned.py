"""Is a column of who abandoned read as who got no answer, whatever the legend says of it?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words.said import said

AGREEMENT = Agreement.model_validate({
    "contract": {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]},
    "kpis": [{"code": "AR", "metric": "AR", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}],
})  # fmt: skip
UNTIL = {"complete_until": "2026-01-31"}


def _abandoned(
    path: Path, said: dict[str, Any], *, heading: str = "Abandoned", gone: str = "Y", not_: str = "N"
) -> Measured:
    """Of ten contacts the first three abandoned."""
    rows = [f"{n},2026-01-{1 + n:02} 10:00:00,{gone if n < 3 else not_},60" for n in range(10)]
    path.write_text("\n".join([f"contact_id,started_at,{heading},talk_s", *rows]) + "\n")
    return measured(AGREEMENT, path, mapping_of({**UNTIL, **said}))


def _of(answered: object) -> dict[str, Any]:
    return {"contacts": {"columns": {"answered": answered}}}


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ({}, ["3/10"]),
        ({"exclude": [{"answered": ["no"]}]}, ["0/7"]),
        ({"exclude": [{"answered": ["yes"]}]}, ["3/3"]),
        ({"kpis": {"AR": {"only": {"answered": ["yes"]}}}}, ["0/7"]),
        ({"kpis": {"AR": {"only": {"answered": ["no"]}}}}, ["3/3"]),
        (_of("Abandoned"), ["3/10"]),
        (_of({"column": "Abandoned", "yes": ["N"], "no": ["Y"]}), ["3/10"]),
        (_of({"yes": ["N"]}), ["3/10"]),
        (_of({"column": "Abandoned", "yes": ["Y"]}), ["7/10"]),
    ],
    ids=[
        "nothing", "without the unanswered", "without the answered", "answered only", "unanswered only",
        "which column", "and its words", "its words alone", "other words",
    ],
)  # fmt: skip
def test_words_of_the_legend_say_who_was_answered(said: dict[str, Any], counted: list[str], tmp_path: Path) -> None:
    found = _abandoned(tmp_path / "contacts.csv", said)
    assert [f"{row.numerator}/{row.denominator}" for row in found.rows] == counted


@pytest.mark.parametrize(
    ("answered", "counted", "asked"),
    [
        (None, [], {"G33"}),
        ({"blank": "yes"}, ["3/10"], set()),
        ({"blank": "no"}, ["10/10"], set()),
        ({"column": "Abandoned", "blank": "yes"}, ["3/10"], set()),
    ],
    ids=["not said", "answered", "no answer", "with its column"],
)
def test_a_blank_stands_for_an_answer_where_the_mapping_says_so(
    answered: object, counted: list[str], asked: set[str], tmp_path: Path
) -> None:
    found = _abandoned(tmp_path / "contacts.csv", _of(answered) if answered else {}, not_="")
    assert [f"{row.numerator}/{row.denominator}" for row in found.rows] == counted
    assert {each.code for each in found.findings} & {"G1", "G14", "G33"} == asked


@pytest.mark.parametrize(
    ("heading", "answered", "code", "remedy"),
    [
        ("Abandoned", {}, "G33", "in the column mapping: yes if a blank in “Abandoned” stands"),
        ("Abandoned", {"blank": "no"}, "G67", "in the column mapping: yes if a blank in “Abandoned” stands"),
        ("Abandoned", {"blank": "yes"}, None, ""),
        ("Answered", {}, "G33", "in the column mapping."),
        ("Answered", {"blank": "no"}, None, ""),
        ("Answered", {"blank": "yes"}, "G67", "in the column mapping."),
    ],
    ids=["who abandoned", "and blank is so too", "and blank is not", "who was answered", "and blank is not",
         "and blank is so too"],
)  # fmt: skip
def test_a_blank_that_stands_for_the_only_word_is_told_and_how_to_say_the_other(
    heading: str, answered: dict[str, str], code: str | None, remedy: str, tmp_path: Path
) -> None:
    found = _abandoned(tmp_path / "contacts.csv", _of(answered), heading=heading, not_="")
    told = [each for each in found.findings if each.code in ("G33", "G67")]
    assert [each.code for each in told] == ([code] if code else [])
    assert all(remedy in said(each, "en", lambda _: None).remedy for each in told)


@pytest.mark.parametrize(
    ("heading", "counted"),
    [("Abandoned", "3/10"), ("Missed (Y/N)", "3/10"), ("Afgehaakt", "3/10"), ("Answered", "7/10"), ("Gone", "7/10")],
)
def test_a_column_that_the_mapping_names_is_turned_by_its_name(heading: str, counted: str, tmp_path: Path) -> None:
    found = _abandoned(tmp_path / "contacts.csv", _of(heading), heading=heading)
    assert [f"{row.numerator}/{row.denominator}" for row in found.rows] == [counted]
