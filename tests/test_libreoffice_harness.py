"""Can the tests trust what they see through LibreOffice?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from xlsxwriter import Workbook as NewWorkbook

from tests.support.libreoffice import Cell, Office, Workbook

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook whose cached values are wrong, with a hidden sheet."""
    path = tmp_path / "small.xlsx"
    with NewWorkbook(path) as book:
        visible, hidden = book.add_worksheet("Visible"), book.add_worksheet("Hidden")
        visible.write_column("A1", ["text", 3.5])
        visible.write_formula("A3", "=1+1", None, 99)
        visible.write_formula("A4", "=1/0", None, 99)
        visible.write_formula("A5", '="a"&"b"', None, "c")
        hidden.write_formula("B2", "=Visible!A4")
        hidden.hide()
    return path


@pytest.fixture
def opened(office: Office, path: Path) -> Iterator[Workbook]:
    with office.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("A1", Cell(value="text", text="text", formula="", error="")),
        ("A2", Cell(value=3.5, text="3.5", formula="", error="")),
        ("A3", Cell(value=2.0, text="2", formula="=1+1", error="")),
        ("A4", Cell(value=None, text="#DIV/0!", formula="=1/0", error="#DIV/0!")),
        ("A5", Cell(value="ab", text="ab", formula='="a"&"b"', error="")),
        ("A6", Cell(value=None, text="", formula="", error="")),
    ],
)
def test_cells_are_recalculated_whatever_was_cached(opened: Workbook, address: str, expected: Cell) -> None:
    assert opened.cell("Visible", address) == expected


def test_an_area_is_read_in_one_go(opened: Workbook) -> None:
    assert opened.values("Visible", "A1:B4") == (("text", ""), (3.5, ""), (2.0, ""), (None, ""))


def test_errors_are_found_on_hidden_sheets_too(opened: Workbook) -> None:
    assert opened.sheets() == ("Visible",)
    assert opened.errors() == {"Visible.A4": "#DIV/0!", "Hidden.B2": "#DIV/0!"}


def test_what_is_typed_is_saved_to_the_copy_only(opened: Workbook, office: Office, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    opened.put("Visible", "A2", 4)
    opened.put("Visible", "A3", "=A2*10")
    opened.put("Visible", "A4", "mended")
    opened.recalculate()
    opened.save_as(tmp_path / "saved.xlsx")
    with office.open(tmp_path / "saved.xlsx") as saved:
        assert saved.values("Visible", "A2:A4") == ((4.0,), (40.0,), ("mended",))
        assert saved.errors() == {}
    assert path.read_bytes() == before


def test_visible_sheets_are_drawn_page_by_page(render: Callable[[Path], list[Path]], path: Path) -> None:
    pictures = render(path)
    assert [picture.name for picture in pictures] == ["1-Visible-1.png"]
    assert pictures[0].read_bytes().startswith(b"\x89PNG")
