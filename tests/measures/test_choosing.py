"""Do the words of the legend choose the records that hold them, however they are written, and is it told if none do?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

CONTRACT = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
KPI = {"weight": "0.2", "thresholds": ["0.7", "0.8", "0.9"]}
HEADER = "contact_id,customer_id,started_at,answered,wait_s,talk_s"
UNTIL = {"complete_until": "2026-01-31"}


def _measured(path: Path, columns: dict[str, list[str]], choices: dict[str, Any], *kpis: str) -> Measured:
    """Contacts with these cells each, of which the first and every second after it was answered."""
    many = len(next(iter(columns.values())))
    rows = [
        [f"{n},c{n},2026-01-{1 + n % 28:02} 10:00:00,{'YN'[n % 2]},{n},60", *(column[n] for column in columns.values())]
        for n in range(many)
    ]
    path.write_text("\n".join([",".join([HEADER, *columns]), *map(",".join, rows)]) + "\n", encoding="utf-8")
    return measured(_agreement(*kpis or ("AR",)), path, mapping_of({**UNTIL, **choices}))


def _agreement(*kpis: str) -> Agreement:
    return Agreement.model_validate(
        {"contract": CONTRACT, "kpis": [KPI | {"code": code, "metric": code} for code in kpis]}
    )


def _counted(found: Measured) -> dict[str, str]:
    return {row.kpi: f"{row.numerator}/{row.denominator}" for row in found.rows}


def _codes(found: Measured, *codes: str) -> set[str]:
    return {each.code for each in found.findings} & {*codes}


TOPICS = ["Test", "Bill", "Réclamation", "bill", "test", ""]


@pytest.mark.parametrize(
    ("rule", "counted", "told"),
    [
        ({"topic": ["test"]}, "3/4", set()),
        ({"topic": [" TEST "]}, "3/4", set()),
        ({"topic": ["reclamation"]}, "3/5", set()),
        ({"topic": ["tests"]}, "3/6", {"G58"}),
        ({"topic": ["tests", "bill"]}, "1/4", set()),
        ({"answered": ["N"]}, "0/3", set()),
        ({"answered": ["no"]}, "0/3", set()),
        ({"answered": ["perhaps"]}, "3/6", {"G58"}),
        ({"team": ["test"]}, "3/6", {"G40"}),
        ({"topic": ["bill"], "answered": ["N"]}, "1/4", set()),
    ],
    ids=[
        "another case", "and blanks", "without its accent", "no such word", "one of two", "a flag by its word",
        "by another word", "by none", "no column", "both",
    ],
)  # fmt: skip
def test_an_exclusion_leaves_out_what_holds_its_words_and_says_when_nothing_does(
    rule: dict[str, list[str]], counted: str, told: set[str], tmp_path: Path
) -> None:
    found = _measured(tmp_path / "contacts.csv", {"topic": TOPICS}, {"exclude": [rule]})
    assert _counted(found) == {"AR": counted}
    assert _codes(found, "G40", "G58") == told
    assert _codes(found, "G23") == (set() if told else {"G23"})


@pytest.mark.parametrize(
    ("surveys", "rule", "counted", "told"),
    [
        ("topic", {"topic": ["test"]}, "1/2", []),
        ("team", {"topic": ["test"]}, "2/3", ["surveys"]),
        ("topic", {"team": ["test"]}, "2/3", ["contacts", "surveys"]),
        ("team", {"answered": ["N"]}, "2/3", []),
        ("topic", {"topic": ["tests"]}, "2/3", []),
    ],
    ids=["both tell it", "one does not", "none does", "a field of contacts alone", "a word that none holds"],
)
def test_an_exclusion_that_some_kind_of_records_does_not_tell_is_said_of_that_kind(
    *, surveys: str, rule: dict[str, list[str]], counted: str, told: list[str], tmp_path: Path
) -> None:
    answers = [f"{n},2026-01-0{n + 1} 10:00:00,{n},{topic}" for n, topic in ((1, "bill"), (4, "bill"), (5, "test"))]
    (tmp_path / "surveys.csv").write_text("\n".join([f"contact_id,asked_at,csat,{surveys}", *answers]) + "\n")
    _measured(tmp_path / "contacts.csv", {"topic": TOPICS}, {})
    choices = {**UNTIL, "exclude": [rule], "kpis": {"CSAT": {"scale": 5}}}
    found = measured(_agreement("CSAT"), tmp_path, mapping_of(choices))
    assert _counted(found) == {"CSAT": counted}
    assert [each.where.table for each in found.findings if each.code == "G40"] == told


@pytest.mark.parametrize(
    ("only", "counted", "told"),
    [
        ({"channel": ["phone"]}, {"AR": "1/3"}, set()),
        ({"channel": ["phone", "fax"]}, {"AR": "1/3"}, {"G58"}),
        ({"channel": ["fax"]}, {}, {"G58", "G24"}),
        ({"answered": ["N"]}, {"AR": "3/3"}, set()),
        ({"wait_s": ["1"]}, {}, {"G14"}),
        ({"team": ["fax"]}, {}, {"G12", "G24"}),
    ],
    ids=["another case", "one that none holds", "none", "a flag", "no group of records", "no column"],
)
def test_a_kpi_of_some_records_only_finds_them_or_is_not_measured(
    only: dict[str, list[str]], counted: dict[str, str], told: set[str], tmp_path: Path
) -> None:
    channels = ["Phone", "Chat", "phone", "Chat", "Chat", "PHONE"]
    found = _measured(tmp_path / "contacts.csv", {"channel": channels}, {"kpis": {"AR": {"only": only}}})
    assert _counted(found) == counted
    assert _codes(found, "G12", "G14", "G24", "G58") == told


def test_the_kinds_of_cases_are_found_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(
        "case_id,kind,opened_at,resolved_at\n1,Complaint,2026-01-05 10:00,2026-01-05 11:00\n2,Question,2026-01-05,\n"
    )
    agreement = Agreement.model_validate({"contract": CONTRACT, "kpis": [KPI | {"code": "TTR", "metric": "TTR"}]})
    for kinds, counted in (["complaint"], {"TTR": "1/1"}), (["order"], {}):
        choices = {"kpis": {"TTR": {"within_s": 3600, "kinds": kinds}}}
        found = measured(agreement, tmp_path, mapping_of({**UNTIL, **choices}))
        assert _counted(found) == counted
        assert _codes(found, "G58") == (set() if counted else {"G58"})


@pytest.mark.parametrize(
    ("words", "left", "chosen", "told"),
    [
        (["yes"], "1/2", "2/4", set()),
        (["no"], "2/4", "1/2", set()),
        (["1"], "2/4", "1/2", set()),
        (["2"], "2/4", "1/2", set()),
        (["1", "2"], "1/2", "2/4", set()),
        (["3"], "3/6", None, {"G58"}),
    ],
)
def test_a_count_is_a_yes_once_it_is_one_or_more_and_a_number_is_that_number(
    *, words: list[str], left: str, chosen: str | None, told: set[str], tmp_path: Path
) -> None:
    counts = {"registered": ["0", "1", "2", "2", "1", "0"]}
    found = _measured(tmp_path / "contacts.csv", counts, {"exclude": [{"registered": words}]})
    assert _counted(found) == {"AR": left}
    assert _codes(found, "G58") == told
    found = _measured(tmp_path / "contacts.csv", counts, {"kpis": {"AR": {"only": {"registered": words}}}})
    assert _counted(found) == ({"AR": chosen} if chosen else {})


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("topic: test", {"G14"}),
        (["topic: test"], {"G14"}),
        (7, {"G14"}),
        ("", set()),
        ([], set()),
        (None, set()),
        ([{"wait_s": ["5"]}], {"G14"}),
        ([{"started_at": ["2026-01-05"]}], {"G14"}),
        ([{"csat": ["5"]}], {"G14"}),
        ([{"contact_id": ["5"]}], set()),
    ],
)
def test_an_exclusion_that_names_no_field_of_words_is_told(rule: object, codes: set[str], tmp_path: Path) -> None:
    found = _measured(tmp_path / "contacts.csv", {"topic": TOPICS}, {"exclude": rule})
    assert _codes(found, "G14") == codes


KPIS = ("SL", "ASA", "AR", "FRT", "AHT", "FCR", "REG")
WITHIN: dict[str, Any] = {"kpis": {"SL": {"within_s": 20}, "FRT": {"within_s": 20}}}


@pytest.mark.parametrize(
    ("directions", "choices", "counted", "told"),
    [
        (["Inbound", "Inbound", "Outbound", "Outbound"], {}, {"AR": "1/2", "AHT": "120/2"}, {"G61", "G62"}),
        (["in", "in", "intern", "uitgaand"], {}, {"AR": "1/2", "AHT": "120/2"}, {"G61", "G62"}),
        (["Inkomend", "inkomend", "Inkomend", "Inkomend"], {}, {"AR": "2/4", "AHT": "120/2"}, set()),
        (["out", "out", "out", "out"], {}, {"AHT": "120/2"}, {"G62", "G63"}),
        (["A", "A", "B", "B"] * 2, {}, {"AHT": "240/4"}, {"G62", "G63"}),
        (["Inbound"] * 4 + ["Inbound/Outbound"] * 3, {}, {"AR": "2/4", "AHT": "240/4"}, {"G61", "G62"}),
        (["Inbound"] * 4 + ["Inbound/Outbound"] * 4, {}, {"AHT": "240/4"}, {"G62", "G63"}),
        (["A", "A", "B", "B"], {"kpis": {"AR": {"only": {"direction": "a"}}}}, {"AR": "1/2", "AHT": "120/2"}, {"G62"}),
        (["in", "in", "out", "out"], {"exclude": [{"direction": "OUT"}]}, {"AR": "1/2", "AHT": "60/1"}, set()),
        (
            ["A", "A", "B", "B"],
            {"contacts": {"columns": {"direction": "-"}}},
            {"AR": "2/4", "AHT": "120/2"},
            set(),
        ),
    ],
    ids=[
        "both", "inside the house", "one only", "none comes in", "unknown words", "a few of both", "more than a few",
        "chosen", "left out", "no direction",
    ],
)  # fmt: skip
def test_who_waits_came_in_and_of_other_kpis_it_is_told_that_all_count(
    directions: list[str], choices: dict[str, Any], counted: dict[str, str], told: set[str], tmp_path: Path
) -> None:
    found = _measured(tmp_path / "contacts.csv", {"Direction": directions}, choices, "AR", "AHT")
    assert _counted(found) == counted
    assert _codes(found, "G61", "G62", "G63") == told
    for language in LANGUAGES:
        messages = [said(each, language, lambda _: None) for each in found.findings]
        assert [each for each in messages if "{" in each.message + each.remedy] == []


@pytest.mark.parametrize(
    ("choices", "counted", "told"),
    [
        ({"only": {"channel": ["phone"]}}, "1/3", {"G61"}),
        ({"only": {"channel": ["phone"], "direction": ["in"]}}, "1/3", set()),
        ({"only": {"channel": ["chat"]}}, None, {"G63"}),
        ({"only": {"channel": ["chat"], "direction": ["in"]}}, None, {"G65"}),
        ({"only": {"channel": ["chat"], "topic": ["bill"]}}, None, {"G65"}),
        ({"only": {"direction": []}}, None, {"G65"}),
        ({"only": {"channel": ["chat"], "topic": ["move"], "direction": ["out"]}}, "0/1", set()),
        ({}, None, {"G63"}),
    ],
    ids=[
        "where the column tells it", "and it is said", "where it is blank", "where nobody comes in",
        "never together", "no word",
        "together", "of all",
    ],
)  # fmt: skip
def test_what_counts_for_a_kpi_is_judged_by_its_own_records_and_that_there_are_none_is_told(
    choices: dict[str, Any], counted: str | None, told: set[str], tmp_path: Path
) -> None:
    columns = {
        "Channel": ["phone"] * 4 + ["chat"] * 9,
        "Direction": ["in", "in", "in", "out"] + [""] * 8 + ["out"],
        "Topic": ["bill"] * 4 + ["move"] * 9,
    }
    found = _measured(tmp_path / "contacts.csv", columns, {"kpis": {"AR": choices}})
    assert _counted(found) == ({} if counted is None else {"AR": counted})
    assert _codes(found, "G61", "G63", "G65") == told
    for language in LANGUAGES:
        messages = [said(each, language, lambda _: None) for each in found.findings]
        assert [each for each in messages if "{" in each.message + each.remedy] == []


@pytest.mark.parametrize(
    ("channels", "only", "counted", "told"),
    [
        (["phone", "chat"], ["phone"], "2/2", set()),
        (["phone"], ["phone", "chat"], "2/2", set()),
        (["phone"], ["chat"], None, {"G65"}),
    ],
    ids=["fewer in the one", "fewer in the other", "nothing in both"],
)
def test_what_two_choices_of_one_field_choose_is_what_both_do(
    channels: list[str], only: list[str], counted: str | None, told: set[str], tmp_path: Path
) -> None:
    choices = {"window_days": 1, "unit": "contact", "channels": channels, "only": {"channel": only}}
    columns = {"Channel": ["phone", "chat", "phone", "chat"]}
    found = _measured(tmp_path / "contacts.csv", columns, {"kpis": {"FCR": choices}}, "FCR")
    assert _counted(found) == ({} if counted is None else {"FCR": counted})
    assert _codes(found, "G65") == told
    words = [each.facts["words"] for each in found.findings if each.code == "G65"]
    assert words == ["channel: chat; channel: phone"] * len(told)


def test_all_who_wait_are_those_who_came_in(tmp_path: Path) -> None:
    found = _measured(tmp_path / "contacts.csv", {"Direction": ["In", "In", "Out", "Out"]}, WITHIN, *KPIS)
    assert _counted(found) == {"SL": "1/2", "ASA": "0/1", "AR": "1/2", "FRT": "1/2", "AHT": "120/2", "FCR": "4/4"}


@pytest.mark.parametrize(
    ("total", "numbered", "counted"),
    [
        ("Total", False, "2/4"),
        ("TOTAAL:", False, "2/4"),
        ("Zwischensumme", False, "2/4"),
        ("Sous-total", False, "2/4"),
        ("Total", True, "3/5"),
        ("Totals Ltd", False, "3/5"),
    ],
    ids=["English", "Dutch", "German", "French", "a contact of its own", "another name"],
)
@pytest.mark.parametrize("column", ["Agent", "Team", "Topic"])
def test_a_row_whose_group_is_a_total_and_that_names_nothing_else_is_no_contact(
    column: str, total: str, numbered: bool, counted: str, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    number = "c9" if numbered else ""
    rows = [f"c{n},2026-01-05 10:00,{'YN'[n % 2]},Ann" for n in range(4)]
    rows.insert(2, f"{number},2026-01-05 23:59,N,{total}")
    path.write_text("\n".join([f"contact_id,started_at,answered,{column}", *rows]) + "\n")
    agreement = Agreement.model_validate({"contract": CONTRACT, "kpis": [KPI | {"code": "AR", "metric": "AR"}]})
    found = measured(agreement, path, mapping_of(UNTIL))
    assert _counted(found) == {"AR": counted}
    assert [each.facts["examples"] for each in found.findings if each.code == "G34"] == ["#4"] * (counted == "2/4")
