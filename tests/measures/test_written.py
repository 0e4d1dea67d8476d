"""Is every way in which exports write moments and durations read as it is meant, or asked about?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import xlsxwriter

from tests.measures.columns import Cells, cells_of, column, seconds_of


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01/31/26 9:00 AM", date(2026, 1, 31)),
        ("01/31/2026 9:00 a.m.", date(2026, 1, 31)),
        ("01/31/2026 9:00:05 p. m.", date(2026, 1, 31)),
        ("31-Jan-26", date(2026, 1, 31)),
        ("31 mrt. 26", date(2026, 3, 31)),
        ("31/jan/2026 09:00:00", date(2026, 1, 31)),
        ("Sat, 31 Jan 2026 08:20:08", date(2026, 1, 31)),
        ("Samstag, 31. Januar 2026", date(2026, 1, 31)),
        ("za 31 januari 2026 08:20", date(2026, 1, 31)),
        ("mardi 3 février 2026 08h20", date(2026, 2, 3)),
        ("Sat Jan 31 08:20:08 2026", date(2026, 1, 31)),
        ("Mar 5, 2026", date(2026, 3, 5)),
        ("2026/1/31 8:20", date(2026, 1, 31)),
    ],
)
def test_a_day_is_read_in_every_way_that_names_one(cell: str, day: date, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f'ID,Start\n1,"{cell}"\n2,"{cell}"\n')
    found, codes = cells_of(path, "started_at")
    assert ([each.date() for each in found], codes) == ([day, day], [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["01/02/26", "03/04/26"], "G4"),
        (["31/01/26", "31/01/26"], "G4"),
        (["31-01-26", "31-01-26"], "G4"),
        (["01-02-2026 10:00", "03-04-2026 10:00"], "G4"),
        (["Thu, 01 Jan 2026 08:20:08 +0100", "Fri, 02 Jan 2026 08:20:08 +0100"], "G25"),
        (["Thu, 01 Jan 2026 08:20:08 GMT", "Fri, 02 Jan 2026 08:20:08 GMT"], "G25"),
    ],
)
def test_a_day_that_can_be_two_is_asked(cells: list[str], code: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("ID,Start\n" + "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells)))
    assert cells_of(path, "started_at") == ([], [code])


def test_one_column_holds_times_with_and_without_seconds_and_days_alone(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("ID,Start\n1,13/01/2026 08:20\n2,01/02/2026 08:20:08\n3,14/02/2026\n")
    assert cells_of(path, "started_at") == (
        [datetime(2026, 1, 13, 8, 20), datetime(2026, 2, 1, 8, 20, 8), datetime(2026, 2, 14)],
        [],
    )


def test_a_year_of_two_digits_among_years_of_four_is_told_and_is_not_the_year_26(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("ID,Start\n1,31/01/2026\n2,30/01/26\n3,29/01/2026\n")
    assert cells_of(path, "started_at") == ([datetime(2026, 1, 31), None, datetime(2026, 1, 29)], ["G6"])


@pytest.mark.parametrize("name", ["Call Start Time (UTC)", "InitiationTimestamp (UTC)"])
def test_a_heading_that_says_utc_is_read_in_the_time_zone_of_the_contract_or_asked(name: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f"ID,{name}\n1,2026-01-31 23:30:00\n")
    assert cells_of(path, "started_at") == ([], ["G25"])
    there = {"time_zone": "Europe/Brussels"}
    assert cells_of(path, "started_at", there) == ([datetime(2026, 2, 1, 0, 30)], [])


@pytest.mark.parametrize(
    ("heading", "cell", "seconds"),
    [
        ("Talk", "02:03", 123),
        ("Talk time (mm:ss)", "02:03", 123),
        ("Talk time (mm:ss)", "62:03", 3723),
        ("Talk time [m:ss]", "02:03", 123),
        ("Talk (min:sec)", "02:03", 123),
        ("Talk time (hh:mm)", "00:03", 180),
        ("Gespreksduur (uu:mm)", "01:03", 3780),
        ("Talk time [h]:mm", "01:03", 3780),
        ("Talk time (hh:mm)", "00:03:05", 185),
        ("Talk time (hh:mm:ss)", "00:03:05", 185),
        ("Talk time (hh:mm:ss)", "0", 0),
        ("Talk (min)", "2.5", 150),
        ("Talk (ms)", "123000", 123),
        ("Talk (µs)", "123000000", 123),
        ("Talk", "0 days 00:02:03", 123),
        ("Talk", "0 days 00:02:03.500000", 123.5),
        ("Talk", "1 day, 0:00:20", 86_420),
        ("Talk", "1d 02:03:04", 93_784),
        ("Talk", "0.00:02:03", 123),
        ("Talk", "PT2M3S", 123),
        ("Talk", "PT1H", 3600),
        ("Talk", "1 h 2 min 3 s", 3723),
        ("Talk", "1 234", 1234),
        ("Talk", "1\u202f234", 1234),
    ],
)
def test_a_duration_is_read_as_its_cell_and_its_heading_say(
    heading: str, cell: str, seconds: float, tmp_path: Path
) -> None:
    path = column(tmp_path / "calls.csv", heading, [f'"{cell}"', '"00:00:40"'])
    assert seconds_of(path, "talk_s") == ([seconds, 40], [])


@pytest.mark.parametrize(("heading", "cell"), [("Talk (hh:mm:ss)", "02:03"), ("Talk (mm:ss)", "90")])
def test_what_contradicts_its_heading_is_told(heading: str, cell: str, tmp_path: Path) -> None:
    path = column(tmp_path / "calls.csv", heading, [cell, "00:03:05", "00:03:06"])
    assert seconds_of(path, "talk_s") == ([None, 185, 186], ["G6"])


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ([time(0, 20), time(3, 30), time(12, 5)], [20, 210, 725]),
        ([time(0, 20), time(3, 30), time(0, 0, 5)], [1200, 12_600, 5]),
    ],
    ids=["as Excel takes what was typed", "a true clock"],
)
def test_times_of_excel_below_minutes_and_seconds(typed: list[time], seconds: Cells, tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, clock = book.add_worksheet("Export"), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["ID", "Start", "Gesprekstijd (mm:ss)"])
        for row, cell in enumerate(typed, 1):
            sheet.write_row(row, 0, [row, "2026-01-05"])
            sheet.write_datetime(row, 2, cell, clock)
    assert seconds_of(path, "talk_s")[0] == seconds


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("205000", "milliseconds"), ("205000000", "microseconds"), ("205000000000", "nanoseconds"), ("0.0569", "hours"),
     ("0.00237", "days")],
)  # fmt: skip
@pytest.mark.parametrize(("heading", "field"), [("Talk", "talk_s"), ("Wait", "wait_s"), ("Hold", "hold_s")])
def test_a_unit_in_which_nobody_can_last_is_asked_and_then_read(
    heading: str, field: str, cell: str, unit: str, tmp_path: Path
) -> None:
    path = column(tmp_path / "calls.csv", heading, [cell, cell, "0"])
    assert seconds_of(path, field) == ([], ["G47"])
    found, codes = seconds_of(path, field, {"contacts": {"columns": {field: {"unit": unit}}}})
    assert ([round(each) for each in found], codes) == ([205, 205, 0], [])


@pytest.mark.parametrize(("count", "asked"), [(9, []), (10, ["G47"])])
def test_minutes_taken_for_seconds_are_asked_once_there_are_enough(
    count: int, asked: list[str], tmp_path: Path
) -> None:
    assert seconds_of(column(tmp_path / "calls.csv", "Talk", ["4"] * count), "talk_s")[1] == asked


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["14400", "14400"], []),
        (["14401", "14401"], ["G47"]),
        (["14401", "20"], []),
        (["1", "1"], []),
        (["0.9", "0.9"], ["G47"]),
        (["0", "0"], []),
    ],
)
def test_most_must_be_beyond_what_a_contact_can_last(cells: list[str], asked: list[str], tmp_path: Path) -> None:
    assert seconds_of(column(tmp_path / "calls.csv", "Wait", cells), "wait_s")[1] == asked


@pytest.mark.parametrize(("heading", "asked"), [("Wait", ["G47"]), ("Wait (s)", []), ("wait_s", []), ("wait_sec", [])])
def test_a_heading_that_states_seconds_is_believed_of_a_wait_for_a_reply(
    heading: str, asked: list[str], tmp_path: Path
) -> None:
    assert seconds_of(column(tmp_path / "calls.csv", heading, ["14401", "90000"]), "wait_s")[1] == asked


@pytest.mark.parametrize(("wait", "asked"), [("600", []), ("20000", ["G47"])])
def test_a_wait_far_beyond_the_end_of_the_contact_is_asked_whatever_its_name(
    wait: str, asked: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f"ID,Start,End,Wait (s)\n1,2026-01-05 10:00:00,2026-01-05 10:05:00,{wait}\n")
    assert seconds_of(path, "wait_s")[1] == asked


@pytest.mark.parametrize("unit", ["ns", "us", "ms"])
def test_durations_of_a_table_of_arrow_are_read_by_their_type(unit: Any, tmp_path: Path) -> None:
    lasts = pl.Series([timedelta(seconds=20), None, timedelta(seconds=205)], dtype=pl.Duration(unit))
    start = [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)]
    pl.DataFrame({"id": [1, 2, 3], "start": start, "talk": lasts}).write_parquet(tmp_path / "contacts.parquet")
    assert seconds_of(tmp_path, "talk_s") == ([20, None, 205], [])


def test_intervals_are_read_as_what_they_are(tmp_path: Path) -> None:
    rows = "(1, DATE '2026-01-05', INTERVAL 20 SECOND), (2, DATE '2026-01-06', INTERVAL 205 SECOND)"
    duckdb.sql(f"COPY (FROM (VALUES {rows}) AS t(id, start, talk)) TO '{tmp_path}/contacts.parquet'")
    assert seconds_of(tmp_path, "talk_s") == ([20, 205], [])
