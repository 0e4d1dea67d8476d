"""Which value does each kind of cell read as, by the ordinary pattern and by the precise reader?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package import guard, ordinary, parts
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.meaning import Meanings, Wanted
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError
from tests.workbook.package.books import MAIN, SHEET, plain

TEXT = '<c r="A2" t="inlineStr"><is>{}</is></c>'
NUMBER = '<c r="A2" s="{}"><v>{}</v></c>'
DAY, DURATION, CUSTOM = 1, 2, 3
A_COMMENT = "<!-- which the precise reader is called for -->"


def first(path: Path) -> Cell:
    """The cell below the first header."""
    return XlsxWorkbook(path).tables()["tblPlain"].rows[0][0]


def row(cell: str) -> str:
    return f'<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2">{cell}</row>'


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        ('<c r="A2" s="1"/>', None),
        ('<c r="A2"><v>0.8</v></c>', Decimal("0.8")),
        ('<c r="A2"><v>0.79999999999999993</v></c>', Decimal("0.8")),
        ('<c r="A2"><v>1E-3</v></c>', Decimal("0.001")),
        ('<c r="A2"><v>+.5E+1</v></c>', Decimal(5)),
        ('<c r="A2"><v>1E-400</v></c>', Decimal(0)),
        ('<c r="A2"><v>1_000</v></c>', CellError(UNREADABLE)),
        ('<c r="A2"><v>\uff11</v></c>', CellError(UNREADABLE)),
        ('<c r="A2" t="n"><v> 5 </v></c>', Decimal(5)),
        ('<c r="A2" t="b"><v>1</v></c>', True),
        ('<c r="A2" t="b"><v>0</v></c>', False),
        (TEXT.format("<t>82 %</t>"), "82 %"),
        (TEXT.format("<t/>"), None),
        (TEXT.format('<t xml:space="preserve"> a </t>'), " a "),
        (TEXT.format("<t> a </t>"), "a"),
        (TEXT.format("<r><t>a </t></r><r><t xml:space='preserve'> b</t></r>"), "a  b"),
        ('<c r="A2" t="str"><f>x</f><v> a </v></c>', " a "),
        (TEXT.format("<r><t>ri</t></r><r><t>ch</t></r><rPh sb='0' eb='1'><t>no</t></rPh>"), "rich"),
        (TEXT.format("<t>a_x0009_b_x005F_x0009_</t>"), "a\tb_x0009_"),
        (NUMBER.format(DAY, 46023), date(2026, 1, 1)),
        (NUMBER.format(DAY, "46023.5"), datetime(2026, 1, 1, 12)),
        (NUMBER.format(DAY, 61), date(1900, 3, 1)),
        (NUMBER.format(DAY, 59), date(1900, 2, 28)),
        (NUMBER.format(DAY, 0), Decimal(0)),
        (NUMBER.format(DAY, -1), Decimal(-1)),
        (NUMBER.format(DAY, "0.5"), Decimal("0.5")),
        (NUMBER.format(DAY, 2958465), date(9999, 12, 31)),
        (NUMBER.format(DAY, 2958466), Decimal(2958466)),
        (NUMBER.format(DURATION, "1.25"), Decimal("1.25")),
        ('<c r="A2" t="d"><v>2026-01-01</v></c>', date(2026, 1, 1)),
        ('<c r="A2"><f>1/3</f><v>0.33</v></c>', Decimal("0.33")),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A2"><f>1/3</f></c>', CellError(UNCACHED)),
        ('<c r="A2"><f>1/3</f><v></v></c>', CellError(UNCACHED)),
        ('<c r="A2"><f>1/3</f><v/></c>', CellError(UNCACHED)),
        ('<c r="A2"><f t="shared" si="0"/></c>', CellError(UNCACHED)),
        ('<c r="A2" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c r="A2" t="e"><v>#SPILL!</v></c>', CellError("#SPILL!")),
        ('<c r="A2"><v>NaN</v></c>', CellError(UNREADABLE)),
        ('<c r="A2"><v>1e999</v></c>', CellError(UNREADABLE)),
        ('<c r="A2" t="s"><v>7</v></c>', CellError(UNREADABLE)),
    ],
)
@pytest.mark.parametrize("elsewhere", ["", A_COMMENT], ids=["ordinary", "precise"])
def test_a_cell_reads_as_what_the_sheet_shows(tmp_path: Path, cell: str, value: Cell, elsewhere: str) -> None:
    read = first(plain(tmp_path / "book.xlsx", row(cell) + elsewhere))
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("elsewhere", ["", A_COMMENT], ids=["ordinary", "precise"])
@pytest.mark.parametrize(
    ("other", "cell", "value"),
    [
        ("<c {}><v>6967</v></c>", "<c {}><is>6967</is></c>", None),
        ('<c {} t="b"><v>1</v></c>', '<c {} t="b"><is>1</is></c>', None),
        ('<c {} t="inlineStr"><is><t/></is></c>', '<c {} t="inlineStr"><f>x</f><is><t/></is></c>', CellError(UNCACHED)),
        ('<c {} t="inlineStr"><v>5</v></c>', '<c {} t="inlineStr"><f>x</f><v>5</v></c>', CellError(UNCACHED)),
        ('<c {} t="inlineStr"><f>x</f></c>', '<c {} t="inlineStr"><v>5</v></c>', None),
    ],
)
def test_a_cell_reads_the_same_whatever_stands_in_another(
    tmp_path: Path, other: str, cell: str, value: Cell, elsewhere: str
) -> None:
    one, two = other.format('r="A1"'), cell.format('r="A2"')
    rows = f'<row r="1">{one}</row><row r="2">{two}</row>{elsewhere}'
    assert first(plain(tmp_path / "book.xlsx", rows)) == value


@pytest.mark.parametrize("elsewhere", ["", A_COMMENT], ids=["ordinary", "precise"])
@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-413]d mmmm yyyy", True),
        ("0.00", False),
        ("0 &quot;days&quot;", False),
        ("[h]:mm", False),
    ],
)
def test_a_format_of_the_user_s_own_says_whether_a_number_is_a_day(
    tmp_path: Path, code: str, is_date: bool, elsewhere: str
) -> None:
    read = first(plain(tmp_path / "book.xlsx", row(NUMBER.format(CUSTOM, 46023)) + elsewhere, styles=code))
    assert read == (date(2026, 1, 1) if is_date else Decimal(46023))


@pytest.mark.parametrize(("serial", "day"), [(44561, date(2026, 1, 1)), (1, date(1904, 1, 2))])
def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path, serial: int, day: date) -> None:
    path = plain(tmp_path / "book.xlsx", row(NUMBER.format(DAY, serial)), from_1904=True)
    assert first(path) == day


def test_rows_and_cells_without_addresses_follow_each_other(tmp_path: Path) -> None:
    rows = "<row><c t='str'><v>a</v></c><c/></row><row><c><v>1</v></c><c><v>2</v></c></row>"
    table = XlsxWorkbook(plain(tmp_path / "book.xlsx", rows)).tables()["tblPlain"]
    assert table.rows == ((Decimal(1), Decimal(2)), (None, None))


def test_a_prefix_before_every_name_is_read(tmp_path: Path) -> None:
    rows = '<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert first(plain(tmp_path / "book.xlsx", "", sheet=sheet)) == Decimal(5)


def test_a_lone_cell_in_the_last_corner_does_not_fill_memory(tmp_path: Path) -> None:
    rows = row('<c r="A2"><v>5</v></c>') + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert first(plain(tmp_path / "book.xlsx", rows)) == Decimal(5)


def test_the_header_cell_wins_from_the_column_name(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>Code</v></c></row>'
    assert XlsxWorkbook(plain(tmp_path / "book.xlsx", rows)).tables()["tblPlain"].header == ("Code", "b")


@pytest.mark.parametrize(
    ("attributes", "rows"),
    [("", 2), ('totalsRowCount="1"', 1), ('totalsRowCount="0" headerRowCount="1"', 2), ('headerRowCount="0"', 3)],
)
def test_header_and_totals_are_not_among_the_rows(tmp_path: Path, attributes: str, rows: int) -> None:
    table = XlsxWorkbook(plain(tmp_path / "book.xlsx", "", attributes=attributes)).tables()["tblPlain"]
    assert (len(table.rows), table.header) == (rows, ("a", "b"))


def test_a_table_says_where_its_cells_stand(tmp_path: Path) -> None:
    table = XlsxWorkbook(plain(tmp_path / "book.xlsx", "", table="C5:D9")).tables()["tblPlain"]
    assert (table.cell(-1, 0), table.cell(0, 0), table.cell(3, 1)) == ("C5", "C6", "D9")


@pytest.mark.parametrize(("table", "refused"), [("A1:C600000", False), ("A1:D600000", True)])
def test_a_table_over_the_whole_sheet_is_refused(tmp_path: Path, table: str, refused: bool) -> None:
    path = plain(tmp_path / "book.xlsx", "", table=table)
    if refused:
        with pytest.raises(FileRefused, match=r"file\.table-too-large"):
            XlsxWorkbook(path).tables()
    else:
        assert parts.mapped(guard.opened(path)).sheets["Sheet"].tables


def is_ordinary(tmp_path: Path, rows: str, sheet: str = "") -> bool:
    """Whether the pattern of ordinary cells describes all of a sheet."""
    archive = guard.opened(plain(tmp_path / "book.xlsx", rows, sheet=sheet))
    meanings = Meanings(archive, parts.mapped(archive))
    return ordinary.cells(archive.read(SHEET), Wanted.of([Area.of("A1:B3")]), meanings) is not None


@pytest.mark.parametrize(
    ("cell", "usual"),
    [
        ('<c r="A2"/>', True),
        ('<c r="A2" s="7"></c>', True),
        ('<c r="A2" t="s" s="7" cm="1"><v>7</v></c>', True),
        ('<c r="XFD1048576"><v>1</v></c>', True),
        ('<c r="A2" t="e"><v>#N/A</v></c>', True),
        ('<c r="A2" t="b"><v>1</v></c>', True),
        ('<c r="A2" t="str"><f>x</f><v></v></c>', True),
        ('<c r="A2"><f>x</f><v></v></c>', True),
        ('<c r="A2"><f>x</f></c>', True),
        ('<c r="A2"><f t="shared" ref="A2:A9" si="0">x</f><v>1</v></c>', True),
        ('<c r="A2"><f t="shared" si="0"/><v>1</v></c>', True),
        ('<c r="A2"><f t="array" ref="A2:A9" aca="1" ca="1">x</f><v>1</v></c>', True),
        ('<c r="A2" t="n"><f aca="false">x</f><v>1</v></c>', True),
        ('<c r="A2" t="str"><f>x</f><v xml:space="preserve"> a</v></c>', True),
        ('<c r="A2" t="str"><f>x</f><v>a &amp; b</v></c>', True),
        (TEXT.format("<t>a</t>"), True),
        (TEXT.format("<r><rPr><b/></rPr><t>ri</t></r><r><t>ch</t></r>"), True),
        (f'<c r="A2" {"s" * 298}><v>1</v></c>', False),
        (TEXT.format('<t>a</t><c r="B2"/>'), False),
        ('<c r="A2"><v>1</v>', False),
        ("<c/>", False),
        ("<c><v>1</v></c>", False),
        ('<c s="1" r="A2"><v>1</v></c>', False),
        ("<c r='A2'><v>1</v></c>", False),
        ("<c r=\"A2\" s='1'><v>1</v></c>", False),
        ('<c r="A02"><v>1</v></c>', False),
        ('<c r="A2"> <v>1</v> </c>', False),
        ('<c r="A2"><v>1</v><extLst/></c>', False),
        ('<c r="A2"><extLst/><v>1</v></c>', False),
        ('<c r="A2"><v>1<!-- 0 --></v></c>', False),
        ('<c r="A2"><v><![CDATA[1]]></v></c>', False),
        ('<!-- <c r="A2"><v>1</v></c> -->', False),
        ('<?program <c r="A2"><v>1</v></c>?>', False),
        (f'<x:c xmlns:x="{MAIN}" r="A2"><x:v>1</x:v></x:c>', False),
        ('<c r="A2"><v>1</v></c><mergeCell ref="A2:B2"/>', False),
    ],
)
def test_a_cell_is_ordinary_or_the_whole_sheet_is_read_precisely(tmp_path: Path, cell: str, usual: bool) -> None:
    assert is_ordinary(tmp_path, row(cell)) is usual


@pytest.mark.parametrize("beginning", ['<c r="A2"', '<c r="A2"><is>', '<c r="A2"><f>'])
def test_beginnings_without_ends_are_refused_before_the_day_is_over(tmp_path: Path, beginning: str) -> None:
    with pytest.raises(FileRefused, match=r"file\.corrupt"):
        first(plain(tmp_path / "book.xlsx", beginning * 60_000))


@pytest.mark.parametrize(
    ("sheet", "usual"),
    [
        (f'<worksheet xmlns="{MAIN}"><sheetData></sheetData></worksheet>', True),
        (f'<?xml version="1.0" encoding="utf-8"?><worksheet xmlns="{MAIN}"><sheetData></sheetData></worksheet>', True),
        (f'<?xml version="1.0" encoding="ASCII"?><worksheet xmlns="{MAIN}"><sheetData></sheetData></worksheet>', False),
        (f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', False),
        (f'<worksheet xmlns="{MAIN}">\0<sheetData></sheetData></worksheet>', False),
        (f'<worksheet xmlns="{MAIN}"><!-- <sheetData> --><sheetData></sheetData></worksheet>', False),
        ('<worksheet xmlns="urn:else"><sheetData></sheetData></worksheet>', False),
        (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData></x:sheetData></x:worksheet>', False),
    ],
)
def test_a_sheet_is_ordinary_when_it_is_plain_utf_8(tmp_path: Path, sheet: str, usual: bool) -> None:
    assert is_ordinary(tmp_path, "", sheet) is usual


@pytest.mark.parametrize("elsewhere", ["", A_COMMENT], ids=["ordinary", "precise"])
@pytest.mark.parametrize(
    ("cells", "below"),
    [
        ("", None),
        ('<c r="A4" s="1"/>', None),
        (TEXT.format("<t> </t>").replace("A2", "A4"), None),
        ('<c r="C4"><v>1</v></c>', None),
        ('<c r="B4"><v>0</v></c><c r="C4"><v>1</v></c>', "B4"),
        ('<c r="A4" t="b"><v>0</v></c>', "A4"),
        ('<c r="A4"><f>1/3</f></c>', "A4"),
    ],
)
def test_what_stands_right_under_a_table_is_told(tmp_path: Path, cells: str, below: str | None, elsewhere: str) -> None:
    rows = f'{row("")}<row r="4">{cells}</row>{elsewhere}'
    assert XlsxWorkbook(plain(tmp_path / "book.xlsx", rows)).tables()["tblPlain"].below == below


def test_a_row_further_down_is_nobody_s(tmp_path: Path) -> None:
    rows = f'{row("")}<row r="5"><c r="A5"><v>1</v></c></row>'
    assert XlsxWorkbook(plain(tmp_path / "book.xlsx", rows)).tables()["tblPlain"].below is None


def test_the_totals_row_stands_under_no_table(tmp_path: Path) -> None:
    rows = row("") + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (3, 4))
    path = plain(tmp_path / "book.xlsx", rows, attributes='totalsRowCount="1"')
    assert XlsxWorkbook(path).tables()["tblPlain"].below == "A4"
    assert XlsxWorkbook(plain(tmp_path / "book2.xlsx", rows, table="A1:B4")).tables()["tblPlain"].below is None


def test_another_table_right_under_is_no_row(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        for area, name in (("A1:B2", "tblUpper"), ("A3:A4", "tblLower")):
            sheet.add_table(area, {"name": name})
    assert XlsxWorkbook(tmp_path / "book.xlsx").tables()["tblUpper"].below is None
