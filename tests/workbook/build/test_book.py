"""Does what is put into a new workbook stand there, whole?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.build.book import new_book


@pytest.mark.parametrize(
    "day", [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 1, 1), date(9999, 12, 31)]
)
def test_a_day_reads_back_as_it_was_written(tmp_path: Path, day: date) -> None:
    path = tmp_path / "book.xlsx"
    with new_book(path, "", "", "") as book:
        sheet = book.sheet("Days")
        book.put(sheet, 0, 0, "day")
        book.put(sheet, 1, 0, day, {"num_format": "yyyy-mm-dd"})
        sheet.add_table(0, 0, 1, 0, {"name": "tblDays", "columns": [{"header": "day"}]})
    assert XlsxWorkbook(path).tables()["tblDays"].rows == ((day,),)


@pytest.mark.parametrize(("length", "fits"), [(32_767, True), (32_768, False)])
def test_a_text_is_never_cut_without_a_word(tmp_path: Path, length: int, fits: bool) -> None:
    with new_book(tmp_path / "book.xlsx", "", "", "") as book:
        sheet = book.sheet("Texts")
        if fits:
            book.put(sheet, 0, 0, "x" * length)
        else:
            with pytest.raises(ValueError, match="write_string"):
                book.put(sheet, 0, 0, "x" * length)


@pytest.mark.filterwarnings("ignore:Name")
def test_a_table_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    with new_book(tmp_path / "book.xlsx", "", "", "") as book, pytest.raises(ValueError, match="add_table"):
        book.sheet("Tables").add_table(0, 0, 2, 0, {"name": "1 no name"})
