"""Does a result sheet take new rows, each looking like the first old row of its kind?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Formula, Row
from tests.workbook.package.books import members, opened, rich, zipped

TITLE, HEAD = Row("title", ("Settlement",)), Row("head", ("kpi", "amount"))
KPI, NOTE = Row("kpi", ("FCR", Decimal("1.5"))), Row("note", ("see below",))
TOTAL = Row("total", (None, Formula("SUM(tblSettlement[amount])", Decimal("1.5"))))
SHEET, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table2.xml"


def settled(path: Path, rows: Sequence[Row]) -> Path:
    book = XlsxWorkbook(path)
    book.write_sheet("Settlement", rows)
    book.save()
    return path


def kinds(path: Path) -> list[tuple[object, bool]]:
    """The kind of each row, and whether it is hidden."""
    sheet = opened(path)["Settlement"]
    return [(sheet.cell(row, 1).value, bool(sheet.row_dimensions[row].hidden)) for row in range(1, sheet.max_row + 1)]


@pytest.mark.parametrize(
    ("rows", "ref"),
    [
        ([TITLE, HEAD, KPI, NOTE, TOTAL], "B2:C3"),
        ([TITLE, HEAD, KPI, KPI, KPI, NOTE, TOTAL], "B2:C5"),
        ([HEAD, KPI, NOTE], "B1:C2"),
        ([TITLE, NOTE, NOTE, HEAD, KPI, KPI, TOTAL, KPI], "B4:C6"),
    ],
)
def test_the_table_follows_its_kinds(tmp_path: Path, rows: list[Row], ref: str) -> None:
    path = settled(rich(tmp_path / "book.xlsx"), rows)
    assert f'ref="{ref}"' in members(path)[TABLE].decode()
    table = XlsxWorkbook(path).tables()["tblSettlement"]
    assert (table.header, set(table.rows)) == (("kpi", "amount"), {("FCR", Decimal("1.5"))})


@pytest.mark.parametrize("rows", [[TITLE, KPI], [TITLE, HEAD], [HEAD, NOTE, KPI], [Row("head", ("kpi", None)), KPI]])
def test_a_table_without_header_or_body_is_refused(tmp_path: Path, rows: list[Row]) -> None:
    with pytest.raises(FileRefused, match=r"file\.statement"):
        settled(rich(tmp_path / "book.xlsx"), rows)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, rb'<c r="A\d+"[^>]*><v>\d+</v></c>', b""),  # column A cleared
        (TABLE, b' displayName="tblSettlement"', b' displayName="tblSettlement" headerRowCount="0"'),
        (TABLE, b'ref="B2:C3"', b'ref="A2:B3"'),  # over the kinds
        (TABLE, b'ref="B2:C3"', b'ref="C2:D3"'),  # a column inserted
    ],
)
def test_a_sheet_that_its_user_rebuilt_is_refused_and_left_alone(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    path = rich(tmp_path / "book.xlsx")
    content = members(path)
    changed = re.sub(old, new, content[part])
    assert changed != content[part]
    before = zipped(path, content | {part: changed}).read_bytes()
    with pytest.raises(FileRefused, match=r"file\.statement") as refusal:
        settled(path, [TITLE, HEAD, KPI, KPI, KPI, NOTE, TOTAL])
    assert (refusal.value.path, refusal.value.facts["sheet"]) == (path, "Settlement")
    assert path.read_bytes() == before


def test_rows_look_like_the_first_of_their_kind(tmp_path: Path) -> None:
    path = settled(rich(tmp_path / "book.xlsx"), [NOTE, TITLE, HEAD, KPI, KPI, TOTAL, Row("new", ("unstyled",))])
    sheet = opened(path)["Settlement"]
    assert (sheet.row_dimensions[2].height, sheet["B2"].font.size, sheet["B3"].font.bold) == (30, 18, True)
    assert [sheet.cell(row, 3).number_format for row in range(3, 8)] == ["General", *["#,##0.00"] * 3, "General"]
    assert sheet.protection.sheet


def test_rows_look_so_whatever_order_the_old_cells_stand_in(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    content = members(path)
    turned = re.sub(rb'(<c r="B2".*?</c>)(<c r="C2".*?</c>)', rb"\2\1", content[SHEET])
    assert turned != content[SHEET]
    settled(zipped(path, content | {SHEET: turned}), [HEAD, KPI])
    assert [cell.font.bold for cell in opened(path)["Settlement"][1]] == [False, True, True]


def test_new_header_texts_become_the_column_names(tmp_path: Path) -> None:
    path = settled(rich(tmp_path / "book.xlsx"), [Row("head", ("indicateur", "montant\nEUR")), KPI])
    assert 'name="montant_x000a_EUR"' in members(path)[TABLE].decode()
    assert XlsxWorkbook(path).tables()["tblSettlement"].header == ("indicateur", "montant\nEUR")


def test_a_kind_without_rows_is_kept_for_the_next_time(tmp_path: Path) -> None:
    path = settled(rich(tmp_path / "book.xlsx"), [HEAD, KPI])
    assert kinds(path) == [("head", False), ("kpi", False), ("~title", True), ("~note", True), ("~total", True)]
    settled(path, [TITLE, HEAD, KPI, TOTAL])
    assert kinds(path) == [("title", False), ("head", False), ("kpi", False), ("total", False), ("~note", True)]
    sheet = opened(path)["Settlement"]
    assert (sheet.row_dimensions[1].height, sheet["C4"].number_format) == (30, "#,##0.00")


@pytest.mark.parametrize(("said", "hidden"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_a_kind_that_is_hidden_itself_stays_so(tmp_path: Path, said: str, hidden: bool) -> None:
    path = rich(tmp_path / "book.xlsx")
    content = members(path)
    content[SHEET] = content[SHEET].replace(b'<row r="4"', f'<row r="4" hidden="{said}"'.encode())
    zipped(path, dict(content))
    settled(path, [HEAD, KPI])
    assert kinds(path)[-2:] == [("~~note" if hidden else "~note", True), ("~total", True)]
    settled(path, [HEAD, KPI, NOTE])
    assert kinds(path)[2] == ("note", hidden)


@pytest.mark.parametrize(("merge", "kept"), [("B1:C1", True), ("B2:C2", False), ("H1:I99", True)])
def test_a_merge_goes_when_it_would_hide_a_result(tmp_path: Path, merge: str, kept: bool) -> None:
    path = rich(tmp_path / "book.xlsx")
    book = opened(path)
    book["Settlement"].merge_cells(merge)
    book.save(path)
    settled(path, [TITLE, HEAD, KPI])
    assert (merge in {str(area) for area in opened(path)["Settlement"].merged_cells.ranges}) is kept


def test_a_table_elsewhere_is_not_read_for_it(tmp_path: Path) -> None:
    path = rich(tmp_path / "book.xlsx")
    damaged = {"xl/tables/table1.xml": b"<table"}
    settled(zipped(path, members(path) | damaged), [HEAD, KPI])
    assert members(path).items() >= damaged.items()
    with pytest.raises(FileRefused, match=r"file\.corrupt"):
        XlsxWorkbook(path).tables()


def test_writing_rows_twice_gives_the_same_bytes_whatever_kinds_are_spare(tmp_path: Path) -> None:
    path = settled(rich(tmp_path / "book.xlsx"), [HEAD, KPI])
    once = path.read_bytes()
    assert settled(path, [HEAD, KPI]).read_bytes() == once
