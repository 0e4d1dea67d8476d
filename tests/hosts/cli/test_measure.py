"""Raw records of a quarter become measurements, a settlement and a statement, and nobody's own figures are lost."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.mapping import MappingRow
from bonusmalus_core.model.month import Month
from bonusmalus_core.words.numbers import share
from bonusmalus_core.workbook.read import read_agreement
from tests.hosts.cli.runs import Type

QUARTER = {"2026-01", "2026-02", "2026-03"}


@pytest.fixture
def workbook(files: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "contract.xlsx"
    copy.write_bytes((files / "year.xlsx").read_bytes())
    return copy


def _measure(type_in: Type, workbook: Path, files: Path, *more: str) -> Any:
    run = type_in("measure", workbook, "--records", files / "records", "--mapping", files / "mapping.json", *more)
    assert run.code == 0, run.out + run.err
    return run


def _rows(workbook: Path) -> dict[tuple[str, str], Any]:
    agreement = read_agreement(XlsxWorkbook(workbook)).agreement
    assert agreement is not None
    return {(str(row.month), row.kpi): row for row in agreement.measurements if str(row.month) in QUARTER}


def test_records_of_a_quarter_are_measured_and_settled(type_in: Type, workbook: Path, files: Path) -> None:
    data = _measure(type_in, workbook, files, "--json").data
    rows = _rows(workbook)
    assert set(rows) == {(month, kpi) for month in QUARTER for kpi in ("FCR", "CES", "SL60", "SL120", "DD")}
    assert {(each["month"], each["kpi"]) for each in data["rows"]} == set(rows)
    fcr, ces = rows["2026-03", "FCR"], rows["2026-03", "CES"]
    assert 0 < fcr.numerator < fcr.denominator
    assert 1 <= ces.value <= 5
    assert ces.n > 0
    digest = {each["records"]: each["sha256"] for each in data["sources"]}["contacts"]
    assert f"sha256 {digest}; 8000 records" in fcr.evidence
    assert fcr.measured_on == date.today()
    assert fcr.note.startswith("With 95% confidence between")
    assert " agents, four out of five lie between " in rows["2026-01", "SL60"].note
    assert 0 < rows["2026-01", "SL60"].agents_low < rows["2026-01", "SL60"].agents_high <= 1
    assert 1 <= ces.days_low < ces.days_high <= 5
    settled = type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01", "--json").data
    assert settled["status"] == "final"
    by_code = {line["code"]: line for line in settled["kpis"]}
    assert {each["over"] for each in by_code["SL60"]["spread"]} == {"agents", "days"}
    assert by_code["SL60"]["margin"]["low"] < by_code["SL60"]["value"] < by_code["SL60"]["margin"]["high"]
    assert (by_code["CES"]["n"], by_code["CES"]["margin"]) == (
        str(sum(rows[month, "CES"].n for month in QUARTER)),
        None,
    )
    assert (by_code["RET"]["n"], by_code["RET"]["spread"]) == (None, [])
    printed = type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01").out
    assert "Four out of five agents (P10 – P90): Jan " in printed
    told = {row.kpi: row for (month, _), row in rows.items() if month == "2026-01"}
    assert _sheet_says(workbook, "SL60", f"Jan {share(told['SL60'].agents_low, 'en')} – ")
    assert {line["code"] for line in settled["kpis"]} >= {"FCR", "CES", "SL60", "SL120", "DD"}
    statement = XlsxWorkbook(workbook).tables()["tblSettlement"]
    assert "FCR" in {cell for row in statement.rows for cell in row}


def _sheet_says(workbook: Path, code: str, text: str) -> bool:
    """Whether the statement has a line below its table that begins with a code and holds the text."""
    with closing(load_workbook(workbook, read_only=True)) as book:
        rows = [row for row in book["Settlement"].iter_rows(values_only=True) if row[0] == "note" and row[2] == code]
        return any(text in str(row[3]) for row in rows)


def _with_mapping(files: Path, path: Path, rows: dict[str, str]) -> Path:
    """The year with these rows in its own column mapping."""
    agreement = read_agreement(XlsxWorkbook(files / "year.xlsx")).agreement
    assert agreement is not None
    mapping = tuple(MappingRow(key=key, value=value) for key, value in rows.items())
    build(agreement.model_copy(update={"mapping": mapping}), path)
    return path


IN_THE_SHEET = {
    f"kpis.{code}.{key}": value
    for code, within in (("SL60", "60"), ("SL120", "120"))
    for key, value in (("within_s", within), ("variant", "6"), ("short_s", "5"), ("only.channel", "phone"))
}


def test_a_mapping_in_the_workbook_is_that_of_a_file(
    type_in: Type, workbook: Path, files: Path, tmp_path: Path
) -> None:
    own = _with_mapping(files, tmp_path / "own.xlsx", IN_THE_SHEET)
    assert type_in("measure", own, "--records", files / "records").code == 0
    _measure(type_in, workbook, files)
    assert _rows(own) == _rows(workbook)
    data = type_in("export", own).data
    assert {row["key"]: row["value"] for row in data["mapping"]} == IN_THE_SHEET
    build(Agreement.model_validate(data), tmp_path / "again.xlsx")
    assert type_in("export", tmp_path / "again.xlsx").data == data


@pytest.mark.parametrize(
    ("wrong", "value"),
    [("kpis.SL60.variant", "7"), ("kpis.SL60.within", "60"), ("time_zone", "Brussel"), ("opening_hours.mon", "8-18")],
)
def test_a_mapping_that_cannot_be_used_is_refused_at_its_cell(
    wrong: str, value: str, type_in: Type, files: Path, tmp_path: Path
) -> None:
    own = _with_mapping(files, tmp_path / "own.xlsx", {**IN_THE_SHEET, wrong: value})
    run = type_in("measure", own, "--records", files / "records", "--json")
    table = XlsxWorkbook(own).tables()["tblMapping"]
    at = next(number for number, row in enumerate(table.rows) if wrong in row)
    assert run.code == 1
    assert [(each["code"], each["cell"]) for each in run.data["findings"] if each["code"] == "G14"] == [
        ("G14", table.cell(at, 1))
    ]


def _until(files: Path, folder: Path, last: str) -> Path:
    """The records up to and including a day."""
    records = folder / "records"
    records.mkdir()
    for kind, moment in (("contacts", "started_at"), ("surveys", "asked_at")):
        query = f"SELECT * FROM '{files}/records/{kind}.parquet' WHERE CAST({moment} AS DATE) <= DATE '{last}'"
        duckdb.sql(f"COPY ({query}) TO '{records}/{kind}.parquet'")
    duckdb.sql(f"COPY (SELECT * FROM '{files}/records/customers.parquet') TO '{records}/customers.parquet'")
    return records


@pytest.mark.parametrize(
    ("last", "early"),
    [("2026-04-13", {"FCR": date(2026, 4, 14)}), ("2026-04-14", {})],
    ids=["the day before its window closes", "that very day"],
)
def test_a_value_that_can_still_change_is_not_settled(
    last: str, early: dict[str, date], type_in: Type, workbook: Path, files: Path
) -> None:
    records = _until(files, workbook.parent, last)
    run = type_in("measure", workbook, "--records", records, "--mapping", files / "mapping.json")
    assert run.code == 0
    assert {kpi: row.open_until for (_, kpi), row in _rows(workbook).items() if row.open_until} == early
    settled = type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01", "--json")
    assert settled.code == bool(early)
    blockers = [each["code"] for each in settled.data.get("findings", ()) if each["severity"] == "blocker"]
    assert blockers == ["D15"] * len(early)


def test_the_parties_can_agree_on_a_value_that_can_still_change(
    type_in: Type, workbook: Path, files: Path, tmp_path: Path
) -> None:
    records = _until(files, tmp_path, "2026-04-13")
    type_in("measure", workbook, "--records", records, "--mapping", files / "mapping.json")
    data = type_in("export", workbook).data
    data["overrides"].append({"period": 1, "kpi": "FCR", "value": "0.8", "reason": "agreed", "agreed": "2026-05-01"})
    build(Agreement.model_validate(data), tmp_path / "agreed.xlsx")
    assert type_in("settle", tmp_path / "agreed.xlsx", "--period", 1, "--as-of", "2027-02-01").code == 0


def test_measuring_again_changes_nothing_and_a_dry_run_writes_nothing(
    type_in: Type, workbook: Path, files: Path
) -> None:
    before = workbook.read_bytes()
    _measure(type_in, workbook, files, "--dry-run")
    assert workbook.read_bytes() == before
    _measure(type_in, workbook, files)
    first = _rows(workbook)
    _measure(type_in, workbook, files)
    assert _rows(workbook) == first


def _typed(workbook: Path, month: Month, kpi: str, **cells: Any) -> None:
    """Somebody types these numbers in the row of a month and KPI."""
    opened = XlsxWorkbook(workbook)
    places = read_agreement(opened).places.sections["measurements"]
    row = next(n for n, each in enumerate(places.table.rows) if each[:2] == (month.first, kpi))
    opened.write_cells(
        places.table.sheet, {places.table.cell(row, places.columns[key]): cell for key, cell in cells.items()}
    )
    opened.save()


@pytest.mark.parametrize("measured_before", [False, True], ids=["in a prepared row", "over a number of ours"])
def test_a_figure_typed_by_hand_stays(type_in: Type, workbook: Path, files: Path, measured_before: bool) -> None:
    if measured_before:
        _measure(type_in, workbook, files)
    _typed(workbook, Month(2026, 2), "FCR", numerator=Decimal(80), denominator=Decimal(100))
    found = _measure(type_in, workbook, files, "--json").data["findings"]
    assert [(each["code"], each["month"], each["kpi"]) for each in found if each["code"] == "G18"] == [
        ("G18", "2026-02", "FCR")
    ]
    rows = _rows(workbook)
    assert rows["2026-02", "FCR"].numerator == 80
    assert rows["2026-01", "FCR"].denominator > 100


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"numerator": 1}, True),
        ({"denominator": 1}, True),
        ({"numerator": 0}, False),
        ({"numerator": 1, "evidence": "mail of 3 April"}, False),
    ],
    ids=["one more", "one more of all", "the same again", "with evidence of its own"],
)
def test_check_and_settle_say_that_a_figure_is_not_the_one_that_was_measured(
    change: dict[str, Any], told: bool, type_in: Type, workbook: Path, files: Path
) -> None:
    _measure(type_in, workbook, files)
    row = _rows(workbook)["2026-02", "FCR"]
    added = {key: getattr(row, key) + more for key, more in change.items() if key != "evidence"}
    _typed(workbook, Month(2026, 2), "FCR", **(change | added))
    settled = type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01", "--json").data["findings"]
    later = type_in("settle", workbook, "--period", 2, "--as-of", "2027-02-01", "--json").data["findings"]
    checked = type_in("check", workbook, "--json").data["findings"]
    place = [("2026-02", "FCR", "Measurements")] * told
    for findings in (settled, checked):
        assert [(each["month"], each["kpi"], each["sheet"]) for each in findings if each["code"] == "D16"] == place
    assert [each for each in later if each["code"] == "D16"] == []


def test_parts_without_a_row_to_stand_in_are_refused_and_nothing_is_written(
    type_in: Type, workbook: Path, files: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "by.toml"
    mapping.write_text('[kpis.FCR]\nby = ["channel"]\n[kpis.SL60]\nwithin_s = 60\n[kpis.SL120]\nwithin_s = 120\n')
    before = workbook.read_bytes()
    run = type_in("measure", workbook, "--records", files / "records", "--mapping", mapping)
    assert run.code == 1
    assert "G19" in run.out
    assert "6 rows" in run.out or "lacks 6" in run.out
    assert workbook.read_bytes() == before


@pytest.mark.parametrize(
    ("records", "mapping"),
    [("nowhere", None), ("mapping.json", None), ("records", "nowhere.toml"), ("records", "year.xlsx")],
)
def test_files_that_cannot_be_read_are_one_line(
    records: str, mapping: str | None, type_in: Type, workbook: Path, files: Path
) -> None:
    more = ("--mapping", files / mapping) if mapping else ()
    run = type_in("measure", workbook, "--records", files / records, *more)
    assert (run.code, run.err.count("\n"), run.out) == (3, 1, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there a link asks for a right of its own")
def test_what_the_system_says_of_a_record_file_is_told_in_the_user_s_language(
    type_in: Type, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "calls.csv").symlink_to("gone.csv")
    run = type_in("measure", workbook, "--records", tmp_path / "records")
    assert (run.code, run.err.count("\n")) == (3, 1)
    assert "calls.csv kan niet gelezen worden (het bestand of de map bestaat niet)" in run.err
