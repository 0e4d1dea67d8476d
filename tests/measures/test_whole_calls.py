"""Is the length of a whole call, with its wait, taken for no talk?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.systems import measured_by, sums_of

Lasted = tuple[str, int, int, int]
"""Whether it was answered, the wait, the duration, and the seconds from the start to the end."""

LEFT: list[Lasted] = [("N", 40, 40, 40)] * 4
ANSWERED: list[Lasted] = [("Y", 10, 60, 70)] * 4
WHOLE: list[Lasted] = [("Y", 10, 70, 70)] * 4
NAMED = {"contacts": {"columns": {"talk_s": "Duration"}}}


@pytest.mark.parametrize(
    ("calls", "heading", "more", "counted"),
    [
        ([*ANSWERED, *LEFT], "Duration", {}, None),
        ([*ANSWERED, *LEFT[:3]], "Duration", {}, "240/4"),
        ([*ANSWERED, *LEFT, *[("N", 40, 0, 40)] * 3], "Duration", {}, None),
        ([*ANSWERED, *LEFT, *[("N", 40, 0, 40)] * 4], "Duration", {}, "240/4"),
        ([*ANSWERED, *LEFT], "Talk time", {}, "240/4"),
        ([*ANSWERED, *LEFT], "Duration", NAMED, "240/4"),
        (ANSWERED, "Duration", {}, "240/4"),
        (WHOLE, "Duration", {}, None),
        (WHOLE[:3], "Duration", {}, "210/3"),
        ([*WHOLE, *ANSWERED], "Duration", {}, "520/8"),
        ([("Y", 4, 64, 64)] * 4, "Duration", {}, "256/4"),
        ([("Y", 5, 63, 65)] * 4, "Duration", {}, None),
        ([("Y", 5, 62, 65)] * 4, "Duration", {}, "248/4"),
    ],
    ids=[
        "of who abandoned", "of few", "of most", "of half", "called a talk", "named in the mapping", "of the answered",
        "from the start to the end", "of few of them", "of half of them", "hardly a wait", "rounded", "and shorter",
    ],
)  # fmt: skip
def test_a_duration_that_holds_the_wait_is_asked_about(
    calls: list[Lasted], heading: str, more: dict[str, Any], counted: str | None, tmp_path: Path
) -> None:
    rows = [
        f"{n},2026-01-{n:02} 10:00:00,2026-01-{n:02} 10:{ends // 60:02}:{ends % 60:02},{answered},{wait},{lasts}"
        for n, (answered, wait, lasts, ends) in enumerate(calls, 1)
    ]
    text = "\n".join([f"Call Id,Start,End,Answered,Wait,{heading}", *rows])
    found = measured_by(tmp_path / "export.csv", text, {}, more, "AHT")
    told = [each for each in found.findings if each.code == "G77"]
    assert sums_of(found) == ({} if counted is None else {"AHT": counted})
    assert bool(told) is (counted is None)
    for each in told:
        assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)
