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


@pytest.mark.parametrize(
    ("heading", "words", "counted"),
    [
        ("Type", ["Inbound"] * 199 + ["Outbound"] + ["Callback"] * 10, "1/199"),
        ("Type", ["Inbound"] * 199 + ["Outbound"] + ["Callback"] * 11, "1/211"),
        ("Status", ["In behandeling"] * 200 + ["Gesloten"] * 10, "1/210"),
    ],
    ids=["no more than slips", "more than slips", "what is in hand goes nowhere"],
)
def test_words_below_the_first_rows_are_looked_at_too(
    heading: str, words: list[str], counted: str, tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-01 10:00,{word},{'N' if n == 1 else 'Y'}" for n, word in enumerate(words, 1)]
    text = "\n".join([f"Call Id,Start,{heading},Answered", *rows])
    assert sums_of(measured_by(tmp_path / "export.csv", text, {}, {}, "AR")) == {"AR": counted}
