"""Does every host keep the promises of the port?

A new host joins with one line in HOSTS: a function that makes, in an empty folder, a workbook with the tables BEFORE.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Cell, CellError, Formula, Table, Workbook, Written

KPIS = Table(
    "tblKpis", "KPI's & more", 3, 2, ("Code", "Weight"), (("FCR", Decimal("0.4")), (None, None), ("CES", None))
)
CHECKS = Table("tblChecks", "Checks", 1, 1, ("Code", "Found", "Since"), ((None, None, None),))
BEFORE = {"tblKpis": KPIS, "tblChecks": CHECKS}


def _memory(_: Path) -> Workbook:
    return MemoryWorkbook(KPIS, CHECKS)


def _xlsx(folder: Path) -> Workbook:
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for table in BEFORE.values():
            sheet = book.add_worksheet(table.sheet)
            columns = [{"header": text} for text in table.header]
            first, left = table.row - 1, table.column - 1
            sheet.add_table(
                first, left, first + len(table.rows), left + len(columns) - 1, {"name": table.name, "columns": columns}
            )
            for offset, row in enumerate(table.rows, first + 1):
                sheet.write_row(offset, left, row)
        sheet.write_blank("C2", None, day)
    return XlsxWorkbook(path)


HOSTS: dict[str, Callable[[Path], Workbook]] = {"memory": _memory, "xlsx": _xlsx}


@pytest.fixture(params=HOSTS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Workbook:
    made: Workbook = HOSTS[request.param](tmp_path)
    return made


def test_every_table_is_read_with_its_place_its_header_and_its_blanks(book: Workbook) -> None:
    assert book.tables() == BEFORE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (None, None),
        ("", None),
        ("82 %", "82 %"),
        ("=1+1", "=1+1"),
        ("+1", "+1"),
        ("-1", "-1"),
        ("@SUM(A1)", "@SUM(A1)"),
        (" a\tb\nc ", " a\tb\nc "),
        ("_x0041_ & <b>", "_x0041_ & <b>"),
        ("1e5", "1e5"),
        ("é€😀", "é€😀"),
        (True, True),
        (False, False),
        (Decimal(0), Decimal(0)),
        (Decimal("-12.34"), Decimal("-12.34")),
        (Decimal("0.1234567890123456"), Decimal("0.123456789012346")),
        (Decimal(123456789012345), Decimal(123456789012345)),
        (CellError("#N/A"), CellError("#N/A")),
        (Formula("1+1", Decimal(2)), Decimal(2)),
        (Formula('"a"&"b"', "ab"), "ab"),
        (Formula("1=1", True), True),
        (Formula("1/0", CellError("#DIV/0!")), CellError("#DIV/0!")),
    ],
)
def test_what_is_written_reads_back_after_saving(book: Workbook, written: Written, read: Cell) -> None:
    book.write_rows("tblChecks", [("E1", written, None), ("E2", None, None)])
    book.save()
    assert book.tables()["tblChecks"].rows == (("E1", read, None), ("E2", None, None))


@pytest.mark.parametrize("day", [date(2026, 1, 31), datetime(2026, 1, 31, 12, 30)])
def test_a_day_reads_back_where_the_cell_shows_days(book: Workbook, day: date) -> None:
    book.write_rows("tblChecks", [(None, None, day)])
    book.save()
    assert book.tables()["tblChecks"].rows == ((None, None, day),)


def test_nothing_is_read_back_before_saving(book: Workbook) -> None:
    book.write_rows("tblChecks", [("E1", None, None)])
    assert book.tables() == BEFORE


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_a_table_grows_and_shrinks_but_keeps_one_row(book: Workbook, count: int) -> None:
    for rows in (30, count):
        book.write_rows("tblChecks", [("E", Decimal(row), None) for row in range(1, rows + 1)])
        book.save()
    found = book.tables()["tblChecks"].rows
    assert found == tuple(("E", Decimal(row), None) for row in range(1, count + 1)) or (found, count) == (
        CHECKS.rows,
        0,
    )


def test_other_tables_stay(book: Workbook) -> None:
    book.write_rows("tblChecks", [("E1", None, None)])
    book.save()
    assert book.tables()["tblKpis"] == KPIS


@pytest.mark.parametrize(
    "write",
    [
        lambda book: book.write_rows("tblNone", []),
        lambda book: book.write_rows("tblChecks", [("too short",)]),
    ],
)
def test_a_table_that_is_not_there_or_a_row_that_does_not_fit_is_an_error(
    book: Workbook, write: Callable[[Workbook], None]
) -> None:
    with pytest.raises((KeyError, ValueError)):
        write(book)
