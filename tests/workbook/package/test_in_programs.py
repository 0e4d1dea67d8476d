"""Do other programs open what was written, and can we read what they write?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import UNCACHED, CellError, Formula, Row
from tests.support.libreoffice import Office
from tests.workbook.package.books import FOREIGN_PARTS, members, opened, rich, zipped

ROWS = [
    Row("head", ("kpi", "amount")),
    Row("kpi", ("=FCR", Decimal("1.5"))),
    Row("kpi", ("@CES", Formula("C2*2", Decimal(3)))),
    Row("total", (None, Formula("SUM(C2:C3)", Decimal("4.5")))),
]


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A workbook that was written, without the invented parts that only bytes are compared of."""
    path = rich(tmp_path / "book.xlsx")
    zipped(path, {name: part for name, part in members(path).items() if name not in FOREIGN_PARTS})
    book = XlsxWorkbook(path)
    book.write_sheet("Settlement", ROWS)
    book.write_rows("tblChecks", [("E1", "-1"), ("E2", "+1")])
    book.save()
    return path


def test_openpyxl_reads_it(settled: Path) -> None:
    book = opened(settled)
    assert [book["Settlement"].cell(row, 2).value for row in range(1, 4)] == ["kpi", "=FCR", "@CES"]
    assert [book["Settlement"].cell(row, 2).data_type for row in range(1, 4)] == ["s", "s", "s"]
    assert book["Settlement"].tables["tblSettlement"].ref == "B1:C3"
    assert book["Checks"].tables["tblChecks"].ref == "B1:C3"


@pytest.mark.libreoffice
def test_libreoffice_shows_texts_as_texts_and_calculates_the_formulas(settled: Path, office: Office) -> None:
    with office.open(settled) as book:
        book.recalculate()
        assert book.errors() == {}
        assert book.values("Settlement", "B2:C4") == (("=FCR", 1.5), ("@CES", 3), ("", 4.5))
        assert book.values("Checks", "B2:C3") == (("E1", "-1"), ("E2", "+1"))


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_read_the_same_and_can_be_written(settled: Path, office: Office) -> None:
    with office.open(settled) as book:
        book.save_as(settled.with_name("by-libreoffice.xlsx"))
    ours, theirs = XlsxWorkbook(settled), XlsxWorkbook(settled.with_name("by-libreoffice.xlsx"))
    assert theirs.tables() == ours.tables()
    theirs.write_sheet("Settlement", [ROWS[0], ROWS[1], ROWS[3]])
    theirs.save()
    assert theirs.tables()["tblSettlement"].rows == (("=FCR", Decimal("1.5")),)
    hidden = opened(theirs.path)["Settlement"].row_dimensions
    assert [bool(hidden[row].hidden) for row in range(1, 6)] == [False, False, False, True, True]


def test_what_openpyxl_saves_is_read_but_its_formulas_have_lost_their_values(settled: Path) -> None:
    before = XlsxWorkbook(settled).tables()
    opened(settled).save(settled)
    after = XlsxWorkbook(settled).tables()
    assert after["tblChecks"] == before["tblChecks"]
    assert [row[:2] for row in after["tblKpis"].rows] == [row[:2] for row in before["tblKpis"].rows]
    assert [row[2] for row in after["tblKpis"].rows] == [CellError(UNCACHED)] * 2
