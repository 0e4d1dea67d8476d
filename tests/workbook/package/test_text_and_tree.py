"""Whether a part is patched as text or taken to pieces as XML makes no difference to what stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from bonusmalus_core.declare.settling import Settled, settle_workbook
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.history import Stamp
from bonusmalus_core.workbook.package import lines, recalculation, restating, spelling, tree
from bonusmalus_core.workbook.package.tree import tag
from bonusmalus_core.workbook.port import UNCACHED, CellError, Formula, Row, Written
from tests.workbook.package.books import members

START = "xl/worksheets/sheet1.xml"
AS_OF = date(2027, 2, 1)
STAMP = Stamp("A", datetime(2027, 2, 1, tzinfo=UTC), "test")
ODD: tuple[Written, ...] = (
    "=1+1",
    ' a <b> & "c"\n',
    "_x0041_\r",
    "€ 10,00",
    "\N{GRINNING FACE}" * 20_000,
    True,
    Decimal("0.1"),
    date(2026, 1, 31),
    CellError("#N/A"),
    Formula('IF(A1<>"é",1,2)', Decimal(1)),
    Formula("A1&B1", " x"),
    Formula("A1", CellError(UNCACHED)),
)


def settled(path: Path, period: int) -> dict[str, bytes]:
    """The members after a settlement and another one with cells of every sort."""
    path.write_bytes((files("bonusmalus_templates") / path.name).read_bytes())
    memory = MemoryWorkbook(*XlsxWorkbook(path).tables().values())
    assert isinstance(settle_workbook(memory, period, AS_OF, STAMP), Settled)
    sheet, rows = next(iter(memory.sheets.items()))
    for more in ((), tuple(Row("space", (None, each)) for each in ODD), ()):
        book = XlsxWorkbook(path)
        assert isinstance(settle_workbook(book, period, AS_OF, STAMP), Settled)
        book.write_sheet(sheet, (*rows, *more))
        book.save()
    return members(path)


def taken_to_pieces(name: str, part: bytes) -> bytes:
    root = etree.fromstring(part)
    if name == START:  # where nothing but values changed, text leaves alone how far the cells are said to reach
        etree.strip_elements(root, tag("dimension"))
    return etree.tostring(root, method="c14n")


def test_both_ways_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "example-nl.xlsx"
    as_text = settled(path, 2)
    for module in (lines, recalculation, restating, spelling, tree):
        monkeypatch.setattr(module, "is_plain", lambda _part: False)
    as_tree = settled(path, 2)
    assert {name: taken_to_pieces(name, part) for name, part in as_text.items()} == {
        name: taken_to_pieces(name, part) for name, part in as_tree.items()
    }
    assert as_text != as_tree


@pytest.mark.parametrize(
    ("part", "plain"),
    [
        (b"<a/>", True),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><a/>', True),
        (b'<?xml version="1.0"?><a/>', True),
        (b'<?xml version="1.0" encoding="utf-16"?><a/>', False),
        ("<a/>".encode("utf-16"), False),
        (b"<!DOCTYPE a><a/>", False),
        (b"<a><!-- b --></a>", False),
        (b"<a><![CDATA[b]]></a>", False),
        (b'<?xml version="1.0"?><?b?><a/>', False),
        (b"", False),
    ],
)
def test_what_is_more_than_elements_and_texts_is_left_to_lxml(part: bytes, plain: bool) -> None:
    assert tree.is_plain(part) is plain
