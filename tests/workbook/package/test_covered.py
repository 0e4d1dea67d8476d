"""Are values found that merged cells hide, however many cells a sheet merges?"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Table
from tests.workbook.package.books import plain

ROWS = 1_000
LIMIT = 2_000_000
MANY = 40_000


def filled(columns: str, rows: int = ROWS) -> str:
    """Rows in which those columns hold a number, from the first row on."""
    lines = ("".join(f'<c r="{column}{row}"><v>{row}</v></c>' for column in columns) for row in range(1, rows + 1))
    return "".join(f'<row r="{row}">{line}</row>' for row, line in enumerate(lines, 1))


def read(folder: Path, rows: str, merged: Iterable[str], table: str = f"A1:C{ROWS}") -> Table:
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    path = plain(folder / "book.xlsx", rows, table=table, after=f"<mergeCells>{merges}</mergeCells>")
    return XlsxWorkbook(path).tables()["tblPlain"]


@pytest.mark.parametrize(
    ("merged", "hidden"),
    [
        (["B2:B9"], None),
        (["A2:B2"], None),
        (["C2:D2"], None),
        (["B2:C2"], "C2"),
        (["A2:A3"], "A3"),
        (["A1:A2"], "A2"),
        (["B7:C7", "A3:B4", "B2:C2"], "C2"),
        (["A1000:A1001"], None),
        (["A999:A1000"], "A1000"),
        (["A1001:C1002"], None),
        (["E1:XFD1048576"], None),
        (["A1:XFD1048576"], "C1"),
    ],
)
def test_the_first_filled_cell_that_is_not_seen_is_told(tmp_path: Path, merged: list[str], hidden: str | None) -> None:
    """Columns A and C are filled, B and what is beside and below the table are not."""
    rows = filled("AC", ROWS) + f'<row r="{ROWS + 2}"><c r="A{ROWS + 2}"><v>1</v></c></row>'
    if hidden is None:
        assert read(tmp_path, rows, merged).rows[-1] == (Decimal(ROWS), None, Decimal(ROWS))
        return
    with pytest.raises(FileRefused, match=r"file\.covered") as refused:
        read(tmp_path, rows, merged)
    assert refused.value.facts["cell"] == hidden


@pytest.mark.parametrize(("times", "refused"), [(LIMIT // ROWS, False), (LIMIT // ROWS + 1, True)])
def test_merged_areas_that_can_only_lie_upon_each_other_are_refused(tmp_path: Path, times: int, refused: bool) -> None:
    merged = [f"B1:B{ROWS}"] * times
    if refused:
        with pytest.raises(FileRefused, match=r"file\.corrupt"):
            read(tmp_path, filled("AC"), merged)
    else:
        assert read(tmp_path, filled("AC"), merged).rows[0] == (Decimal(2), None, Decimal(2))


def test_as_many_merges_as_cells_are_looked_through_before_the_day_is_over(tmp_path: Path) -> None:
    merged = (f"D{row}:E{row}" for row in range(1, MANY + 1))
    assert len(read(tmp_path, filled("ABC", MANY), merged, f"A1:C{MANY}").rows) == MANY - 1
