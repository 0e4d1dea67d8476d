"""What stands in a built workbook, cell by cell?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

_EPOCH = datetime(1899, 12, 30)


class FormulaCell(NamedTuple):
    sheet: str
    cell: str
    text: str
    cached: float | str


def formulas(path: Path) -> list[FormulaCell]:
    """Every formula of the workbook with the value that the file stores beside it."""
    texts, values = _loaded(path), _loaded(path, data_only=True)
    return [
        FormulaCell(sheet.title, cell.coordinate, str(cell.value), _number(values[sheet.title][cell.coordinate].value))
        for sheet in texts
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def body(path: Path, table: str) -> Iterator[dict[str, tuple[str, str]]]:
    """The rows of a table: for every header the sheet and the address of its cell."""
    for sheet in _loaded(path):
        if table in sheet.tables:
            header, *rows = sheet[sheet.tables[table].ref]
            for row in rows:
                yield {str(head.value): (sheet.title, cell.coordinate) for head, cell in zip(header, row, strict=True)}


def headers(path: Path) -> dict[str, list[str]]:
    """The headers of every table."""
    tables = (table for sheet in _loaded(path) for table in sheet.tables.values())
    return {table.name: list(table.column_names) for table in tables}


def used(path: Path) -> dict[str, str]:
    """The used area of every sheet, from A1."""
    sheets = _loaded(path)
    return {sheet.title: f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}" for sheet in sheets}


def _loaded(path: Path, *, data_only: bool = False) -> Workbook:
    return _read(path, path.stat().st_mtime_ns, data_only)


@lru_cache(maxsize=2)
def _read(path: Path, _written: int, data_only: bool) -> Workbook:
    """The workbook, to be looked at only: openpyxl takes longer to read it than any test to go through it."""
    return load_workbook(path, data_only=data_only)


def _number(value: object) -> float | str:
    if isinstance(value, datetime):
        return (value - _EPOCH).total_seconds() / 86400
    if value is None or isinstance(value, str):
        return value or ""
    assert isinstance(value, (int, float))
    return float(value)
