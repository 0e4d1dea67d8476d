"""Is a record counted once that is there twice, and twice that only looks like another?"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
import xlsxwriter

from bonusmalus_core.findings import blocks
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened

TWICE = ("G8", "G53", "G54", "G55", "G56", "G57", "G64")


def _calls(first: int, count: int, month: int, step: int = 1) -> list[str]:
    """So many contacts of a month, one a day, numbered from `first` on."""
    return [f"{first + n * step},2026-{month:02}-{1 + n % 28:02} 10:{n % 60:02}:00,1" for n in range(count)]


def _csv(path: Path, rows: list[str], header: str = "contact_id,started_at,answered") -> None:
    path.write_text("\n".join([header, *rows]) + "\n")


def _parquet(path: Path, rows: list[str], header: str = "contact_id,started_at,answered") -> None:
    _csv(path, rows, header)
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{path}')) TO '{path.with_suffix('.parquet')}'")
    path.unlink()


def _told(folder: Path, said: dict[str, Any] | None = None) -> tuple[int | None, dict[str, Any]]:
    """How many contacts count, None where that is asked first; and how many rows each finding is about."""
    with opened(folder, mapping_of(said or {})) as records:
        found = {each.code: each.facts.get("count") for each in records.findings if each.code in TWICE}
        return None if blocks(records.findings) else records.rows("contacts"), found


@pytest.mark.parametrize(
    ("files", "counted", "told"),
    [
        ((_calls(1, 20, 1), _calls(1, 18, 2)), 38, {"G54": 18}),
        ((_calls(1, 2, 1), _calls(1, 2, 2)), 4, {"G54": 2}),
        ((_calls(1, 20, 1), _calls(21, 20, 2)), 40, {}),
        ((_calls(1, 20, 1), _calls(16, 5, 1) + _calls(21, 9, 2)), 34, {"G54": 5}),
        ((_calls(1, 20, 1), _calls(1, 20, 1)[15:] + _calls(21, 9, 2)), 29, {"G8": 5}),
        ((_calls(1, 20, 1), _calls(1, 20, 1)[18:] + _calls(1, 9, 2)), 29, {"G54": 9, "G8": 2}),
        ((_calls(7, 20, 1, step=0), _calls(8, 9, 2)), None, {"G53": 19}),
        ((_calls(1, 20, 1) + _calls(1, 4, 2), _calls(50, 9, 2)), None, {"G53": 4}),
        ((_calls(1, 20, 1) + _calls(1, 3, 2), _calls(50, 9, 2)), 29, {"G8": 3}),
        ((_calls(1, 80, 1) + _calls(1, 4, 2), []), 80, {"G8": 4}),
    ],
    ids=[
        "numbering starts again", "with a few only", "goes on", "starts again within a month", "an overlap",
        "an overlap, and numbering that starts again", "a number of something else", "of several records in one file",
        "of a few", "of one in twenty",
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", [_csv, _parquet], ids=["csv", "parquet"])
def test_one_number_at_two_moments_is_two_records_where_files_number_their_own_and_else_asked_about(
    write: Any, files: tuple[list[str], list[str]], counted: int | None, told: dict[str, int], tmp_path: Path
) -> None:
    for name, rows in zip(("january", "february"), files, strict=True):
        if rows:
            write(tmp_path / f"{name}.csv", rows)
    assert _told(tmp_path) == (counted, told)


def test_a_column_that_numbers_nothing_can_be_said_to(tmp_path: Path) -> None:
    _csv(tmp_path / "calls.csv", _calls(7, 20, 1, step=0))
    assert _told(tmp_path, {"contacts": {"columns": {"contact_id": "-"}}}) == (20, {})


@pytest.mark.parametrize(
    ("twice", "waits", "told"),
    [("once", [10] * 8, {"G8": 4}), ("all", [10] * 8 + [60] * 4, {}), ("", None, {"G53": 4})],
    ids=["the first leg of each", "every leg", "not said"],
)
def test_of_contacts_of_several_legs_the_first_counts_or_all_do_as_the_legend_says(
    twice: str, waits: list[int] | None, told: dict[str, int], tmp_path: Path
) -> None:
    legs = [f"{n},2026-01-{1 + n:02} 10:05:00,60" for n in range(4)]
    first = [f"{n},2026-01-{1 + n:02} 10:00:00,10" for n in range(8)]
    _csv(tmp_path / "calls.csv", [*legs, *first], "contact_id,started_at,wait_s")
    assert _told(tmp_path, {"contacts": {"twice": twice}}) == (None if waits is None else len(waits), told)
    if waits:
        with opened(tmp_path, mapping_of({"contacts": {"twice": twice}})) as records:
            counted = records.con.execute("SELECT wait_us // 1000000 FROM core_contacts ORDER BY 1").fetchall()
        assert [wait for (wait,) in counted] == waits


@pytest.mark.parametrize(("twice", "scores"), [("once", [3, 5]), ("all", [3, 3, 5])])
def test_so_do_the_scores_that_legs_carry_of_which_the_first_score_is_the_contact_s(
    twice: str, scores: list[int], tmp_path: Path
) -> None:
    rows = ["1,2026-01-05 10:00:00,", "1,2026-01-05 10:05:00,3", "1,2026-01-05 10:09:00,3", "2,2026-01-05 10:00:00,5"]
    more = [f"{n},2026-01-06 10:00:00," for n in range(3, 9)]
    legs = [f"{n},2026-01-06 10:05:00," for n in range(3, 9)]
    _csv(tmp_path / "calls.csv", [*rows, *more, *legs], "contact_id,started_at,csat")
    with opened(tmp_path, mapping_of({"contacts": {"twice": twice}})) as records:
        found = records.con.execute("SELECT csat_us // 1000000 AS s FROM core_surveys WHERE s IS NOT NULL ORDER BY 1")
        assert [score for (score,) in found.fetchall()] == scores


OVERLAP = "started_at,answered,wait_s"


def _unnumbered(days: range, time: str = " 10:00:00") -> list[str]:
    return [f"2026-01-{day:02}{time},1,{day % 7}" for day in days]


@pytest.mark.parametrize(
    ("files", "counted", "told"),
    [
        ((_unnumbered(range(1, 21)), _unnumbered(range(15, 29))), 28, {"G55": 6}),
        ((_unnumbered(range(1, 21)), _unnumbered(range(21, 29))), 28, {}),
        ((_unnumbered(range(1, 5)) * 2, _unnumbered(range(4, 9))), 12, {"G55": 1}),
        ((_unnumbered(range(1, 5)) * 2, _unnumbered(range(5, 9))), 12, {}),
        ((_unnumbered(range(1, 21), ""), _unnumbered(range(17, 29), "")), None, {"G56": 4}),
        ((_unnumbered(range(1, 21), ""), _unnumbered(range(18, 29), "")), 31, {}),
        ((_unnumbered(range(1, 21), " 00:00:00"), _unnumbered(range(15, 29), " 00:00:00")), None, {"G56": 6}),
        ((_unnumbered(range(1, 21)), _unnumbered(range(1, 21))), 20, {"G57": None}),
        ((_unnumbered(range(1, 21), ""), _unnumbered(range(1, 21), "")), 20, {"G57": None}),
    ],
    ids=[
        "an overlap", "none", "one row of two alike", "two alike in one file", "days without a time", "three of them",
        "midnight is no time", "a copy", "a copy of days",
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", [_csv, _parquet], ids=["csv", "parquet"])
def test_rows_without_a_number_count_once_where_two_files_hold_the_same_with_its_time(
    write: Any, files: tuple[list[str], list[str]], counted: int | None, told: dict[str, Any], tmp_path: Path
) -> None:
    for name, rows in zip("ab", files, strict=True):
        write(tmp_path / f"{name}.csv", rows, OVERLAP)
    assert _told(tmp_path) == (counted, told)


def _busy(days: range, seed: int, per_day: int = 40, waits: int = 4) -> list[str]:
    """So many contacts a day, at minutes and with waits that are drawn."""
    draw = Random(seed)
    drawn = [(day, draw.randrange(480), draw.randrange(waits)) for day in days for _ in range(per_day)]
    return [f"2026-01-{day:02} {9 + at // 60:02}:{at % 60:02},1,{wait}" for day, at, wait in sorted(drawn)]


def _days(rows: list[str]) -> list[str]:
    """The same on days alone, with waits of forty kinds."""
    return [f"{row[:10]},1,{int(row[14:16]) % 10 + 10 * int(row[-1])}" for row in rows]


JANUARY, FULL = _busy(range(1, 29), 1), _busy(range(1, 29), 1, per_day=400, waits=1)
TENTH = [f"{row[:-1]}9" if n % 10 == 0 else row for n, row in enumerate(JANUARY)]
FIFTH = [f"{row[:-1]}9" if n % 5 == 0 else row for n, row in enumerate(JANUARY)]


@pytest.mark.parametrize(
    ("files", "counted", "told"),
    [
        ((JANUARY, _busy(range(1, 29), 2)), 2 * 28 * 40, {}),
        ((JANUARY, _busy(range(1, 29), 2, per_day=100)), 28 * 140, {"G64": None}),
        ((FULL, _busy(range(1, 29), 2, per_day=400, waits=1)), 2 * 28 * 400, {"G64": None}),
        ((JANUARY[: 20 * 40], JANUARY[15 * 40 :]), 28 * 40, {"G55": 5 * 40}),
        ((JANUARY[: 20 * 40 - 17], JANUARY[19 * 40 + 9 :]), 28 * 40, {"G55": 40 - 17 - 9}),
        ((JANUARY, JANUARY[::3]), 28 * 40, {"G55": 374}),
        ((JANUARY, TENTH), 28 * 40 + 112, {"G55": 28 * 40 - 112}),
        ((JANUARY, FIFTH), None, {"G56": 28 * 40 - 224}),
        ((FULL[: 20 * 400], FULL[15 * 400 :]), None, {"G56": 5 * 400}),
        ((_days(JANUARY[: 20 * 40]), _days(JANUARY[15 * 40 :])), None, {"G56": 5 * 40}),
        ((_days(JANUARY), _days(_busy(range(1, 29), 2))), 2 * 28 * 40, {"G64": None}),
        ((JANUARY[: 9 * 40], JANUARY[8 * 40 : 17 * 40], JANUARY[16 * 40 :]), 28 * 40, {"G55": 2 * 40}),
        ((JANUARY[: 20 * 40], JANUARY[15 * 40 :], _busy(range(1, 29), 2)), 2 * 28 * 40, {"G55": 5 * 40}),
    ],
    ids=[
        "two teams", "a busier one", "so busy that most minutes are alike", "an overlap", "of half a day",
        "one file within another", "of which a tenth changed", "of which a fifth changed",
        "an overlap of what is alike anyhow", "of days", "days of two teams", "a chain",
        "an overlap beside another team",
    ],
)  # fmt: skip
def test_rows_that_are_alike_by_chance_all_count_and_those_of_exports_that_overlap_once(
    files: tuple[list[str], ...], counted: int | None, told: dict[str, Any], tmp_path: Path
) -> None:
    for name, rows in zip("abc", files, strict=False):
        _csv(tmp_path / f"{name}.csv", rows, OVERLAP)
    there, found = _told(tmp_path)
    assert there == counted
    assert {code: count if told.get(code) else None for code, count in found.items()} == told


@pytest.mark.parametrize(
    ("twice", "counted", "told"),
    [("", None, {"G56": 4}), ("once", 28, {"G55": 4}), ("all", 32, {})],
    ids=["not said", "an overlap", "other records"],
)
def test_the_legend_says_whether_rows_that_stand_in_two_files_are_the_same(
    twice: str, counted: int | None, told: dict[str, Any], tmp_path: Path
) -> None:
    for name, days in (("a", range(1, 21)), ("b", range(17, 29))):
        _csv(tmp_path / f"{name}.csv", _unnumbered(days, ""), OVERLAP)
    assert _told(tmp_path, {"contacts": {"twice": twice}}) == (counted, told)


def test_another_word_for_it_is_asked() -> None:
    (wrong,) = mapping_of({"contacts": {"twice": "never"}}).findings
    assert (wrong.code, wrong.facts["expected"]) == ("G14", "once, all")


def test_sheets_overlap_as_files_do(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "calls.xlsx") as book:
        for name, days in (("January", range(1, 21)), ("January (2)", range(15, 29))):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([OVERLAP, *_unnumbered(days)]):
                sheet.write_row(number, 0, row.split(","))
    assert _told(tmp_path) == (28, {"G55": 6})


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("availability", "starts_at,team,agreed_min,staffed_min", "2026-01-05 08:00:00,A,480,480"),
        ("tests", "taken_at,passed", "2026-01-05 09:00:00,1"),
    ],
)
def test_shifts_and_tests_are_alike_without_being_the_same(kind: str, header: str, row: str, tmp_path: Path) -> None:
    for team in "ab":
        _csv(tmp_path / f"{kind}_{team}.csv", [row], header)
    with opened(tmp_path) as records:
        assert records.rows(kind) == 2
        assert [each.code for each in records.findings if each.code in TWICE] == []
