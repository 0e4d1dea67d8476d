"""How long does a contract workbook take to read, and its results to write back?

The floor unzips the same members, or copies them still compressed; the peer is openpyxl. The large file is the same
workbook with pictures.
"""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter

from benchmarks.race import Job
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Formula, Row

SHEETS, COLUMNS, ROWS = 12, 14, 14
RESULT_SHEET = "Settlement"
LOCAL = struct.Struct("<4s5H3I2H")


def read(folder: Path) -> Job:
    """Every table of one contract workbook, from the file to values."""
    path = workbook(folder / "read.xlsx")
    return Job(
        name=f"read the tables of a workbook ({SHEETS} sheets, {path.stat().st_size // 1024} KB)",
        ours=lambda: XlsxWorkbook(path).tables(),
        floor=lambda: _unzip(path),
        peer=lambda: _read_with_openpyxl(path),
        at_most={"floor": 3},
    )


def write(folder: Path) -> Job:
    """A settlement sheet and a table of findings written into a small workbook."""
    return _write_job(workbook(folder / "write.xlsx"), "write results back into a workbook")


def write_large(folder: Path) -> Job:
    """The same into a workbook of six megabytes."""
    return _write_job(workbook(folder / "large.xlsx", pictures=6), "write results back, much else in the file")


def workbook(path: Path, pictures: int = 0) -> Path:
    """A workbook of the size of a filled contract, with incompressible megabytes added."""
    with xlsxwriter.Workbook(path) as book:
        for sheet in range(SHEETS - 1):
            _fill(book.add_worksheet(f"Sheet {sheet}"), sheet)
        result = book.add_worksheet(RESULT_SHEET)
        result.write_column("A1", ["title", "head", "kpi", "total"])
        result.add_table("B2:F3", {"name": "tblSettlement"})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(pictures):
            archive.writestr(f"xl/media/image{number}.png", os.urandom(2**20))
    return path


def _fill(sheet: xlsxwriter.worksheet.Worksheet, number: int) -> None:
    names = [{"header": f"Column {column}"} for column in range(COLUMNS)]
    sheet.add_table(2, 1, 2 + ROWS, COLUMNS, {"name": f"tblTable{number}", "columns": names})
    for row in range(3, 3 + ROWS):
        sheet.write_row(row, 1, [f"KPI{row}", row / 7, 0.85, True, f"What {row} means on sheet {number}", row, number])
        sheet.write_formula(row, 8, f"=C{row + 1}*2", None, 2 * row / 7)


def _write_job(path: Path, name: str) -> Job:
    copy = path.with_suffix(".copy.xlsx")
    return Job(
        name=f"{name} ({path.stat().st_size // 1024} KB)",
        ours=lambda: _settle(path),
        floor=lambda: _copy(path, copy),
        peer=lambda: openpyxl.load_workbook(path).save(copy),
        at_most={"floor": 4},
    )


def _settle(path: Path) -> None:
    book = XlsxWorkbook(path)
    head = tuple(f"Column{column + 1}" for column in range(5))
    line = ("FCR", Decimal("0.82"), Decimal("1.02"), Formula("D3*2", Decimal("2.04")), "linear, 102 %")
    rows = [Row("title", ("Settlement",)), Row("head", head), *[Row("kpi", line)] * 12, Row("total", line)]
    book.write_sheet(RESULT_SHEET, rows)
    book.write_rows("tblTable0", [(None,) * COLUMNS] * ROWS)
    book.save()


def _unzip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)


def _read_with_openpyxl(path: Path) -> None:
    for sheet in openpyxl.load_workbook(path, data_only=True):
        list(sheet.values)


def _copy(path: Path, copy: Path) -> None:
    """Every member copied as it lies in the file, still compressed, and the copy put in place as safely as ours."""
    beside = copy.with_suffix(".beside")
    with path.open("rb") as source, beside.open("wb") as target, zipfile.ZipFile(target, "w") as copied:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
        for member in members:
            source.seek(member.header_offset)
            *_, name, extra = LOCAL.unpack(source.read(LOCAL.size))
            source.seek(name + extra, os.SEEK_CUR)
            raw = source.read(member.compress_size)
            member.header_offset = target.tell()
            target.write(member.FileHeader() + raw)
            copied.filelist.append(member)
        copied.start_dir = target.tell()
        setattr(copied, "_didModify", True)  # noqa: B010  makes close() write the directory, which mypy does not know of
        copied.close()
        target.flush()
        os.fsync(target.fileno())
    beside.replace(copy)


JOBS: tuple[Callable[[Path], Job], ...] = (read, write, write_large)
