"""Are our own workbooks read the quick way, and still right when another program has saved them?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bonusmalus_core.declare.settling import Settled, settle_workbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.history import Stamp
from bonusmalus_core.workbook.package import guard, ordinary, parts
from bonusmalus_core.workbook.package.meaning import Meanings, Wanted
from bonusmalus_core.workbook.port import UNCACHED, CellError
from tests.workbook.package.books import opened

TEMPLATES = Path(__file__).parents[3] / "templates"
EXAMPLE = TEMPLATES / "example-nl.xlsx"


STAMP = Stamp("A", datetime(2027, 2, 1, tzinfo=UTC), "test")
"""Whoever settles twice in two seconds settles the same."""


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_sheet_of_a_template_is_ordinary(path: Path) -> None:
    archive = guard.opened(path)
    package = parts.mapped(archive)
    meanings = Meanings(archive, package)
    for sheet in package.sheets.values():
        wanted = Wanted.of(table.area for table in sheet.tables)
        assert ordinary.cells(archive.read(sheet.part), wanted, meanings) is not None, sheet.name


def test_a_copy_without_one_calculated_value_settles_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    opened(EXAMPLE).save(copy)  # openpyxl keeps no value beside a formula
    cells = [cell for table in XlsxWorkbook(copy).tables().values() for row in table.rows for cell in row]
    assert CellError(UNCACHED) in cells
    assert _settled(copy).settlement == _settled(EXAMPLE).settlement


def _settled(path: Path) -> Settled:
    done = settle_workbook(XlsxWorkbook(path), 2, date(2027, 2, 1), STAMP)
    assert isinstance(done, Settled)
    return done


def test_a_copy_by_another_program_can_be_written(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    opened(EXAMPLE).save(copy)
    book = XlsxWorkbook(copy)
    settle_workbook(book, 2, date(2027, 2, 1))
    book.save()
    assert XlsxWorkbook(copy).tables().keys() == XlsxWorkbook(EXAMPLE).tables().keys()
