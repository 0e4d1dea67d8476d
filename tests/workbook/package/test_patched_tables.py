"""How does a table take other rows?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from tests.workbook.package.books import SHEET, members, plain, zipped


@pytest.mark.parametrize(
    ("attributes", "rows", "ref", "filtered"),
    [
        ("", 1, "A1:B2", "A1:B2"),
        ("", 2, "A1:B3", "A1:B3"),
        ("", 5, "A1:B6", "A1:B6"),
        ("", 0, "A1:B2", "A1:B2"),
        ('totalsRowCount="1"', 3, "A1:B5", "A1:B4"),
    ],
)
def test_a_table_grows_and_shrinks_with_its_rows(
    tmp_path: Path, attributes: str, rows: int, ref: str, filtered: str
) -> None:
    path = plain(tmp_path / "book.xlsx", '<row r="3"><c r="A3"><v>1</v></c></row>', attributes=attributes)
    book = XlsxWorkbook(path)
    book.write_rows("tblPlain", [(Decimal(row), "x") for row in range(1, rows + 1)])
    book.save()
    part = members(path)["xl/tables/table1.xml"].decode()
    assert (f'ref="{ref}"' in part, f'<autoFilter ref="{filtered}"/>' in part) == (True, True)
    assert len(book.tables()["tblPlain"].rows) == max(rows, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"', "'", id="single quotes"),
        pytest.param('name="tblPlain" ', 'name="tblPlain" comment="rows > 1" ', id="a mark in an attribute"),
        pytest.param('ref="A1:B3"', 'ref = "A1:B3"', id="spaces around a sign"),
    ],
)
def test_a_table_grows_in_whatever_way_its_part_is_spelled(tmp_path: Path, old: str, new: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    held = members(path)
    part = held["xl/tables/table1.xml"].decode()
    assert old in part
    book = XlsxWorkbook(zipped(path, {**held, "xl/tables/table1.xml": part.replace(old, new)}))
    rows = [(Decimal(row), "x") for row in range(4)]
    book.write_rows("tblPlain", rows)
    book.save()
    assert book.tables()["tblPlain"].rows == tuple(rows)


def test_a_totals_row_moves_along(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3" s="3"><f>SUBTOTAL(109,[a])</f><v>1</v></c></row>'
    )
    path = plain(tmp_path / "book.xlsx", rows, attributes='totalsRowCount="1"')
    book = XlsxWorkbook(path)
    book.write_rows("tblPlain", [(Decimal(1), None), (Decimal(2), None)])
    book.save()
    assert '<c r="A4" s="3"><f>SUBTOTAL(109,[a])</f>' in members(path)[SHEET].decode()


@pytest.mark.parametrize(("below", "refused"), [("A4", True), ("B5", True), ("C4", False), ("A6", False)])
def test_a_table_does_not_grow_over_what_stands_below_it(tmp_path: Path, below: str, refused: bool) -> None:
    path = plain(tmp_path / "book.xlsx", f'<row r="{below[1]}"><c r="{below}"><v>1</v></c></row>')
    book = XlsxWorkbook(path)
    if refused:
        with pytest.raises(FileRefused, match=r"file\.occupied"):
            book.write_rows("tblPlain", [(Decimal(1), None)] * 4)
    else:
        book.write_rows("tblPlain", [(Decimal(1), None)] * 4)


def test_a_row_of_another_length_than_the_header_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tblPlain have 2 cells"):
        XlsxWorkbook(plain(tmp_path / "book.xlsx", "")).write_rows("tblPlain", [(None,)])
