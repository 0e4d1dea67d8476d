"""Is every way in which exports write ids, numbers and years of two digits read as it is meant, or asked about?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from bonusmalus_core.findings import Severity
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.columns import cells_of, column, seconds_of
from tests.measures.systems import measured_by, sums_of


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ("32470", "32470"),
        ("32470.0", "32470"),
        ('"32470,0"', "32470"),
        ("+32470", "32470"),
        ("+32 470/12.34-56", "32470123456"),
        ("0032470", "0032470"),
        ("0032470123456", "32470123456"),
        ("0032 470 12 34 56", "32470123456"),
        ("0032/470.12.34-56", "32470123456"),
        ("0032 (470) 12 34", "324701234"),
        ("0032 470 123", "0032 470 123"),
        ("00324701234", "324701234"),
        ("0032470123", "0032470123"),
        ("00032470123456", "00032470123456"),
        ("K-1.0", "K-1.0"),
        ("2.10", "2.10"),
        ("0.0", None),
    ],
)
def test_a_customer_has_one_name_however_programs_write_it(cell: str, known: str | None, tmp_path: Path) -> None:
    assert cells_of(column(tmp_path / "calls.csv", "Customer", [cell]), "customer_id") == ([known], [])


@pytest.mark.parametrize(
    ("cell", "country", "known"),
    [
        ("0470123456", "32", "32470123456"),
        ("0470 12.34/56", "+32", "32470123456"),
        ("(0)470 12 34 56", "32", "(0)470 12 34 56"),
        ("02 555 00 00", "0032", "3225550000"),
        ("0470123456", "", "0470123456"),
        ("04701234", "32", "04701234"),
        ("047012345", "32", "3247012345"),
        ("04701234567", "32", "324701234567"),
        ("047012345678", "32", "047012345678"),
        ("0032470123456", "32", "32470123456"),
        ("+31470123456", "32", "31470123456"),
        ("470123456", "32", "470123456"),
    ],
)
def test_a_number_as_it_is_dialled_at_home_gets_the_code_of_its_country(
    cell: str, country: str, known: str, tmp_path: Path
) -> None:
    said_so = {"contacts": {"columns": {"customer_id": {"country": country}}}}
    assert cells_of(column(tmp_path / "calls.csv", "Customer", [cell]), "customer_id", said_so) == ([known], [])


BOTH = [("0470 12 34 56", "01-05"), ("+32470123456", "01-08"), ("0470999999", "01-09"), ("31470888888", "01-10")]
"""Who called twice, once as one dials at home, and two others."""


@pytest.mark.parametrize(
    ("calls", "country", "counted", "told"),
    [
        (BOTH, "", "4/4", [(1, 'contacts.columns.customer_id.country = "32"')]),
        (BOTH, "32", "2/3", []),
        (BOTH[::2], "", "2/2", []),
        (BOTH[1::2], "", "2/2", []),
        ([("01234567", "01-05"), ("321234567", "01-06")], "", "2/2", []),
    ],
    ids=["both", "with the code of the country", "at home only", "abroad only", "too few digits"],
)
def test_one_number_in_two_spellings_is_asked_about(
    calls: list[tuple[str, str]], country: str, counted: str, told: list[tuple[int, str]], tmp_path: Path
) -> None:
    text = "\n".join(["Start,Caller", *(f"2026-{day} 10:00,{number}" for number, day in calls)])
    said_so = {"contacts": {"columns": {"customer_id": {"country": country}}}}
    found = measured_by(tmp_path / "calls.csv", text, {}, said_so, "FCR")
    asked = [each for each in found.findings if each.code == "G75"]
    assert sums_of(found) == {"FCR": counted}
    assert [(each.facts["count"], each.facts["line"]) for each in asked] == told
    for each in asked:
        assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)


@pytest.mark.parametrize(("country", "left"), [("32", "1/1"), ("", "2/2")])
def test_the_legend_may_write_a_number_either_way(country: str, left: str, tmp_path: Path) -> None:
    text = "Start,Caller\n2026-01-05 10:00,0470123456\n2026-01-06 10:00,0470999999\n"
    columns = {"contacts": {"columns": {"customer_id": {"country": country}}}}
    found = measured_by(
        tmp_path / "calls.csv", text, {}, {**columns, "exclude": [{"customer_id": "+32 470 12 34 56"}]}, "FCR"
    )
    assert sums_of(found) == {"FCR": left}


def test_an_id_is_the_same_in_every_file(tmp_path: Path) -> None:
    column(tmp_path / "jan.csv", "Customer", ["32470", "32471"])
    frame = pl.DataFrame({"ID": [7, 8], "Start": ["2026-02-01"] * 2, "Customer": [32470.0, None]})
    frame.write_parquet(tmp_path / "feb.parquet")
    frame.with_columns(pl.col("ID") + 2).write_csv(tmp_path / "mar.csv")
    assert sorted(cells_of(tmp_path, "customer_id")[0], key=str) == ["32470", "32470", "32470", "32471", None, None]


@pytest.mark.parametrize("cell", ["1.76923E+17", '"1,76923E+17"', "3.247e+10"])
def test_what_excel_shortened_is_no_id(cell: str, tmp_path: Path) -> None:
    path = column(tmp_path / "calls.csv", "Customer", [cell, cell, "4E10"])
    assert cells_of(path, "customer_id") == ([], ["G46"])
    path.write_text(f"ID,Start\n{cell},2026-01-05\n{cell},2026-01-06\n")
    with opened(path) as records:
        (found,) = records.findings
    assert (found.code, found.severity, found.facts["count"]) == ("G46", Severity.BLOCKER, 2)


def test_a_number_too_long_for_excel_is_no_id_in_its_sheet_either(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, ["ID", "Start", "Customer"])
        sheet.write_row(1, 0, [1, "2026-01-05", 176923456789012345])
        sheet.write_row(2, 0, [2, "2026-01-05", 999999999999999])
    assert cells_of(path, "customer_id") == ([], ["G46"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ID;Start;Wait\n1;2026-01-05;2.126\n2;2026-01-06;5\n", "G32"),
        ("Gesprek-ID,Start,Wachttijd\n1,2026-01-05,2.126\n2,2026-01-06,5\n", "G32"),
        ("ID,Start,Wartezeit\n1,2026-01-05,2.126\n2,2026-01-06,5\n", "G32"),
        ("ID,Start,Wait\n1,2026-01-05,2.126\n2,2026-01-06,5\n", [2.126, 5]),
        ("ID;Start;Wait\n1;2026-01-05;2.126\n2;2026-01-06;5.25\n", [2.126, 5.25]),
        ("ID;Start;Wait\n1;2026-01-05;2.126\n2;2026-01-06;0.125\n", [2.126, 0.125]),
        ("ID;Start;Wait\n1;2026-01-05;2.126\n2;2026-01-06;1200\n", [2.126, 1200]),
        ("ID;Start;Wait\n1;2026-01-05;2.126\n2;2026-01-06;7,5\n", [2126, 7.5]),
        ("ID;Start;Wait\n1;2026-01-05;1.002.126\n2;2026-01-06;5\n", [1_002_126, 5]),
    ],
    ids=["a semicolon", "Dutch headings", "German headings", "English", "other decimals", "a zero in front",
         "thousands without a point", "a decimal comma", "two points"],
)  # fmt: skip
def test_a_point_before_three_digits_is_asked_where_it_can_stand_between_thousands(
    text: str, told: Any, tmp_path: Path
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(text)
    assert seconds_of(path, "wait_s") == (([], ["G32"]) if told == "G32" else (told, []))
    if told == "G32":
        assert seconds_of(path, "wait_s", {"decimal": ","}) == ([2126, 5], [])
        assert seconds_of(path, "wait_s", {"decimal": "."}) == ([2.126, 5], [])


@pytest.mark.parametrize(
    ("end", "wait", "asked"),
    [
        ("2026-01-05 10:00:00", "600", []),
        ("2026-01-05 10:00:01", "20", []),
        ("2026-01-05 10:00:01", "21", ["G47"]),
        ("2026-01-05", "600", []),
        ("2026-01-04", "600", ["G9"]),
        ("2026-01-05 09:59:59", "600", ["G9"]),
    ],
    ids=["the start itself", "a second", "far beyond it", "its day", "the day before", "before the start"],
)
def test_an_end_without_its_time_says_nothing_of_how_long_a_contact_lasts(
    end: str, wait: str, asked: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(f"ID,Start,End,Wait (s)\n1,2026-01-05 10:00:00,{end},{wait}\n")
    assert seconds_of(path, "wait_s")[1] == asked


def _days_in(form: str, *, first: date = date(2026, 1, 1), count: int = 31) -> list[str]:
    return [(first + timedelta(days=n)).strftime(form) for n in range(count)]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (_days_in("%y-%m-%d"), _days_in("%Y-%m-%d")),
        (_days_in("%d-%m-%y"), _days_in("%Y-%m-%d")),
        (_days_in("%d/%m/%y"), _days_in("%Y-%m-%d")),
        (_days_in("%d.%m.%y 09:00"), _days_in("%Y-%m-%d")),
        (_days_in("%y/%m/%d 10:05"), _days_in("%Y-%m-%d")),
        (_days_in("%y.%m.%d", count=20), _days_in("%Y-%m-%d", count=20)),
        (_days_in("%d.%m.%y", count=20), _days_in("%Y-%m-%d", count=20)),
        (_days_in("%y-%m-%d", count=7), _days_in("%Y-%m-%d", count=7)),
        (_days_in("%y-%m-%d", count=6), []),
        (["01-01-26", "14-01-26", "21-01-26"], ["2026-01-01", "2026-01-14", "2026-01-21"]),
        (["01-01-26", "14-01-26", "20-01-26"], []),
        (["26-01-05"] * 3, []),
        (["28-05-24", "28-06-25", "28-07-26"], []),
    ],
    ids=["years first", "days first", "with slashes", "with points and a time",
         "with slashes and a time",
         "days that follow each other, or nineteen years",
         "the other way", "days enough", "too few", "days apart, or twenty years", "or nineteen", "one day",
         "one day of months"],
)  # fmt: skip
def test_years_of_two_digits_come_where_records_lie_close_together_by_it_and_else_that_is_asked(
    cells: list[str], days: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(["ID,Start,Answered at", *(f"{n},{cell},{cell}" for n, cell in enumerate(cells))]))
    for field in ("started_at", "answered_at"):
        found, codes = cells_of(path, field)
        assert ([str(each)[:10] for each in found], codes) == (days, [] if days else ["G4", "G4"])


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([f"01-{month:02}-{year:02}" for year in range(4, 26) for month in range(1, 13)], ["G4"]),
        (_days_in("%y-%m-%d"), ["G4"]),
        (["13-05-24", "14-06-32"], []),
        (["13-05-24", "32-06-14"], []),
    ],
    ids=["all on the first of a month", "all in one month", "a year that is no day", "and one that comes first"],
)
def test_customers_join_over_decades_and_how_long_they_do_tells_no_order(
    cells: list[str], told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("\n".join(["Customer Id,Joined at", *(f"k{n},{cell}" for n, cell in enumerate(cells))]))
    with opened(path) as records:
        assert [each.code for each in records.findings] == told
        for each in records.findings:
            assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)


def test_one_order_of_day_month_and_year_holds_for_a_column_of_few_dates_too(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    rows = [f"{n},{cell},{cell if n == 4 else ''}" for n, cell in enumerate(_days_in("%y-%m-%d"))]
    path.write_text("\n".join(["ID,Start,Answered at", *rows]))
    assert [str(each)[:10] for each in cells_of(path, "answered_at")[0] if each] == ["2026-01-05"]


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("c1@example.com", "C1@Example.com", True),
        ("K-7", "k-7", True),
        ("00012", "12", True),
        ("0612345678", "06-12345678", True),
        ("0470 12 34 56", "0470/12.34.56", True),
        ("0470123456", "470123456", True),
        ("1-23", "12-3", False),
        ("K-7", "K7", False),
        ("12", "120", False),
        ("Ann", "Anna", False),
    ],
)
def test_one_customer_in_several_spellings_is_asked_about(
    first: str, second: str, is_told: bool, tmp_path: Path
) -> None:
    text = f"Start,Customer\n2026-01-05 10:00,{first}\n2026-01-06 10:00,{second}\n2026-01-07 10:00,bob\n"
    found = measured_by(tmp_path / "calls.csv", text, {}, {}, "FCR")
    told = [each for each in found.findings if each.code == "G80"]
    assert (sums_of(found), [each.facts["count"] for each in told]) == ({"FCR": "3/3"}, [1] * is_told)
    for each in told:
        assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)


def test_a_number_of_the_customer_tells_more_than_a_telephone(tmp_path: Path) -> None:
    text = "Start,Phone number,Account number\n2026-01-05 10:00,+32470000001,7\n2026-01-06 10:00,+32470000002,7\n"
    assert sums_of(measured_by(tmp_path / "calls.csv", text, {}, {}, "FCR")) == {"FCR": "0/1"}


def test_an_account_may_be_that_of_the_system_and_tells_less_than_who_calls(tmp_path: Path) -> None:
    text = "Start,From,Account ID\n2026-01-05 10:00,+32470000001,AC7\n2026-01-06 10:00,+32470000002,AC7\n"
    assert sums_of(measured_by(tmp_path / "calls.csv", text, {}, {}, "FCR")) == {"FCR": "2/2"}
