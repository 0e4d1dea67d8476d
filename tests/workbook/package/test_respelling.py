"""Is a sheet part recognised as spelled as usual, and is any other spelled so without losing anything?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package.respelling import is_spelled_usually, respelled
from bonusmalus_core.workbook.package.xml import parse
from tests.workbook.package.books import MAIN, members, plain, zipped
from tests.workbook.package.dialects import indented, prefixed

USUAL = (
    f'<worksheet xmlns="{MAIN}" xmlns:v="urn:v" v:uid="7"><cols><col min="1" max="1"/></cols><sheetData>'
    '<row r="1"><c r="A1" s="1"/><c r="B1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>'
    '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
).encode()


def late(part: bytes) -> bytes:
    """Addresses after the styles."""
    return part.replace(b'<c r="A1" s="1"', b'<c s="1" r="A1"')


def quoted(part: bytes) -> bytes:
    return part.replace(b'r="A2"', b"r='A2'")


def rows(part: bytes) -> bytes:
    """The part from its rows on."""
    return part.partition(b"<sheetData>")[2].partition(b"</sheetData>")[0]


@pytest.mark.parametrize("spell", [prefixed, indented, late, quoted])
def test_what_is_spelled_in_another_way_is_known_and_spelled_as_usual(spell: Callable[[bytes], bytes]) -> None:
    other = spell(USUAL)
    found = respelled(parse(other, Path("book.xlsx"), "sheet", comments=False))
    assert (is_spelled_usually(USUAL), is_spelled_usually(other), is_spelled_usually(found)) == (True, False, True)
    assert rows(found) == rows(USUAL)
    assert b'xmlns:v="urn:v" v:uid="7"' in found


@pytest.mark.parametrize("spell", [prefixed, indented])
def test_a_sheet_is_redrawn_in_whatever_way_it_is_spelled(tmp_path: Path, spell: Callable[[bytes], bytes]) -> None:
    path, sheet = plain(tmp_path / "book.xlsx", '<row r="9"><c r="D9"><f>1+1</f><v>0</v></c></row>'), "Sheet"
    drawn = plain(tmp_path / "drawn.xlsx", '<row r="9"><c r="D9"><f>1+1</f><v>2</v></c></row>').read_bytes()
    book = XlsxWorkbook(zipped(path, {name: spell(part) for name, part in members(path).items()}))
    assert book.is_shown(sheet)
    book.redraw(sheet, drawn)
    book.save()
    assert XlsxWorkbook(path).peek(sheet, "D9") == Decimal(2)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_shown_however_the_workbook_spells_it(tmp_path: Path, state: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    content = members(path)
    named = content["xl/workbook.xml"].replace(b'name="Sheet"', f"state='{state}' name='Sheet'".encode())
    assert not XlsxWorkbook(zipped(path, {**content, "xl/workbook.xml": named})).is_shown("Sheet")
