"""Does who follows the lines that the messages give come to what was counted by hand?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.findings import Finding
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.systems import measured_by, sums_of

CHOICES: dict[str, Any] = {"SL": {"within_s": 20}}
KPIS = ("SL", "ASA", "AR", "AHT", "FCR")

CALL_LOG = """\
Call Time,Call ID,Remote party,Direction,Status,Ringing,Talking,Cost,Call Activity Details
2026-01-05 09:00:00,1,+32470000001,Inbound,Answered,00:00:05,00:01:40,,x
2026-01-19 09:00:00,2,+32470000001,Inbound,Answered,00:00:20,00:02:30,,x
2026-01-25 09:10:00,3,+32470000003,Inbound,Unanswered,00:00:40,00:00:00,,x
"""
CALLS_OF_A_BANK = """\
Begonnen;Gesprek ID;Nummer van de klant;Uitkomst;Bel- en wachttijd;Tijd in gesprek
05-01-2026 09:00:00;1;+32470000001;Beantwoord;5;100
19-01-2026 09:00:00;2;+32470000001;Beantwoord;20;150
25-01-2026 09:10:00;3;+32470000003;Opgehangen;40;0
"""


def _lines(findings: Iterable[Finding]) -> str:
    return "\n".join(dict.fromkeys(str(each.facts["line"]) for each in findings if each.code in ("G1", "G12")))


@pytest.mark.parametrize("text", [CALL_LOG, CALLS_OF_A_BANK], ids=["a switchboard", "Dutch"])
def test_the_lines_of_the_messages_make_a_mapping_file(text: str, tmp_path: Path) -> None:
    path, mapping = tmp_path / "export.csv", ""
    for _ in range(2):  # what lacks of the KPIs is told once the records have a start
        mapping += _lines(measured_by(path, text, CHOICES, tomllib.loads(mapping), *KPIS).findings) + "\n"
    found = measured_by(path, text, CHOICES, tomllib.loads(mapping), *KPIS)
    assert sums_of(found) == {"SL": "2/3", "ASA": "25/2", "AR": "1/3", "AHT": "250/2", "FCR": "1/2"}


@pytest.mark.parametrize(
    ("header", "cells", "line"),
    [
        ("Call Id,Moment", ["1,2026-01-05 10:00", "2,2026-01-06 10:00"], 'contacts.columns.started_at = "Moment"'),
        ("Call Id,Moment", ["1,05 Jan 2026", "2,06 Jan 2026"], 'contacts.columns.started_at = "Moment"'),
        ("Call Id,Moment", ["1,2026-01-05 10:00", "2,later"], 'contacts.columns.started_at = "…"'),
        ("Call Id,Moment", ["1,", "2,"], 'contacts.columns.started_at = "…"'),
        ('Call Id,"The ""day"""', ["1,2026-01-05", "2,2026-01-06"], r'contacts.columns.started_at = "The \"day\""'),
    ],
    ids=["a moment", "a day", "not every cell", "blank", "quotes"],
)
def test_a_column_is_suggested_where_all_its_cells_fit(
    header: str, cells: list[str], line: str, tmp_path: Path
) -> None:
    found = measured_by(tmp_path / "export.csv", "\n".join([header, *cells]) + "\n", {}, {}, "AR")
    (told,) = (each for each in found.findings if each.code == "G1")
    assert told.facts["line"] == line
    assert all(line in said(told, language, lambda _: None).remedy for language in LANGUAGES)


@pytest.mark.parametrize(("words", "named"), [(("Answered", "Missed"), True), (("Y", "N"), False), (("a", "b"), False)])
def test_words_of_calls_suggest_who_was_answered_and_bare_yes_and_no_do_not(
    words: tuple[str, str], named: bool, tmp_path: Path
) -> None:
    text = "Call Id,Start,Column\n" + "".join(f"{n},2026-01-0{n} 10:00,{word}\n" for n, word in enumerate(words, 1))
    found = measured_by(tmp_path / "export.csv", text, {}, {}, "AR")
    lines = {str(each.facts["line"]) for each in found.findings if each.code == "G12"}
    assert lines == {f'contacts.columns.answered = "{"Column" if named else "…"}"'}


def test_opening_hours_of_records_that_cannot_be_read_are_no_fault(tmp_path: Path) -> None:
    more = {"opening_hours": {"mon": ["08:00-18:00"]}}
    found = measured_by(tmp_path / "export.csv", "Call Id,Moment\n1,later\n", {}, more, "AR")
    assert [each.code for each in found.findings] == ["G1"]
