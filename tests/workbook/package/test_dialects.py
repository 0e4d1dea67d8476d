"""Is a workbook read right, whichever program wrote it, and written so that it reads the same again?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package.tree import STRICT
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError
from tests.workbook.package import dialects
from tests.workbook.package.books import MAIN, SHEET
from tests.workbook.package.dialects import (
    BOOK,
    EXCEL,
    LINKS,
    SHEET_LINKS,
    STYLES,
    TABLE,
    TEXTS,
    Dialect,
    both,
    every_part,
    excel,
    renamed,
    replaced,
    rows,
    spoken,
    without,
)

SAID = ((("a", "b")), (("FCR", Decimal("0.82")), ("C & S", date(2026, 1, 1))))
BARE = EXCEL.replace(' spans="1:2"', "")
INLINE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>FCR</t></is></c><c r="B2"><v>0.82</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>C &amp; S</t></is></c><c r="B3" s="1"><v>46023</v></c></row>'
)
UNADDRESSED = BARE
for _address in ("A1", "B1", "A2", "B2", "A3", "B3"):
    UNADDRESSED = UNADDRESSED.replace(f' r="{_address}"', "")
for _row in ("1", "2", "3"):
    UNADDRESSED = UNADDRESSED.replace(f'<row r="{_row}"', "<row")
_FIRST, _SECOND, _THIRD = (f"{row}</row>" for row in BARE.split("</row>")[:3])
_UNNUMBERED = re.sub(r'<row r="."', "<row", _THIRD + _FIRST + _SECOND).replace('"', "'")
_BACKWARDS = '<row r="2"><c r="B2"><v>0.82</v></c><c r="A2" t="s"><v>2</v></c></row>'
BLANK_IN_NAME = {SHEET: SHEET.replace("1", " 1"), SHEET_LINKS: SHEET_LINKS.replace("1", " 1")}
CALENDAR = replaced(BOOK, 'date1904="0"', 'date1904="1"')


def said(path: Path) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    table = XlsxWorkbook(path).tables()["tblPlain"]
    return table.header, table.rows


@pytest.mark.parametrize(
    "dialect",
    [
        pytest.param(lambda _: None, id="Excel"),
        pytest.param(rows(INLINE), id="a library that shares no texts"),
        pytest.param(both(rows(INLINE), without(TEXTS)), id="no shared texts at all, though linked"),
        pytest.param(replaced(SHEET, '<dimension ref="A1"/>', ""), id="no dimension"),
        pytest.param(replaced(SHEET, 'ref="A1"', 'ref="A1:XFD1048576"'), id="a dimension over the whole sheet"),
        pytest.param(rows(UNADDRESSED), id="cells and rows without addresses"),
        pytest.param(rows(_THIRD + _FIRST + _SECOND), id="rows out of order"),
        pytest.param(rows(_FIRST + _BACKWARDS + _THIRD), id="cells out of order"),
        pytest.param(rows(_UNNUMBERED), id="rows without numbers, told by their cells"),
        pytest.param(replaced(LINKS, '"worksheets/', '"/xl/worksheets/'), id="links from the root"),
        pytest.param(replaced(SHEET_LINKS, '"../tables', '"/xl/tables'), id="links to tables from the root"),
        pytest.param(replaced(LINKS, '"worksheets/', '"./worksheets/../worksheets/'), id="links over detours"),
        pytest.param(
            both(replaced(LINKS, "sheet1.xml", "sheet%201.xml"), renamed(BLANK_IN_NAME)),
            id="links with %20 for a blank",
        ),
        pytest.param(renamed({SHEET: "xl/WorkSheets/Sheet1.XML", BOOK: "xl/Workbook.xml"}), id="names in capitals"),
        pytest.param(renamed({SHEET: SHEET.replace("/", "\\"), TEXTS: "xl\\sharedStrings.xml"}), id="backslashes"),
        pytest.param(every_part(dialects.prefixed), id="a prefix before every name"),
        pytest.param(every_part(dialects.commented), id="comments everywhere"),
        pytest.param(every_part(dialects.indented), id="indented, lines ended as Windows does"),
        pytest.param(every_part(lambda part: b"\xef\xbb\xbf" + part), id="a byte order mark"),
        pytest.param(every_part(lambda part: b"\r\n".join((b'<?xml version="1.0"?>', part))), id="a declaration"),
        pytest.param(replaced(SHEET, EXCEL, EXCEL.replace('t="s"', 't="s" cm="0"')), id="metadata of cells"),
        pytest.param(rows(EXCEL.replace('<c r="B2" s="0"', '<c s="0" r="B2"')), id="attributes in another order"),
        pytest.param(rows(EXCEL.replace('"', "'")), id="single quotes"),
        pytest.param(rows(EXCEL.replace("<f>", '<f t="shared" ref="B2:B9" si="0">')), id="shared formulas"),
        pytest.param(rows(EXCEL.replace("<f>8.2/10</f>", '<f t="shared" si="0"/>')), id="the rest of a shared formula"),
        pytest.param(rows(EXCEL.replace("<v>46023</v>", "<v>46023.0</v>")), id="days as floats"),
        pytest.param(rows(EXCEL.replace("<v>46023</v>", "<v>4.6023E4</v>")), id="days with exponents"),
        pytest.param(rows(EXCEL.replace('s="1"><v>46023', 't="d"><v>2026-01-01T00:00:00Z')), id="days in ISO form"),
        pytest.param(both(CALENDAR, rows(EXCEL.replace("46023", "44561"))), id="days from 1904"),
        pytest.param(replaced(BOOK, 'name="Sheet"', 'name="Sheet" state="hidden"'), id="a hidden sheet"),
        pytest.param(replaced(BOOK, 'name="Sheet"', 'name="Sheet" state="veryHidden"'), id="a very hidden sheet"),
        pytest.param(
            replaced(SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells>'),
            id="merged headers",
        ),
        pytest.param(
            replaced(SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="B3:B9"/></mergeCells>'),
            id="merged with blank cells",
        ),
        pytest.param(
            replaced(TEXTS, "<t>FCR</t>", "<r><t>F</t></r><r><rPr><b/></rPr><t>CR</t></r><phoneticPr fontId='1'/>"),
            id="rich texts",
        ),
    ],
)
def test_every_dialect_says_the_same_before_and_after_writing(tmp_path: Path, dialect: Dialect) -> None:
    path = spoken(tmp_path / "book.xlsx", dialect)
    assert said(path) == SAID
    _write(path)
    assert said(path) == SAID


def test_a_conditional_format_s_numbers_are_no_cell_s(tmp_path: Path) -> None:
    days = '<numFmt numFmtId="170" formatCode="dd/mm/yyyy"/>'
    shares = '<dxfs><dxf><numFmt numFmtId="170" formatCode="0%"/></dxf></dxfs></styleSheet>'
    change = both(
        replaced(STYLES, '<numFmt numFmtId="170" formatCode=""/>', days), replaced(STYLES, "</styleSheet>", shares)
    )
    path = spoken(tmp_path / "book.xlsx", both(change, rows(EXCEL.replace('s="1"', 's="3"'))))
    assert said(path) == SAID


@pytest.mark.parametrize("pack", [dialects.streamed, dialects.with_long_sizes, dialects.stored])
def test_every_way_of_packing_says_the_same_before_and_after_writing(
    tmp_path: Path, pack: Callable[[Path], Path]
) -> None:
    path = pack(excel(tmp_path / "book.xlsx"))
    assert said(path) == SAID
    _write(path)
    assert said(path) == SAID
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def _write(path: Path) -> None:
    book = XlsxWorkbook(path)
    book.write_cells("Sheet", {"A2": "FCR", "D9": Decimal(1)})
    book.save()


@pytest.mark.parametrize(
    ("dialect", "cell", "value"),
    [
        (without(STYLES), "B3", Decimal(46023)),
        (without(TEXTS), "A2", CellError(UNREADABLE)),
        (rows(EXCEL.replace("<v>2</v>", "<v>02</v>")), "A2", "FCR"),
        (replaced(SHEET, '<c r="B2" s="0">', '<c r="B2" s="99">'), "B2", Decimal("0.82")),
        (rows(EXCEL.replace("<v>0.81999999999999995</v>", "")), "B2", CellError(UNCACHED)),
        (rows(EXCEL.replace("<v>0.81999999999999995</v>", "<v></v>")), "B2", CellError(UNCACHED)),
        (rows(EXCEL.replace('<c r="B2" s="0">', '<c r="B2" t="str">').replace("0.81999999999999995", "")), "B2", None),
        (rows(INLINE.replace("<v>0.82</v>", "").replace('"B2"', '"B2" t="inlineStr"')), "B2", None),
        (replaced(TEXTS, "<t>FCR</t>", "<t>82%</t>"), "A2", "82%"),
        (replaced(TEXTS, "<t>FCR</t>", "<t>82</t>"), "A2", "82"),
        (replaced(TEXTS, "<t>FCR</t>", "<t>a_x000a_b</t>"), "A2", "a\nb"),
        (replaced(TEXTS, "<t>FCR</t>", "<t>_xD83D__xDE00_</t>"), "A2", "😀"),
        (replaced(TEXTS, "<t>FCR</t>", "<t>a_xD83D_b</t>"), "A2", "a\ufffdb"),
        (rows(EXCEL.replace('s="0"', 't="z"')), "B2", CellError(UNREADABLE)),
        (rows(EXCEL.replace("<v>2</v>", "<v>-1</v>")), "A2", CellError(UNREADABLE)),
        (rows(EXCEL.replace("<v>2</v>", "<v>0_2</v>")), "A2", CellError(UNREADABLE)),
        (rows(EXCEL.replace("<v>2</v>", "<v>\n 2 </v>")), "A2", "FCR"),
        (rows(EXCEL.replace("46023", "46_023")), "B3", CellError(UNREADABLE)),
        (rows(EXCEL.replace("46023", "460<b>23</b>")), "B3", CellError(UNREADABLE)),
        (rows(EXCEL.replace("<v>46023</v>", "<v>46023</v><v>46024</v>")), "B3", CellError(UNREADABLE)),
        (replaced(TABLE, "A1:B3", "A1:B9"), "B9", None),
    ],
)
def test_a_cell_keeps_its_meaning_where_something_is_missing(
    tmp_path: Path, dialect: Dialect, cell: str, value: Cell
) -> None:
    table = XlsxWorkbook(spoken(tmp_path / "book.xlsx", dialect)).tables()["tblPlain"]
    assert table.rows[int(cell[1]) - 2]["AB".index(cell[0])] == value


@pytest.mark.parametrize(
    ("dialect", "header"),
    [
        (replaced(TEXTS, "<t>a</t>", "<r><t>Co</t></r><r><t>de</t></r>"), "Code"),
        (replaced(TEXTS, "<t>a</t>", "<t>Weight_x000a_KPI</t>"), "Weight\nKPI"),
        (rows(EXCEL.replace("<v>0</v>", "")), "a"),
        (replaced(TABLE, 'ref="A1:B3" ', 'ref="A2:B3" headerRowCount="0" '), "a"),
        (both(replaced(TABLE, '"a"', '"We_x000a_ight"'), rows(EXCEL.replace("<v>0</v>", ""))), "We\night"),
    ],
)
def test_a_header_is_what_the_sheet_shows_or_else_the_column_s_name(
    tmp_path: Path, dialect: Dialect, header: str
) -> None:
    assert said(spoken(tmp_path / "book.xlsx", dialect))[0][0] == header


def _second_table(content: dict[str, bytes]) -> None:
    link = SHEET_LINKS
    content["xl/tables/table2.xml"] = content[TABLE].replace(b"tblPlain", b"TBLPLAIN").replace(b"A1:B3", b"D1:E3")
    relation = content[link].split(b">")[1] + b">"
    second = relation.replace(b"t1", b"t2").replace(b"table1", b"table2")
    content[link] = content[link].replace(relation, relation + second)


def _second_sheet(content: dict[str, bytes]) -> None:
    """Another sheet of the same name, without a table."""
    content[BOOK] = content[BOOK].replace(b"</sheets>", b'<sheet name="SHEET" sheetId="2" r:id="r9"/></sheets>')
    content["xl/worksheets/sheet2.xml"] = content[SHEET]
    link = content[LINKS].split(b">")[1] + b">"
    content[LINKS] = content[LINKS].replace(link, link + link.replace(b"r1", b"r9").replace(b"sheet1", b"sheet2"))


def _merged(cells: str) -> Dialect:
    return replaced(SHEET, "</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{cells}"/></mergeCells>')


@pytest.mark.parametrize(
    ("dialect", "code"),
    [
        (_second_table, "file.duplicate"),
        (lambda content: content.update({"XL/Workbook.XML": b"<workbook/>"}), "file.duplicate"),
        (rows(EXCEL.replace('r="A2"', 'r="a2"')), "file.corrupt"),
        (rows(EXCEL.replace('r="B2"', 'r="A2"')), "file.corrupt"),
        (rows(f"<!-- twice -->{_FIRST}{_SECOND}{_SECOND}"), "file.corrupt"),
        (_merged("A2:B2"), "file.covered"),
        (_merged("A3:C9"), "file.covered"),
        (_merged("whole rows"), "file.corrupt"),
        (rows(EXCEL.replace('r="A2"', 'r="12"')), "file.corrupt"),
        (rows(UNADDRESSED.replace("<row>", '<row r="two">')), "file.corrupt"),
        (rows(EXCEL.replace('r="A3"', 'r="A9"').replace('"', "'")), "file.corrupt"),
        (rows(f"{_FIRST}<choice>{_SECOND}</choice>{_THIRD}"), "file.corrupt"),
        (replaced(SHEET, "</row>", "</rov>"), "file.corrupt"),
        (replaced(SHEET, MAIN, STRICT), "file.corrupt"),
        (_second_sheet, "file.duplicate"),
        (
            replaced(SHEET, "&" if "&" in EXCEL else "FCR" if "FCR" in EXCEL else "8.2/10", "8.2&unknown;10"),
            "file.corrupt",
        ),
        (replaced(TABLE, "A1:B3", "whole sheet"), "file.corrupt"),
        (replaced(TABLE, "A1:B3", "B3:A1"), "file.corrupt"),
        (replaced(TABLE, 'ref="A1:B3" ', 'ref="A1:B3" headerRowCount="one" '), "file.corrupt"),
        (without(TABLE), "file.corrupt"),
        (without(SHEET), "file.corrupt"),
        (both(without(SHEET), without(SHEET_LINKS)), "file.corrupt"),
        (without(BOOK), "file.corrupt"),
        (replaced(TEXTS, "<t>FCR</t>", f"<t>{'long ' * 2_200_000}</t>"), "file.bomb"),
        (replaced(TEXTS, "<sst", "<!DOCTYPE sst [<!ENTITY a 'b'>]><sst"), "file.entities"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_and_left_alone(
    tmp_path: Path, dialect: Dialect, code: str
) -> None:
    path = spoken(tmp_path / "book.xlsx", dialect)
    before = path.read_bytes()
    with pytest.raises(FileRefused) as refusal:
        _write_after_reading(path)
    assert (refusal.value.code, path.read_bytes()) == (code, before)


def _write_after_reading(path: Path) -> None:
    said(path)
    _write(path)
