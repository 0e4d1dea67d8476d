"""Are exports of contact centres measured to what was counted by hand?

Each system writes the same five contacts in its own columns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.findings import Severity
from tests.measures.systems import measured_by, sums_of

CONTACTS = {"SL": "2/3", "ASA": "25/2", "AR": "1/3", "AHT": "540/4"}
"""Of five contacts two went out; of those who came in two were answered, after 5 s and 20 s, one left after 40 s."""

GENESYS = """\
Full Export Completed,Users,ANI,Queue,Direction,Media Type,Date,Duration,Total Queue,Total Talk,Total Hold,Total ACW,\
Abandoned,Wrap-up,Conversation ID
YES,Ann,tel:+32470000001,Bills,Inbound,voice,1/5/2026 9:00:00 AM,105000,5000,90000,0,10000,,Bill,c1
YES,Ann,tel:+32470000002,Bills,Inbound,voice,1/15/2026 9:05:00 AM,150000,20000,120000,10000,20000,,Move,c2
YES,,tel:+32470000003,Bills,Inbound,voice,1/25/2026 9:10:00 AM,40000,40000,,,,YES,,c3
YES,Bob,tel:+32470000004,Bills,Outbound,voice,1/26/2026 9:15:00 AM,100000,0,100000,0,10000,,Sale,c4
YES,Bob,tel:+32470000005,Bills,Outbound,voice,1/27/2026 9:20:00 AM,160000,0,160000,0,20000,,Sale,c5
"""
FIVE9 = """\
CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,DISPOSITION,ANI,TALK TIME,HOLD TIME,AFTER CALL WORK TIME,\
QUEUE WAIT TIME,SPEED OF ANSWER,ABANDONED
1,"Mon, 05 Jan 2026 09:00:00",Main,Inbound,ann,Resolved,470000001,00:01:30,00:00:00,00:00:10,00:00:05,00:00:05,0
2,"Thu, 15 Jan 2026 09:05:00",Main,Inbound,ann,Call back,470000002,00:02:00,00:00:10,00:00:20,00:00:20,00:00:20,0
3,"Sun, 25 Jan 2026 09:10:00",Main,Inbound,[None],Left,470000003,00:00:00,00:00:00,00:00:00,00:00:40,00:00:00,1
4,"Mon, 26 Jan 2026 09:15:00",Main,Manual,bob,Sold,470000004,00:01:40,00:00:00,00:00:10,00:00:00,00:00:00,0
5,"Tue, 27 Jan 2026 09:20:00",Main,Manual,bob,Sold,470000005,00:02:40,00:00:00,00:00:20,00:00:00,00:00:00,0
"""
CONNECT = """\
ContactId,Channel,InitiationMethod,InitiationTimestamp,CustomerEndpoint.Address,Queue.Name,Queue.Duration,\
Agent.Username,Agent.ConnectedToAgentTimestamp,Agent.AgentInteractionDuration,Agent.CustomerHoldDuration,\
Agent.AfterContactWorkDuration,DisconnectTimestamp
a1,VOICE,INBOUND,2026-01-05T08:00:00Z,+32470000001,Bills,5,ann,2026-01-05T08:00:05Z,90,0,10,2026-01-05T08:01:35Z
a2,VOICE,INBOUND,2026-01-15T08:05:00Z,+32470000002,Bills,20,ann,2026-01-15T08:05:20Z,120,10,20,2026-01-15T08:07:30Z
a3,VOICE,INBOUND,2026-01-25T08:10:00Z,+32470000003,Bills,40,,,,,,2026-01-25T08:10:40Z
a4,VOICE,OUTBOUND,2026-01-26T08:15:00Z,+32470000004,Bills,0,bob,2026-01-26T08:15:00Z,100,0,10,2026-01-26T08:16:40Z
a5,VOICE,OUTBOUND,2026-01-27T08:20:00Z,+32470000005,Bills,0,bob,2026-01-27T08:20:00Z,160,0,20,2026-01-27T08:22:40Z
"""
ANYWHERE = """\
Gesprek ID;UCC;Skill;Agent;Beller;Richting;Starttijd;Geaccepteerd;Wachttijd;Gesprekstijd;Wachtstand;Nawerktijd
1;KCC;Facturen;Ann;tel:+32470000001;Inkomend;05-01-2026 09:00:00;Ja;00:00:05;00:01:30;00:00:00;00:00:10
2;KCC;Facturen;Ann;tel:+32470000002;Inkomend;15-01-2026 09:05:00;Ja;00:00:20;00:02:00;00:00:10;00:00:20
3;KCC;Facturen;;tel:+32470000003;Inkomend;25-01-2026 09:10:00;Nee;00:00:40;;;
4;KCC;Facturen;Bob;tel:+32470000004;Uitgaand;26-01-2026 09:15:00;Ja;00:00:00;00:01:40;00:00:00;00:00:10
5;KCC;Facturen;Bob;tel:+32470000005;Uitgaand;27-01-2026 09:20:00;Ja;00:00:00;00:02:40;00:00:00;00:00:20
"""
ZENDESK_TALK = """\
Call ID,Call - Timestamp,Call direction,Call completion status,Agent name,Call wait time (sec),Call duration (sec),\
Call talk time (sec),Call hold time (sec),Call wrap-up time (sec)
1,2026-01-05 09:00:00,Inbound,Completed,Ann,5,105,90,0,10
2,2026-01-15 09:05:00,Inbound,Completed,Ann,20,150,120,10,20
3,2026-01-25 09:10:00,Inbound,Abandoned in queue,,40,40,,,
4,2026-01-26 09:15:00,Outbound,Completed,Bob,0,100,100,0,10
5,2026-01-27 09:20:00,Outbound,Completed,Bob,0,160,160,0,20
"""
FRESHCALLER = """\
Call Id,Direction,Customer Number,Agent,Call Status,Created Time,Wait Time,Talk Time,Hold Time,ACW Time
1,Incoming,+32470000001,Ann,Answered,2026-01-05 09:00:00,00:00:05,00:01:30,00:00:00,00:00:10
2,Incoming,+32470000002,Ann,Answered,2026-01-15 09:05:00,00:00:20,00:02:00,00:00:10,00:00:20
3,Incoming,+32470000003,,Abandoned,2026-01-25 09:10:00,00:00:40,00:00:00,00:00:00,00:00:00
4,Outgoing,+32470000004,Bob,Answered,2026-01-26 09:15:00,00:00:00,00:01:40,00:00:00,00:00:10
5,Outgoing,+32470000005,Bob,Answered,2026-01-27 09:20:00,00:00:00,00:02:40,00:00:00,00:00:20
"""
AIRCALL = """\
call_id,date (TZ offset incl.),direction,answered,from,waiting time,duration (total),duration (in call),acw
1,2026-01-05 09:00:00,inbound,Yes,+32470000001,5,95,90,10
2,2026-01-15 09:05:00,inbound,Yes,+32470000002,20,150,130,20
3,2026-01-25 09:10:00,inbound,No,+32470000003,40,40,0,0
4,2026-01-26 09:15:00,outbound,Yes,+32470000004,0,100,100,10
5,2026-01-27 09:20:00,outbound,Yes,+32470000005,0,160,160,20
"""
SEGMENTS = """\
Gesprek ID;Richting;Starttijd;Beantwoord;Wachttijd;Duration;Gesprekstijd;Nawerktijd
1;Inkomend;05-01-2026 09:00:00;Ja;5;95;90;10
2;Inkomend;15-01-2026 09:05:00;Ja;20;150;130;20
3;Inkomend;25-01-2026 09:10:00;Nee;40;40;;
4;Uitgaand;26-01-2026 09:15:00;Ja;0;105;100;10
5;Uitgaand;27-01-2026 09:20:00;Ja;0;170;160;20
"""
THREE_CX = """\
historyid,callid,duration,time-start,time-answered,time-end,reason-terminated,from-no,to-no,acw
1,c1,00:01:30,2026/01/05 09:00:00,2026/01/05 09:00:05,2026/01/05 09:01:35,TerminatedBySrc,32470000001,800,10
2,c2,00:02:10,2026/01/19 09:00:00,2026/01/19 09:00:20,2026/01/19 09:02:30,TerminatedBySrc,32470000001,800,20
3,c3,00:00:00,2026/01/25 09:10:00,,2026/01/25 09:10:40,TerminatedBySrc,32470000003,800,
"""
VRU = """\
vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\t\
ser_start\tser_exit\tser_time\tserver
AA0101\t1\t9\t2\tPS\t260105\t9:00:00\t9:00:10\t10\t9:00:10\t9:00:15\t5\tAGENT\t9:00:15\t9:01:55\t100\tANN
AA0101\t2\t9\t2\tPS\t260119\t9:00:00\t9:00:10\t10\t9:00:10\t9:00:30\t20\tAGENT\t9:00:30\t9:03:00\t150\tANN
AA0101\t3\t8\t0\tNW\t260125\t9:10:00\t9:10:10\t10\t9:10:10\t9:10:50\t40\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER
AA0101\t4\t0\t0\tPS\t260126\t9:10:00\t9:10:10\t10\t0:00:00\t0:00:00\t0\tPHANTOM\t0:00:00\t0:00:00\t0\tNO_SERVER
"""
DURATIONS = {field: {"unit": "milliseconds"} for field in ("wait_s", "talk_s", "hold_s", "wrap_s")}
IN_MILLISECONDS = {"contacts": {"columns": {"answered": {"blank": "yes"}, **DURATIONS}}}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (GENESYS, IN_MILLISECONDS),
        (FIVE9, {}),
        (CONNECT, {"time_zone": "Europe/Brussels"}),
        (ANYWHERE, {}),
        (ZENDESK_TALK, {}),
        (FRESHCALLER, {}),
        (AIRCALL, {}),
        (SEGMENTS, {}),
    ],
    ids=[
        "milliseconds, and a blank where nobody left",
        "outcomes beside who abandoned",
        "moments in UTC",
        "Dutch",
        "a talk beside the whole call",
        "created times",
        "offsets",
        "a Dutch talk beside the whole call",
    ],
)
def test_contacts_of_every_system_come_to_the_same(text: str, more: dict[str, Any], tmp_path: Path) -> None:
    choices = {"SL": {"within_s": 20}}
    found = measured_by(tmp_path / "export.csv", text, choices, more, "SL", "ASA", "AR", "AHT")
    assert sums_of(found) == CONTACTS
    assert {each.code for each in found.findings} <= {"G10", "G41", "G61", "G62"}


@pytest.mark.parametrize("text", [THREE_CX, VRU], ids=["a switchboard", "times beside days of six digits"])
def test_moments_tell_who_waited_how_long(text: str, tmp_path: Path) -> None:
    choices = {"SL": {"within_s": 20}}
    found = measured_by(tmp_path / "export.csv", text, choices, {}, "SL", "ASA", "AR", "AHT", "FCR")
    assert sums_of(found) == {"SL": "2/3", "ASA": "25/2", "AR": "1/3", "AHT": "250/2", "FCR": "1/2"}
    assert "G69" not in {each.code for each in found.findings}


@pytest.mark.parametrize(
    ("sure", "asked"),
    [
        ((), {"G33 answered", "G47 wait_s", "G47 talk_s", "G70 hold_s", "G70 wrap_s"}),
        (("wait_s", "talk_s"), {"G33 answered", "G70 hold_s", "G70 wrap_s"}),
        (("wait_s", "talk_s", "hold_s", "wrap_s"), {"G33 answered"}),
    ],
    ids=["nothing is said", "of some", "of all"],
)
def test_of_durations_in_milliseconds_those_are_asked_about_too_that_could_be_seconds(
    sure: tuple[str, ...], asked: set[str], tmp_path: Path
) -> None:
    said_so = {"contacts": {"columns": {field: DURATIONS[field] for field in sure}}}
    found = measured_by(tmp_path / "export.csv", GENESYS, {"SL": {"within_s": 20}}, said_so, "SL", "AHT")
    told = {f"{each.code} {each.where.field}" for each in found.findings if each.code in ("G33", "G47", "G70")}
    assert (sums_of(found), told) == ({}, asked)


@pytest.mark.parametrize(
    ("waits", "kpi", "choices", "counted"),
    [
        (["5", "0", "0", "0", "0"], "SL", {"within_s": 20, "variant": 1}, None),
        (["5", "0", "0", "0", "0"], "SL", {"within_s": 20, "variant": 3}, "1/5"),
        (["5", "0", "0", "0", "1"], "SL", {"within_s": 20, "variant": 1}, "5/5"),
        (["5", "0", "0", "0"], "SL", {"within_s": 20, "variant": 1}, "4/4"),
        (["0", "0", "0", "0", "0"], "SL", {"within_s": 20, "variant": 1}, "5/5"),
        (["5", "0", "0", "0", "0"], "AR", {"short_s": 5}, None),
        (["5", "0", "0", "0", "0"], "AR", {}, "4/5"),
        (["5", "0", "0", "0", "0"], "ASA", {"base": "all"}, None),
        (["5", "0", "0", "0", "0"], "ASA", {}, "5/1"),
    ],
    ids=[
        "all who abandoned", "who do not matter", "all but one", "only three", "and who was answered too",
        "short ones left out", "or not", "all waits", "or not",
    ],
)  # fmt: skip
def test_nobody_who_abandoned_waits_nought_seconds(
    waits: list[str], kpi: str, choices: dict[str, Any], counted: str | None, tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-{n:02} 10:00:00,{'Y' if n == 1 else 'N'},{wait}" for n, wait in enumerate(waits, 1)]
    text = "\n".join(["contact_id,started_at,answered,wait", *rows])
    found = measured_by(tmp_path / "export.csv", text, {kpi: choices}, {}, kpi)
    assert sums_of(found) == ({} if counted is None else {kpi: counted})
    assert ("G72" in {each.code for each in found.findings}) is (counted is None)


@pytest.mark.parametrize(("wraps", "asked"), [(("9", "20"), False), (("10", "20"), True), (("00:10", "00:20"), False)])
def test_brief_times_and_clocks_beside_milliseconds_are_what_they_say(
    wraps: tuple[str, str], asked: bool, tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-0{n} 10:00:00,Y,200000,{wrap}" for n, wrap in enumerate(wraps, 1)]
    text = "\n".join(["contact_id,started_at,answered,talk,wrap", *rows])
    said_so = {"contacts": {"columns": {"talk_s": {"unit": "milliseconds"}}}}
    found = measured_by(tmp_path / "export.csv", text, {}, said_so, "AHT")
    assert ("G70" in {each.code for each in found.findings}) is asked
    assert bool(found.rows) is not asked


@pytest.mark.parametrize(
    ("talks", "wraps", "asked"),
    [("300", "30", []), ("10000", "1000", ["talk_s", "wrap_s"]), ("9999", "999", [])],
    ids=["seconds", "which can be milliseconds", "and cannot"],
)
def test_durations_beside_waits_of_days_are_asked_about_where_they_can_be_milliseconds_too(
    talks: str, wraps: str, asked: list[str], tmp_path: Path
) -> None:
    rows = [f"{n},2026-01-{n:02} 10:00:00,email,Y,{100_000 + n},{talks},{wraps}" for n in range(1, 29)]
    text = "\n".join(["contact_id,started_at,channel,answered,wait,talk,wrap", *rows])
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "AHT")
    assert [each.where.field for each in found.findings if each.code == "G47"] == ["wait_s"]
    assert [each.where.field for each in found.findings if each.code == "G70"] == asked
    assert bool(found.rows) is not bool(asked)


def test_a_topic_that_is_called_the_type_of_a_call_is_no_direction(tmp_path: Path) -> None:
    text = FIVE9.replace("Inbound", "Bill").replace("Manual", "Inbound logistics")
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "AR")
    assert sums_of(found) == {"AR": "1/5"}


TIMES = {
    "a day beside times": """\
call_id,date,daily_caller,call_started,call_answered,call_ended,wait_length,service_length
1,2026-01-05,1,9:00:00 AM,9:00:05 AM,9:01:35 AM,5,90
2,2026-01-15,1,9:05:00 PM,9:05:20 PM,9:07:20 PM,20,120
3,2026-01-25,1,9:10:00 AM,,9:10:40 AM,40,
""",
    "and no wait but theirs": """\
Gesprek;Datum;Starttijd;Opneemtijd;Eindtijd;Gesprekstijd
1;05/01/2026;09:00:00;09:00:05;09:01:35;90
2;15/01/2026;21:05:00;21:05:20;21:07:20;120
3;25/01/2026;09:10:00;;09:10:40;
""",
    "as a flag is called": """\
Call Id;Date;Start;Answered;End;Talk
1;05/01/2026;09:00:00;09:00:05;09:01:35;90
2;15/01/2026;21:05:00;21:05:20;21:07:20;120
3;25/01/2026;09:10:00;;09:10:40;
""",
}


@pytest.mark.parametrize("text", TIMES.values(), ids=TIMES)
def test_times_are_those_of_the_day_beside_them(text: str, tmp_path: Path) -> None:
    choices = {"SL": {"within_s": 20, "variant": 1}, "ASA": {"base": "all"}}
    found = measured_by(tmp_path / "export.csv", text, choices, {}, "SL", "ASA", "AR", "AHT")
    assert sums_of(found) == {"SL": "2/3", "ASA": "65/3", "AR": "1/3", "AHT": "210/2"}


def test_times_without_a_day_are_asked_about(tmp_path: Path) -> None:
    text = TIMES["a day beside times"].replace(",date,", ",weekday,")
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "AR")
    assert [each.code for each in found.findings] == ["G5"]


@pytest.mark.parametrize(
    ("times", "told"), [(("", ""), ["G69"]), ((" 10:00", " 10:01"), []), (("", " 10:01"), [])],
    ids=["days alone", "times", "a time among days"],
)  # fmt: skip
def test_it_is_told_that_whole_days_lie_between_contacts(
    times: tuple[str, str], told: list[str], tmp_path: Path
) -> None:
    first, second = times
    text = f"Start,Customer\n2026-01-05{first},ann\n2026-01-19{second},ann\n2026-01-06{first},bob\n"
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "FCR")
    counted = [(each.code, each.severity) for each in found.findings if each.code == "G69"]
    assert (sums_of(found), counted) == ({"FCR": "2/2" if second else "1/2"}, [(code, Severity.INFO) for code in told])
