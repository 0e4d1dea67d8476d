"""Is every cell read as what it says, whichever of the ways to read it is the short one?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bonusmalus_core.measures.fields import Kind
from bonusmalus_core.measures.opening import cells, durations, moments
from bonusmalus_core.measures.opening.mapping import ColumnOf, mapping_of
from bonusmalus_core.measures.opening.opened import opened

OF, TYPES = ColumnOf(("t",)), {"t": "VARCHAR"}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(cells.MACROS + durations.MACROS + moments.MACROS)
        yield con


def _read(con: duckdb.DuckDBPyConnection, sql: str, text: str) -> object:
    (found,) = con.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS t)", [text]).fetchall()
    return found[0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90), ("90.5", 90.5), ("1e2", 100), ("+5", 5), ("-5", -5), ("1,234", 1234), ("1,234.5", 1234.5),
        ("1_000", None), ("12,34", None), ("inf", None), ("nan", None), ("ten", None), ("٣", None),
        ("0:00", 0), ("1:5", 65), ("59:59", 3599), ("60:00", 3600), ("75:30", 4530), ("1:60", None), ("1:30.5", 90.5),
        ("1:30,5", 90.5), ("-1:30", -90), ("-0:30", -30), ("-0:00:30", -30), ("1:2:3", 3723), ("99:59:59", 359_999),
        ("100:00:00", 360_000), ("1:60:00", None), ("1:02:03.25", 3723.25), ("12:30:00 PM", 45_000),
        ("13:00:00 PM", None), (":30", None), ("1:", None), ("1:2:3:4", None), ("1 :30", None),
        ("5 min", 300), ("1 h 2 min 3 s", 3723), ("3,5 sec", 3.5), ("min", None), ("9" * 400 + ":00", None),
        ("1e300", None), ("9000000000000", 9_000_000_000_000), ("10000000000000", None),
    ],
)  # fmt: skip
def test_a_duration_with_points(text: str, seconds: float | None, con: duckdb.DuckDBPyConnection) -> None:
    found = _read(con, durations.duration("t", OF, TYPES, "."), text)
    assert found == (None if seconds is None else round(seconds * 1_000_000))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90), ("90,5", 90.5), ("1.234,5", 1234.5), ("1.234", 1234), ("1,234", 1.234), ("1e2", None),
        ("1.5", None), ("1:30", 90), ("1:30,5", 90.5), ("1:02:03,25", 3723.25), ("3,5 sek", 3.5), ("1,2,3", None),
    ],
)  # fmt: skip
def test_a_duration_with_commas(text: str, seconds: float | None, con: duckdb.DuckDBPyConnection) -> None:
    found = _read(con, durations.duration("t", OF, TYPES, ","), text)
    assert found == (None if seconds is None else round(seconds * 1_000_000))


@pytest.mark.parametrize(
    ("unit", "text", "seconds"), [("minutes", "2", 120), ("minutes", "2:00", 120), ("milliseconds", "5 s", 5)]
)
def test_a_unit_is_that_of_bare_numbers(unit: str, text: str, seconds: int, con: duckdb.DuckDBPyConnection) -> None:
    assert _read(con, durations.duration("t", ColumnOf(("t",), unit=unit), TYPES, "."), text) == seconds * 1_000_000


@pytest.mark.parametrize(
    ("decimal", "text", "number"),
    [
        (".", "€ 1,234.50", 1234.5), (".", "$5", 5), (".", "1 234", 1234), (".", "5-", None), (".", "1e300", None),
        (",", "€ 1.234,50", 1234.5), (",", "1\u00a0234,5", 1234.5), (",", "5,", None),
    ],
)  # fmt: skip
def test_an_amount(decimal: str, text: str, number: float | None, con: duckdb.DuckDBPyConnection) -> None:
    found = _read(con, cells.number("t", OF, TYPES, decimal), text)
    assert found == (None if number is None else round(number * 1_000_000))


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("", Kind.TEXT, None), (" ", Kind.TEXT, None), ("\u00a0", Kind.TEXT, None), (" a b ", Kind.TEXT, "a b"),
        ("\u00a0é\u00a0", Kind.TEXT, "é"), ("a\u00a0", Kind.TEXT, "a"), ("\ta", Kind.TEXT, "\ta"),
        ("-", Kind.TEXT, "-"), ("-", Kind.DURATION, None), (" N/A ", Kind.DURATION, None), ("–", Kind.DURATION, None),
        ("-5", Kind.FLAG, "-5"), ("5 ", Kind.DURATION, "5"), ("(blank)", Kind.FLAG, None),
        ("(blanks)", Kind.FLAG, "(blanks)"),
    ],
)  # fmt: skip
def test_blanks_around_a_cell_are_no_part_of_it(
    text: str, kind: Kind, found: str | None, con: duckdb.DuckDBPyConnection
) -> None:
    assert _read(con, cells.raw(OF, TYPES, kind), text) == found


@pytest.mark.parametrize("word", cells.NOTHING)
def test_a_word_for_nothing_is_no_number(word: str, con: duckdb.DuckDBPyConnection) -> None:
    assert _read(con, cells.number("t", OF, TYPES, "."), word) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Ja", 1), ("WAHR", 1), ("0.0", 0), ("nee", 0), ("perhaps", None), ("3", 3), ("2.6", 3), ("-1", None),
        ("99999999999", None), ("inf", None),
    ],
)  # fmt: skip
def test_a_flag_that_can_be_a_count(text: str, flag: int | None, con: duckdb.DuckDBPyConnection) -> None:
    assert _read(con, cells.flag("t", OF, TYPES, counts=True), text) == flag


@pytest.mark.parametrize(
    "text",
    [
        "05/01/2026", "13-1-26 10:00", "5.1.2026 9:05:06.789", "2026/01/05 10h30", "20260105 10:00", "5 jan 2026",
        "12-aug-26 1:30 PM", "5. mrt 2026, 10:00", "Jan 5, 2026, 1:30:15 PM", "Jan 5 2026 1:30PM", "yesterday",
    ],
)  # fmt: skip
def test_no_format_that_reads_a_text_is_passed_over(text: str, con: duckdb.DuckDBPyConnection) -> None:
    texts = f"(SELECT '{text}' AS t)"
    counted = ", ".join(f"count({moments.parsed('t', each)})" for each in moments.FORMATS)
    (counts,) = con.execute(f"SELECT {counted} FROM {texts}").fetchall()
    reading = {each for each, count in zip(moments.FORMATS, counts, strict=True) if count}
    able = moments.able(con, texts, moments.FORMATS)
    assert bool(reading) == (text != "yesterday")
    assert reading <= {*able} < {*moments.FORMATS}


ROWS = """\
RowId;Kanaal;Start;Wachttijd
Totaal 2025;;;
1;phone;2026-01-05 10:00:00;10
;;;

;mail;2026-01-05 10:00:00;veel
Totaal;;;10
2;;2026-01-06 10:00:00;1e300
"""


def test_rows_keep_their_numbers_beside_blank_ones_and_totals_whatever_the_columns_are_called(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(ROWS)
    with opened(path) as records:
        found = {each.code: (each.facts["count"], each.facts["examples"]) for each in records.findings}
        assert records.rows("contacts") == 4
    assert found == {"G34": (1, "#7 Totaal"), "G6": (2, "#6 veel; #8 1e300")}


def test_rows_keep_their_order_and_number_in_a_long_text(tmp_path: Path) -> None:
    path, last = tmp_path / "contacts.csv", 200_000
    rows = (f"{n},2026-01-05 10:00:00,{'much' if n == last else n % 60},{'x' * 100}" for n in range(1, last + 1))
    path.write_text("\n".join(["contact_id,started_at,wait_s,remark", *rows]))
    with opened(path) as records:
        (found,) = [each for each in records.findings if each.code == "G6"]
        query = "SELECT count(*) FROM bm_seen_contacts WHERE CAST(contact_id AS BIGINT) + 1 = bm_row"
        assert records.con.execute(query).fetchall() == [(last,)]
    assert found.facts["examples"] == f"#{last + 1} much"


@pytest.mark.parametrize(
    ("kind", "value", "told", "counted"),
    [
        ("BIGINT", "9000000000000", {}, 10), ("BIGINT", "10000000000000", {"G6": "#5 10000000000000"}, 9),
        ("DOUBLE", "1e300", {"G6": "#5 1e+300"}, 9), ("DOUBLE", "'nan'", {}, 9), ("BIGINT", "NULL", {}, 9),
    ],
)  # fmt: skip
def test_a_number_that_is_too_large_is_told_of_a_column_of_numbers_too(
    kind: str, value: str, told: dict[str, str], counted: int, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.parquet"
    waits = f"CASE WHEN range = 3 THEN {value}::{kind} ELSE 5 END AS wait_s"
    rows = f"SELECT range AS contact_id, TIMESTAMP '2026-01-05 10:00:00' AS started_at, {waits} FROM range(10)"
    with duckdb.connect() as con:
        con.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    with opened(path) as records:
        assert {each.code: each.facts["examples"] for each in records.findings} == told
        (found,) = records.con.execute("SELECT count(wait_us) FROM core_contacts").fetchall()
    assert found == (counted,)


@pytest.mark.parametrize(
    ("kind", "value", "told", "waits"),
    [
        ("BIGINT", 5_000_000_000, [], [5_000_000]),
        ("UBIGINT", 2**63 - 1, [], [(2**63 - 1) // 1000]),
        ("UBIGINT", 2**63, ["G6"], [None]),
        ("UBIGINT", 2**64 - 1, ["G6"], [None]),
    ],
)
def test_nanoseconds_that_no_number_can_hold_are_told(
    kind: str, value: int, told: list[str], waits: list[int | None], tmp_path: Path
) -> None:
    path = tmp_path / "contacts.parquet"
    with duckdb.connect() as con:
        rows = f"SELECT TIMESTAMP '2026-01-05 10:00:00' AS started_at, {value}::{kind} AS wait_s"
        con.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    mapping = mapping_of({"contacts": {"columns": {"wait_s": {"unit": "nanoseconds"}}}})
    with opened(path, mapping) as records:
        assert [each.code for each in records.findings if each.code == "G6"] == told
        assert [each for (each,) in records.con.execute("SELECT wait_s FROM typed_contacts").fetchall()] == waits


@pytest.mark.parametrize(("days", "told"), [(106_000_000, []), (107_000_000, ["G6"])])
def test_a_small_number_of_a_large_unit_can_be_too_large(days: int, told: list[str], tmp_path: Path) -> None:
    path = tmp_path / "contacts.parquet"
    with duckdb.connect() as con:
        rows = f"SELECT TIMESTAMP '2026-01-05 10:00:00' AS started_at, {days}::INTEGER AS wait_s"
        con.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    mapping = mapping_of({"contacts": {"columns": {"wait_s": {"column": "wait_s", "unit": "days"}}}})
    with opened(path, mapping) as records:
        assert [each.code for each in records.findings] == told
