"""Does a local Spark session give the sums of every other engine? Opt-in: `make test-spark` (Java 17)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw
import pytest
from pyspark.sql import SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

from bonusmalus_core.measures.core import COLUMNS, Frame, month_of
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.measuring import measured
from bonusmalus_core.measures.on_spark import session
from bonusmalus_core.measures.opening.generated import generate
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from tests.measures.engines import ENGINES, MARCH, TEXTS, Record, asked
from tests.measures.test_by_hand import EVERYTHING, THE_EXAMPLE, _contact, _many

LOCAL = "local[2]"
KPI = {"weight": "0.1", "thresholds": ["0.7", "0.8", "0.9"]}
KPIS = ("SL", "ASA", "AR", "AHT", "FCR", "CSAT", "NPS", "CES", "FCR-S", "REG", "RET", "DD")
CHOICES = {"kpis": {"SL": {"within_s": 20, "by": ["channel"]}, "CSAT": {"scale": 5}, "CES": {"scale": 5}}}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with session(LOCAL) as started:
        started.conf.set("spark.sql.shuffle.partitions", "2")
        yield started


def _frame(spark: SparkSession, records: str, rows: Sequence[Record]) -> Frame:
    columns = list(dict.fromkeys(COLUMNS[records]))
    schema = StructType([StructField(name, StringType() if name in TEXTS else LongType()) for name in columns])
    made = spark.createDataFrame([tuple(row.get(name) for name in columns) for row in rows], schema)
    frame: Frame = nw.from_native(made)
    return frame


@pytest.mark.parametrize(
    ("variant", "percent"), [(1, "83.02"), (2, "86.00"), (3, "81.13"), (4, "82.69"), (5, "82.08"), (6, "81.90")]
)
def test_the_six_service_levels_of_the_example(spark: SparkSession, variant: int, percent: str) -> None:
    frame = _frame(spark, "contacts", THE_EXAMPLE)
    (row,) = evaluate({"contacts": frame}, [asked("SL", within_s=60, variant=variant, short_s=5)], [month_of(MARCH)])
    assert f"{float(row.value or 0):.2%}" == f"{percent}%"


@pytest.mark.parametrize(
    ("days_later", "resolved"),
    [(13.99, 0), (14, 0), (14.00002, 1), (0, 0)],
    ids=["within", "exactly 14 days later", "two seconds too late", "at the same moment"],
)
def test_a_repeat_within_the_window(spark: SparkSession, days_later: float, resolved: int) -> None:
    pair = [_contact(3), _contact(3 + days_later) | {"contact_id": "z"}]
    (row,) = evaluate({"contacts": _frame(spark, "contacts", pair)}, [asked("FCR")], [month_of(MARCH)])
    assert (row.numerator, row.denominator) == (Decimal(resolved), Decimal(1))


def test_hundreds_of_records_give_what_the_other_engines_give(spark: SparkSession) -> None:
    months, many = [month_of(MARCH), month_of(MARCH + 1)], _many()
    here = evaluate({name: _frame(spark, name, rows) for name, rows in many.items()}, EVERYTHING, months)
    for engine in ENGINES.values():
        assert evaluate({name: engine(name, rows) for name, rows in many.items()}, EVERYTHING, months) == here


def _agreement() -> Agreement:
    data: dict[str, Any] = {
        "contract": {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]},
        "kpis": [KPI | {"code": code, "metric": code} for code in KPIS],
    }
    return Agreement.model_validate(data)


def test_generated_records_are_measured_alike(spark: SparkSession, tmp_path: Path) -> None:
    generate(tmp_path, 20_000, date(2026, 1, 1), 105)
    here, there = (measured(_agreement(), tmp_path, mapping_of(CHOICES), master=each) for each in (None, LOCAL))
    assert {row.kpi for row in here.rows} == set(KPIS)
    assert there.rows == here.rows
    assert spark.range(1).count() == 1  # a session that somebody else began is not stopped


def test_a_spark_that_does_not_answer_is_told() -> None:
    program = "from bonusmalus_core.measures.on_spark import session\nwith session('nowhere'): pass"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "spark-unreachable" in run.stderr
