"""Formulas can show a new value until somebody computes them; nothing else is touched."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Cell
from tests.workbook.package.books import members


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Start")
        sheet.write_formula("A1", "=1+1", None, 1)
        sheet.write_string("A2", "typed")
        sheet.write_array_formula("A3:A4", "{=ROW(1:2)}", None, 1)
    return made


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Decimal(2), b"<f>1+1</f><v>2</v>"),
        ("final", b'<c r="A1" t="str"><f>1+1</f><v>final</v>'),
        ("=1", b"<v>=1</v>"),
    ],
)
def test_a_formula_keeps_its_text_and_shows_the_value(path: Path, value: Cell, stored: bytes) -> None:
    book = XlsxWorkbook(path)
    book.refresh("Start", {"A1": value})
    book.save()
    assert stored in members(path)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"<f>1+1</f>", b'<f aca="false">1+1</f>', id="an attribute, as LibreOffice writes it"),
        pytest.param(b"<f>1+1</f>", b"\n  <f>1+1</f>\n  ", id="on a line of its own"),
        pytest.param(b'<c r="A1"', b"<c", id="a cell without its address"),
    ],
)
def test_a_formula_that_is_spelled_in_another_way_shows_the_value(path: Path, old: bytes, new: bytes) -> None:
    held = members(path)
    with zipfile.ZipFile(path, "w") as package:
        for name, part in held.items():
            package.writestr(name, part.replace(old, new))
    book = XlsxWorkbook(path)
    book.refresh("Start", {"A1": Decimal(7)})
    book.save()
    assert XlsxWorkbook(path).peek("Start", "A1") == Decimal(7)


@pytest.mark.parametrize(("sheet", "address"), [("Start", "A2"), ("Start", "A3"), ("Start", "Z9"), ("Elsewhere", "A1")])
def test_what_is_no_plain_formula_stays_as_it_is(path: Path, sheet: str, address: str) -> None:
    before = members(path)["xl/worksheets/sheet1.xml"]
    book = XlsxWorkbook(path)
    book.refresh(sheet, {address: Decimal(9)})
    book.save()
    assert members(path)["xl/worksheets/sheet1.xml"] == before
