"""What does an open workbook keep when results are written into it, in each program, beyond the promises of the port?

Both are LibreOffice here: Excel's adapter speaks to it through xlwings. So what a user sees is looked at in one way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.port import CellError, Row
from bonusmalus_core.workbook.port import Workbook as Port
from tests.support.excel.engine import App, excel
from tests.support.libreoffice import Office, Workbook
from tests.support.result_workbook import (
    HEAD,
    KPI,
    MONTH,
    MONTHS,
    NOTE,
    TITLE,
    TOTAL,
    UNWRITABLE,
    YELLOW,
    build,
)

pytestmark = pytest.mark.libreoffice


@dataclass(frozen=True)
class Open:
    """A workbook as its user sees it, open in LibreOffice, or in an Excel that is one."""

    seen: Workbook
    excel: App | None

    def port(self) -> Port:
        """The workbook as its program holds it now."""
        if self.excel:
            from bonusmalus_addin.excel.book import ExcelWorkbook

            return ExcelWorkbook(xlwings.Book(impl=self.excel.books.active))
        from bonusmalus_addin.libreoffice.book import UnoWorkbook

        return UnoWorkbook(self.seen.document, "Test")

    def settle(self, *rows: Row) -> None:
        book = self.port()
        book.write_sheet("Statement", rows)
        book.save()

    def rows(self, count: int) -> list[tuple[object, ...]]:
        """Of each row of the statement: kind, height in points, whether it is seen, whether the amount is yellow."""
        sheet = self.seen.document.Sheets.getByName("Statement")
        return [
            (
                sheet.getCellByPosition(0, row).String,
                round(sheet.Rows.getByIndex(row).Height / 35.28),
                sheet.Rows.getByIndex(row).IsVisible,
                sheet.getCellByPosition(2, row).CellBackColor == YELLOW,
            )
            for row in range(count)
        ]


@pytest.fixture(params=["libreoffice", "excel"])
def opened(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> Iterator[Open]:
    path = tmp_path / "book.xlsx"
    build(path)
    with office.open(path) as seen:
        if request.param == "libreoffice":
            yield Open(seen, None)
            return
        with excel(office) as app:
            app.books.put(seen.document, str(path))
            yield Open(seen, app)


def test_rows_look_like_the_first_of_their_kind_and_a_kind_without_rows_is_kept(opened: Open) -> None:
    opened.settle(HEAD, KPI, KPI, MONTHS, MONTH, Row("new", ("plain",)))
    assert opened.rows(10) == [
        ("head", 15, True, False),
        ("kpi", 15, True, True),
        ("kpi", 15, True, True),
        ("months", 15, True, False),
        ("month", 15, True, False),
        ("new", 15, True, False),
        ("~title", 30, False, False),
        ("~note", 15, False, False),
        ("~total", 15, False, False),
        ("", 15, True, False),
    ]
    opened.settle(TITLE, HEAD, KPI, MONTHS, MONTH, TOTAL)
    kinds = [row[0] for row in opened.rows(9)]
    assert kinds == ["title", "head", "kpi", "months", "month", "total", "~new", "~note", ""]
    assert opened.rows(1) == [("title", 30, True, False)]


def test_a_kind_that_is_hidden_itself_stays_so(opened: Open) -> None:
    sheet = opened.seen.document.Sheets.getByName("Statement")
    sheet.unprotect("")
    sheet.Rows.getByIndex(3).IsVisible = False
    opened.settle(HEAD, KPI, MONTHS, MONTH)
    assert ("~~note", False) in [(row[0], row[2]) for row in opened.rows(8)]
    opened.settle(HEAD, KPI, NOTE, MONTHS, MONTH)
    assert opened.rows(3)[2][:3:2] == ("note", False)


@pytest.mark.parametrize("lines", [1, 9])
@pytest.mark.parametrize("months", [1, 3])
def test_both_tables_of_a_sheet_move_and_what_sums_them_up_follows(opened: Open, lines: int, months: int) -> None:
    for count in (5, lines):
        opened.settle(TITLE, NOTE, HEAD, *[KPI] * count, NOTE, NOTE, MONTHS, *[MONTH] * months, TOTAL)
    tables = opened.port().tables()
    assert (tables["tblLines"].row, len(tables["tblLines"].rows)) == (3, lines)
    assert (tables["tblMonths"].row, len(tables["tblMonths"].rows)) == (6 + lines, months)
    assert opened.seen.cell("Statement", f"C{7 + lines + months}").value == 1.5 * lines


@pytest.mark.parametrize("count", [1, 2, 6])
def test_a_totals_row_moves_along_and_new_rows_look_like_the_first(opened: Open, count: int) -> None:
    book = opened.port()
    book.write_rows("tblChecks", [(f"E{number}", Decimal(number)) for number in range(1, count + 1)])
    book.save()
    total = 3 + count
    found = [opened.seen.cell("Checks", f"{column}{total}").value for column in "BC"]
    assert found == ["Total", sum(range(count + 1))]
    cells = opened.seen.document.Sheets.getByName("Checks").getCellRangeByName(f"B3:B{total - 1}")
    assert cells.CellBackColor == YELLOW
    assert opened.seen.cell("Checks", f"B{total + 1}").value is None


@pytest.mark.parametrize("code", UNWRITABLE)
def test_what_cannot_be_written_is_refused_and_nothing_else_is_written(opened: Open, code: str) -> None:
    before = contents(opened)
    book = opened.port()
    book.write_sheet("Statement", [HEAD, KPI, MONTHS, MONTH])
    UNWRITABLE[code](book)
    with pytest.raises(FileRefused) as refused:
        book.save()
    assert refused.value.code == code
    assert contents(opened) == before
    assert opened.seen.document.Sheets.getByName("Statement").isProtected()


def test_a_value_that_no_cell_can_show_is_an_error(opened: Open) -> None:
    book = opened.port()
    book.write_cells("Checks", {"E1": CellError("uncached")})
    with pytest.raises(ValueError, match="no error that a cell can show"):
        book.save()
    assert opened.seen.cell("Checks", "E1").value == "beside"


def test_the_header_of_a_table_is_no_result_cell(opened: Open) -> None:
    with pytest.raises(ValueError, match="C2 heads a column of tblChecks"):
        opened.port().write_cells("Checks", {"C2": "other"})


def contents(opened: Open) -> list[object]:
    return [opened.seen.values(sheet, "A1:J20") for sheet in ("Statement", "Checks")]
