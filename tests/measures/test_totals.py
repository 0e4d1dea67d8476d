"""Are rows that add up others left out, and records of a team that is called so kept?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bonusmalus_core.measures.opening.opened import opened

DAYS = range(1, 25)


def _counted(path: Path, header: str, rows: Sequence[str], kind: str = "contacts") -> tuple[int, int]:
    """How many records count, and how many rows are told to be totals."""
    path.write_text("\n".join([header, *rows]) + "\n")
    with opened(path) as records:
        return records.rows(kind), sum(int(str(each.facts["count"])) for each in records.findings if each.code == "G34")


@pytest.mark.parametrize(
    ("header", "record", "total", "is_record"),
    [
        ("Team,Start,Answered,Wait", "Total,2026-01-{:02} 10:00,Y,5", "Total,,,120", True),
        ("Start,Team,Answered,Wait", "2026-01-{:02} 10:00,Total,Y,5", "2026-01-31,Total,,120", True),
        ("Start,Team,Agent,Wait", "2026-01-{:02},Total,ann,5", "2026-01-31,Total,Total,120", True),
        ("Start,Team,Customer,Wait", "2026-01-{:02},Total,c1,5", "2026-01-31,Total,,120", True),
        ("Team,Call Id,Start,Wait", "Total,t{},2026-01-{:02} 10:00,5", "Total,,,120", True),
        ("Start,Team,Wait", "2026-01-{:02},Total,5", "2026-01-31,Total,120", False),
        ("Team,Start,Wait", "Total,2026-01-{:02},5", "Total,2026-01-31,120", False),
        ("Start,Wait,Talk", "2026-01-{:02} 10:00,5,9", "Total,120,216", True),
        ("Wait,Start,Talk", "5,2026-01-{:02} 10:00,9", "Total,24 calls,216", True),
    ],
    ids=[
        "a time",
        "behind its day",
        "an agent",
        "a customer",
        "a number",
        "a day alone",
        "before its day",
        "no team, and a sum of every column",
        "where others have a number",
    ],
)
def test_records_of_a_team_that_is_called_total_count_where_they_name_something_or_tell_a_time(
    header: str, record: str, total: str, is_record: bool, tmp_path: Path
) -> None:
    own = [record.format(*[day] * 2) for day in DAYS]
    others = [each.replace("Total,t", "Care,c").replace("Total", "Care") for each in own]
    counted = len(others) + len(own) * is_record
    assert _counted(tmp_path / "contacts.csv", header, [*others, *own, total]) == (
        counted,
        1 + len(own) * (not is_record),
    )


def test_a_file_of_one_team_that_is_called_total_has_no_totals(tmp_path: Path) -> None:
    rows = [f"Total,{day},2026-01-{day:02} 10:00,Y" for day in DAYS]
    assert _counted(tmp_path / "contacts.csv", "Team,Call Id,Start,Answered", rows) == (len(DAYS), 0)


def test_shifts_are_told_by_few_columns_which_their_sum_fills_too(tmp_path: Path) -> None:
    shifts = [f"{team},2026-01-{day:02} 08:00,480,470" for day in DAYS for team in ("A", "B")]
    sums = [f"Total,2026-01-{day:02} 08:00,960,940" for day in DAYS]
    header = "Team,starts_at,agreed_min,staffed_min"
    assert _counted(tmp_path / "availability.csv", header, [*shifts, *sums], "availability") == (48, 24)


def test_a_line_below_the_records_hides_no_total(tmp_path: Path) -> None:
    rows = [f"{day},2026-01-{day:02} 10:00,Y" for day in DAYS]
    below = ["Total,,24", "Report of 31 January,,"]
    with_line = _counted(tmp_path / "contacts.csv", "Call Id,Start,Answered", [*rows, *below])
    assert with_line == (len(DAYS) + 1, 1)
