"""How does a cell take a new content, and which cells take none?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import CellError, Formula, Row, Written
from tests.workbook.package.books import MAIN, SHEET, members, plain, written


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, '<c r="A2"/>'),
        (True, '<c r="A2" t="b"><v>1</v></c>'),
        (Decimal("0.1"), '<c r="A2"><v>0.1</v></c>'),
        (Decimal("1234567890.12345"), '<c r="A2"><v>1234567890.12345</v></c>'),
        (Decimal("1E+20"), '<c r="A2"><v>1E+20</v></c>'),
        (Decimal("-0.00000001"), '<c r="A2"><v>-1E-08</v></c>'),
        (date(2026, 1, 1), '<c r="A2"><v>46023</v></c>'),
        (datetime(2026, 1, 1, 12), '<c r="A2"><v>46023.5</v></c>'),
        ("=1+1", '<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("+1", '<c r="A2" t="inlineStr"><is><t>+1</t></is></c>'),
        ("-1", '<c r="A2" t="inlineStr"><is><t>-1</t></is></c>'),
        ("@SUM", '<c r="A2" t="inlineStr"><is><t>@SUM</t></is></c>'),
        (" a ", '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'),
        ("a\rb\x01_x0041_", '<c r="A2" t="inlineStr"><is><t>a_x000D_b_x0001__x005F_x0041_</t></is></c>'),
        ("a<b&c", '<c r="A2" t="inlineStr"><is><t>a&lt;b&amp;c</t></is></c>'),
        (CellError("#N/A"), '<c r="A2" t="e"><v>#N/A</v></c>'),
        (Formula("1+1", Decimal(2)), '<c r="A2"><f>1+1</f><v>2</v></c>'),
        (Formula('"a"', "a"), '<c r="A2" t="str"><f>"a"</f><v>a</v></c>'),
        (Formula("A1", None), '<c r="A2"><f>A1</f></c>'),
        (Formula("1=1", True), '<c r="A2" t="b"><f>1=1</f><v>1</v></c>'),
        (Formula("1/0", CellError("#DIV/0!")), '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    ],
)
def test_a_value_is_written_as_what_it_is(tmp_path: Path, value: Written, cell: str) -> None:
    assert written(plain(tmp_path / "book.xlsx", ""), {"A2": value}) == f'<row r="2">{cell}</row>'


@pytest.mark.parametrize(("length", "shortened"), [(32_767, False), (32_768, True)])
def test_text_beyond_a_cell_s_limit_ends_in_an_ellipsis(tmp_path: Path, length: int, shortened: bool) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    written(path, {"A2": "x" * length})
    text = XlsxWorkbook(path).tables()["tblPlain"].rows[0][0]
    assert isinstance(text, str)
    assert (len(text), text.endswith("…")) == (32_767, shortened)


@pytest.mark.parametrize("value", [CellError("uncached"), Decimal("1E+400"), date(1899, 12, 31)])
def test_what_no_cell_can_hold_is_an_error(tmp_path: Path, value: Written) -> None:
    with pytest.raises(ValueError, match=r"."):
        written(plain(tmp_path / "book.xlsx", ""), {"A2": value})


def test_days_are_written_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    assert "<v>44561</v>" in written(plain(tmp_path / "b.xlsx", "", from_1904=True), {"A2": date(2026, 1, 1)})


@pytest.mark.parametrize(
    ("rows", "address", "result"),
    [
        ('<row r="1"/><row r="3"/>', "B2", '<row r="1"/><row r="2"><c r="B2"><v>5</v></c></row><row r="3"/>'),
        ('<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>', "B2",
         '<row r="2"><c r="A2"/><c r="B2"><v>5</v></c><c r="C2"/></row>'),
        ('<row r="2"><c r="Z2"/><c r="AB2"/></row>', "AA2",
         '<row r="2"><c r="Z2"/><c r="AA2"><v>5</v></c><c r="AB2"/></row>'),
        ('<row r="2" s="3" customFormat="1"/>', "B2",
         '<row r="2" s="3" customFormat="1"><c r="B2" s="3"><v>5</v></c></row>'),
        ('<row r="2"><c r="B2" s="2" t="s" cm="1" vm="1"><f>A1</f><v>0</v></c></row>', "B2",
         '<row r="2"><c r="B2" s="2"><v>5</v></c></row>'),
        ("<row><c><v>1</v></c></row><row><c/></row>", "B2",
         '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"/><c r="B2"><v>5</v></c></row>'),
    ],
)  # fmt: skip
def test_a_cell_takes_its_place_and_keeps_its_style(tmp_path: Path, rows: str, address: str, result: str) -> None:
    assert written(plain(tmp_path / "book.xlsx", rows), {address: Decimal(5)}) == result


def test_prefixes_and_what_other_versions_may_ignore_stay(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:mc="urn:mc" xmlns:x14ac="urn:x14ac" mc:Ignorable="x14ac">'
        '<x:sheetData><x:row r="2" x14ac:dyDescent="0.25"/></x:sheetData></x:worksheet>'
    )
    path = plain(tmp_path / "book.xlsx", "", sheet=sheet)
    book = XlsxWorkbook(path)
    book.write_cells("Sheet", {"A2": "t"})
    book.save()
    cell = '<x:c r="A2" t="inlineStr"><x:is><x:t>t</x:t></x:is></x:c>'
    assert (
        members(path)[SHEET].decode().endswith(sheet.replace('dyDescent="0.25"/>', f'dyDescent="0.25">{cell}</x:row>'))
    )


@pytest.mark.parametrize(
    ("rows", "addresses", "refused"),
    [
        ('<c r="A2"><f t="shared" ref="A2:B2" si="0">1</f></c><c r="B2"><f t="shared" si="0"/></c>', "A2", True),
        ('<c r="A2"><f t="shared" ref="A2:B2" si="0">1</f></c><c r="B2"><f t="shared" si="0"/></c>', "A2 B2", False),
        ('<c r="A2"><f t="shared" ref="A2:B2" si="0">1</f></c><c r="B2"><f t="shared" si="0"/></c>', "B2", False),
        ('<c r="A2"><f t="array" ref="A2:B2">1</f><v>1</v></c><c r="B2"><v>1</v></c>', "A2", True),
        ('<c r="A2"><f t="array" ref="A2:B2">1</f><v>1</v></c><c r="B2"><v>1</v></c>', "B2", True),
        ('<c r="A2"><f t="array" ref="A2:B2">1</f><v>1</v></c><c r="B2"><v>1</v></c>', "A2 B2", False),
        ('<c r="A2"><f t="array" ref="A2">1</f><v>1</v></c>', "A2", False),
        ('<c r="A2"><f t="dataTable" ref="A2:XFD1048576">1</f></c>', "B2", True),
    ],
)
def test_a_formula_for_other_cells_too_is_not_torn(tmp_path: Path, rows: str, addresses: str, refused: bool) -> None:
    path = plain(tmp_path / "book.xlsx", f'<row r="2">{rows}</row>')
    before = path.read_bytes()
    cells: dict[str, Written] = dict.fromkeys(addresses.split(), Decimal(5))
    if not refused:
        written(path, cells)
        return
    with pytest.raises(FileRefused, match=r"file\.formula-group"):
        written(path, cells)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("address", "refused"), [("A2", False), ("B2", True), ("C2", False)])
def test_a_cell_that_a_merge_hides_is_not_written(tmp_path: Path, address: str, refused: bool) -> None:
    path = plain(tmp_path / "book.xlsx", "", after='<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>')
    if refused:
        with pytest.raises(FileRefused, match=r"file\.merged"):
            written(path, {address: Decimal(1)})
    else:
        written(path, {address: Decimal(1)})


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ("", '<mergeCells count="1"><mergeCell ref="A1:nowhere"/></mergeCells>'),
        ("", '<mergeCells count="1"><mergeCell/></mergeCells>'),
        ('<row r="abc"><c r="A2"><v>1</v></c></row>', ""),
        ('<row r="2"><c r="A"><f>1</f></c></row>', ""),
        ('<row r="2"><c r="7"><v>1</v></c></row>', ""),
        ('<row r="2"><c r="A2"><f t="array" ref="?">1</f></c></row>', ""),
    ],
)
def test_a_damaged_sheet_is_refused_when_it_is_written(tmp_path: Path, rows: str, after: str) -> None:
    book = XlsxWorkbook(plain(tmp_path / "book.xlsx", rows, after=after))
    with pytest.raises(FileRefused, match=r"file\.corrupt"):
        book.write_cells("Sheet", {"B3": Decimal(5)})


@pytest.mark.parametrize("ref", ["A1:nowhere", ""])
def test_a_result_sheet_with_damaged_merges_is_refused(tmp_path: Path, ref: str) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>head</v></c></row><row r="2"><c r="A2" t="str"><v>kpi</v></c></row>'
    merges = f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'
    book = XlsxWorkbook(plain(tmp_path / "book.xlsx", rows, table="B1:B3", after=merges))
    with pytest.raises(FileRefused, match=r"file\.corrupt"):
        book.write_sheet("Sheet", [Row("head", ("b",)), Row("kpi", ("c",))])


@pytest.mark.parametrize(
    ("attributes", "address", "refused"),
    [("", "B1", True), ("", "B2", False), ("", "C1", False), ('headerRowCount="0"', "B1", False)],
)
def test_a_table_s_header_is_not_written_as_a_cell(
    tmp_path: Path, attributes: str, address: str, refused: bool
) -> None:
    path = plain(tmp_path / "book.xlsx", "", attributes=attributes)
    if refused:
        with pytest.raises(ValueError, match="B1 heads a column of tblPlain"):
            written(path, {address: Decimal(1)})
    else:
        written(path, {address: Decimal(1)})
