"""Does a date that programs write where nothing happened count as blank, and no other?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

ISO = ("2026-01-05 10:00:20", "2026-01-20 10:00:40")
MONTHS_FIRST = ("01/05/2026 10:00:20", "01/20/2026 10:00:40")
DAYS_FIRST = ("05/01/2026 10:00:20", "20/01/2026 10:00:40")


def _found(path: Path) -> tuple[list[tuple[int, float | None]], list[tuple[str, object]]]:
    """Whether each contact was answered and its wait, and what is told of how many cells."""
    with opened(path) as records:
        for each in records.findings:
            assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)
        waits = records.con.execute("SELECT answered, wait_us / 1e6 FROM core_contacts ORDER BY contact_id").fetchall()
        return waits, [(each.code, each.facts["count"]) for each in records.findings]


@pytest.mark.parametrize(
    ("answers", "blank"),
    [
        (ISO, "9999-12-31 23:59:59"),
        (ISO, "9999-12-31"),
        (ISO, "1900-01-01 00:00:00"),
        (ISO, "1970-01-01T00:00:00"),
        (ISO, "0001-01-01 00:00:00"),
        (ISO, "0000-00-00 00:00:00"),
        (ISO, "0"),
        (DAYS_FIRST, "01/01/1900 00:00:00"),
        (DAYS_FIRST, "31/12/9999"),
        (MONTHS_FIRST, "12/31/9999"),
    ],
)
def test_a_date_that_stands_for_nothing_is_no_answer(answers: tuple[str, str], blank: str, tmp_path: Path) -> None:
    path, starts = tmp_path / "calls.csv", [answer.replace(":20", ":00").replace(":40", ":00") for answer in answers]
    rows = [f"{n},{start},{answer}" for n, (start, answer) in enumerate(zip(starts, answers, strict=True), 1)]
    path.write_text("\n".join(["Call Id,Start,Answered at", *rows, f"3,{starts[0]},{blank}"]) + "\n")
    assert _found(path) == ([(1, 20.0), (1, 40.0), (0, None)], [("G79", 1)])


@pytest.mark.parametrize("blank", [datetime(9999, 12, 31), datetime(1900, 1, 1)])
def test_so_do_moments_that_are_no_texts(blank: datetime, tmp_path: Path) -> None:
    start, answer = datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 10, 0, 20)
    frame = pl.DataFrame({"Call Id": [1, 2], "Start": [start, start], "Answered at": [answer, blank]})
    frame.write_parquet(tmp_path / "calls.parquet")
    assert _found(tmp_path / "calls.parquet") == ([(1, 20.0), (0, None)], [("G79", 1)])


@pytest.mark.parametrize(
    "other", ["2026-01-05 19:00:00", "1999-12-31 10:00:00", "1970-06-15 10:00:00", "2026-01-05 10:00:00.9999"]
)
def test_other_dates_are_what_they_say(other: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f"Call Id,Start,Answered at\n1,{ISO[0]},{ISO[0]}\n2,2026-01-05 10:00:00,{other}\n")
    assert "G79" not in dict(_found(path)[1])
