"""What does an open Excel workbook keep when results are written into it, beyond the promises of the port?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlwings import Book

from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.writing import as_text
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.port import CellError, Formula, Row
from tests.support.excel import native
from tests.support.excel.engine import excel, opened
from tests.support.libreoffice import Office

pytestmark = pytest.mark.libreoffice

TITLE, HEAD, KPI = Row("title", ("Statement",)), Row("head", ("kpi", "amount")), Row("kpi", ("FCR", Decimal("1.5")))
NOTE, TOTAL = Row("note", ("see below",)), Row("total", (None, Formula("SUM(tblLines[amount])", Decimal("1.5"))))
MONTHS, MONTH = Row("months", ("month", "volume")), Row("month", ("Jan", Decimal(7)))


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Iterator[Book]:
    """A result sheet with a row of each kind and two tables, beside a table with totals."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        _statement(made)
        _checks(made)
    with excel(office) as app, opened(app, path) as found:
        yield found


def _statement(made: Any) -> None:
    sheet, yellow = made.add_worksheet("Statement"), made.add_format({"bg_color": "#FFFF00"})
    sheet.set_column("A:A", None, None, {"hidden": True})
    sheet.write_column("A1", ["title", "head", "kpi", "note", "months", "month", "total"])
    sheet.set_row(0, 30)
    sheet.write("B1", "Statement")
    sheet.add_table("B2:C3", {"name": "tblLines", "columns": [{"header": "kpi"}, {"header": "amount"}]})
    sheet.write("C3", 1, yellow)
    sheet.add_table("B5:C6", {"name": "tblMonths", "columns": [{"header": "month"}, {"header": "volume"}]})
    sheet.protect("", {"format_columns": True, "sort": True})


def _checks(made: Any) -> None:
    sheet = made.add_worksheet("Checks")
    columns = [{"header": "code", "total_string": "Total"}, {"header": "count"}]
    sheet.add_table("B2:C4", {"name": "tblChecks", "total_row": True, "columns": columns})
    sheet.write_formula("C4", "=SUBTOTAL(109,tblChecks[count])", None, 2)
    sheet.write_row("B3", ["E1", 2], made.add_format({"bg_color": "#FFFF00"}))
    sheet.write("E1", "beside")
    sheet.write("B12", "below")
    sheet.write_array_formula("E5:E6", "{=C3*{1;2}}")
    sheet.merge_range("E8:F8", "merged")
    sheet.write_formula("H1", "=Statement!B6")
    sheet.write("H2", 12.345678, made.add_format({"num_format": "[$€-413] #,##0.00"}))
    sheet.write("H3", 0.5, made.add_format({"num_format": "hh:mm"}))
    sheet.add_table("J1:J3", {"name": "tblPrices", "columns": [{"header": "price"}]})
    sheet.write("J2", 12.345678, made.add_format({"num_format": "[$€-413] #,##0.00"}))
    sheet.write("J3", 0.5, made.add_format({"num_format": "hh:mm"}))


def settled(found: Book, *rows: Row) -> None:
    workbook = ExcelWorkbook(found)
    workbook.write_sheet("Statement", rows)
    workbook.save()


def rows_of(found: Book, count: int) -> list[tuple[object, ...]]:
    """Of each row of the statement: kind, height in points, whether it is hidden, colour of the amount."""
    sheet = found.sheets["Statement"]
    lines = (sheet.range(f"{row}:{row}") for row in range(1, count + 1))
    return [
        (
            sheet.range((row, 1)).raw_value,
            None if line.rows.hidden else round(line.row_height or 0),
            line.rows.hidden,
            sheet.range((row, 3)).color is not None,
        )
        for row, line in enumerate(lines, 1)
    ]


def test_rows_look_like_the_first_of_their_kind_and_a_kind_without_rows_is_kept(book: Book) -> None:
    settled(book, HEAD, KPI, KPI, MONTHS, MONTH, Row("new", ("plain",)))
    assert rows_of(book, 10) == [
        ("head", 15, False, False),
        ("kpi", 15, False, True),
        ("kpi", 15, False, True),
        ("months", 15, False, False),
        ("month", 15, False, False),
        ("new", 15, False, False),
        ("~title", None, True, False),
        ("~note", None, True, False),
        ("~total", None, True, False),
        (None, 15, False, False),
    ]
    settled(book, TITLE, HEAD, KPI, MONTHS, MONTH, TOTAL)
    assert [row[0] for row in rows_of(book, 9)] == [
        "title", "head", "kpi", "months", "month", "total", "~new", "~note", None,
    ]  # fmt: skip
    assert rows_of(book, 1) == [("title", 30, False, False)]


@pytest.mark.parametrize("lines", [1, 2, 9])
@pytest.mark.parametrize("months", [1, 3])
def test_both_tables_of_a_sheet_move_and_what_names_their_cells_follows(book: Book, lines: int, months: int) -> None:
    for count in (5, lines):
        settled(book, TITLE, NOTE, HEAD, *[KPI] * count, NOTE, NOTE, MONTHS, *[MONTH] * months, TOTAL)
    tables = ExcelWorkbook(book).tables()
    assert (tables["tblLines"].row, len(tables["tblLines"].rows)) == (3, lines)
    assert (tables["tblMonths"].row, len(tables["tblMonths"].rows)) == (6 + lines, months)
    assert book.sheets["Checks"].range("H1").raw_value == "Jan"
    assert book.sheets["Statement"].range((7 + lines + months, 3)).raw_value == 1.5 * lines


def test_a_kind_that_is_hidden_itself_stays_so(book: Book) -> None:
    line = book.sheets["Statement"].range("4:4")
    line.rows.hidden = True
    settled(book, HEAD, KPI, MONTHS, MONTH)
    assert ("~~note", True) in [(row[0], row[2]) for row in rows_of(book, 8)]
    settled(book, HEAD, KPI, NOTE, MONTHS, MONTH)
    assert rows_of(book, 3)[2][:3:2] == ("note", True)


def test_a_result_sheet_is_protected_again_with_all_that_it_allowed(book: Book) -> None:
    impl = book.sheets["Statement"].impl
    impl.api.Unprotect("")
    allowed = [name in ("AllowSorting", "AllowFormattingColumns") for name in native.ALLOWED]
    impl.api.Protect("", False, True, False, False, *allowed)
    settled(book, HEAD, KPI, MONTHS, MONTH)
    held = book.sheets["Statement"].api
    assert held.ProtectContents
    assert [getattr(held.Protection, name) for name in native.ALLOWED] == allowed


@pytest.mark.parametrize("count", [1, 2, 6])
def test_a_totals_row_moves_along_and_new_rows_look_like_the_first(book: Book, count: int) -> None:
    workbook = ExcelWorkbook(book)
    workbook.write_rows("tblChecks", [(f"E{number}", Decimal(number)) for number in range(1, count + 1)])
    workbook.save()
    sheet, total = book.sheets["Checks"], 3 + count
    assert (sheet.range(f"B{total}").raw_value, sheet.range(f"C{total}").raw_value) == ("Total", sum(range(count + 1)))
    assert all(sheet.range(f"B{row}").color == (255, 255, 0) for row in range(3, total))
    assert sheet.range(f"B{total + 1}").raw_value is None


@pytest.mark.parametrize(
    ("code", "write"),
    [
        ("file.occupied", lambda book: book.write_rows("tblChecks", [("E", None)] * 9)),
        ("file.merged", lambda book: book.write_cells("Checks", {"F8": "hidden"})),
        ("file.formula-group", lambda book: book.write_cells("Checks", {"E6": "torn"})),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_written(
    book: Book, code: str, write: Callable[[Any], None]
) -> None:
    before = contents(book)
    workbook = ExcelWorkbook(book)
    workbook.write_sheet("Statement", [HEAD, KPI, MONTHS, MONTH])
    write(workbook)
    with pytest.raises(FileRefused) as refused:
        workbook.save()
    assert refused.value.code == code
    assert contents(book) == before
    assert book.sheets["Statement"].api.ProtectContents


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("file.read-only", lambda book: setattr(book.api, "ReadOnly", True)),
        ("file.structure", lambda book: setattr(book.api, "ProtectStructure", True)),
        ("file.protected", lambda book: book.sheets["Statement"].impl.held.protect("secret")),
    ],
)
def test_a_workbook_that_its_owner_closed_is_refused(book: Book, code: str, spoil: Callable[[Book], None]) -> None:
    book.sheets["Checks"].visible = False
    book.sheets["Statement"].impl.held.unprotect("")
    spoil(book)
    before = contents(book)
    workbook = ExcelWorkbook(book)
    workbook.write_sheet("Statement", [HEAD, KPI, MONTHS, MONTH])
    workbook.show("Checks")
    with pytest.raises(FileRefused) as refused:
        workbook.save()
    assert refused.value.code == code
    assert contents(book) == before


def test_a_sheet_without_its_kinds_of_rows_is_refused_at_once(book: Book) -> None:
    with pytest.raises(FileRefused) as refused:
        ExcelWorkbook(book).write_sheet("Statement", [TITLE, TOTAL])
    assert refused.value.code == "file.statement"


def test_filtered_rows_are_read_and_a_filtered_table_is_written_whole(book: Book) -> None:
    workbook = ExcelWorkbook(book)
    workbook.write_rows("tblChecks", [("E1", Decimal(1)), ("E2", Decimal(2)), ("E3", Decimal(3))])
    workbook.save()
    filter_by_code(book, "E2")
    assert book.sheets["Checks"].range("3:3").rows.hidden
    assert len(workbook.tables()["tblChecks"].rows) == 3
    workbook.write_rows("tblChecks", [("E4", None), ("E5", None)])
    workbook.save()
    assert [row[0] for row in workbook.tables()["tblChecks"].rows] == ["E4", "E5"]
    assert not book.sheets["Checks"].range("3:3").rows.hidden


def filter_by_code(book: Book, code: str) -> None:
    import uno

    found = book.sheets["Checks"].tables["tblChecks"].impl.found
    wanted = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    wanted.Field, wanted.StringValue = 0, code
    wanted.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    found.AutoFilter = True
    found.FilterDescriptor.setFilterFields((wanted,))
    found.refresh()


def test_money_is_read_with_all_its_digits_and_a_time_of_day_is_a_number(book: Book) -> None:
    assert book.sheets["Checks"].range("J2").raw_value == Decimal("12.3457")
    assert ExcelWorkbook(book).tables()["tblPrices"].rows == ((Decimal("12.345678"),), (Decimal("0.5"),))


def test_excel_is_as_before_even_when_writing_fails(book: Book) -> None:
    app = book.app
    app.calculation, app.screen_updating = "semiautomatic", True
    workbook = ExcelWorkbook(book)
    workbook.write_cells("Checks", {"E1": CellError("uncached")})
    with pytest.raises(ValueError, match="no error that a cell can show"):
        workbook.save()
    assert (app.calculation, app.screen_updating, app.enable_events) == ("semiautomatic", True, True)
    assert app.api.AutoCorrect.AutoFillFormulasInLists


def test_the_header_of_a_table_is_no_result_cell(book: Book) -> None:
    with pytest.raises(ValueError, match="C2 heads a column of tblChecks"):
        ExcelWorkbook(book).write_cells("Checks", {"C2": "other"})


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "1e5", "TRUE", "ONWAAR", "1-2", "50%", "'quoted", "#N/A", "true  ", "Jan 5"]
)
def test_a_text_that_excel_could_take_for_something_else_is_given_as_text(text: str) -> None:
    assert as_text(text) == f"'{text}"


def contents(found: Book) -> list[object]:
    return [found.sheets[name].range("A1:J20").formula for name in ("Statement", "Checks")]
