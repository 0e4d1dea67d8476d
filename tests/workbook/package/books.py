"""Which workbooks do the tests of the package start from? Plain parts, and one with all that a user may add."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import xlsxwriter

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Written

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"

_RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
_RELATION = f'<Relationship Id="{{}}" Type="{OFFICE}/{{}}" Target="{{}}"/>'
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{{}}"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)

# What a contract manager's workbook may carry that no library for spreadsheets keeps: content is free, names are real.
FOREIGN_PARTS: Mapping[str, bytes] = {
    "xl/vbaProject.bin": bytes(range(256)) * 8,
    "customXml/item1.xml": b"<contract xmlns='urn:own'>kept &amp; whole</contract>",
    "xl/slicers/slicer1.xml": b"<slicers xmlns='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main'/>",
    "xl/slicerCaches/slicerCache1.xml": b"<slicerCacheDefinition/>",
    "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments>a discussion</ThreadedComments>",
    "xl/persons/person.xml": b"<personList/>",
    "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{MAIN}"/>'.encode(),
    "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{MAIN}"/>'.encode(),
    "xl/printerSettings/printerSettings1.bin": b"\0A4\0",
    "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
}


def plain(
    path: Path, rows: str, *, styles: str = "", table: str = "A1:B3", from_1904: bool = False, **extra: str
) -> Path:
    """A minimal workbook with one sheet of those rows and one table, tblPlain, with the columns a, b, c …

    `extra`: a sheet's elements after its rows (`after`), its own root element (`sheet`), or the table's attributes
    (`attributes`).
    """
    first, last = (ord(corner[0]) for corner in table.split(":"))
    names = "".join(f'<tableColumn id="{c - first + 1}" name="{chr(97 + c - first)}"/>' for c in range(first, last + 1))
    worksheet = extra.get("sheet") or (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="A1"/><sheetData>{rows}</sheetData>'
        f"{extra.get('after', '')}</worksheet>"
    )
    return zipped(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": _RELATIONS.format(_RELATION.format("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{from_1904:d}"/>'
            '<sheets><sheet name="Sheet" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _RELATIONS.format(
                _RELATION.format("r1", "worksheet", "worksheets/sheet1.xml")
                + _RELATION.format("r2", "styles", "styles.xml")
            ),
            "xl/styles.xml": _STYLES.format(styles),
            SHEET: worksheet,
            "xl/worksheets/_rels/sheet1.xml.rels": _RELATIONS.format(
                _RELATION.format("t1", "table", "../tables/table1.xml")
            ),
            "xl/tables/table1.xml": f'<table xmlns="{MAIN}" id="1" name="tblPlain" displayName="tblPlain" '
            f'ref="{table}" {extra.get("attributes", "")}>'
            f'<autoFilter ref="{table}"/><tableColumns>{names}</tableColumns></table>',
        },
    )


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A zip of those members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def members(path: Path) -> dict[str, bytes]:
    """Every member's content by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(path: Path, cells: Mapping[str, Written]) -> str:
    """The sheet's rows after writing those cells."""
    book = XlsxWorkbook(path)
    book.write_cells("Sheet", cells)
    book.save()
    return re.search("<sheetData>(.*)</sheetData>", members(path)[SHEET].decode(), re.DOTALL)[1]  # type: ignore[index]


def opened(path: Path) -> openpyxl.Workbook:
    """The workbook in openpyxl, which warns about all that it would lose."""
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def rich(path: Path) -> Path:
    """Result sheet `Settlement` (kinds in column A), result table `tblChecks`, input table `tblKpis`, and much else."""
    with xlsxwriter.Workbook(path) as book:
        _kpis(book)
        _settlement(book)
        _checks(book)
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in FOREIGN_PARTS.items():
            archive.writestr(name, content)
    return path


def _kpis(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("KPIs")
    sheet.add_table("B2:D4", {"name": "tblKpis", "columns": [{"header": h} for h in ("code", "weight", "live")]})
    sheet.write_column("B3", ["FCR", "CES"])
    sheet.write_column("C3", [0.4, 0.6])
    sheet.write_formula("D3", "=C3*2", None, 0.8)
    sheet.write_formula("D4", "=C4*2", None, 1.2)
    sheet.add_sparkline("F3", {"range": "KPIs!C3:D3"})
    sheet.conditional_format("C3:C4", {"type": "data_bar", "bar_solid": True})
    sheet.data_validation("B3:B4", {"validate": "list", "source": "=Checks!$B$2:$B$3"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=KPIs!$C$3:$C$4"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "a shape")
    sheet.write_comment("B2", "a note")
    sheet.insert_checkbox("F4", True)


def _settlement(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Settlement")
    title, head, money = (
        book.add_format(f) for f in ({"bold": True, "font_size": 18}, {"bold": True}, {"num_format": 4})
    )
    sheet.set_column("A:A", None, None, {"hidden": True})
    sheet.write_column("A1", ["title", "head", "kpi", "note", "total"])
    sheet.set_row(0, 30)
    sheet.write("B1", "Settlement", title)
    sheet.add_table("B2:C3", {"name": "tblSettlement", "columns": [{"header": "kpi"}, {"header": "amount"}]})
    sheet.write_row("B2", ["kpi", "amount"], head)
    sheet.write("C3", 1, money)
    sheet.write_formula("C5", "=SUM(C3)", money, 1)
    sheet.protect()


def _checks(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Checks")
    sheet.add_table("B1:C2", {"name": "tblChecks", "columns": [{"header": "code"}, {"header": "cell"}]})
    sheet.write("B2", "none", book.add_format({"italic": True}))
