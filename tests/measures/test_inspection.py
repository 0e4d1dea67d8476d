"""Is everything that cannot be counted told, with its number, examples and rows, and is nothing silently dropped?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.measuring import measured
from bonusmalus_core.measures.opening.blanks import blanks
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.nesting import nested
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import said
from tests.measures.calling import WITHIN, agreement_of, calls, finding_of, working_days
from tests.measures.engines import asked


@pytest.mark.parametrize(
    ("row", "code", "facts"),
    [
        ("x,c,2026-01-05 10:00:00,perhaps,10,60", "G6", {"field": "answered", "count": 1, "examples": "#25 perhaps"}),
        ("x,c,2026-01-05 10:00:00,1,ten,60", "G6", {"field": "wait_s", "count": 1, "examples": "#25 ten"}),
        ("x,c,yesterday,1,10,60", "G6", {"field": "started_at", "count": 1, "examples": "#25 yesterday"}),
        ("x,c,2026-01-05 10:00:00,1,-3,60", "G7", {"field": "wait_s", "count": 1, "examples": "#25 -3"}),
        ("0,c,2026-01-05 10:00:00,1,10,60", "G8", {"field": "contact_id", "count": 1, "examples": "#2 0; #25 0"}),
        ("x,c,2026-01-05 10:00:00,1,,60", "G20", {"field": "wait_s", "count": 1, "rows": 24}),
        ("x,c,,1,10,60", "G20", {"field": "started_at", "count": 1, "rows": 24}),
        ("x,c,2025-12-31 10:00:00,1,10,60", "G26", {"count": 1, "rows": 24}),
    ],
    ids=["flag", "duration", "moment", "negative", "twice", "blank", "no moment", "another year"],
)
def test_a_row_that_cannot_be_counted_is_told_with_its_number(
    row: str, code: str, facts: dict[str, Any], tmp_path: Path
) -> None:
    path = calls(tmp_path / "contacts.csv", working_days(date(2026, 1, 1), date(2026, 2, 2)), row)
    path.write_text(path.read_text() + "")
    found = finding_of(measured(agreement_of({"code": "SL", "metric": "SL"}), path, mapping_of(WITHIN)), code)
    assert {key: found.facts[key] for key in facts} == facts


def test_answers_before_the_start_are_told_and_have_no_duration(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(
        "contact_id,started_at,answered_at\n1,2026-01-05 10:00,2026-01-05 09:59\n2,2026-01-05 10:00,2026-01-05 10:01\n"
    )
    with opened(path) as records:
        assert [(each.code, each.facts["count"]) for each in records.findings] == [("G9", 1)]
        (row,) = evaluate(records.frames, [asked("ASA")], [Month(2026, 1)])
    assert (int(row.numerator), int(row.denominator)) == (60, 1)


@pytest.mark.parametrize(
    ("start", "answer", "waits"),
    [
        ("2026-01-05", "2026-01-05", [None, None]),
        ("2026-01-05 00:00:00", "2026-01-05 00:00:00", [None, None]),
        ("2026-01-05", "2026-01-05 10:01:00", [None, None]),
        ("2026-01-05 10:00:00", "2026-01-05", [None, None]),
        ("2026-01-05 10:00:00", "2026-01-05 10:01:00", [60, 0]),
    ],
    ids=["days", "midnights", "a day and a time", "a time and a day", "times"],
)
def test_days_alone_tell_no_wait(start: str, answer: str, waits: list[int | None], tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    midnight = "2026-01-06 00:00:00" if len(start) > 10 else "2026-01-06"
    other = "2026-01-06 00:00:00" if len(answer) > 10 else "2026-01-06"
    path.write_text(f"contact_id,started_at,answered_at\n1,{start},{answer}\n2,{midnight},{other}\n")
    with opened(path) as records:
        found = records.con.execute("SELECT wait_us // 1000000 FROM core_contacts ORDER BY contact_id").fetchall()
        assert [wait for (wait,) in found] == waits
        (row,) = evaluate(records.frames, [asked("SL", within_s=60)], [Month(2026, 1)])
    assert row.known is (waits[0] is not None)


def test_a_contact_that_occurs_twice_counts_once(tmp_path: Path) -> None:
    path = calls(tmp_path / "contacts.csv", [date(2026, 1, 5)] * 2, "1,c,2026-01-06 10:00:00,0,10,60")
    with opened(path) as records:
        (row,) = evaluate(records.frames, [asked("AR")], [Month(2026, 1)])
    assert (int(row.numerator), int(row.denominator)) == (0, 2)


def test_what_the_legend_excludes_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("contact_id,started_at,answered,topic\n1,2026-01-05,1,test\n2,2026-01-05,0,bill\n3,2026-01-05,1,\n")
    with opened(path, mapping_of({"exclude": [{"topic": ["test"]}]})) as records:
        (row,) = evaluate(records.frames, [asked("AR")], [Month(2026, 1)])
        assert [(each.code, each.facts["count"], each.facts["rule"]) for each in records.findings] == [
            ("G23", 1, "topic: test")
        ]
    assert (int(row.numerator), int(row.denominator)) == (1, 2)


@pytest.mark.parametrize(
    ("topics", "told"),
    [(("test", "bill"), [("G6", 1, 2, "#3 soon"), ("G8", 1, 2, "#3 1; #4 1")]), (("test", "test"), [])],
    ids=["one of them counts", "none of them counts"],
)
@pytest.mark.parametrize("parquet", [False, True], ids=["csv", "parquet"])
def test_cells_of_rows_that_are_left_out_are_not_told(
    topics: tuple[str, str], told: list[tuple[str, int, int, str]], parquet: bool, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    first, second = topics
    rows = f"1,2026-01-05,soon,{first}\n1,2026-01-05,soon,{second}\n1,2026-01-05,5,bill\n"
    path.write_text(f"contact_id,started_at,wait_s,topic\n{rows}")
    if parquet:
        query = f"SELECT * FROM read_csv('{path}', all_varchar = true)"
        path = path.with_suffix(".parquet")
        duckdb.sql(f"COPY ({query}) TO '{path}'")
    with opened(path, mapping_of({"exclude": [{"topic": ["test"]}]})) as records:
        found = [each for each in records.findings if each.code != "G23"]
    facts = ("count", "rows", "examples")
    assert [(each.code, *(each.facts[fact] for fact in facts)) for each in found] == told


@pytest.mark.parametrize(
    ("headers", "codes"),
    [(("topic", "topic"), ["G58"]), (("topic", "subject of it"), ["G40"]), (("of it", "of it"), ["G40"])],
    ids=["in every file", "in one file", "in none"],
)
def test_an_exclusion_that_no_column_tells_is_said(headers: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    for number, header in enumerate(headers, 1):
        path = tmp_path / f"contacts-{number}.csv"
        path.write_text(f"contact_id,started_at,answered,{header}\n{number},2026-0{number}-05,1,bill\n")
    with opened(tmp_path, mapping_of({"exclude": [{"topic": ["test"]}]})) as records:
        assert [each.code for each in records.findings] == codes


@pytest.mark.parametrize(
    ("field", "kpi", "advice"),
    [("wait_s", "SL", "blank = 0"), ("answered", "AR", "blank = no"), ("customer_id", "FCR", "")],
)
def test_a_blank_is_said_to_stand_for_something_only_where_it_can(
    field: str, kpi: str, advice: str, tmp_path: Path
) -> None:
    cells = {"wait_s": "10", "answered": "1", "customer_id": "c"}
    rows = [cells, cells | {"answered": "0"}] * 9 + [cells | {field: ""}]
    path = tmp_path / "contacts.csv"
    lines = [",".join([str(n), "2026-01-05", *row.values()]) for n, row in enumerate(rows)]
    path.write_text("\n".join([",".join(["contact_id", "started_at", *cells]), *lines]))
    found = measured(agreement_of({"code": kpi, "metric": kpi}), path, mapping_of(WITHIN if kpi == "SL" else {}))
    for language in LANGUAGES:
        remedy = said(finding_of(found, "G20"), language, lambda _: None).remedy
        assert (advice in remedy, field in remedy, "blank" in remedy) == (True, bool(advice), bool(advice))


def _service_level(path: Path, choices: dict[str, Any]) -> dict[str, str]:
    """The codes of what is told of the KPI or of its wait, with the field or the key that they are about."""
    said = mapping_of({"kpis": {"SL": {"within_s": 20, **choices}}})
    found = measured(agreement_of({"code": "SL", "metric": "SL"}), path, said).findings
    about = {"G12": "field", "G15": "key", "G20": "field"}
    return {each.code: str(each.facts[about[each.code]]) for each in found if each.code in about}


@pytest.mark.parametrize(("variant", "needed"), [(1, True), (2, False), (3, False), (4, True), (5, True), (6, True)])
def test_a_variant_that_looks_at_the_wait_of_who_abandoned_asks_for_it(
    variant: int, needed: bool, tmp_path: Path
) -> None:
    choices = {"variant": variant, "short_s": 5}
    path = tmp_path / "contacts.csv"
    path.write_text("contact_id,started_at,answered_at\n1,2026-01-05 10:00,2026-01-05 10:01\n2,2026-01-05 10:00,\n")
    assert _service_level(path, choices) == ({"G12": "wait_s / ended_at"} if needed else {})
    path.write_text("contact_id,started_at,answered,wait_s\n1,2026-01-05 10:00,1,60\n2,2026-01-05 10:00,0,\n")
    assert _service_level(path, choices) == ({"G20": "wait_s"} if needed else {})


@pytest.mark.parametrize("variant", [5, 6])
def test_what_a_short_abandon_is_must_be_stated_where_the_variant_treats_them_apart(
    variant: int, tmp_path: Path
) -> None:
    path = calls(tmp_path / "contacts.csv", [date(2026, 1, 5)])
    assert _service_level(path, {"variant": variant}) == {"G15": "kpis.SL.short_s"}
    assert _service_level(path, {"variant": variant, "short_s": 0}) == {}


@pytest.mark.parametrize(
    ("kpi", "mapping", "code"),
    [
        ({"code": "SL", "metric": "SL"}, {}, "G15"),
        ({"code": "NPS", "metric": "NPS"}, {}, "G13"),
        ({"code": "REG", "metric": "REG"}, {}, "G12"),
        ({"code": "OWN"}, {}, "G16"),
        ({"code": "SL", "metric": "SL"}, {"kpis": {"SL": {"within_s": 20, "variant": 7}}}, "G14"),
        ({"code": "SL", "metric": "SL"}, {"kpis": {"SL": {"within": 20}}}, "G14"),
        ({"code": "SL", "metric": "SL"}, {"kpis": {"XX": {"within_s": 20}}}, "G14"),
    ],
    ids=["a choice", "records", "a column", "a measure", "another variant", "another name", "another KPI"],
)
def test_a_kpi_that_cannot_be_measured_says_what_is_lacking(
    kpi: dict[str, Any], mapping: dict[str, Any], code: str, tmp_path: Path
) -> None:
    found = measured(agreement_of(kpi), calls(tmp_path / "c.csv", [date(2026, 1, 5)]), mapping_of(mapping))
    assert code in {each.code for each in found.findings}
    assert found.rows == ()
    assert any(each.severity is Severity.BLOCKER for each in found.findings)


def test_rows_of_a_sheet_are_the_same_mapping_as_a_file() -> None:
    rows = [
        ("contacts.columns.started_at", "Date; Time"),
        ("decimal", ","),
        ("exclude.1.topic", "test"),
        ("kpis.SL.variant", 6),
    ]
    mapping = mapping_of(nested(rows))
    assert mapping.findings == ()
    assert mapping.tables["contacts"].columns["started_at"].columns == ("Date", "Time")
    assert mapping.exclude == ({"topic": ("test",)},)
    assert mapping.kpis["SL"] == {"variant": 6}


@pytest.mark.parametrize(("dates", "codes"), [("%d/%m/%Y", []), ("day first", ["G14"]), ("", [])])
def test_a_format_of_dates_is_one_that_dates_can_be_read_by(dates: str, codes: list[str]) -> None:
    assert [each.code for each in mapping_of({"dates": dates}).findings] == codes


@pytest.mark.parametrize(
    ("closed", "within_s", "expected"),
    [((), 2 * 3600, 1), ((), 2 * 3600 - 1, 0), ((date(2026, 1, 5),), 2 * 3600, 1), ((date(2026, 1, 5),), 3600, 1)],
    ids=["exactly two hours", "a second less", "a holiday in between", "which counts nothing"],
)
def test_a_case_takes_as_long_as_it_was_open_meanwhile(
    closed: tuple[date, ...], within_s: int, expected: int, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    resolved = "2026-01-06 09:00:00" if closed else "2026-01-05 09:00:00"
    path.write_text(f"case_id,opened_at,resolved_at\n1,2026-01-02 17:00:00,{resolved}\n")
    week = {day: ["08:00-12:00", "13:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    with opened(path, mapping_of({"opening_hours": week}), lambda day: day in closed) as records:
        (row,) = evaluate(records.frames, [asked("TTR", within_s=within_s, hours="business")], [Month(2026, 1)])
    assert int(row.numerator) == (expected if not (closed and within_s == 3600) else 0)


def _everything(folder: Path) -> list[Finding]:
    """A finding of every code about records, from one folder that has all that can be wrong."""
    rows = [
        "1,ann,2026-01-05 10:00:00,2026-01-05 09:00:00,1,-5,60,bill,2",
        "3,ann,2026-01-05 10:00:00,2026-01-05 10:01:00,1,5,60,test,1",
        "1,ann,2026-01-05 11:00:00,2026-01-05 11:01:00,1,,60,bill,1",
        "2,ann,2025-01-05 11:00:00,2025-01-05 11:01:00,1,x,60,bill,1",
    ]
    text = "contact_id,customer_id,started_at,answered_at,answered,wait_s,talk_s,topic,registered\n"
    (folder / "contacts.csv").write_text(text + "\n".join(rows) + "\n")
    (folder / "surveys.csv").write_text("contact_id,asked_at,nps\n1,2026-01-05,11\n")
    kpis = [{"code": code, "metric": code} for code in ("SL", "ASA", "REG", "NPS", "FCR", "TTR", "DD")]
    mapping = mapping_of({"exclude": [{"topic": "test"}]})
    return list(measured(agreement_of(*kpis), folder, mapping).findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_about_records_can_be_said(language: str, tmp_path: Path) -> None:
    found = _everything(tmp_path)
    assert {"G6", "G7", "G8", "G9", "G13", "G15", "G20", "G22", "G23", "G26"} <= {each.code for each in found}
    told = [said(each, language, lambda _: None) for each in found]
    assert [each for each in told if "{" in each.message + each.remedy] == []
    assert {each.code for each in found} <= {key.split(".")[0] for key in words(language, "findings")}


def test_the_rows_that_are_shown_are_those_that_were_counted(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    rows = ["1,2026-01-05,0,,bill", "2,2026-01-05,1,,test", "3,2026-01-05,1,,bill", "4,2026-01-05,1,60,bill"]
    path.write_text("\n".join(["contact_id,started_at,answered,talk_s,topic", *rows]))
    with opened(path, mapping_of({"exclude": [{"topic": ["test"]}]})) as records:
        (blank,) = blanks(records, (asked("AHT"),))
    assert (blank.facts["count"], blank.facts["examples"]) == (1, " (#4)")


def test_what_cannot_be_read_is_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    cells = ["x"] * 3 + ["perhaps"] * 20
    path.write_text("contact_id,started_at,answered\n" + "".join(f"{n},2026-01-05,{c}\n" for n, c in enumerate(cells)))
    with opened(path) as records:
        assert [(each.code, each.facts["count"]) for each in records.findings] == [("G28", 20)]
