"""Are exports of call centres understood as they come, and is what cannot be understood said and never counted?

The first table is as people find such records on the web: a row per call, with the day, the time, Y or N, and seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from bonusmalus_core.findings import Severity
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.opening.blanks import blanks
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.measures.plans import planned
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from tests.measures.engines import asked

JANUARY = Month(2026, 1)
KPI = {"weight": "0.25", "thresholds": ["0.7", "0.8", "0.9"]}
AGREEMENT = Agreement.model_validate({
    "contract": {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]},
    "kpis": [KPI | {"code": code, "metric": code} for code in ("SL", "ASA", "AR", "AHT")],
})  # fmt: skip
CHOICES = {"kpis": {"SL": {"within_s": 20}}}

THREE = {"SL": (1, 3), "ASA": (40, 2), "AR": (1, 3), "AHT": (210, 2)}
"""Answered after 10 s and after 30 s, 90 s and 120 s long, and one who left after 25 s."""

Sums = Mapping[str, tuple[float, float]]


def _told(path: Path, mapping: dict[str, Any] | None = None) -> tuple[Sums, dict[str, str]]:
    """Numerator and denominator in January by KPI; and the examples of each finding but those about a KPI."""
    said = mapping_of(CHOICES | (mapping or {}))
    with opened(path, said) as records:
        asked = planned(AGREEMENT, said, records).asked
        rows = evaluate(records.frames, asked, [JANUARY]) if asked else []
        found = {each.code: str(each.facts.get("examples", "")) for each in records.findings}
    return {row.kpi: (float(row.numerator), float(row.denominator)) for row in rows}, found


EXPORTS: dict[str, str] = {
    "as on the web": """\
Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating
ID1,Diane,1/5/2026,9:12:58,Contract,Y,Y,10,0:01:30,3
ID2,Becky,1/25/2026,10:00:00,Support,Y,N,30,0:02:00,4
ID3,Joe,1/26/2026,11:00:00,Support,N,N,25,,
""",
    "Dutch, with decimal commas": """\
Gespreksnummer;Klantnummer;Datum;Tijd;Beantwoord (J/N);Wachttijd (sec);Gesprekstijd (mm:ss)
1;K1;25/01/2026;9:12;Ja;9,5;01:30
2;K2;26/01/2026;10:00;Ja;30,5;02:00
3;K3;27/01/2026;11:00;Nee;25,0;
""",
    "German, with blank lines and a sum": """\
Anrufnummer;Beginn;Angenommen;Wartezeit;Gesprächsdauer

1;25.01.2026 09:12:58;Ja;10;01:30

2;26.01.2026 10:00:00;Ja;30;02:00
3;27.01.2026 11:00:00;Nein;25;
Summe:;;;65;
""",
    "French, with months in words": """\
N° d’appel;Date;Heure;Répondu;Temps d’attente;Durée d’appel
1;25 janv. 2026;9h12;oui;10 s;1 min 30 s
2;26 janv. 2026;10h00;oui;30 s;2 min
3;27 janv. 2026;11h00;non;25 s;
""",
    "a title above, twelve hours, words for the end of a call": """\
Call report
January 2026,,

Interaction ID,Call Date,Call Time,Disposition,Queue Time,Talk Time
1,25-Jan-2026,09:12:58 AM,Answered,00:00:10,00:01:30
2,26-Jan-2026,10:00:00 PM,Answered,00:00:30,00:02:00
3,27-Jan-2026,11:00:00 AM,Abandoned,00:00:25,n/a
""",
    "minutes, days as Excel counts them, who abandoned": """\
sep=;
CallID;StartTime;Abandoned;Wait (min);TalkTime (s)
1;46047.384;N;0.1666666667;90
2;46048.5;N;0.5;120
3;46049.75;Y;0.4166666667;-
""",
    "whole handling instead of talk": """\
call_id,started,call status,wait time,Handle Time,Hold Time
1,2026-01-25T09:12:58,handled,10,90,60
2,2026-01-26T10:00:00,handled,30,120,0
3,2026-01-27T11:00:00,missed,25,,
""",
    "rows of another length": """\
Call ID\tStart\tAnswered\tWait\tTalk
1\t2026-01-25 09:12\tY\t10\t90
2\t2026-01-26 10:00\tY\t30\t120\t
3\t2026-01-27 11:00\tN\t25
""",
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_as_it_comes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORTS[name], encoding="utf-8")
    sums, found = _told(path)
    assert sums == THREE
    assert found == ({"G34": "#7 Summe:"} if "Summe" in EXPORTS[name] else {})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_export_is_read_in_the_letters_of_its_computer(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(EXPORTS["French, with months in words"].replace("N° d", "Numéro d").encode(encoding))
    assert _told(path) == (THREE, {})


def _sheet(path: Path, fill: Callable[[Any, Any], None]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        fill(book, book.add_worksheet("Export"))
    return path


def test_a_sheet_with_a_title_real_days_and_times_and_a_total_is_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day, clock = (book.add_format({"num_format": each}) for each in ("dd/mm/yyyy", "[h]:mm:ss"))
        sheet.write(0, 0, "Telephony, January 2026")
        sheet.write_row(3, 0, ["Call Id", "Date", "Time", "Answered", "Wait time", "Talk time"])
        for row, (number, waits, lasts) in enumerate([(1, 10, 90), (2, 30, 120), (3, 25, None)], 4):
            sheet.write(row, 0, number)
            sheet.write_datetime(row, 1, datetime(2026, 1, 24 + number), day)
            sheet.write_datetime(row, 2, time(9, 12, 58), clock)
            sheet.write_row(row, 3, ["Yes" if lasts else "No", waits])
            if lasts:
                sheet.write_datetime(row, 5, timedelta(seconds=lasts), clock)
        sheet.write_row(7, 0, ["Total", "", "", "", 65])

    assert _told(_sheet(tmp_path / "export.xlsx", fill)) == (THREE, {"G34": "#8 Total"})


def test_sheets_of_one_shape_are_read_together_and_others_are_told(tmp_path: Path) -> None:
    rows = [["1", "2026-01-25 09:12", "Y", "10", "90"], ["2", "2026-01-26 10:00", "Y", "30", "120"]]
    last = [["3", "2026-01-27 11:00", "N", "25", ""]]

    def fill(book: Any, cover: Any) -> None:
        cover.write(0, 0, "Calls of two weeks")
        for name, lines in (("Week 4", rows), ("Week 5", last)):
            sheet = book.add_worksheet(name)
            for number, line in enumerate([["Call ID", "Start", "Answered", "Wait", "Talk"], *lines]):
                sheet.write_row(number, 0, line)

    path = _sheet(tmp_path / "weeks.xlsx", fill)
    assert _told(path) == (THREE, {"G30": ""})
    with opened(path) as records:
        assert [each.facts["tables"] for each in records.findings] == ["Export"]


@pytest.mark.parametrize(
    ("text", "found", "kpis"),
    [
        ("", {"G31": ""}, set()),
        ("Call ID,Start,Answered\n", {"G31": ""}, set()),
        ("Call ID,Start,Answered,Wait,Wait\n1,2026-01-25,Y,1,2\n", {"G3": ""}, set()),
        ("Index,Incoming Calls,Answer Rate\n1,217,94.01%\n", {"G1": "", "G71": "217"}, set()),
        ("ID,Start,Answered,Wait\n1,2026-01-25,Y,\"1,001\"\n2,2026-01-25,N,\"2,002\"\n", {"G32": ""}, {"AR"}),
        ("ID,Start,Answered,Wait\n1,2026-01-25,x,5\n2,2026-01-26,,7\n3,2026-01-26,,7\n4,2026-01-26,x,7\n",
         {"G33": "#2 x; #5 x"}, set()),
        ("ID,Start,Answered,Wait\n" + "".join(f"{n},2026-01-25,Y,soon\n" for n in range(9)),
         {"G28": "#2 soon; #3 soon; #4 soon"}, {"AR"}),
        ("ID,Start,Answered,Wait\n1,2026-01-25,Y,5,late\n2,2026-01-26,N,7\n", {"G29": "#2"}, {"SL", "ASA", "AR"}),
        ("ID,Start,Answered\n1,1769331178,Y\n2,1769331179,N\n", {"G25": ""}, set()),
    ],
    ids=["nothing", "a header alone", "two waits", "figures per day", "commas that can be either",
         "crosses and blanks", "another column", "a separator in a text", "seconds since 1970 without a zone"],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_and_measures_nothing(
    text: str, found: dict[str, str], kpis: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text)
    sums, told = _told(path)
    assert (set(sums), told) == (kpis, found)


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("ID,Start,Answered,Wait,Talk\n1,2026-01-25,x,10,90\n2,2026-01-26,x,30,120\n3,2026-01-26,,25,\n",
         {"contacts": {"columns": {"answered": {"column": "Answered", "blank": "no"}}}}),
        ("ID,Start,Answered,Wait,Wait\n1,2026-01-25,Y,7,10\n2,2026-01-25,Y,7,30\n3,2026-01-25,N,7,25\n",
         {"contacts": {"columns": {"wait_s": "Wait (2)"}}}),
        ("ID,Start,Answered,Wait\n1,1769331178,Y,10\n2,1769331179,Y,30\n3,1769331180,N,25\n",
         {"time_zone": "Europe/Brussels"}),
        ("ID,Start,Answered,Wait\n1,2026-01-25,Y,\"10,000\"\n2,2026-01-25,Y,\"30,000\"\n3,2026-01-25,N,\"25,000\"\n",
         {"decimal": ","}),
    ],
    ids=["blank is no", "the second of two columns", "a time zone", "commas before decimals"],
)  # fmt: skip
def test_the_mapping_says_what_no_export_tells(text: str, mapping: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text)
    sums, found = _told(path, mapping)
    assert ({kpi: sums[kpi] for kpi in ("SL", "ASA", "AR")}, found) == ({k: THREE[k] for k in ("SL", "ASA", "AR")}, {})


def test_calls_without_an_answer_have_no_speed_of_answer(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("ID,Start,Answered,Wait,Talk\n1,2026-01-25,N,5,\n2,2026-01-26,N,7,\n")
    assert _told(path) == ({"SL": (0, 2), "AR": (2, 2)}, {})


def test_callers_without_a_number_are_not_one_customer_who_keeps_calling(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    lines = ["1,2026-01-05,Anonymous", "2,2026-01-06,anonymous", "3,2026-01-07,K1", "4,2026-01-08,-", "5,2026-01-09,0"]
    path.write_text("\n".join(["ID,Start,Caller", *lines]))
    with opened(path) as records:
        customers = records.con.execute("SELECT customer_id FROM core_contacts").fetchall()
    assert customers == [(None,), (None,), ("K1",), (None,), (None,)]


def test_a_customer_0_among_numbers_is_nobody_and_told(tmp_path: Path) -> None:
    path = tmp_path / "export.parquet"
    rows = "(1, DATE '2026-01-05', 0), (2, DATE '2026-01-06', 10), (3, DATE '2026-01-07', 0), (0, DATE '2026-01-08', 1)"
    duckdb.sql(f"COPY (FROM (VALUES {rows}) AS calls(id, start, customer)) TO '{path}'")
    with opened(path) as records:
        found = records.con.execute("SELECT contact_id, customer_id FROM core_contacts ORDER BY started_us").fetchall()
        (blank,) = blanks(records, (asked("FCR"),))
    assert found == [(1, None), (2, 10), (3, None), (0, 1)]
    assert (blank.code, blank.facts["field"], blank.facts["count"]) == ("G20", "customer_id", 2)


@pytest.mark.parametrize(
    ("cell", "order"), [("05/01/2026", "day"), ("25/01/2026", "day"), ("01/25/2026", "month")], ids=str
)
def test_dates_of_one_export_are_in_one_order(cell: str, order: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    first = "13/01/2026" if order == "day" else "01/13/2026"
    path.write_text(f"ID,Start,Answer time,End time\n1,{first},{first},05/01/2026\n2,{cell},{cell},\n")
    with opened(path) as records:
        assert [each for each in records.findings if each.severity is Severity.BLOCKER] == []
        (ended,) = records.con.execute("SELECT CAST(ended_at AS DATE) FROM typed_contacts LIMIT 1").fetchall()
    assert ended == (date(2026, 1, 5) if order == "day" else date(2026, 5, 1),)


def test_a_row_keeps_its_number_below_a_title_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = "".join(f"{n},2026-01-{n:02d},Y,5\n" for n in range(1, 31))
    path.write_text(f"Report\n\nID,Start,Answered,Wait\n{rows}\n31,2026-01-31,Y,soon\n")
    assert _told(path)[1]["G6"] == "#35 soon"


@pytest.mark.parametrize(
    ("agreed", "staffed", "expected"), [("480", "470", ("470", "480")), ("7,5", "7.25", ("7.25", "7.5"))]
)
def test_availability_is_told_in_the_minutes_of_its_records(
    agreed: str, staffed: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "availability.csv"
    path.write_text(f"starts_at;agreed_min;staffed_min\n2026-01-05 08:00;{agreed};{staffed.replace('.', ',')}\n")
    with opened(path) as records:
        (row,) = evaluate(records.frames, [asked("AVL")], [JANUARY])
    assert (row.numerator, row.denominator) == tuple(map(Decimal, expected))
