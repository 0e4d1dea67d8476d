"""How do the same core records stand in every engine?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.core import COLUMNS, Frame
from bonusmalus_core.measures.fields import GROUPS

Record = Mapping[str, Any]

TEXTS = {*GROUPS, "contact_id", "customer_id", "case_id", "test_id", "kind", "root_cause_1", "root_cause_2"}
MARCH = 2026 * 12 + 2
"""The number of March 2026 in core frames."""


def _polars(records: str, rows: Sequence[Record]) -> pl.DataFrame:
    schema = {name: pl.String() if name in TEXTS else pl.Int64() for name in COLUMNS[records]}
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def on_polars(records: str, rows: Sequence[Record]) -> Frame:
    return nw.from_native(_polars(records, rows).lazy())


def on_pandas(records: str, rows: Sequence[Record]) -> Frame:
    frame: Frame = nw.from_native(_polars(records, rows).to_pandas(use_pyarrow_extension_array=True)).lazy()
    return frame


def on_duckdb(records: str, rows: Sequence[Record]) -> Frame:
    connection = duckdb.connect()
    relation = connection.from_arrow(_polars(records, rows).to_arrow())
    return nw.from_native(relation).lazy()


ENGINES: Mapping[str, Callable[[str, Sequence[Record]], Frame]] = {
    "duckdb": on_duckdb,
    "polars": on_polars,
    "pandas": on_pandas,
}


def asked(
    measure: str, by: tuple[str, ...] = (), only: Mapping[str, tuple[str, ...]] | None = None, **given: Any
) -> Asked:
    """The measure with its defaults, and what the test says instead."""
    declared = CATALOGUE[measure]
    defaults = {each.name: each.default for each in declared.parameters}
    return Asked(measure, declared, defaults | given, by, only or {})
