"""Are columns that only some files have asked about, and is a month without a duration told and never 0 %?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

SPEED, WAIT = "Speed of answer in seconds", "Wait"
CHOICES: dict[str, Any] = {"kpis": {"SL": {"within_s": 20}}}
BY_WAIT: dict[str, Any] = {"contacts": {"columns": {"wait_s": WAIT}}}


def _month(folder: Path, number: int, header: str, waits: str) -> Path:
    """A month of one answered contact a day; `header` and `waits` are the columns and cells of how long it waited."""
    path = folder / f"calls-{number:02}.csv"
    rows = [f"{number}-{day},{date(2026, number, day)} 10:00:00,1,{waits}" for day in range(1, 29)]
    path.write_text("\n".join([f"contact_id,started_at,answered,{header}", *rows]) + "\n")
    return path


def _parquet(path: Path) -> None:
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{path}')) TO '{path.with_suffix('.parquet')}'")
    path.unlink()


def _measured(folder: Path, mapping: dict[str, Any]) -> Measured:
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    kpi = {"code": "SL", "metric": "SL", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
    agreement = Agreement.model_validate({"contract": contract, "kpis": [kpi]})
    return measured(agreement, folder, mapping_of({"complete_until": "2026-03-31", **CHOICES, **mapping}))


@pytest.mark.parametrize(
    ("headers", "asks"),
    [
        ((SPEED, WAIT), f"{WAIT}, {SPEED}"),
        ((f"{SPEED},{WAIT}", SPEED), f"{WAIT}, {SPEED}"),
        ((f"{SPEED},{WAIT}", WAIT), None),
        ((WAIT, WAIT), None),
    ],
    ids=["each file its own", "the best known in one", "the best known in both", "the same"],
)
@pytest.mark.parametrize("finish", [lambda _: None, _parquet], ids=["csv", "parquet"])
def test_a_column_that_not_every_file_has_is_not_chosen_over_another(
    finish: Callable[[Path], None], headers: tuple[str, str], asks: str | None, tmp_path: Path
) -> None:
    for number, header in enumerate(headers, start=1):
        finish(_month(tmp_path, number, header, "10,10" if "," in header else "10"))
    found = _measured(tmp_path, {})
    assert [each.facts["columns"] for each in found.findings if each.code == "G3"] == [asks] * bool(asks)
    assert len(found.rows) == (0 if asks else 2)


@pytest.mark.parametrize("header", [SPEED, WAIT], ids=["in another column", "blank"])
def test_a_month_in_which_no_contact_says_how_long_it_waited_is_told_and_not_measured(
    header: str, tmp_path: Path
) -> None:
    _month(tmp_path, 1, header, "10" if header == SPEED else "")
    _month(tmp_path, 2, WAIT, "10")
    found = _measured(tmp_path, BY_WAIT)
    assert [(str(row.month), f"{row.numerator}/{row.denominator}") for row in found.rows] == [("2026-02", "28/28")]
    (told,) = [each for each in found.findings if each.code == "G35"]
    assert (told.month, told.kpi) == ("2026-01", "SL")
    for language in LANGUAGES:
        assert "{" not in said(told, language, lambda _: None).message


HALVES = {"Date": "{:%Y-%m-%d}", "Time": "10:00:00", "Start": "{:%Y-%m-%d} 10:00:00"}
NAMES = {"Datum": "Date", "Call Date": "Date", "Tijd": "Time"}
"""The columns with the day, the time or both, and what else they are called."""


@pytest.mark.parametrize(
    ("first", "second", "asks"),
    [
        (("Date", "Time"), ("Date", "Time"), None),
        (("Date", "Time"), ("Datum", "Tijd"), "Date, Time, Datum, Tijd"),
        (("Date", "Time"), ("Datum", "Time"), "Date, Time, Datum"),
        (("Date", "Time"), ("Date", "Tijd"), "Date, Time, Tijd"),
        (("Date", "Time"), ("Date",), "Date, Time"),
        (("Date",), ("Datum",), "Date, Datum"),
        (("Start",), ("Date", "Time"), "Start, Date, Time"),
        (("Start", "Date", "Time"), ("Start",), None),
    ],
    ids=["the same", "both other", "another day", "another time", "no time", "days alone", "halves later", "both ways"],
)
def test_days_and_times_that_files_call_differently_are_asked_about(
    first: tuple[str, ...], second: tuple[str, ...], asks: str | None, tmp_path: Path
) -> None:
    for number, names in enumerate((first, second), start=1):
        days = [date(2026, number, day) for day in range(1, 29)]
        cells = [",".join(HALVES[NAMES.get(name, name)].format(day) for name in names) for day in days]
        rows = [f"{number}-{n},{cell},1,10" for n, cell in enumerate(cells)]
        path = tmp_path / f"calls-{number}.csv"
        path.write_text("\n".join([f"contact_id,{','.join(names)},answered,wait_s", *rows]) + "\n")
    found = _measured(tmp_path, {})
    assert [each.facts["columns"] for each in found.findings if each.code in ("G1", "G3")] == [asks] * bool(asks)
    assert len(found.rows) == (0 if asks else 2)


@pytest.mark.parametrize(
    ("kpi", "kind", "columns", "blank"),
    [
        ("AR", "contacts", ("contact_id", "started_at"), "answered_at"),
        ("REO", "cases", ("case_id", "opened_at", "resolved_at"), "reopened_at"),
        ("ESC", "cases", ("case_id", "opened_at", "kind"), "first_reply_at"),
        ("TTR", "cases", ("case_id", "opened_at"), "resolved_at"),
    ],
)
@pytest.mark.parametrize("everywhere", [True, False], ids=["in every file", "in one file"])
def test_a_file_without_a_column_does_not_say_that_nothing_happened(
    *, kpi: str, kind: str, columns: tuple[str, ...], blank: str, everywhere: bool, tmp_path: Path
) -> None:
    for number in (1, 2):
        names = (*columns, blank) if everywhere or number == 1 else columns
        cells = {"contact_id": "{0}-{1}", "case_id": "{0}-{1}", "kind": "critical"}
        rows = [
            ",".join(cells.get(name, "2026-{0:02}-{1:02} 10:00:00") for name in names).format(number, day)
            for day in range(1, 29)
        ]
        (tmp_path / f"{kind}-{number}.csv").write_text("\n".join([",".join(names), *rows]) + "\n")
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    row = {"code": kpi, "metric": kpi, "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
    choices = {"kpis": {kpi: {"within_s": 60} if kpi == "TTR" else {}}, "complete_until": "2026-03-31"}
    agreement = Agreement.model_validate({"contract": contract, "kpis": [row]})
    found = measured(agreement, tmp_path, mapping_of(choices))
    told = [(each.code, each.where.field) for each in found.findings if each.code in ("G12", "G38")]
    assert [each for each in told if each[0] == "G38"] == ([] if everywhere else [("G38", blank)])
    assert (len(found.rows), len(told)) == ((2, 0) if everywhere else (0, 2))


@pytest.mark.parametrize(
    ("other", "told"),
    [("answered_at", []), ("Answered_At", []), ("gone_at", ["answered_at"]), ("team", ["answered_at"])],
)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_column_stands_in_every_file_in_whatever_letters(
    *, other: str, told: list[str], kind: str, tmp_path: Path
) -> None:
    for number, name in enumerate(("answered_at", other)):
        rows = (
            f"SELECT '{number}' AS contact_id, '2026-01-05 10:00:00' AS started_at, '2026-01-05 10:01:00' AS \"{name}\""
        )
        duckdb.connect().execute(f"COPY ({rows}) TO '{tmp_path / f'contacts-{number}.{kind}'}' (FORMAT {kind})")
    with opened(tmp_path) as records:
        assert [each.where.field for each in records.findings if each.code == "G38"] == told
