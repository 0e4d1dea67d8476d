"""Does the add-in's Visual Basic do in cells and behind buttons what it is written for? LibreOffice runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bonusmalus_addin.excel.names import RUNNING
from bonusmalus_addin.excel.ribbon import Button, buttons
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import label, summary
from bonusmalus_core.words import LANGUAGES
from tests.addin.excel.visual_basic import Python, run, workbook_with_code
from tests.support.libreoffice import Office, Workbook

pytestmark = [pytest.mark.libreoffice, pytest.mark.usefixtures("udfs")]

SHEET = "Bonus-Malus"
SCALE = "G1:K1;G2:K2"
ROWS: dict[int, tuple[float | str | None, ...]] = {
    1: (0.7, 0.75, 0.8, 0.85, 0.9),
    2: (0.9, 0.95, 1.0, 1.05, 1.1),
    3: (0.82, 0.5, "none", None, 0.9),
    4: (10.0, 9.0, 0.0),
}
VALUE, NOT_AVAILABLE = "Error 2015", "Error 2042"
"""LibreOffice shows what CVErr made as such a text."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("code") / "code.xlsm"
    workbook_with_code(path)
    return path


@pytest.fixture
def opened(office: Office, path: Path) -> Iterator[Workbook]:
    """The open workbook: G1:K2 is a scale, G3:K3 are values, of which I3 is a text and J3 blank."""
    with office.open(path, macros=True) as opened:
        for row, values in ROWS.items():
            for column, value in zip("GHIJK", values, strict=False):
                if value is not None:
                    opened.put(SHEET, f"{column}{row}", value)
        yield opened


@pytest.fixture
def python(opened: Workbook) -> Python:
    python = Python()
    run(opened, "BmWindows.Begin", python)
    return python


def shown(opened: Workbook, formula: str) -> object:
    opened.put(SHEET, "M1", f"={formula}")
    return opened.cell(SHEET, "M1").value


def test_every_module_is_there(opened: Workbook) -> None:
    library = opened.document.BasicLibraries.getByName("BonusMalus")
    for name in ("ThisWorkbook", "Sheet1", "BmRuntime", "BmFunctions", "BmRibbon"):
        assert library.getByName(name)


@pytest.mark.usefixtures("python")
@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (f"BM_IMPACT(G3;{SCALE})", 1.02),
        (f"BM_IMPACT(0.82;{SCALE})", 1.02),
        (f'BM_IMPACT(G3;{SCALE};"step")', 1.0),
        ("BM_CAP(1.3;0.1)", 1.1),
        ("BM_NPS(G4:I4)", 100 / 3),
        ('BM_VAGUE("binnen een redelijke termijn")', "redelijke"),
        (f"BM_IMPACT(I3;{SCALE})", VALUE),
        (f"BM_IMPACT(J3;{SCALE})", NOT_AVAILABLE),
        ("BM_IMPACT(G3;G1:K1;G2:J2)", VALUE),
    ],
)
def test_a_function_in_a_cell(opened: Workbook, formula: str, value: object) -> None:
    assert shown(opened, formula) == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.usefixtures("python")
def test_a_range_of_values_gives_a_range_with_an_error_where_there_is_one(opened: Workbook) -> None:
    cells = opened.document.Sheets.getByName(SHEET).getCellRangeByName("M5:Q5")
    cells.setArrayFormula(f"=BM_IMPACT(G3:K3;{SCALE})")
    assert cells.getDataArray() == ((pytest.approx(1.02), 0.9, VALUE, NOT_AVAILABLE, 1.1),)


def test_no_range_ever_leaves_the_sheet(opened: Workbook, python: Python) -> None:
    shown(opened, f"BM_IMPACT(G3;{SCALE})")
    assert python.asked == [("functions.BM_IMPACT", (0.82, (ROWS[1],), (ROWS[2],), None, None))]


@pytest.mark.parametrize(("deaths", "value", "times"), [(0, 1.1, 1), (1, 1.1, 2), (2, VALUE, 2)])
def test_a_function_asks_a_dead_server_once_more(
    opened: Workbook, python: Python, deaths: int, value: object, times: int
) -> None:
    python.dies = deaths
    assert shown(opened, "BM_CAP(1.3;0.1)") == value
    assert len(python.asked) == run(opened, "BmWindows.TimesAsked") == times


def test_a_function_works_again_after_the_server_died(opened: Workbook, python: Python) -> None:
    python.dies = 2
    assert shown(opened, "BM_CAP(1.3;0.1)") == VALUE
    assert shown(opened, "BM_CAP(1.3;0.2)") == 1.2


def test_a_server_that_does_not_start_is_left_alone_for_a_minute(opened: Workbook, python: Python) -> None:
    python.starts = False
    assert [shown(opened, f"BM_CAP(1.3;0.{cell})") for cell in (1, 2, 3)] == [VALUE] * 3
    assert run(opened, "BmWindows.TimesAsked") == 1


@pytest.mark.parametrize("button", buttons(COMMANDS.values()), ids=lambda button: button.name)
def test_a_button_asks_for_its_command(opened: Workbook, python: Python, button: Button) -> None:
    run(opened, "BmWindows.Choose", "de")
    run(opened, f"BmRibbon.{button.procedure}", None)
    assert python.asked == [(f"commands.{button.name}", ("de",))]


def test_a_command_is_never_asked_for_twice(opened: Workbook, python: Python) -> None:
    python.dies = 1
    run(opened, "BmRibbon.Bm_settle", None)
    assert [name for name, _ in python.asked] == ["commands.settle"]
    run(opened, "BmRibbon.Bm_settle", None)
    assert [name for name, _ in python.asked] == ["commands.settle"] * 2


def test_what_is_still_at_work_is_asked_about_until_it_ends(opened: Workbook, python: Python) -> None:
    run(opened, "BmWindows.Choose", "de")
    python.told = [f"{RUNNING}{seconds} s" for seconds in (1, 2)]
    run(opened, "BmRibbon.Bm_balance", None)
    assert run(opened, "BmWindows.Planned").endswith(".xlsm'!BmRibbon.BmGoOn")
    for _ in range(2):
        run(opened, "BmRibbon.BmGoOn")
    assert python.asked == [("commands.balance", ("de",)), *[("commands.go_on", ("de",))] * 2]
    assert run(opened, "BmWindows.TimesPlanned") == 2


def test_excel_waits_for_nothing_that_is_done_or_dead(opened: Workbook, python: Python) -> None:
    run(opened, "BmRibbon.Bm_balance", None)
    python.dies = 1
    run(opened, "BmRibbon.Bm_balance", None)
    assert run(opened, "BmWindows.TimesPlanned") == 0


@pytest.mark.parametrize("deaths", [0, 1])
def test_excel_is_as_free_as_before_even_when_python_died_in_the_midst(
    opened: Workbook, python: Python, deaths: int
) -> None:
    before = run(opened, "BmWindows.State")
    python.dies, python.meanwhile = deaths, lambda: run(opened, "BmWindows.Disturb")
    run(opened, "BmRibbon.Bm_settle", None)
    assert python.asked
    assert run(opened, "BmWindows.State") == before


@pytest.mark.usefixtures("python")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ribbon_speaks_the_language_that_was_chosen(opened: Workbook, language: str) -> None:
    run(opened, "BmWindows.Choose", language)
    settle = COMMANDS["settle"]
    assert run(opened, "BmWindows.Said", "bm_settle", "label") == label(settle, language)
    assert run(opened, "BmWindows.Said", "bm_settle", "tip") == summary(settle, language)


@pytest.mark.usefixtures("python")
def test_without_a_choice_and_an_excel_to_ask_the_ribbon_speaks_english(opened: Workbook) -> None:
    assert run(opened, "BmWindows.Said", "bm_settle", "label") == label(COMMANDS["settle"], "en")
