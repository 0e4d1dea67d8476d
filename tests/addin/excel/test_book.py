"""What does an open Excel workbook keep when results are written into it, beyond the promises of the port?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from xlwings import Book

from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.writing import as_text
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.port import CellError, Row
from tests.support.excel import native
from tests.support.excel.engine import excel, opened
from tests.support.libreoffice import Office
from tests.support.result_workbook import HEAD, KPI, MONTH, MONTHS, NOTE, TITLE, TOTAL, build

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Iterator[Book]:
    """A result sheet with a row of each kind and two tables, beside a table with totals."""
    path = tmp_path / "book.xlsx"
    build(path)
    with excel(office) as app, opened(app, path) as found:
        yield found


def settled(found: Book, *rows: Row) -> None:
    workbook = ExcelWorkbook(found)
    workbook.write_sheet("Statement", rows)
    workbook.save()


def test_what_names_the_cells_of_a_table_that_moves_follows(book: Book) -> None:
    settled(book, TITLE, NOTE, HEAD, *[KPI] * 5, NOTE, NOTE, MONTHS, MONTH, TOTAL)
    assert book.sheets["Checks"].range("H1").raw_value == "Jan"


def test_a_result_sheet_is_protected_again_with_all_that_it_allowed(book: Book) -> None:
    impl = book.sheets["Statement"].impl
    impl.api.Unprotect("")
    allowed = [name in ("AllowSorting", "AllowFormattingColumns") for name in native.ALLOWED]
    impl.api.Protect("", False, True, False, False, *allowed)
    settled(book, HEAD, KPI, MONTHS, MONTH)
    held = book.sheets["Statement"].api
    assert held.ProtectContents
    assert [getattr(held.Protection, name) for name in native.ALLOWED] == allowed


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


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "1e5", "TRUE", "ONWAAR", "1-2", "50%", "'quoted", "#N/A", "true  ", "Jan 5"]
)
def test_a_text_that_excel_could_take_for_something_else_is_given_as_text(text: str) -> None:
    assert as_text(text) == f"'{text}"


def contents(found: Book) -> list[object]:
    return [found.sheets[name].range("A1:J20").formula for name in ("Statement", "Checks")]
