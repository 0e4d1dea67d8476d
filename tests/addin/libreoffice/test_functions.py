"""Do the functions answer in cells of real workbooks as they do in Python?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from bonusmalus_core.declare.converting import as_range
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.registry import Function
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.declare.written import formula
from bonusmalus_core.workbook.port import letters
from tests.support.libreoffice import Office, Workbook

pytestmark = pytest.mark.libreoffice

HEIGHT = 24
"""Rows kept for each function, so that its arguments and its answer have room."""


@dataclass(frozen=True)
class Saved:
    """A workbook that openpyxl wrote and LibreOffice calculated and saved: its values, and its formulas."""

    values: Any
    formulas: Any


@pytest.fixture(scope="module")
def saved(extended: Office, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    folder = tmp_path_factory.mktemp("functions")
    book = openpyxl.Workbook()
    constants, cells = book.create_sheet("Constants"), book.create_sheet("Cells")
    for row, function in zip(range(1, HEIGHT * len(FUNCTIONS), HEIGHT), FUNCTIONS.values(), strict=True):
        _write(constants, row, function, formula(function.name, function.example.arguments))
        _write(cells, row, function, _over_cells(cells, row, function))
    book.save(folder / "written.xlsx")
    with extended.open(folder / "written.xlsx") as opened:
        opened.save_as(folder / "saved.xlsx")
    values, formulas = (openpyxl.load_workbook(folder / "saved.xlsx", data_only=cached) for cached in (True, False))
    return Saved(values, formulas)


@pytest.mark.parametrize("sheet", ["Constants", "Cells"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_value_in_the_saved_file_is_what_python_says(saved: Saved, sheet: str, name: str) -> None:
    top, function = _top(name), FUNCTIONS[name]
    expected = as_range(call(name, *function.example.arguments))
    shown = [
        [saved.values[sheet].cell(top + row, 1 + column).value for column in range(len(expected[0]))]
        for row in range(len(expected))
    ]
    assert shown == [[_in_a_cell(value) for value in row] for row in expected]


@pytest.mark.parametrize("sheet", ["Constants", "Cells"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_formula_in_the_saved_file_names_the_function_plainly(saved: Saved, sheet: str, name: str) -> None:
    stored = saved.formulas[sheet].cell(_top(name), 1).value
    text = stored.text if isinstance(stored, ArrayFormula) else stored
    assert str(text).startswith(f"={name}(")


@pytest.fixture(scope="module")
def typed(extended: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A sheet with thresholds in A1:E1, impacts in A2:E2, and values in A4:A8, of which A6 is blank and A7 a text."""
    path = tmp_path_factory.mktemp("typed") / "typed.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet"
    for scale in ((0.7, 0.75, 0.8, 0.85, 0.9), (0.9, 0.95, 1.0, 1.05, 1.1)):
        sheet.append(scale)
    for row, value in enumerate((0.82, 0.5, None, "none", 0.9), 4):
        sheet.cell(row, 1, value)
    book.save(path)
    with extended.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("BM_IMPACT(A4;A1:E1;A2:E2)", 1.02),
        ('BM_IMPACT(A4;A1:E1;A2:E2;"step")', 1.0),
        ('BM_IMPACT(A4;A1:E1;A2:E2;"trapsgewijs")', 1.0),
        ('BM_IMPACT(1;A1:E1;A2:E2;;"extrapolate")', 1.2),
        ("BM_IMPACT(0.82;{0.8|0.85};{1|1.05})", 1.02),
        ("BM_CAP(1.3;0.1)", 1.1),
        ("BM_CAP(0.7;0.1;0.2)", 0.8),
        ("BM_SL(80;90;10)", 0.8),
        ("SUM(BM_IMPACT(A4:A5;A1:E1;A2:E2))", 1.92),
        ("SUMPRODUCT(BM_IMPACT(A4:A5;A1:E1;A2:E2);{2|1})", 2.94),
        ("BM_IMPACT(A4;A1:E1;A2:D2)", "#VALUE!"),
        ("BM_IMPACT(A4;A2:B2;A1:B1)", 0.7),
        ("BM_IMPACT(A4;{0.8|0.8};{1|1.05})", "#NUM!"),
        ("BM_IMPACT(A7;A1:E1;A2:E2)", "#VALUE!"),
        ("BM_IMPACT(A6:A6;A1:E1;A2:E2)", "#N/A"),
        ("BM_NPS(A6:A6)", "#N/A"),
        ("BM_IMPACT(1/0;A1:E1;A2:E2)", "#DIV/0!"),
        ("BM_IMPACT(A4;A1:E1;NA())", "#N/A"),
        ("IFERROR(BM_IMPACT(A7;A1:E1;A2:E2);-1)", -1.0),
        ("ISNA(BM_IMPACT(A6:A6;A1:E1;A2:E2))", 1.0),
        ('BM_VAGUE("binnen een redelijke termijn")', "redelijke"),
        ("BM_IMPACT(A4;A1:E1;A2:E2;A6;A6)", 1.02),
        ("BM_VAGUE(A6;A6)", ""),
        ("BM_CONTRACTMONTH(A6;A6)", "#N/A"),
        ("BM_WORKDAY(DATE(2026;7;1);11;A6;A6;A6)", 46218.0),
        ("BM_EXPLAIN(A4;A1:E1;A2:E2;A6;A6)", "82% ligt tussen 80% (100%) en 85% (105%): lineair, 102%."),
        ("BM_EXPLAIN(A4;A1:E1;A2:E2)", "82% ligt tussen 80% (100%) en 85% (105%): lineair, 102%."),
    ],
)
def test_optional_arguments_ranges_and_errors(typed: Workbook, text: str, shown: float | str) -> None:
    typed.document.Sheets.getByName("Sheet").getCellRangeByName("H1").clearContents(1023)
    typed.put("Sheet", "H1", f"={text}")
    found = typed.cell("Sheet", "H1")
    assert (found.error or found.value) == (pytest.approx(shown, abs=1e-12) if isinstance(shown, float) else shown)


def test_an_array_formula_gives_one_answer_for_each_cell(typed: Workbook) -> None:
    cells = typed.document.Sheets.getByName("Sheet").getCellRangeByName("J4:J8")
    cells.setArrayFormula("=BM_IMPACT(A4:A8;A1:E1;A2:E2)")
    assert [
        typed.cell("Sheet", f"J{row}").error or cells.getCellByPosition(0, row - 4).Value for row in range(4, 9)
    ] == [
        pytest.approx(1.02),
        0.9,
        "#N/A",
        "#VALUE!",
        1.1,
    ]


def test_a_single_blank_cell_is_the_number_zero_to_calc_which_is_known(typed: Workbook) -> None:
    typed.put("Sheet", "H2", "=BM_BAND(A6;A1:E1)")
    assert typed.cell("Sheet", "H2").value == 0.0


def _write(sheet: Worksheet, row: int, function: Function, text: str) -> None:
    answer = as_range(call(function.name, *function.example.arguments))
    area = f"A{row}:{letters(len(answer[0]))}{row + len(answer) - 1}"
    sheet[f"A{row}"] = ArrayFormula(area, text) if len(answer) > 1 else text


def _over_cells(sheet: Worksheet, row: int, function: Function) -> str:
    """The example's formula over cells that hold its arguments, side by side from column F on."""
    column, areas = 6, []
    for argument in function.example.arguments:
        areas.append(_put(sheet, row, column, argument))
        column += len(as_range(argument)[0]) + 1
    return f"={function.name}({','.join(areas)})"


def _put(sheet: Worksheet, row: int, column: int, argument: Argument) -> str:
    if argument is None:
        return ""
    cells = as_range(argument)
    for down, values in enumerate(cells):
        for right, value in enumerate(values):
            sheet.cell(row + down, column + right, value)  # type: ignore[arg-type]  # examples hold no errors
    last = f"{letters(column + len(cells[0]) - 1)}{row + len(cells) - 1}"
    return f"{letters(column)}{row}:{last}" if cells is argument else f"{letters(column)}{row}"


def _top(name: str) -> int:
    return 1 + HEIGHT * list(FUNCTIONS).index(name)


def _in_a_cell(value: object) -> object:
    """What openpyxl reads of an answer: LibreOffice saves numbers with 15 digits, and days as numbers."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return float(format(value, ".15g")) if isinstance(value, float) else value or None
