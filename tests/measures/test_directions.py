"""Is a column of directions found by its words, whatever it is called, and is nothing else taken for one?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.measures.systems import measured_by, sums_of

UNSAID = {"contacts": {"columns": {"direction": "-"}}}


@pytest.mark.parametrize(
    ("heading", "words", "more", "counted"),
    [
        ("Type", ("Inbound", "Outbound", "Internal", "Inbound"), {}, "1/2"),
        ("Soort oproep", ("Inkomend", "Uitgaand", "Uitgaand", "Inkomend"), {}, "1/2"),
        ("Type", ("Inbound", "Outbound", "Callback", "Inbound"), {}, "1/4"),
        ("Type", ("Inbound", "Outbound", "", "Inbound"), {}, "1/4"),
        ("Type", ("Internal", "Local", "Internal", "Local"), {}, "1/4"),
        ("Type", ("Outbound", "Internal", "Outbound", "Internal"), {}, None),
        ("Type", ("Inbound", "Outbound", "Internal", "Inbound"), UNSAID, "1/4"),
        ("Topic", ("Inbound", "Outbound", "Internal", "Inbound"), {}, "1/4"),
    ],
    ids=[
        "a type", "Dutch", "another word", "a blank", "what something else can be", "none comes in",
        "the mapping says that none is", "a column that is something else",
    ],
)  # fmt: skip
def test_contacts_that_go_out_are_told_by_words(
    heading: str, words: tuple[str, ...], more: dict[str, Any], counted: str | None, tmp_path: Path
) -> None:
    answers = ("N", "Y", "Y", "Y")
    rows = [f"{n},2026-01-0{n} 10:00,{word},{y}" for n, (word, y) in enumerate(zip(words, answers, strict=True), 1)]
    text = "\n".join([f"Call Id,Start,{heading},Answered", *rows])
    found = measured_by(tmp_path / "export.csv", text, {}, more, "AR")
    assert sums_of(found) == ({} if counted is None else {"AR": counted})
    ways = {each.code for each in found.findings} & {"G61", "G63"}
    assert ways == ({"G61"} if counted == "1/2" else {"G63"} if counted is None else set())
