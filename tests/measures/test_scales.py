"""Is a question that was asked on another scale than the contract's asked about, and who was surveyed known?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

CONTRACT = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
KPI = {"weight": "0.5", "thresholds": ["0.1", "0.2", "0.3"]}


def _measured(path: Path, rows: list[str], header: str, choices: dict[str, Any], *kpis: str) -> Measured:
    path.write_text("\n".join([header, *rows]) + "\n")
    agreement = Agreement.model_validate(
        {"contract": CONTRACT, "kpis": [KPI | {"code": code.replace("-", ""), "metric": code} for code in kpis]}
    )
    return measured(agreement, path, mapping_of({"complete_until": "2026-01-31", **choices}))


@pytest.mark.parametrize(
    ("measure", "scores", "choices", "is_measured"),
    [
        ("CSAT", [5] * 76 + [6] * 4, {"scale": 5}, True),
        ("CSAT", [5] * 75 + [6] * 4, {"scale": 5}, False),
        ("CSAT", [1, 2, 6, 7, 8], {"scale": 5}, True),
        ("CSAT", [1, 2, 6, 7, 8, 9], {"scale": 5}, False),
        ("CSAT", [1, 2, 3, 4, 5], {"scale": 10}, False),
        ("CSAT", [1, 2, 3, 4, 6], {"scale": 10}, True),
        ("CSAT", [1, 2, 3, 4], {"scale": 10}, True),
        ("CSAT", [1, 2, 3] * 6 + [1], {"scale": 5}, True),
        ("CSAT", [1, 2, 3] * 7, {"scale": 5}, False),
        ("CSAT", [1, 2, 3] * 7 + [4], {"scale": 5}, True),
        ("CSAT", [1, 2, 3] * 7, {"scale": 3}, True),
        ("NPS", [1, 2, 3, 4, 5], {}, False),
        ("NPS", [1, 2, 3, 4], {}, True),
        ("NPS", [1, 2, 3, 4, 6], {}, True),
        ("NPS", [0, 2, 3, 4, 5], {}, True),
        ("NPS", [0, 2, 3, 4, 5] * 4, {}, False),
        ("NPS", [10, 20, 80, 90, 100], {}, False),
        ("CSAT", [1, 2, 3] * 7, {"scale": 5, "scale_vouched": True}, True),
        ("CSAT", [1, 2, 3, 4, 5], {"scale": 10, "scale_vouched": "no"}, False),
        ("CSAT", [1, 2, 6, 7, 8], {"scale": 5, "scale_vouched": True}, True),
        ("CSAT", [1, 2, 6, 7, 8, 9], {"scale": 5, "scale_vouched": True}, False),
        ("NPS", [1, 2, 3, 4, 5], {"scale_vouched": True}, True),
        ("NPS", [10, 20, 80, 90, 100], {"scale_vouched": True}, False),
        ("CES", [1, 2, 1, 2] * 10, {"scale": 7}, True),
        ("CES", [1, 2, 7, 7, 6, 6], {"scale": 5}, False),
    ],
    ids=lambda each: str(each)[:30],
)
def test_scores_that_do_not_look_like_those_of_the_stated_scale_are_not_measured_and_told(
    measure: str, scores: list[int], choices: dict[str, Any], is_measured: bool, tmp_path: Path
) -> None:
    rows = [f"2026-01-{1 + n % 28:02},{score}" for n, score in enumerate(scores)]
    header = f"asked_at,{measure.lower()}"
    found = _measured(tmp_path / "surveys.csv", rows, header, {"kpis": {measure: choices}}, measure)
    assert bool(found.rows) is is_measured
    told = [each.facts["last"] for each in found.findings if each.code == "G59"]
    assert told == ([] if is_measured else [str(max(scores))])


@pytest.mark.parametrize(
    ("channel", "is_measured"), [("phone", True), ("chat", False), (None, False)], ids=["its own", "another", "all"]
)
def test_only_scores_that_count_for_a_kpi_are_held_against_its_scale(
    channel: str | None, is_measured: bool, tmp_path: Path
) -> None:
    rows = [f"2026-01-05,{1 + n % 5},phone" for n in range(20)] + [f"2026-01-06,{1 + n % 10},chat" for n in range(20)]
    choices = {"scale": 5} | ({"only": {"channel": [channel]}} if channel else {})
    found = _measured(tmp_path / "surveys.csv", rows, "asked_at,csat,channel", {"kpis": {"CSAT": choices}}, "CSAT")
    assert [int(row.denominator) for row in found.rows] == ([20] if is_measured else [])
    assert ("G59" in {each.code for each in found.findings}) is not is_measured


@pytest.mark.parametrize(
    ("measure", "scores", "scale", "remedy"),
    [
        ("CSAT", [1, 2, 3, 4, 5], {"scale": 10}, "kpis.CSAT.scale_vouched = true"),
        ("NPS", [1, 2, 3, 4, 5], {}, "kpis.NPS.scale_vouched = true"),
        ("CSAT", [1, 2, 6, 7, 8, 9], {"scale": 5}, "State the scale"),
        ("NPS", [10, 20, 80, 90, 100], {}, "make no NPS"),
    ],
)
def test_what_is_to_be_done_about_a_scale_can_be_done(
    measure: str, scores: list[int], scale: dict[str, Any], remedy: str, tmp_path: Path
) -> None:
    rows = [f"2026-01-{1 + n % 28:02},{score}" for n, score in enumerate(scores)]
    found = _measured(
        tmp_path / "surveys.csv", rows, f"asked_at,{measure.lower()}", {"kpis": {measure: scale}}, measure
    )
    told = [said(each, "en", lambda _: None).remedy for each in found.findings if each.code == "G59"]
    assert [remedy in each for each in told] == [True]


@pytest.mark.parametrize(
    ("scores", "choices", "is_measured"),
    [
        (["4/5", "5/5"], {"scale": 5}, True),
        (["4/5", "5/5"], {"scale": 7}, False),
        (["4/5", "5/5"], {"scale": 10, "scale_vouched": True}, False),
        (["4", "5 van 5"], {"scale": 10}, False),
        (["4", "5"], {"scale": 10}, True),
        (["4 - good", "5 - very good"], {"scale": 10}, True),
    ],
    ids=["the stated scale", "another", "whatever anybody vouches", "some of them say so", "none does", "labels"],
)
def test_scores_that_name_their_scale_are_held_against_it_however_few_they_are(
    scores: list[str], choices: dict[str, Any], is_measured: bool, tmp_path: Path
) -> None:
    rows = [f"2026-01-{1 + n:02},{score}" for n, score in enumerate(scores)]
    found = _measured(tmp_path / "surveys.csv", rows, "asked_at,csat", {"kpis": {"CSAT": choices}}, "CSAT")
    assert bool(found.rows) is is_measured
    assert ("G59" in {each.code for each in found.findings}) is not is_measured


@pytest.mark.parametrize(
    ("header", "expected"),
    [("contact_id,started_at,answered,resolved,csat", "1/2"), ("contact_id,asked_at,remark,resolved,csat", "2/4")],
    ids=["contacts that carry a score", "surveys"],
)
def test_who_gave_no_score_with_a_contact_was_not_surveyed(header: str, expected: str, tmp_path: Path) -> None:
    rows = ["1,2026-01-05,Y,Y,5", "2,2026-01-06,Y,N,2", "3,2026-01-07,Y,Y,", "4,2026-01-08,N,N,", "5,2026-01-09,N,,3"]
    name = "contacts" if "started_at" in header else "surveys"
    found = _measured(
        tmp_path / f"{name}.csv", rows, header, {"surveys": {"columns": {"resolved": "resolved"}}}, "FCR-S"
    )
    assert [f"{row.numerator}/{row.denominator}" for row in found.rows] == [expected]


@pytest.mark.parametrize(
    ("wrong", "value", "told"),
    [
        (0, 3000, set()),
        (3, 2910, {"G6 wrap_s", "G20 wrap_s"}),
        (4, 2880, {"G6 wrap_s", "G20 wrap_s"}),
        (6, None, {"G28 wrap_s", "G12 wrap_s"}),
    ],
    ids=["none", "a few", "one in twenty-five", "more than one in twenty"],
)
def test_handling_times_are_not_told_without_a_part_that_cannot_be_read(
    wrong: int, value: int | None, told: set[str], tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-{1 + n % 28:02},Y,20,{'err' if n < wrong else 10}" for n in range(100)]
    found = _measured(tmp_path / "contacts.csv", rows, "contact_id,started_at,answered,talk_s,wrap_s", {}, "AHT")
    assert [int(row.numerator) for row in found.rows] == ([value] if value else [])
    codes = {f"{each.code} {each.where.field}" for each in found.findings if each.code in ("G6", "G12", "G20", "G28")}
    assert codes == told


@pytest.mark.parametrize(
    ("measure", "scores", "choices", "is_measured"),
    [
        ("CSAT", [4.5, 4, 3.5, 5] * 5, {"scale": 5}, True),
        ("CSAT", [4.2, 4, 3, 5] * 5, {"scale": 5}, False),
        ("CSAT", [4.2] * 3 + [4, 5, 1], {"scale": 5}, True),
        ("CSAT", [4.2] * 4 + [5] * 76, {"scale": 5}, True),
        ("CSAT", [4.2] * 5 + [5] * 75, {"scale": 5}, False),
        ("CSAT", [4.2] * 5 + [5] * 75, {"scale": 5, "scale_vouched": True}, True),
        ("CES", [4.2, 6.1, 5.9, 2.2, 3.3], {"scale": 7}, False),
        ("CES", [4.2, 6.1, 5.9, 2.2, 3.3], {"scale": 7, "scale_vouched": True}, True),
        ("NPS", [8.2, 9.1, 6.6, 2.1, 10], {}, False),
        ("NPS", [8, 9, 6, 2, 10], {}, True),
    ],
    ids=lambda each: str(each)[:30],
)
def test_means_of_answers_are_no_answers(
    measure: str, scores: list[float], choices: dict[str, Any], is_measured: bool, tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-{n % 28 + 1:02},{score}" for n, score in enumerate(scores)]
    header = f"contact_id,asked_at,{measure.lower()}"
    found = _measured(tmp_path / "surveys.csv", rows, header, {"kpis": {measure: choices}}, measure)
    told = [each for each in found.findings if each.code == "G78"]
    assert (bool(found.rows), bool(told)) == (is_measured, not is_measured)
    for each in told:
        assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)
