"""Does every host keep the promises of the port?

A new host joins with one line in HOSTS: a function that opens a workbook with the tables BEFORE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Cell, CellError, Formula, Row, Table, Workbook, Written, shown
from tests.support.libreoffice import Office

KPIS = Table(
    "tblKpis", "KPI's & more", 3, 2, ("Code", "Weight"), (("FCR", Decimal("0.4")), (None, None), ("CES", None))
)
CHECKS = Table("tblChecks", "Checks", 1, 1, ("Code", "Found", "Since"), ((None, None, None),))
STATEMENT = Table("tblLines", "Statement", 2, 2, ("KPI", "Amount"), (("FCR", Decimal(1)),), below="C4")
BEFORE = {"tblKpis": KPIS, "tblChecks": CHECKS, "tblLines": STATEMENT}

TITLE, HEAD, LINE = Row("title", ("Statement",)), Row("head", ("KPI", "Amount")), Row("line", ("FCR", Decimal(1)))
TOTAL = Row("total", (None, Formula("SUM(tblLines[Amount])", Decimal(1))))
SPARE = "~note"
"""What the sheet keeps of a kind of row that it does not show."""


@dataclass(frozen=True)
class Host:
    """A workbook in a host, how its user sees a cell, `look("Statement", "B3")`, and whether it hides a sheet."""

    book: Workbook
    look: Callable[[str, str], Cell]
    hides: Callable[[str], bool]

    def column(self, letter: str, rows: int) -> list[Cell]:
        """The first cells of a column of the statement."""
        return [self.look("Statement", f"{letter}{row}") for row in range(1, rows + 1)]


@contextmanager
def _memory(_: Path, __: pytest.FixtureRequest) -> Iterator[Host]:
    book = MemoryWorkbook(*BEFORE.values())

    def look(sheet: str, address: str) -> Cell:
        if (sheet, address) in book.cells:
            return shown(book.cells[sheet, address])
        rows = book.sheets.get(sheet, ())
        row, column = int(address[1:]) - 1, "ABCD".index(address[0])
        cells: Sequence[Written] = (rows[row].kind, *rows[row].cells) if row < len(rows) else ()
        return shown(cells[column]) if column < len(cells) else None

    yield Host(book, look, lambda sheet: sheet not in book.shown)


@contextmanager
def _xlsx(path: Path, _: pytest.FixtureRequest) -> Iterator[Host]:
    def look(sheet: str, address: str) -> Cell:
        with path.open("rb") as file:
            value: Any = openpyxl.load_workbook(file, data_only=True)[sheet][address].value
        return Decimal(str(value)) if isinstance(value, (int, float)) else value

    def hides(sheet: str) -> bool:
        with path.open("rb") as file:
            return str(openpyxl.load_workbook(file)[sheet].sheet_state) != "visible"

    yield Host(XlsxWorkbook(path), look, hides)


@contextmanager
def _uno(path: Path, request: pytest.FixtureRequest) -> Iterator[Host]:
    office: Office = request.getfixturevalue("office")
    from bonusmalus_addin.libreoffice.book import UnoWorkbook  # needs LibreOffice's bridge

    with office.open(path) as opened:

        def look(sheet: str, address: str) -> Cell:
            value = opened.cell(sheet, address).value
            return Decimal(str(value)).normalize() if isinstance(value, float) else value or None

        def hides(sheet: str) -> bool:
            return not opened.document.Sheets.getByName(sheet).IsVisible

        yield Host(UnoWorkbook(opened.document, "Test"), look, hides)


@contextmanager
def _xlwings(path: Path, request: pytest.FixtureRequest) -> Iterator[Host]:
    office: Office = request.getfixturevalue("office")
    from bonusmalus_addin.excel.book import ExcelWorkbook  # xlwings takes half a second
    from tests.support.excel.engine import excel, opened

    with excel(office) as app, opened(app, path) as book:

        def look(sheet: str, address: str) -> Cell:
            value = book.sheets[sheet].range(address).raw_value
            return Decimal(str(value)).normalize() if isinstance(value, float) else value

        yield Host(ExcelWorkbook(book), look, lambda sheet: not book.sheets[sheet].visible)


Opens = Callable[[Path, pytest.FixtureRequest], AbstractContextManager[Host]]
HOSTS: dict[str, Opens] = {"memory": _memory, "xlsx": _xlsx, "uno": _uno, "xlwings": _xlwings}


@pytest.fixture(
    params=["memory", "xlsx", *(pytest.param(name, marks=pytest.mark.libreoffice) for name in ("uno", "xlwings"))]
)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    with HOSTS[request.param](_written(tmp_path / "book.xlsx"), request) as opened:
        yield opened


@pytest.fixture
def book(host: Host) -> Workbook:
    return host.book


def _written(path: Path) -> Path:
    """The file of all hosts that have one."""
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
        book.get_worksheet_by_name("Checks").write_blank("C2", None, day)
        book.get_worksheet_by_name("Checks").hide()
        statement = book.get_worksheet_by_name("Statement")
        statement.write_column("A1", ["title", "head", "line", "total", SPARE])
        statement.write("B1", "Statement")
        statement.write_formula("C4", "=SUM(tblLines[Amount])", None, 1)
        statement.set_row(4, None, None, {"hidden": True})
        statement.protect()
    return path


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


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_a_result_sheet_shows_the_rows_that_were_written_and_calculates_them(host: Host, lines: int) -> None:
    rows = [TITLE, *[Row("space", ())] * lines, HEAD, *[LINE] * lines, Row("total", (None, _sum(lines)))]
    host.book.write_sheet("Statement", rows)
    host.book.save()
    assert host.column("A", len(rows)) == [row.kind for row in rows]
    assert host.column("B", len(rows)) == ["Statement", *[None] * lines, "KPI", *["FCR"] * lines, None]
    assert host.column("C", len(rows))[lines + 1 :] == ["Amount", *[Decimal(1)] * lines, Decimal(lines)]


def test_a_shorter_result_sheet_leaves_nothing_of_the_longer_one(host: Host) -> None:
    for lines in (30, 1):
        host.book.write_sheet("Statement", [TITLE, HEAD, *[LINE] * lines, TOTAL])
        host.book.save()
    assert host.column("B", 40) == ["Statement", "KPI", "FCR", *[None] * 37]


def test_a_table_on_a_result_sheet_follows_its_rows(host: Host) -> None:
    host.book.write_sheet("Statement", [HEAD, *[Row("line", ("CES", Decimal(2)))] * 3, TITLE])
    host.book.save()
    if not isinstance(host.book, MemoryWorkbook):  # it has no rows of which kinds could be known
        rows = (("CES", Decimal(2)),) * 3
        assert host.book.tables()["tblLines"] == Table("tblLines", "Statement", 1, 2, ("KPI", "Amount"), rows, "B5")


def test_nothing_of_a_result_sheet_is_seen_before_saving(host: Host) -> None:
    before = host.column("B", 4)
    if not isinstance(host.book, MemoryWorkbook):  # it shows what it was given
        host.book.write_sheet("Statement", [HEAD, LINE])
        host.book.write_cells("Checks", {"B2": "written"})
        assert (host.column("B", 4), host.look("Checks", "B2")) == (before, None)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("=1+1", "=1+1"),
        (Decimal("0.1"), Decimal("0.1")),
        (Formula("1+1", Decimal(2)), Decimal(2)),
        (Formula("SUM(tblLines[Amount])+C3", Decimal(2)), Decimal(2)),
        (None, None),
    ],
)
def test_single_cells_are_replaced(host: Host, written: Written, seen: Cell) -> None:
    host.book.write_cells("Statement", {"D9": written, "B1": "Title"})
    host.book.save()
    assert (host.look("Statement", "D9"), host.look("Statement", "B1")) == (seen, "Title")


def test_a_hidden_sheet_is_shown_once_it_is_saved(host: Host) -> None:
    host.book.show("Checks")
    assert host.hides("Checks") or isinstance(host.book, MemoryWorkbook)  # it shows what it was given
    for _ in range(2):
        host.book.save()
        assert not host.hides("Checks")
        host.book.show("Checks")


def test_a_sheet_that_is_not_there_cannot_be_shown(host: Host) -> None:
    if not isinstance(host.book, MemoryWorkbook):  # it knows no sheets but those of its tables
        with pytest.raises(KeyError):
            host.book.show("None")


def _sum(lines: int) -> Formula:
    return Formula("SUM(tblLines[Amount])", Decimal(lines))
