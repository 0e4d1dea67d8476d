"""Do the live formulas that Excel's button writes compute, here by the same functions in LibreOffice?"""

from __future__ import annotations

from pathlib import Path

import pytest
from xlwings import Book

from bonusmalus_addin.excel.commands import act
from bonusmalus_addin.excel.live import unlinked
from tests.support.excel.engine import excel, opened
from tests.support.libreoffice import Office

pytestmark = pytest.mark.libreoffice


def columns(book: Book) -> dict[str, list[object]]:
    """The KPI table and what stands beside it, by header."""
    sheet = book.sheets["KPI’s"]
    table = sheet.tables["tblKpis"].range
    book.impl.document.calculateAll()
    whole = sheet.range((table.row, table.column), (table.row + table.shape[0] - 1, table.column + table.shape[1] + 2))
    head, *rows = whole.raw_value
    return {str(text): [row[column] for row in rows] for column, text in enumerate(head) if text}


def test_impact_and_explanation_stand_beside_every_kpi_and_follow_what_is_typed(extended: Office, filled: Path) -> None:
    with excel(extended) as app, opened(app, filled) as book:
        before = columns(book)
        assert act("formulas", book, "nl").startswith("Op blad KPI’s")
        once = columns(book)
        assert once["Live impact"] == before["Impact bij proef"]
        assert "lineair, 103,84%" in str(once["Live uitleg"][0])
        assert {name: once[name] for name in before} == before
        table = book.sheets["KPI’s"].tables["tblKpis"].range
        table(2, list(before).index("Proberen") + 1).raw_value = 0.8
        assert columns(book)["Live impact"][0] == 1.0
        formulas = book.sheets["KPI’s"].used_range.formula
        act("formulas", book, "nl")
        assert book.sheets["KPI’s"].used_range.formula == formulas


def test_what_stands_where_they_would_go_is_left_alone(extended: Office, filled: Path) -> None:
    with excel(extended) as app, opened(app, filled) as book:
        sheet = book.sheets["KPI’s"]
        table = sheet.tables["tblKpis"].range
        taken = sheet.range((table.row, table.column + table.shape[1] + 1))
        taken.raw_value = "mine"
        assert taken.get_address(False, False) in act("formulas", book, "nl")
        assert taken.raw_value == "mine"


@pytest.mark.parametrize(
    ("linked", "plain"),
    [
        (r"='C:\Users\An\XLSTART\bonusmalus.xlam'!BM_CAP(A1,0.1)", "=BM_CAP(A1,0.1)"),
        (r"=SUM(1,C:\XLSTART\bonusmalus.xlam!BM_CAP(A1,0.1))", "=SUM(1,BM_CAP(A1,0.1))"),
        ("=[1]!BM_CAP(A1,0.1)+[1]!BM_BAND(A1,B1:C1)", "=BM_CAP(A1,0.1)+BM_BAND(A1,B1:C1)"),
        ("=bonusmalus.xlam!BM_CAP(A1,0.1)", "=BM_CAP(A1,0.1)"),
        ("=Sheet1!BM_1+'[other.xlsx]Sheet'!A1", "=Sheet1!BM_1+'[other.xlsx]Sheet'!A1"),
        ("=BM_CAP(A1,0.1)", "=BM_CAP(A1,0.1)"),
    ],
)
def test_links_to_an_add_in_elsewhere_become_plain_names_again(linked: str, plain: str) -> None:
    assert unlinked(linked) == plain
