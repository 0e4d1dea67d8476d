"""What does an open document keep when results are written into it, beyond the promises of the port?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Row
from tests.support.libreoffice import Office, Workbook
from tests.support.result_workbook import HEAD, KPI, MONTH, MONTHS, TITLE, TOTAL, UNWRITABLE, build

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def opened(office: Office, tmp_path: Path) -> Iterator[Workbook]:
    """A result sheet with a row of each kind and a table with totals, beside an input sheet."""
    path = tmp_path / "book.xlsx"
    build(path)
    with office.open(path) as found:
        yield found


def book_of(found: Workbook) -> Any:
    from bonusmalus_addin.libreoffice.book import UnoWorkbook

    return UnoWorkbook(found.document, "Test")


def settled(found: Workbook, *rows: Row) -> None:
    book = book_of(found)
    book.write_sheet("Statement", rows)
    book.save()


def test_what_was_written_is_saved_as_xlsx_and_read_the_same(opened: Workbook, tmp_path: Path) -> None:
    settled(opened, TITLE, HEAD, KPI, Row("kpi", ("=CES", Decimal("-0.1"))), MONTHS, MONTH, TOTAL)
    opened.save_as(tmp_path / "saved.xlsx")
    tables = XlsxWorkbook(tmp_path / "saved.xlsx").tables()
    assert tables == book_of(opened).tables()
    assert tables["tblLines"].rows == (("FCR", Decimal("1.5")), ("=CES", Decimal("-0.1")))


def test_conditional_formats_and_what_the_protection_allows_stay(opened: Workbook, tmp_path: Path) -> None:
    sheet = opened.document.Sheets.getByName("Statement")
    before = [each.Range.RangeAddressesAsString for each in sheet.ConditionalFormats.getConditionalFormats()]
    settled(opened, HEAD, KPI, KPI, KPI, MONTHS, MONTH, TITLE, TOTAL)
    after = [each.Range.RangeAddressesAsString for each in sheet.ConditionalFormats.getConditionalFormats()]
    assert len(after) == len(before)
    opened.save_as(tmp_path / "saved.xlsx")
    import openpyxl

    protection = openpyxl.load_workbook(tmp_path / "saved.xlsx")["Statement"].protection
    assert (protection.sheet, protection.formatColumns, protection.formatRows) == (True, False, True)


def test_saving_without_changes_leaves_the_document_unmodified(opened: Workbook) -> None:
    book = book_of(opened)
    book.tables()
    book.save()
    assert (opened.document.isModified(), opened.document.UndoManager.isUndoPossible()) == (False, False)


def test_a_refused_change_leaves_the_document_unmodified_and_nothing_to_undo(opened: Workbook) -> None:
    book = book_of(opened)
    book.write_sheet("Statement", [HEAD, KPI, MONTHS, MONTH])
    UNWRITABLE["file.merged"](book)
    with pytest.raises(FileRefused):
        book.save()
    document = opened.document
    assert not document.isModified()
    assert not document.UndoManager.isUndoPossible()
    assert not document.hasControllersLocked()
