"""Are cases of service desks and facility systems measured to what was counted by hand?

Each system writes the same four cases in its own columns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.findings import Severity
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.systems import DAY, measured_by, sums_of

CASES = "2/4"
"""Of four cases one was resolved after 23 h 30, one after exactly 24 h, one after 24 h 30, and one not yet."""

ZENDESK = """\
Ticket ID,Ticket subject,Ticket requester ID,Ticket channel,Ticket type,Ticket created - Timestamp,\
Ticket solved - Timestamp
1,a,9,Email,Question,2026-01-05 09:00:00,2026-01-06 08:30:00
2,b,8,Email,Question,2026-01-15 09:00:00,2026-01-16 09:00:00
3,c,7,Web,Incident,2026-01-25 09:00:00,2026-01-26 09:30:00
4,d,6,Web,Question,2026-01-31 09:00:00,
"""
SERVICENOW = """\
Number,Opened,Resolved,Closed,Priority,State,Assignment group
INC0000001,2026-01-05 09:00:00,2026-01-06 08:30:00,2026-01-13 08:30:00,3 - Moderate,Closed,IT
INC0000002,2026-01-15 09:00:00,2026-01-16 09:00:00,2026-01-23 09:00:00,3 - Moderate,Closed,IT
INC0000003,2026-01-25 09:00:00,2026-01-26 09:30:00,2026-02-02 09:30:00,3 - Moderate,Closed,IT
INC0000004,2026-01-31 09:00:00,,,3 - Moderate,Open,IT
"""
FRESHDESK = """\
Ticket ID,Subject,Status,Source,Type,Created time,Resolved time,Closed time,First response time (in hrs)
1,a,Closed,Email,Question,2026-01-05 09:00:00,2026-01-06 08:30:00,2026-01-09 08:30:00,01:00:00
2,b,Closed,Email,Question,2026-01-15 09:00:00,2026-01-16 09:00:00,2026-01-19 09:00:00,01:00:00
3,c,Closed,Email,Question,2026-01-25 09:00:00,2026-01-26 09:30:00,2026-01-29 09:30:00,01:00:00
4,d,Open,Email,Question,2026-01-31 09:00:00,,,01:00:00
"""
TOPDESK = """\
Meldingnummer;Aanmelder;Aangemaakt op;Gereedgemeld op;Afgemeld op;Behandelaarsgroep
M2601 0001;Jan;05-01-2026 09:00;06-01-2026 08:30;13-01-2026 08:30;FM
M2601 0002;Jan;15-01-2026 09:00;16-01-2026 09:00;23-01-2026 09:00;FM
M2601 0003;Jan;25-01-2026 09:00;26-01-2026 09:30;02-02-2026 09:30;FM
M2601 0004;Jan;31-01-2026 09:00;;;FM
"""
SALESFORCE = """\
Case Number,Case Origin,Type,Status,Date/Time Opened,Date/Time Closed,Age (Hours)
00000001,Phone,Question,Closed,1/5/2026 9:00 AM,1/6/2026 8:30 AM,23
00000002,Phone,Question,Closed,1/15/2026 9:00 AM,1/16/2026 9:00 AM,24
00000003,Phone,Question,Closed,1/25/2026 9:00 AM,1/26/2026 9:30 AM,24
00000004,Phone,Question,Open,1/31/2026 9:00 AM,,
"""
SAP = """\
Meldung\tMeldungsart\tMeldungsdatum\tUhrzeit der Meldung\tAbschlußdatum\tAbschlußzeit\tTechnischer Platz
10000001\tM1\t05.01.2026\t09:00:00\t06.01.2026\t08:30:00\tBE-1
10000002\tM1\t15.01.2026\t09:00:00\t16.01.2026\t09:00:00\tBE-1
10000003\tM1\t25.01.2026\t09:00:00\t26.01.2026\t09:30:00\tBE-1
10000004\tM1\t31.01.2026\t09:00:00\t\t00:00:00\tBE-1
"""
HUBSPOT = """\
Ticket ID,Ticket name,Ticket status,Create date,Close date,Time to close (HH:mm:ss),First agent email response date
1,a,Closed,2026-01-05 09:00,2026-01-06 08:30,23:30:00,2026-01-05 09:05
2,b,Closed,2026-01-15 09:00,2026-01-16 09:00,24:00:00,2026-01-15 09:05
3,c,Closed,2026-01-25 09:00,2026-01-26 09:30,24:30:00,2026-01-25 09:05
4,d,New,2026-01-31 09:00,,,
"""
JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Assignee,Reporter,Created,Updated,Resolved,Satisfaction rating,\
Component/s,Component/s,Custom field (Time to resolution)
a,SUP-1,10001,Incident,Done,ann,bob,05/Jan/26 9:00 AM,06/Jan/26 8:30 AM,06/Jan/26 8:30 AM,4,,,-0:30
b,SUP-2,10002,Incident,Done,ann,bob,15/Jan/26 9:00 AM,16/Jan/26 9:00 AM,16/Jan/26 9:00 AM,5,,,0:00
c,SUP-3,10003,Incident,Done,ann,bob,25/Jan/26 9:00 AM,26/Jan/26 9:30 AM,26/Jan/26 9:30 AM,3,,,0:30
d,SUP-4,10004,Incident,Open,ann,bob,31/Jan/26 9:00 AM,31/Jan/26 9:00 AM,,,,,
"""
SERVICENOW_LOG = """\
number,incident_state,caller_id,opened_at,sys_updated_at,contact_type,resolved_at,closed_at
INC0000001,Closed,Caller 9,5/1/2026 09:00,7/1/2026 09:00,Phone,6/1/2026 08:30,11/1/2026 08:30
INC0000002,Closed,Caller 8,15/1/2026 09:00,17/1/2026 09:00,Phone,16/1/2026 09:00,21/1/2026 09:00
INC0000003,Closed,?,25/1/2026 09:00,27/1/2026 09:00,Phone,26/1/2026 09:30,31/1/2026 09:30
INC0000004,Active,?,31/1/2026 09:00,31/1/2026 09:00,Phone,?,?
"""
MUNICIPAL = """\
case_enquiry_id,open_dt,sla_target_dt,closed_dt,on_time,case_status,reason,queue,source
1,2026-01-05 09:00:00,2026-01-10 09:00:00,2026-01-06 08:30:00,ONTIME,Closed,Parking,BTDT,Web
2,2026-01-15 09:00:00,2026-01-20 09:00:00,2026-01-16 09:00:00,ONTIME,Closed,Parking,BTDT,Web
3,2026-01-25 09:00:00,2026-01-30 09:00:00,2026-01-26 09:30:00,ONTIME,Closed,Parking,BTDT,Web
4,2026-01-31 09:00:00,2026-02-05 09:00:00,,ONTIME,Open,Parking,BTDT,Web
"""
BANK = """\
Incident ID;Status;Open Time;Reopen Time;Resolved Time;Close Time;Handle Time (Hours)
IM1;Closed;05-01-2026 09:00;;06-01-2026 08:30;09-01-2026 08:30;23,5
IM2;Closed;15-01-2026 09:00;;16-01-2026 09:00;19-01-2026 09:00;24,0
IM3;Closed;25-01-2026 09:00;;26-01-2026 09:30;29-01-2026 09:30;24,5
IM4;Open;31-01-2026 09:00;;;;
"""
HALVES = {"opened_at": ["Meldungsdatum", "Uhrzeit der Meldung"], "resolved_at": ["Abschlußdatum", "Abschlußzeit"]}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (ZENDESK, {}), (SERVICENOW, {}), (FRESHDESK, {}), (TOPDESK, {}), (SALESFORCE, {}),
        (SAP, {"cases": {"columns": HALVES}}), (HUBSPOT, {}), (JIRA, {}), (SERVICENOW_LOG, {}), (MUNICIPAL, {}),
        (BANK, {}),
    ],
    ids=[
        "created and solved", "resolved, and closed a week later", "and three days", "Dutch", "closed only", "German",
        "create and close date", "issues", "question marks for nothing", "dt for date and time",
        "how long handling took",
    ],
)  # fmt: skip
def test_cases_of_every_system_come_to_the_same(text: str, more: dict[str, Any], tmp_path: Path) -> None:
    found = measured_by(tmp_path / "export.csv", text, {"TTR": {"within_s": DAY}}, more, "TTR")
    assert sums_of(found) == {"TTR": CASES}
    assert found.findings == ()


@pytest.mark.parametrize(
    ("ends", "within", "counted", "told"),
    [
        (("2026-01-05 09:00", "2026-01-06 08:30"), DAY, "1/2", []),
        (("2026-01-05", "2026-01-06"), DAY, "1/2", ["G69"]),
        (("2026-01-05", "2026-01-05"), DAY // 2, "1/2", ["G69"]),
        (("2026-01-05 09:00", "2026-01-06"), DAY, None, ["G68"]),
        (("2026-01-05", "2026-01-06 08:30"), DAY, None, ["G68"]),
        (("2026-01-05 09:00", "2026-01-06"), 7 * DAY - 1, None, ["G68"]),
        (("2026-01-05 09:00", "2026-01-06"), 7 * DAY, "1/2", []),
        (("2026-01-05 09:00", ""), DAY, "0/2", []),
    ],
    ids=[
        "times", "whole days", "half a day of days", "a time and a day", "a day and a time", "nearly a week",
        "a week", "nothing resolved",
    ],
)  # fmt: skip
def test_what_lasts_hours_is_not_worked_out_of_days(
    ends: tuple[str, str], within: int, counted: str | None, told: list[str], tmp_path: Path
) -> None:
    text = f"Case Number,Date Opened,Date Resolved\n1,{','.join(ends)}\n2,{ends[0]},\n"
    found = measured_by(tmp_path / "export.csv", text, {"TTR": {"within_s": within}}, {}, "TTR")
    assert sums_of(found) == ({} if counted is None else {"TTR": counted})
    assert [each.code for each in found.findings if each.code in ("G68", "G69")] == told
    grave = {each.severity for each in found.findings if each.code == "G69"}
    assert grave <= {Severity.WARNING if within % DAY else Severity.INFO}
    for language in LANGUAGES:
        assert "{" not in "".join(said(each, language, lambda _: None).message for each in found.findings)


FLAGS = ("Y", "N", "Y", "")
"""Whether the four cases were resolved: the second, closed after exactly 24 h, was not."""


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Ticket ID,Created,Closed,Resolved", "Y", "N"),
        ("Ticket ID,Created,Closed,Resolved", "1", "0"),
        ("Zaaknummer,Aangemaakt op,Gesloten op,Opgelost", "ja", "nee"),
        ("Case Number,Date Opened,Date Closed,Is Resolved", "TRUE", "FALSE"),
    ],
)
def test_a_yes_or_no_is_no_moment_of_the_resolution(header: str, yes: str, no: str, tmp_path: Path) -> None:
    words = {"Y": yes, "N": no, "": ""}
    cells = [row.split(",") for row in MUNICIPAL.splitlines()[1:]]
    rows = [",".join((*row[:2], row[3], words[flag])) for row, flag in zip(cells, FLAGS, strict=True)]
    found = measured_by(tmp_path / "e.csv", "\n".join([header, *rows]), {"TTR": {"within_s": DAY}}, {}, "TTR")
    (told,) = found.findings
    assert (sums_of(found), told.code, told.facts["count"]) == ({"TTR": CASES}, "G74", 1)
    for language in LANGUAGES:
        assert "{" not in said(told, language, lambda _: None).message


def test_a_moment_of_the_resolution_counts_before_that_of_closing(tmp_path: Path) -> None:
    text = SERVICENOW.replace("2026-01-16 09:00:00,2026", "2026-01-18 09:00:00,2026")
    found = measured_by(tmp_path / "export.csv", text, {"TTR": {"within_s": DAY}}, {}, "TTR")
    assert (sums_of(found), found.findings) == ({"TTR": "1/4"}, ())


def test_a_time_of_resolution_is_how_long_it_took_and_no_moment(tmp_path: Path) -> None:
    text = "Case Id,Opened,First reply,Resolution time\n1,2026-01-05 10:00,2026-01-05 11:00,0\n"
    found = measured_by(tmp_path / "export.csv", text, {"TTR": {"within_s": DAY}}, {}, "TTR")
    assert [each.code for each in found.findings] == ["G12", "G24"]
