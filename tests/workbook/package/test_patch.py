"""What changes in a package when results are written, and what does not?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import CellError, Formula, Row, Written, shown
from tests.workbook.package.books import FOREIGN_PARTS, MAIN, SHEET, members, plain, rich, zipped

SETTLEMENT = [
    Row("title", ("Settlement",)),
    Row("head", ("kpi", "amount")),
    Row("kpi", ("FCR", Decimal("-12.5"))),
    Row("kpi", ("=CES", Formula("C3*2", Decimal(-25)))),
    Row("total", (None, Formula("SUM(tblSettlement[amount])", Decimal("-37.5")))),
]
CHANGED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml",
    "xl/worksheets/sheet2.xml", "xl/tables/table2.xml", "xl/worksheets/sheet3.xml", "xl/tables/table3.xml",
}  # fmt: skip


def settle(path: Path) -> None:
    book = XlsxWorkbook(path)
    book.write_sheet("Settlement", SETTLEMENT)
    book.write_rows("tblChecks", [("E1", "KPIs!C3"), ("E2", "KPIs!C4"), ("E3", None)])
    book.save()


def with_calc_chain(path: Path) -> Path:
    """As Excel saves it: the list of cells that hold a formula."""
    content = members(path)
    relation = b'<Relationship Id="c" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    content["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="C5" i="2"/></calcChain>'.encode()
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    content[links] = content[links].replace(b"</Relationships>", relation)
    content[types] = content[types].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="c"/></Types>'
    )
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    return zipped(path, dict(content))


def written(path: Path, cells: dict[str, Written]) -> str:
    """The sheet's rows after writing those cells."""
    book = XlsxWorkbook(path)
    book.write_cells("Sheet", cells)
    book.save()
    return re.search("<sheetData>(.*)</sheetData>", members(path)[SHEET].decode(), re.DOTALL)[1]  # type: ignore[index]


def test_everything_but_the_results_stays_byte_for_byte(tmp_path: Path) -> None:
    path = with_calc_chain(rich(tmp_path / "book.xlsx"))
    before = members(path)
    settle(path)
    after = members(path)
    assert {name for name in before if before[name] != after.get(name)} == CHANGED
    assert [name for name in before if name in after] == list(after)
    assert {"xl/charts/chart1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", *FOREIGN_PARTS} < set(after)


def test_other_members_keep_their_compressed_bytes_dates_and_attributes(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")

    def raw() -> dict[str, tuple[object, ...]]:
        with zipfile.ZipFile(path) as archive:
            return {
                member.filename: (
                    member.date_time,
                    member.external_attr,
                    member.create_system,
                    member.compress_size,
                    member.extra,
                )
                for member in archive.infolist()
                if member.filename not in CHANGED
            }

    before = raw()
    settle(path)
    assert raw() == before


@pytest.mark.parametrize("streamed", [False, True], ids=["sizes in front", "sizes behind"])
@pytest.mark.parametrize("zip64", [False, True])
def test_every_way_of_zipping_is_copied(tmp_path: Path, streamed: bool, zip64: bool) -> None:
    path = tmp_path / "book.xlsx"
    content = members(plain(path, ""))
    stream = _Unseekable if streamed else io.BufferedWriter
    with stream(path.open("wb", buffering=0)) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"a remark"
        for name, part in {**content, "xl/media/é.png": b"picture" * 99}.items():
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(part)
    written(path, {"A2": Decimal(1)})
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert bool(archive.getinfo("xl/media/é.png").flag_bits & 0x8) is streamed
        assert (archive.comment, archive.read("xl/media/é.png")) == (b"a remark", b"picture" * 99)


class _Unseekable(io.BufferedWriter):
    """A stream, into which sizes can only be written behind the content."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_writing_the_same_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    settle(path)
    once = path.read_bytes()
    settle(path)
    assert path.read_bytes() == once


def test_saving_without_changes_leaves_the_file_alone(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    before = path.stat()
    XlsxWorkbook(path).save()
    assert path.stat() == before


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        (
            "<definedNames/><pivotCaches/><extLst/>",
            '<definedNames/><calcPr fullCalcOnLoad="1"/><pivotCaches/><extLst/>',
        ),
    ],
)
def test_excel_is_asked_to_recalculate_the_user_s_own_formulas(tmp_path: Path, before: str, after: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    content = members(path)
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"</workbook>", f"{before}</workbook>".encode())
    written(zipped(path, dict(content)), {"A2": Decimal(1)})
    assert members(path)["xl/workbook.xml"].decode().endswith(f"</sheets>{after}</workbook>")


@pytest.mark.parametrize(
    ("value", "kept"), [(Decimal(1), True), (Formula("1", Decimal(1)), False)], ids=["same formulas", "a new formula"]
)
def test_the_calculation_chain_goes_only_when_formulas_come_or_go(tmp_path: Path, value: Written, kept: bool) -> None:
    path = with_calc_chain(rich(tmp_path / "book.xlsx"))
    book = XlsxWorkbook(path)
    book.write_cells("Checks", {"E9": value})
    book.save()
    named = (
        b"calcChain" in members(path)["[Content_Types].xml"],
        b"calcChain" in members(path)["xl/_rels/workbook.xml.rels"],
    )
    assert ("xl/calcChain.xml" in members(path), *named) == (kept, kept, kept)


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


SAVED_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6),
    st.text(max_size=30),
    st.sampled_from(["#N/A", "#DIV/0!", "#VALUE!"]).map(CellError),
)


@given(rows=st.lists(st.tuples(SAVED_VALUES, SAVED_VALUES), min_size=1, max_size=8))
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Written, ...]]) -> None:
    path = plain(tmp_path_factory.mktemp("written") / "book.xlsx", "")
    book = XlsxWorkbook(path)
    book.write_rows("tblPlain", rows)
    book.save()
    assert book.tables()["tblPlain"].rows == tuple(tuple(map(shown, row)) for row in rows)


def _signed(content: dict[str, bytes]) -> None:
    content["_xmlsignatures/origin.sigs"] = b""


@pytest.mark.parametrize(("change", "code"), [(_signed, "file.signed")])
def test_a_signed_workbook_is_read_but_not_written(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    content = members(path)
    change(content)
    before = zipped(path, dict(content)).read_bytes()
    with pytest.raises(FileRefused, match=code):
        written(path, {"A2": Decimal(1)})
    assert path.read_bytes() == before
