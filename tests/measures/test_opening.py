"""Are the files that people have read as what stands in them?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.opening.mapping import mapping_of, read_mapping
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.month import Month
from tests.measures.engines import asked

HEADER = ("contact_id", "customer_id", "channel", "started_at", "answered", "wait_s", "talk_s")
ROWS = [
    ("1", "ann", "phone", "2026-01-05 09:00:00", "Y", "12", "02:05"),
    ("2", "ann", "phone", "2026-01-06 09:00:00", "N", "40", ""),
    ("3", "bob", "chat", "2026-02-28 23:59:59", "Y", "20", "00:01:30"),
]
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
Make = Callable[[Path], Path]


def _csv(folder: Path, delimiter: str = ",", name: str = "contacts.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join(delimiter.join(row) for row in (HEADER, *ROWS)) + "\n", encoding=encoding)
    return path


def _semicolons(folder: Path) -> Path:
    return _csv(folder, ";")


def _parquet(folder: Path) -> Path:
    path = folder / "contacts.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{_csv(folder)}', all_varchar = true)) TO '{path}'")
    return path


def _xlsx(folder: Path) -> Path:
    path = folder / "telephony.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Export")
        for number, row in enumerate((HEADER, *ROWS)):
            sheet.write_row(number, 0, row)
    return path


def _sqlite(folder: Path) -> Path:
    path = folder / "calls.db"
    with sqlite3.connect(path) as lite:
        lite.execute(f"CREATE TABLE contacts ({', '.join(HEADER)})")
        lite.executemany("INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?)", ROWS)
    lite.close()
    return path


def _duckdb(folder: Path) -> Path:
    path = folder / "calls.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(f"CREATE TABLE contacts AS SELECT * FROM read_csv('{_csv(folder)}', all_varchar = true)")
    return path


def _months(folder: Path) -> Path:
    monthly = folder / "months"
    monthly.mkdir()
    for month, rows in (("2026-01", ROWS[:2]), ("2026-02", ROWS[2:])):
        (monthly / f"{month}.csv").write_text("\n".join(",".join(row) for row in (HEADER, *rows)))
    return monthly


def _measured(
    path: Path, measure: str, mapping: dict[str, Any] | None = None, **given: Any
) -> list[tuple[str, float, float]]:
    with opened(path, mapping_of(mapping or {})) as records:
        assert records.findings == ()
        rows = evaluate(records.frames, [asked(measure, **given)], [JANUARY, FEBRUARY])
    return [(str(row.month), float(row.numerator), float(row.denominator)) for row in rows]


@pytest.mark.parametrize(
    "make", [_csv, _semicolons, _parquet, _xlsx, _sqlite, _duckdb, _months], ids=lambda m: m.__name__
)
def test_every_kind_of_file_gives_the_same(make: Make, tmp_path: Path) -> None:
    path = make(tmp_path)
    assert _measured(path, "SL", within_s=20) == [("2026-01", 1, 2), ("2026-02", 1, 1)]
    assert _measured(path, "AHT") == [("2026-01", 125, 1), ("2026-02", 90, 1)]
    assert _measured(path, "FCR") == [("2026-01", 0, 1), ("2026-02", 1, 1)]


def test_a_table_with_columns_of_its_own_is_read_by_what_they_are_called(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,"
        "Speed of answer in seconds,AvgTalkDuration,Satisfaction rating\n"
        "ID0001,Diane,01/01/2026,9:12:58,Contract,Y,Y,109,00:02:23,3\n"
        "ID0002,Becky,01/31/2026,9:12:58,Support,N,N,,,\n"
    )
    assert _measured(path, "ASA") == [("2026-01", 109, 1)]
    assert _measured(path, "AR") == [("2026-01", 1, 2)]
    assert _measured(path, "CSAT", scale=5, top=3) == [("2026-01", 1, 1)]


def test_a_mapping_names_columns_formats_words_and_units(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text('Nr;Wanneer;Status;Wacht;Praat\n1;"03.02.2026 10:00";OK;0,5;2,0\n2;"04.02.2026 10:00";weg;1,5;\n')
    mapping = {
        "decimal": ",",
        "dates": "%d.%m.%Y %H:%M",
        "contacts": {
            "columns": {
                "contact_id": "Nr",
                "started_at": "Wanneer",
                "answered": {"column": "Status", "yes": ["OK"]},
                "wait_s": {"column": "Wacht", "unit": "minutes"},
                "talk_s": {"column": "Praat", "unit": "minutes", "blank": "0"},
            }
        },
    }
    assert _measured(path, "SL", mapping, within_s=30) == [("2026-02", 1, 2)]
    assert _measured(path, "AHT", mapping) == [("2026-02", 120, 1)]


@pytest.mark.parametrize(
    ("mapping", "months"),
    [
        ({}, ["2026-01", "2026-02"]),
        ({"time_zone": "Europe/Brussels", "source_time_zone": "UTC"}, ["2026-02"]),
        ({"time_zone": "Europe/Brussels"}, ["2026-01", "2026-02"]),
    ],
    ids=["as it stands", "in the time zone of the contract", "already in that zone"],
)
def test_a_month_begins_at_midnight_where_the_contract_lives(
    mapping: dict[str, Any], months: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("contact_id,started_at,answered\n1,2026-01-31T23:30:00,1\n2,2026-02-10T10:00:00,1\n")
    assert [month for month, *_ in _measured(path, "AR", mapping)] == months


def test_a_wait_over_the_change_of_clocks_lasts_as_long_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("contact_id,started_at,answered_at\n1,2026-02-01T01:59:50,2026-02-01T02:00:05\n")
    spring = (
        path.read_text()
        .replace("2026-02-01T01:59:50", "2026-03-29T01:59:50")
        .replace("02-01T02:00:05", "03-29T03:00:05")
    )
    path.write_text(spring)
    with opened(path, mapping_of({"time_zone": "Europe/Brussels"})) as records:
        (row,) = evaluate(records.frames, [asked("ASA")], [Month(2026, 3)])
    assert row.numerator == 15


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("contact_id,when\n1,2026-01-01\n", "G1"),
        ("contact_id,started_at\n1,03/04/2026\n2,05/06/2026\n", "G4"),
        ("contact_id,started_at\n1,yesterday\n", "G5"),
        ("contact_id,started_at\n1,2026-01-01T10:00:00+02:00\n", "G25"),
        ("started_at,Started_At2,start time,start  time\n,,2026-01-01,2026-01-01\n", "G5"),
    ],
    ids=["no moment", "days or months first", "no moment at all", "an offset without a zone", "blank"],
)
def test_what_can_be_read_in_two_ways_is_never_guessed(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(text)
    with opened(path) as records:
        found = [each.code for each in records.findings]
    assert found == ([code] if "Started_At2" not in text else [])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("calls.pdf", "x", "file.records-kind"),
        ("calls.xlsx", "no workbook", "file.records-unreadable"),
        ("calls.parquet", "no parquet", "file.records-unreadable"),
        ("calls.db", "SQLite format 3 but nothing else", "file.records-unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(name: str, content: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(FileRefused) as refused, opened(path):
        pass
    assert refused.value.code == code


def test_a_mapping_that_cannot_be_used_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(
        'decimal = "x"\nwhat = 1\n[contacts.columns]\nwaiting = "Wait"\n[opening_hours]\nmon = ["18:00-08:00"]\n'
    )
    assert [each.facts["key"] for each in read_mapping(path).findings] == [
        "contacts.columns.waiting",
        "what",
        "decimal",
        "opening_hours.mon",
    ]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("mapping.toml", "[kpis.SL\n", "1:9"),
        ("mapping.toml", "[kpis.SL", "–"),
        ("mapping.json", '{"kpis":\n 1 2}', "2:4"),
        ("mapping.json", "[]", "1:1"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused_with_its_place(
    name: str, content: str, place: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(FileRefused, match=r"file\.mapping") as refused:
        read_mapping(path)
    assert refused.value.facts["place"] == place


@pytest.mark.parametrize("sheet", ["Sheet1", "Blad1", "Tabelle 1", "Feuil1"])
def test_a_sheet_without_a_name_holds_what_its_file_says(sheet: str, tmp_path: Path) -> None:
    path = tmp_path / "surveys.xlsx"
    with xlsxwriter.Workbook(path) as book:
        written = book.add_worksheet(sheet)
        for number, row in enumerate((("asked_at", "nps"), ("2026-01-05 09:00:00", 9))):
            written.write_row(number, 0, row)
    with opened(path) as records:
        assert set(records.frames) == {"surveys"}


OURS = (
    "raw_started_at", "raw_wait_s", "failed_wait_s", "filled_wait_s", "rowid", "bm_row", "bm_started_at",
    "bm_raw_started_at", "bm_raw_wait_s", "bm_failed_wait_s", "bm_filled_wait_s", "started_at_instant", "BM_RAW_WAIT_S",
)  # fmt: skip


@pytest.mark.parametrize("other", OURS)
def test_a_column_that_is_called_like_one_of_ours_changes_nothing(other: str, tmp_path: Path) -> None:
    path = _csv(tmp_path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([f"{lines[0]},{other}", *(f"{line},x" for line in lines[1:])]) + "\n")
    with opened(_csv(_folder(tmp_path))) as plain, opened(path) as records:
        assert records.con.sql("FROM core_contacts").fetchall() == plain.con.sql("FROM core_contacts").fetchall()
        assert records.findings == plain.findings


@pytest.mark.parametrize("many", [1, 2], ids=["one file", "two files"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("other", ["bm_file", "bm_row", "BM_File", "weather"])
def test_a_column_called_like_what_tells_files_and_rows_apart_changes_nothing(
    other: str, kind: str, many: int, tmp_path: Path
) -> None:
    cells = "TIMESTAMP '2026-01-05 10:00:00' + to_days(range::INTEGER) AS started_at, 5 AS wait_s"
    for number in range(many):
        rows = f"SELECT range + {number * 10} AS contact_id, {cells}, 'x' AS {other} FROM range(3)"
        with duckdb.connect() as con:
            con.execute(f"COPY ({rows}) TO '{tmp_path / f'contacts-{number}.{kind}'}' (FORMAT {kind})")
    with opened(tmp_path) as records:
        assert records.findings == ()
        assert records.con.execute("SELECT count(*), count(wait_us) FROM core_contacts").fetchall() == [(3 * many,) * 2]
        assert records.sources["contacts"].is_parted is (many > 1)


def _folder(inside: Path) -> Path:
    folder = inside / "plain"
    folder.mkdir()
    return folder
