"""What does an open document keep when results are written into it, beyond the promises of the port?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import CellError, Formula, Row
from tests.support.libreoffice import Office, Workbook

pytestmark = pytest.mark.libreoffice

TITLE, HEAD, KPI = Row("title", ("Statement",)), Row("head", ("kpi", "amount")), Row("kpi", ("FCR", Decimal("1.5")))
NOTE, TOTAL = Row("note", ("see below",)), Row("total", (None, Formula("SUM(tblLines[amount])", Decimal("1.5"))))
AMOUNT, PLAIN = "#,##0.00", "General"


@pytest.fixture
def opened(office: Office, tmp_path: Path) -> Iterator[Workbook]:
    """A result sheet with a row of each kind and a table with totals, beside an input sheet."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        _statement(book)
        _checks(book)
    with office.open(path) as found:
        yield found


def _statement(book: Any) -> None:
    sheet = book.add_worksheet("Statement")
    sheet.set_column("A:A", None, None, {"hidden": True})
    sheet.write_column("A1", ["title", "head", "kpi", "note", "total"])
    sheet.set_row(0, 30)
    sheet.write("B1", "Statement", book.add_format({"bold": True}))
    sheet.add_table("B2:C3", {"name": "tblLines", "columns": [{"header": "kpi"}, {"header": "amount"}]})
    sheet.write("C3", 1, book.add_format({"num_format": AMOUNT}))
    sheet.write_formula("C5", "=SUM(C3)", book.add_format({"num_format": AMOUNT}), 1)
    sheet.conditional_format("C1:C40", {"type": "cell", "criteria": "<", "value": 0, "format": book.add_format()})
    sheet.protect("", {"format_columns": True})


def _checks(book: Any) -> None:
    sheet = book.add_worksheet("Checks")
    columns = [{"header": "code", "total_string": "Total"}, {"header": "count"}]
    sheet.add_table("B2:C4", {"name": "tblChecks", "total_row": True, "columns": columns})
    sheet.write_formula("C4", "=SUBTOTAL(109,tblChecks[count])", None, 2)
    sheet.write_row("B3", ["E1", 2], book.add_format({"italic": True}))
    sheet.write("E1", "beside")
    sheet.write("B12", "below")
    sheet.write_array_formula("E5:E6", "{=C3*{1;2}}")
    sheet.merge_range("E8:F8", "merged")


def book_of(found: Workbook) -> Any:
    from bonusmalus_addin.libreoffice.book import UnoWorkbook

    return UnoWorkbook(found.document, "Test")


def settled(found: Workbook, *rows: Row) -> None:
    book = book_of(found)
    book.write_sheet("Statement", rows)
    book.save()


def rows_of(found: Workbook, count: int) -> list[tuple[object, ...]]:
    """Of each row of the statement: kind, height in points, whether it can be seen, format of the amount."""
    sheet = found.document.Sheets.getByName("Statement")
    formats = found.document.NumberFormats
    return [
        (
            sheet.getCellByPosition(0, row).String,
            round(sheet.Rows.getByIndex(row).Height / 35.28),
            sheet.Rows.getByIndex(row).IsVisible,
            formats.getByKey(sheet.getCellByPosition(2, row).NumberFormat).FormatString,
        )
        for row in range(count)
    ]


def test_rows_look_like_the_first_of_their_kind_and_a_kind_without_rows_is_kept(opened: Workbook) -> None:
    settled(opened, HEAD, KPI, KPI, Row("new", ("plain",)))
    assert rows_of(opened, 8) == [
        ("head", 15, True, PLAIN),
        ("kpi", 15, True, AMOUNT),
        ("kpi", 15, True, AMOUNT),
        ("new", 15, True, PLAIN),
        ("~title", 30, False, PLAIN),
        ("~note", 15, False, PLAIN),
        ("~total", 15, False, AMOUNT),
        ("", 15, True, PLAIN),
    ]
    settled(opened, TITLE, HEAD, KPI, TOTAL)
    assert [row[0] for row in rows_of(opened, 7)] == ["title", "head", "kpi", "total", "~new", "~note", ""]
    assert rows_of(opened, 1) == [("title", 30, True, PLAIN)]


def test_a_kind_that_is_hidden_itself_stays_so(opened: Workbook) -> None:
    sheet = opened.document.Sheets.getByName("Statement")
    sheet.unprotect("")
    sheet.Rows.getByIndex(3).IsVisible = False
    settled(opened, HEAD, KPI)
    assert ("~~note", False) in [(row[0], row[2]) for row in rows_of(opened, 6)]
    settled(opened, HEAD, KPI, NOTE)
    assert rows_of(opened, 3)[2][:3:2] == ("note", False)


def test_what_was_written_is_saved_as_xlsx_and_read_the_same(opened: Workbook, tmp_path: Path) -> None:
    settled(opened, TITLE, HEAD, KPI, Row("kpi", ("=CES", Decimal("-0.1"))), TOTAL)
    opened.save_as(tmp_path / "saved.xlsx")
    tables = XlsxWorkbook(tmp_path / "saved.xlsx").tables()
    assert tables == book_of(opened).tables()
    assert tables["tblLines"].rows == (("FCR", Decimal("1.5")), ("=CES", Decimal("-0.1")))


def test_conditional_formats_and_what_the_protection_allows_stay(opened: Workbook, tmp_path: Path) -> None:
    sheet = opened.document.Sheets.getByName("Statement")
    before = [each.Range.RangeAddressesAsString for each in sheet.ConditionalFormats.getConditionalFormats()]
    settled(opened, HEAD, KPI, KPI, KPI, TITLE, TOTAL)
    after = [each.Range.RangeAddressesAsString for each in sheet.ConditionalFormats.getConditionalFormats()]
    assert len(after) == len(before)
    opened.save_as(tmp_path / "saved.xlsx")
    import openpyxl

    protection = openpyxl.load_workbook(tmp_path / "saved.xlsx")["Statement"].protection
    assert (protection.sheet, protection.formatColumns, protection.formatRows) == (True, False, True)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_a_totals_row_moves_along_and_new_rows_look_like_the_first(opened: Workbook, count: int) -> None:
    book = book_of(opened)
    book.write_rows("tblChecks", [(f"E{number}", Decimal(number)) for number in range(1, count + 1)])
    book.save()
    total = 3 + count
    assert (opened.cell("Checks", f"B{total}").value, opened.cell("Checks", f"C{total}").value) == (
        "Total",
        sum(range(1, count + 1)),
    )
    cells = opened.document.Sheets.getByName("Checks").getCellRangeByName(f"B3:B{total - 1}")
    assert cells.CharPosture.value == "ITALIC"
    assert opened.cell("Checks", f"B{total + 1}").value is None


@pytest.mark.parametrize(
    ("code", "write"),
    [
        ("file.occupied", lambda book: book.write_rows("tblChecks", [("E", None)] * 9)),
        ("file.merged", lambda book: book.write_cells("Checks", {"F8": "hidden"})),
        ("file.formula-group", lambda book: book.write_cells("Checks", {"E6": "torn"})),
    ],
)
def test_what_cannot_be_written_is_refused_and_everything_else_is_taken_back(
    opened: Workbook, code: str, write: Callable[[Any], None]
) -> None:
    before = opened.values("Checks", "A1:F14"), opened.values("Statement", "A1:C9")
    book = book_of(opened)
    book.write_sheet("Statement", [HEAD, KPI])
    write(book)
    with pytest.raises(FileRefused) as refused:
        book.save()
    assert refused.value.code == code
    assert (opened.values("Checks", "A1:F14"), opened.values("Statement", "A1:C9")) == before
    document = opened.document
    assert (document.isModified(), document.UndoManager.isUndoPossible(), document.hasControllersLocked()) == (
        False,
        False,
        False,
    )
    assert document.Sheets.getByName("Statement").isProtected()


def test_saving_without_changes_leaves_the_document_unmodified(opened: Workbook) -> None:
    book = book_of(opened)
    book.tables()
    book.save()
    assert (opened.document.isModified(), opened.document.UndoManager.isUndoPossible()) == (False, False)


def test_the_header_of_a_table_is_no_result_cell(opened: Workbook) -> None:
    with pytest.raises(ValueError, match="C2 heads a column of tblChecks"):
        book_of(opened).write_cells("Checks", {"C2": "other"})


def test_a_value_that_no_cell_can_show_is_an_error_and_nothing_is_written(opened: Workbook) -> None:
    book = book_of(opened)
    book.write_cells("Checks", {"E1": "other", "E2": CellError("uncached")})
    with pytest.raises(ValueError, match="no error that a cell can show"):
        book.save()
    assert opened.cell("Checks", "E1").value == "beside"
