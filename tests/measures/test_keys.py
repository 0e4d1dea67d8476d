"""Is a record that is there twice counted once, whatever its key is made of?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.opening.opened import opened


@pytest.mark.parametrize(
    ("kind", "keys", "again"),
    [
        ("BIGINT", [1, 2, 3], 0),
        ("BIGINT", [-3, -2, -2], 1),
        ("BIGINT", [1, 9_000_000_000], 0),
        ("BIGINT", [1, 9_000_000_000, 9_000_000_000], 1),
        ("INTEGER", [5, 5, None, None], 1),  # a blank key is nobody's
        ("TINYINT", [-128, 127, 127], 1),
        ("UBIGINT", [2**64 - 2, 2**64 - 1], 0),
        ("UBIGINT", [1, 2**64 - 1, 2**64 - 1], 1),
        ("HUGEINT", [2**70, 2**70], 1),
        ("VARCHAR", ["a", "b", None], 0),
        ("VARCHAR", ["a", "b", "b", "b"], 2),
    ],
    ids=str,
)
def test_a_key_that_is_there_again_is_told_and_counted_once(
    kind: str, keys: list[Any], again: int, tmp_path: Path
) -> None:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t (contact_id {kind}, started_at TIMESTAMP)")
        con.executemany("INSERT INTO t VALUES (?, ?)", [(key, datetime(2026, 1, 5)) for key in keys])
        con.execute(f"COPY t TO '{tmp_path}/contacts.parquet' (FORMAT parquet)")
    with opened(tmp_path) as records:
        assert [each.facts["count"] for each in records.findings if each.code == "G8"] == [again] * bool(again)
        assert records.rows("contacts") == len(keys) - again
