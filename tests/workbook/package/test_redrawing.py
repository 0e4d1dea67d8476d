"""What do formulas and charts of a sheet show once another package with the same formulas told their values?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.redrawing import charts, redrawn

DRAWN = (
    b'<sheetData><row r="1"><c r="A1" s="9"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>'
    b'<c r="C1" t="e"><f>NA()</f><v>#N/A</v></c><c r="D1"><f>""</f><v></v></c></row></sheetData>'
)


OTHERS = {
    b"A1": b'<c r="A1" s="9"><f>1+1</f><v>2</v></c>',
    b"B1": b'<c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>',
    b"C1": b'<c r="C1" t="e"><f>NA()</f><v>#N/A</v></c>',
    b"D1": b'<c r="D1" t="str"><f>""</f><v></v></c>',
}
"""What stands beside the cell that is looked at: a sheet has all its formulas."""


@pytest.mark.parametrize(
    ("cell", "shows"),
    [
        pytest.param(b'<c r="A1" s="3"><f>1+1</f><v>7</v></c>', b'<c r="A1" s="3"><f>1+1</f><v>2</v></c>',
                     id="another number, and the style of its own"),
        pytest.param(b'<c r="A1" t="str"><f>1+1</f><v>old</v></c>', b'<c r="A1"><f>1+1</f><v>2</v></c>',
                     id="a number where a text was"),
        pytest.param(b'<c r="A1"><f>1+1</f></c>', b'<c r="A1"><f>1+1</f><v>2</v></c>', id="what was never computed"),
        pytest.param(b'<c r="B1"><f>A1&amp;&quot;x&quot;</f><v>0</v></c>',
                     b'<c r="B1" t="str"><f>A1&amp;&quot;x&quot;</f><v>2x</v></c>',
                     id="the same formula, spelled otherwise"),
        pytest.param(b'<c r="C1"><f>NA()</f><v>1</v></c>', b'<c r="C1" t="e"><f>NA()</f><v>#N/A</v></c>',
                     id="an error"),
        pytest.param(b'<c r="D1"><f>""</f><v>1</v></c>', b'<c r="D1" t="str"><f>""</f><v></v></c>', id="an empty text"),
        pytest.param(b'<c r="A1"><f>1+2</f><v>3</v></c>', b'<c r="A1"><f>1+2</f></c>',
                     id="another formula shows nothing"),
        pytest.param(b'<c r="E9"><f>1+1</f><v>3</v></c>', b'<c r="E9"><f>1+1</f></c>', id="nor one without its like"),
        pytest.param(b'<c r="A1"><f t="shared" si="0"/><v>3</v></c>', b'<c r="A1"><f t="shared" si="0"/></c>',
                     id="nor one that is spelled elsewhere"),
        pytest.param(b'<c r="A1" t="s"><v>3</v></c>', b'<c r="A1" t="s"><v>3</v></c>', id="a text is no formula"),
        pytest.param(b'<c r="A1"><v>3</v></c>', b'<c r="A1"><v>3</v></c>', id="nor is a number"),
        pytest.param(b'<c r="A1" s="3"/>', b'<c r="A1" s="3"/>', id="nor is a blank"),
    ],
)  # fmt: skip
def test_a_formula_shows_what_the_same_formula_does(cell: bytes, shows: bytes) -> None:
    others = b"".join(other for address, other in OTHERS.items() if b'"%s"' % address not in cell or b"<f" not in cell)
    around = b'<sheetData><row r="1"><c r="Z1" s="1"/>%s' + others + b'<c r="Z2"><v>5</v></c></row></sheetData>'
    assert redrawn(around % cell, DRAWN) == around % shows


def test_where_rows_were_inserted_nothing_is_shown_until_it_is_computed() -> None:
    moved = DRAWN.replace(b'1" ', b'3" ').replace(b'D1"', b'D3"')
    assert set(re.findall(rb"</?v>", redrawn(moved, DRAWN))) == set()


SHEET = (
    b'<sheetData><row r="1"><c r="A1" t="str"><f>a</f><v>jan</v></c><c r="B1"><f>b</f><v>1.5</v></c>'
    b'<c r="C1"><f>c</f></c></row><row r="2"><c r="A2" t="str"><f>a</f><v>feb</v></c>'
    b'<c r="B2" t="e"><f>b</f><v>#N/A</v></c><c r="C2"><v>3</v></c></row></sheetData>'
)
OLD = b'<c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt></c:numCache>'
POINT = b'<c:pt idx="%d"><c:v>%s</c:v></c:pt>'
NUMBERS = (
    b'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="2"/>' + POINT % (0, b"1.5") + b"</c:numCache>"
)
TEXTS = b'<c:strCache><c:ptCount val="2"/>' + POINT % (0, b"jan") + POINT % (1, b"feb") + b"</c:strCache>"


@pytest.mark.parametrize(
    ("kind", "area", "now", "cache"),
    [
        pytest.param(b"num", b"Dash!$B$1:$B$2", b"num", NUMBERS, id="numbers, and no point where there is none"),
        pytest.param(b"num", b"'Dash'!$B$1:$B$2", b"num", NUMBERS, id="the sheet in quotes"),
        pytest.param(b"num", b"Dash!$A$1:$A$2", b"str", TEXTS, id="texts where numbers were"),
        pytest.param(b"num", b"Dash!$C$1:$C$2", b"num", b"", id="nothing where a formula shows nothing"),
        pytest.param(b"num", b"Other!$B$1:$B$2", b"num", OLD, id="another sheet's stay"),
        pytest.param(b"num", b"dash_values", b"num", OLD, id="so do those of a name"),
    ],
)  # fmt: skip
def test_a_chart_shows_what_its_cells_do(kind: bytes, area: bytes, now: bytes, cache: bytes) -> None:
    series = b"<c:val><c:%sRef><c:f>%s</c:f>%s</c:%sRef></c:val>"
    archive = archive_of({
        "xl/worksheets/_rels/sheet1.xml.rels": link("drawing", "../drawings/drawing1.xml"),
        "xl/drawings/_rels/drawing1.xml.rels": link("chart", "../charts/chart1.xml"),
        "xl/drawings/drawing1.xml": b"<d/>",
        "xl/charts/chart1.xml": series % (kind, area, OLD, kind),
    })  # fmt: skip
    found = dict(charts(archive, "xl/worksheets/sheet1.xml", SHEET, "Dash"))
    assert found == {"xl/charts/chart1.xml": series % (now, area, cache, now)}


def link(kind: str, target: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="rId1" Type="http://x/{kind}" Target="{target}"/>'
        "</Relationships>"
    ).encode()


def archive_of(members: Mapping[str, bytes]) -> Archive:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return Archive.of(Path("book.xlsx"), held.getvalue())
