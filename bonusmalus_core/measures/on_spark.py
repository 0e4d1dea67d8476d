"""How are the same expressions carried out on a PySpark session, on this machine or on a cluster?

Files are cleaned by DuckDB here, and the core frames go to Spark as parquet: which column is what, and what cannot be
counted, is decided in one place for every engine. A cluster elsewhere has to see the folder for temporary files.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw

from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.measures.core import COLUMNS, Frames
from bonusmalus_core.measures.opening.opened import Opened
from bonusmalus_core.measures.opening.sources import literal

_REASON = 200


@contextmanager
def spark_frames(records: Opened, master: str) -> Iterator[Frames]:
    """The core frames on the session at `master`, as long as the block lasts; WrongUsage without PySpark or session."""
    with TemporaryDirectory(prefix="bonusmalus-") as folder, session(master) as spark:
        yield {name: _moved(records, name, spark, Path(folder)) for name in records.frames}


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A Spark session that counts days as the records do; it is stopped unless somebody else began it."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise WrongUsage("spark-missing") from error
    before = SparkSession.getActiveSession()
    try:
        builder = SparkSession.builder.master(master).appName("bonusmalus").config("spark.sql.session.timeZone", "UTC")
        spark = builder.config("spark.ui.enabled", "false").config("spark.sql.ansi.enabled", "false").getOrCreate()
    except Exception as error:  # Java is missing, or nobody answers: their errors have no common root
        reason = str(error).strip().splitlines()[0][:_REASON] if str(error).strip() else type(error).__name__
        raise WrongUsage("spark-unreachable", master=master, reason=reason) from error
    try:
        yield spark
    finally:
        if before is None:
            spark.stop()


def _moved(records: Opened, name: str, spark: Any, folder: Path) -> nw.LazyFrame[Any]:
    path = folder / f"{name}.parquet"
    columns = ", ".join(dict.fromkeys(COLUMNS[name]))
    records.con.execute(f"COPY (SELECT {columns} FROM core_{name}) TO {literal(path)} (FORMAT parquet)")
    frame: nw.LazyFrame[Any] = nw.from_native(spark.read.parquet(str(path)))
    return frame
