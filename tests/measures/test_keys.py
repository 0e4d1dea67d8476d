"""Is a record that is there twice counted once, whatever its key is made of?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.opening.inspection import MOST_BITS, lie_close
from bonusmalus_core.measures.opening.opened import opened


@pytest.mark.parametrize(
    ("kind", "keys", "again"),
    [
        ("BIGINT", [1, 2, 3], 0),
        ("BIGINT", [-3, -2, -2], 1),
        ("BIGINT", [1, 9_000_000_000], 0),
        ("BIGINT", [1, 9_000_000_000, 9_000_000_000], 1),
        ("INTEGER", [5, 5, None, None], 1),  # a blank key is nobody's
        ("TINYINT", [-128, *range(90, 128), 127], 1),  # 40 rows: close together
        ("SMALLINT", [-20_000, *range(-12_000, 13_000, 5), 12_995], 1),
        ("UBIGINT", [2**64 - 2, 2**64 - 1], 0),
        ("UBIGINT", [1, 2**64 - 1, 2**64 - 1], 1),
        ("HUGEINT", [2**70, 2**70], 1),
        ("VARCHAR", ["a", "b", None], 0),
        ("VARCHAR", ["a", "b", "b", "b"], 2),
    ],
    ids=lambda each: str(each)[:40],
)
def test_a_key_that_is_there_again_is_told_and_counted_once(
    kind: str, keys: list[Any], again: int, tmp_path: Path
) -> None:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t (contact_id {kind}, started_at TIMESTAMP)")
        con.execute("INSERT INTO t SELECT unnest(?), TIMESTAMP '2026-01-05'", [keys])
        con.execute(f"COPY t TO '{tmp_path}/contacts.parquet' (FORMAT parquet)")
    with opened(tmp_path) as records:
        assert [each.facts["count"] for each in records.findings if each.code == "G8"] == [again] * bool(again)
        assert records.rows("contacts") == len(keys) - again


@pytest.mark.parametrize(
    ("first", "last", "rows", "close"),
    [
        (-128, 127, 32, True),
        (-128, 128, 32, True),
        (-128, 129, 32, False),
        (0, MOST_BITS - 1, MOST_BITS, True),
        (0, MOST_BITS, MOST_BITS, False),
        (1, 1_200_000_000, 150_000_000, False),
    ],
)
def test_keys_are_bits_where_there_are_few_between_and_duckdb_can_hold_them(
    first: int, last: int, rows: int, close: bool
) -> None:
    assert lie_close(first, last, rows) == close


def test_duckdb_holds_as_many_bits_as_keys_may_take_and_no_more() -> None:
    ask = "SELECT bit_count(bitstring_agg(k, 0, {last})) FROM (VALUES (0::BIGINT), ({last}::BIGINT)) t(k)"
    with duckdb.connect() as con:
        assert con.execute(ask.format(last=MOST_BITS - 1)).fetchall() == [(2,)]
        with pytest.raises(duckdb.OutOfRangeException):
            con.execute(ask.format(last=MOST_BITS))
