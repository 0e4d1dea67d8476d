"""Is it told by its columns which records a file holds, and only by whole words of its name?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from bonusmalus_core.findings import Severity
from bonusmalus_core.measures.opening.opened import opened

CALLS = "Call ID,Start,Answered,Wait,Talk"
HELPDESK = "number,opened_at,resolved_at,category"


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("incident", HELPDESK, "cases"),
        ("export", "Unique Key,Created Date,Closed Date,Complaint Type", "cases"),
        ("report", "Case Number,Date/Time Opened,Date/Time Closed,Open,Closed,Type", "cases"),
        ("tickets", "Ticket ID,Created time,Resolved time,Group", "cases"),
        ("chats", "Conversation ID,Created at,Closed at,Wait time", "contacts"),
        ("chats", "Conversation ID,Created at,Completed at", "contacts"),
        ("list", "Customer ID,Customer since,Direct debit", "customers"),
        ("list", "Customer ID,Start date,End date", "contacts"),
        ("rooster", "Interval,Agreed minutes,Staffed minutes", "availability"),
        ("monitoring", "Monitoring ID,Test date,Passed", "tests"),
        ("customer_service_calls", CALLS, "contacts"),
        ("CustomerSupport", CALLS, "contacts"),
        ("test_export", CALLS, "contacts"),
        ("case_calls", CALLS, "contacts"),
        ("casework", CALLS, "contacts"),
        ("customer_2026", "Customer ID,Start date,End date", "customers"),
        ("survey-2026", "Contact,Date,Resolved", "surveys"),
        ("2026 cases", "Case,Created at", "cases"),
        ("surveys2026", "Survey date,Resolved", "surveys"),
        ("contacts", "Case,Created at,Closed at", "contacts"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_the_columns_of_a_file_tell_what_it_holds_before_a_word_of_its_name(
    form: str, name: str, header: str, kind: str, tmp_path: Path
) -> None:
    path, columns = tmp_path / f"{name}.{form}", header.split(",")
    row = ["2026-01-05" if index else "1" for index in range(len(columns))]
    if form == "csv":
        path.write_text(f"{header}\n{','.join(row)}\n")
    elif form == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, columns)
            sheet.write_row(1, 0, row)
    else:
        select = ", ".join(f"'{cell}' AS \"{column}\"" for cell, column in zip(row, columns, strict=True))
        duckdb.sql(f"COPY (SELECT {select}) TO '{path}'")
    with opened(path) as records:
        assert list(records.sources) == [kind]


def test_a_case_is_named_by_its_number(tmp_path: Path) -> None:
    rows = ["INC1,2026-01-05 10:00,,x", "INC1,2026-01-05 10:00,2026-01-06 10:00,x", "INC2,2026-01-05 10:00,,x"]
    (tmp_path / "log.csv").write_text("\n".join([HELPDESK, *rows]) + "\n")
    with opened(tmp_path) as records:
        assert records.rows("cases") == 2


def test_talk_is_what_is_billed_and_not_what_rang(tmp_path: Path) -> None:
    (tmp_path / "cdr.csv").write_text("calldate,duration,billsec,disposition\n2026-01-05 10:00:00,70,60,ANSWERED\n")
    with opened(tmp_path) as records:
        assert records.columns["contacts"].of["talk_s"].columns == ("billsec",)


@pytest.mark.parametrize(
    ("second", "rows", "told"),
    [
        (["id", "start", "answered", "wait", "remark"], 2, None),
        (["id", "start", "answered", "wait"], 2, None),
        (["id", "start", "answered", "talk"], 1, Severity.WARNING),
        (["start", "answered"], 1, Severity.WARNING),
        (["agent", "calls", "answered"], 1, Severity.INFO),
    ],
    ids=["one more column", "the same", "one other column", "a summary by day", "another summary"],
)
def test_sheets_that_differ_by_a_column_hold_the_same_records_and_others_are_told(
    second: list[str], rows: int, told: Severity | None, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "calls.xlsx") as book:
        for name, columns in (("Jan", ["id", "start", "answered", "wait"]), ("Feb", second)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns)
            sheet.write_row(1, 0, [name, "2026-01-05", "1", "5", ""][: len(columns)])
    with opened(tmp_path) as records:
        assert records.rows("contacts") == rows
        assert [each.severity for each in records.findings if each.code == "G30"] == [told] * (told is not None)
