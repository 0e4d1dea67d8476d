"""Is what a mapping says of a column believed, whatever it leaves out, and is what cannot be so a finding?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.findings import blocks
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.nesting import nested
from bonusmalus_core.measures.opening.opened import Opened, opened

CALLS = "ID,Date,Time,Answered,Wait (min),Rating\n1,05/01/2026,10:00,Q,2,4\n2,06/01/2026,11:00,N,3,\n"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    return path


def _cells(records: Opened, field: str) -> list[Any]:
    return [cell for (cell,) in records.con.execute(f"SELECT {field} FROM typed_contacts").fetchall()]


@pytest.mark.parametrize(
    ("key", "value", "field", "cells"),
    [
        ("answered.yes", ["Q"], "answered", [1, 0]),
        ("answered.no", ["Q"], "answered", [0, 1]),
        ("wait_s.unit", "seconds", "wait_s", [2_000_000, 3_000_000]),
        ("wait_s", "Wait (min)", "wait_s", [120_000_000, 180_000_000]),
        ("wait_s.column", "Wait (min)", "wait_s", [120_000_000, 180_000_000]),
        ("started_at.format", "%m/%d/%Y %H:%M", "month(started_at)", [5, 6]),
    ],
)
def test_what_is_said_of_a_column_alone_is_of_the_one_that_is_recognised(
    key: str, value: object, field: str, cells: list[Any], calls: Path
) -> None:
    rows = [("dates", "%d/%m/%Y %H:%M")] if "format" not in key else []
    with opened(calls, mapping_of(nested([*rows, (f"contacts.columns.{key}", value)]))) as records:
        assert _cells(records, field) == cells


@pytest.mark.parametrize(
    ("said", "blank", "answered"),
    [({"yes": ["Q"]}, "q", 1), ({"yes": ["Q"]}, "N", 0), ({}, "yes", 1), ({}, "Nee", 0)],
)
def test_a_blank_stands_for_a_word_in_any_case(said: dict[str, Any], blank: str, answered: int, calls: Path) -> None:
    calls.write_text("ID,Start,Answered\n1,2026-01-05,\n")
    mapping = {"contacts": {"columns": {"answered": {**said, "blank": blank}}}}
    with opened(calls, mapping_of(mapping)) as records:
        assert _cells(records, "answered") == [answered]


WRONG: list[tuple[str, Any, str]] = [
    ("contacts.columns.answered", "", "G2"),
    ("contacts.columns.answered", None, "G2"),
    ("contacts.columns.answered.column", [], "G2"),
    ("contacts.columns.answered", 5, "G2"),
    ("contacts.columns.resolved.yes", ["Y"], "G1"),
    ("contacts.columns.started_at.columns", ["Date", "Time"], "G14"),
    ("contacts.columns.wait_s", ["Wait (min)", "ID"], "G14"),
    ("contacts.columns.wait_s.unit", "fortnights", "G14"),
    ("contacts.columns.wait_s.unit", ["minutes"], "G14"),
    ("contacts.columns.wait_s.blank", "nothing", "G14"),
    ("contacts.columns.wait_s.blank", "inf", "G14"),
    ("contacts.columns.answered.blank", "perhaps", "G14"),
    ("contacts.columns.started_at.format", "dd/mm/yyyy", "G14"),
    ("contacts.columns.started_at.format", "%d/%m/%Q", "G14"),
    ("contacts.columns.started_at.format", "%", "G14"),
    ("contacts.columns.customer_id.country", "Belgium", "G14"),
    ("contacts.columns.customer_id.country", "1234", "G14"),
    ("dates", "%d-%m-%Y %", "G14"),
    ("contacts.twice", False, "G14"),
    ("contacts.twice", "Once", "G14"),
    ("contacts.sums", "some", "G14"),
    ("surveys.columns.csat", "", "G2"),
    ("surveys.columns.csat", "Stars", "G2"),
]


@pytest.mark.parametrize(("key", "value", "code"), WRONG, ids=[f"{key} {value}" for key, value, _ in WRONG])
def test_what_cannot_be_said_is_a_finding_that_stops(key: str, value: object, code: str, calls: Path) -> None:
    with opened(calls, mapping_of(nested([(key, value)]))) as records:
        assert blocks(records.findings)
        assert code in {each.code for each in records.findings}


@pytest.mark.parametrize("file", ["*.parquet", "/nowhere/calls.csv", "x" * 300])
def test_a_file_that_is_not_there_is_refused(file: str, calls: Path) -> None:
    with pytest.raises(FileRefused), opened(calls.parent, mapping_of({"contacts": {"file": file}})):
        pass


def test_a_file_of_contacts_may_stand_elsewhere(calls: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "surveys.csv").write_text("ID,Response date,NPS\n1,2026-01-06,9\n")
    mapping = mapping_of({"dates": "%d/%m/%Y %H:%M", "contacts": {"file": str(calls)}})
    with opened(tmp_path / "empty", mapping) as records:
        assert records.rows("contacts") == 2


def test_one_day_serves_more_than_one_time(calls: Path) -> None:
    calls.write_text("ID,Date,Start time,Answer time\n1,2026-01-05,10:00:00,10:00:20\n")
    with opened(calls, mapping_of({"contacts": {"columns": {"answered_at": ["Date", "Answer time"]}}})) as records:
        assert records.con.execute("SELECT wait_us FROM core_contacts").fetchall() == [(20_000_000,)]
