"""How long does a contract workbook take to read, and its results to write back?

The workbook is the filled example. The floor unzips the same members, or copies them still compressed; the peer is
openpyxl.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from importlib.resources import files
from itertools import cycle, pairwise
from pathlib import Path

import openpyxl

from benchmarks.race import Job
from bonusmalus_core.declare.settling import Settled, settle_workbook
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Row

CORES, MANY = 2, 40
AS_OF = date(2027, 2, 1)

PERIODS = (2, 3)
"""Settled in turn: a statement that stands there already would not be packed again."""


def read(folder: Path) -> Job:
    """Every table of one contract workbook, from the file to values."""
    path = example(folder / "read.xlsx")
    return Job(
        name=f"read one contract workbook's tables ({_size(path)})",
        ours=lambda: XlsxWorkbook(path).tables(),
        floor=lambda: _unzip(path),
        peer=lambda: _read_with_openpyxl(path),
        at_most={"floor": 3},
    )


def write(folder: Path) -> Job:
    """The statement of a quarter written into a contract workbook."""
    return _write_job(folder / "write.xlsx", pictures=0)


def write_large(folder: Path) -> Job:
    """The same into a workbook with six megabytes of pictures."""
    return _write_job(folder / "large.xlsx", pictures=6)


def many(folder: Path) -> Job:
    """Whole workbooks settled, some on every core; scaled down, for openpyxl would take a quarter of an hour."""
    paths = [example(folder / f"{number}.xlsx") for number in range(MANY)]
    periods, pool = cycle(PERIODS), ProcessPoolExecutor(CORES)
    return Job(
        name=f"2,000 workbooks, {CORES} cores ({MANY} of them)",
        ours=lambda: list(pool.map(partial(_settle, period=next(periods)), paths)),
        floor=lambda: list(pool.map(_unzip_and_copy, paths)),
        peer=lambda: list(pool.map(_load_and_save, paths)),
        at_most={"floor": 4, "peer": 0.1},
        rounds=3,
    )


def example(path: Path, pictures: int = 0) -> Path:
    """The filled example, with incompressible megabytes added."""
    path.write_bytes((files("bonusmalus_templates") / "example-nl.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(pictures):
            archive.writestr(f"xl/media/image{number}.png", os.urandom(2**20))
    return path


def _write_job(path: Path, pictures: int) -> Job:
    example(path, pictures)
    statements = cycle([_statement(path, period) for period in PERIODS])
    return Job(
        name=f"write results back ({_size(path)})",
        ours=lambda: _write(path, *next(statements)),
        floor=lambda: _copy(path),
        peer=None if pictures else lambda: _load_and_save(path),  # openpyxl leaves the pictures out
        at_most={"floor": 4, "peer": 0.1},
    )


def _statement(path: Path, period: int) -> tuple[str, tuple[Row, ...]]:
    """The result sheet of a quarter and its rows."""
    workbook = MemoryWorkbook(*XlsxWorkbook(path).tables().values())
    settle_workbook(workbook, period, AS_OF)
    return next(iter(workbook.sheets.items()))


def _write(path: Path, sheet: str, rows: tuple[Row, ...]) -> None:
    book = XlsxWorkbook(path)
    book.write_sheet(sheet, rows)
    book.save()


def _settle(path: Path, period: int) -> None:
    book = XlsxWorkbook(path)
    assert isinstance(settle_workbook(book, period, AS_OF), Settled)
    book.save()


def _unzip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)


def _copy(path: Path) -> None:
    """Every member copied as it lies in the file, still compressed, and put beside it as safely as ours."""
    copy, beside = path.with_suffix(".copy"), path.with_suffix(".beside")
    with zipfile.ZipFile(path) as archive:
        starts = [*sorted(member.header_offset for member in archive.infolist()), archive.start_dir]
    with path.open("rb") as source, beside.open("wb") as target:
        for start, end in pairwise(starts):
            source.seek(start)
            target.write(source.read(end - start))
        target.write(source.read())
        target.flush()
        os.fsync(target.fileno())
    beside.replace(copy)
    handle = os.open(copy.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _unzip_and_copy(path: Path) -> None:
    _unzip(path)
    _copy(path)


def _read_with_openpyxl(path: Path) -> None:
    for sheet in openpyxl.load_workbook(path, data_only=True):
        list(sheet.values)


def _load_and_save(path: Path) -> None:
    openpyxl.load_workbook(path).save(path.with_suffix(".saved"))


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:,.0f} kB"


JOBS: tuple[Callable[[Path], Job], ...] = (read, write, write_large, many)
