"""Do the commands act on an open document as the command line acts on its file?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.hosts.cli import main
from tests.addin.libreoffice.extension import dispatch, sheets
from tests.support.libreoffice import Office, Workbook

pytestmark = pytest.mark.libreoffice

AS_OF = "2027-02-01"
PERIODS = ("1", "2", "3")
TESTED = {"new", "check", "settle", "export", "whatif"}


@pytest.fixture(scope="module")
def as_ods(extended: Office, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example as LibreOffice's own kind of file."""
    path = tmp_path_factory.mktemp("ods") / "example.ods"
    with extended.open(filled) as opened:
        opened.save_as(path)
    return path


@pytest.fixture
def contract(extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example."""
    with extended.open(filled) as opened:
        yield opened


@pytest.fixture(params=["xlsx", "ods"])
def either(request: pytest.FixtureRequest, extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example, in both kinds of file."""
    with extended.open(filled if request.param == "xlsx" else request.getfixturevalue("as_ods")) as opened:
        yield opened


@pytest.fixture(scope="module")
def unchanged(extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example that every command leaves as it is."""
    with extended.open(filled) as opened:
        before = sheets(opened)
        yield opened
        assert sheets(opened) == before


@pytest.fixture(scope="module")
def by_command_line(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of which the command line settled three quarters, one after the other."""
    path = tmp_path_factory.mktemp("settled") / "by-command-line.xlsx"
    shutil.copyfile(filled, path)
    for period in PERIODS:
        assert main(["settle", str(path), "--period", period, "--as-of", AS_OF]) == 0
    return path


def test_every_command_is_tested_here() -> None:
    assert set(COMMANDS) == TESTED


def test_settling_gives_the_sheets_and_tables_of_the_command_line(
    extended: Office, by_command_line: Path, either: Workbook
) -> None:
    for period in PERIODS:
        said = dispatch(extended, either, f"settle?period={period}&as_of={AS_OF}")
        assert said.done, said.message
    with extended.open(by_command_line) as expected:
        assert sheets(either) == sheets(expected)
        assert tables(either) == tables(expected)


def test_the_rows_look_as_those_of_the_command_line(
    extended: Office, by_command_line: Path, contract: Workbook
) -> None:
    assert dispatch(extended, contract, f"settle?period={PERIODS[-1]}&as_of={AS_OF}").done
    with extended.open(by_command_line) as expected:
        assert looks(contract) == looks(expected)


def test_checking_finds_what_the_command_line_finds_and_changes_nothing(
    extended: Office, filled: Path, unchanged: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(filled)])
    assert dispatch(extended, unchanged, "check").message == capsys.readouterr().out.splitlines()[-1]
    assert untouched(unchanged)


def test_a_mistake_is_named_with_its_cell_and_stops_the_settlement(extended: Office, contract: Workbook) -> None:
    table = contract.document.DatabaseRanges.getByName("tblMonths").DataArea
    cell = contract.document.Sheets.getByIndex(table.Sheet).getCellByPosition(table.StartColumn + 2, table.StartRow + 1)
    cell.String = "12,5 of zo"
    contract.document.setModified(False)
    before = sheets(contract)
    for command in ("check", "settle?period=1"):
        said = dispatch(extended, contract, command)
        assert not said.done
        assert cell.AbsoluteName.rpartition(".")[2].replace("$", "") in said.message
    assert sheets(contract) == before
    assert not contract.document.isModified()


def test_what_if_shows_the_figures_of_the_command_line_and_changes_nothing(
    extended: Office, filled: Path, unchanged: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["whatif", str(filled), "--period", "4", "FCR=0.9", "volume=12000"])
    shown = capsys.readouterr().out
    said = dispatch(extended, unchanged, "whatif?period=4&figures=FCR=0.9 volume=12000")
    *_, total = said.message.splitlines()
    assert said.done
    assert [cell in shown for cell in total.split(" · ")] == [True] * 4
    assert untouched(unchanged)


def test_exporting_gives_the_data_of_the_command_line(
    extended: Office, filled: Path, unchanged: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["export", str(filled)])
    expected = json.loads(capsys.readouterr().out)
    assert json.loads(dispatch(extended, unchanged, "export").message) == expected
    path = tmp_path / "contract.json"
    assert dispatch(extended, unchanged, f"export?file={path}").done
    assert json.loads(path.read_text(encoding="utf-8")) == expected
    assert untouched(unchanged)


def test_a_new_workbook_is_the_one_of_the_command_line_and_is_opened(
    extended: Office, unchanged: Workbook, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    main(["new", str(theirs), "--sector", "facility", "--language", "fr"])
    assert dispatch(extended, unchanged, f"new?file={ours}&sector=facility&language=fr").done
    opened = next(each for each in extended.desktop.Components if ours.as_uri() == each.URL)
    try:
        with extended.open(theirs) as expected:
            opened.calculateAll()
            assert sheets(Workbook(opened)) == sheets(expected)
    finally:
        opened.close(True)
    again = dispatch(extended, unchanged, f"new?file={ours}&sector=facility&language=fr")
    assert not again.done
    assert str(ours) in again.message


def test_without_a_period_the_next_one_after_the_last_statement_is_settled(
    extended: Office, contract: Workbook
) -> None:
    said = [dispatch(extended, contract, f"settle?as_of={AS_OF}").message for _ in range(2)]
    assert [message.split(" ")[0] for message in said] == ["2026-01/2026-03", "2026-04/2026-06"]


def test_a_period_without_figures_is_refused_and_nothing_changes(extended: Office, unchanged: Workbook) -> None:
    assert not dispatch(extended, unchanged, "settle?period=8").done
    assert untouched(unchanged)


@pytest.mark.parametrize(
    "command", ["settle?period=99", "settle?period=two", "settle?period=1&as_of=tomorrow", "dance"]
)
def test_a_wrong_command_or_option_is_said_in_one_line_and_changes_nothing(
    extended: Office, unchanged: Workbook, command: str
) -> None:
    said = dispatch(extended, unchanged, command)
    assert not said.done
    assert "\n" not in said.message
    assert untouched(unchanged)


def test_nobody_is_asked_or_waited_for_where_there_is_no_screen(extended: Office, filled: Path) -> None:
    with extended.open(filled, hidden=False) as opened:
        assert dispatch(extended, opened, "settle").done


def test_settling_twice_is_harmless_and_each_is_one_step_to_undo(extended: Office, either: Workbook) -> None:
    before = sheets(either)
    dispatch(extended, either, f"settle?period=1&as_of={AS_OF}")
    once, tables_once = sheets(either), tables(either)
    dispatch(extended, either, f"settle?period=1&as_of={AS_OF}")
    assert (sheets(either), tables(either)) == (once, tables_once)
    undo = either.document.UndoManager
    assert len(undo.getAllUndoActionTitles()) == 2
    undo.undo()
    assert sheets(either) == once
    undo.undo()
    assert sheets(either) == before
    undo.redo()
    assert (sheets(either), tables(either)) == (once, tables_once)


def test_the_window_is_as_free_as_before(extended: Office, contract: Workbook) -> None:
    document = contract.document
    for command in ("settle?period=1", "settle?period=8", "check", "dance"):
        dispatch(extended, contract, command)
        locks = (document.hasControllersLocked(), document.isActionLocked(), document.UndoManager.isLocked())
        assert not any(locks), command
        assert document.isAutomaticCalculationEnabled()
        assert statement(contract).isProtected()


def test_a_file_that_is_no_contract_gets_a_friendly_message_and_stays_as_it_is(
    extended: Office, tmp_path: Path
) -> None:
    openpyxl.Workbook().save(tmp_path / "shopping list.xlsx")
    with extended.open(tmp_path / "shopping list.xlsx") as opened:
        for command in ("check", "settle", "settle?period=1", "export"):
            said = dispatch(extended, opened, command)
            assert not said.done
            assert "bonus-malus contract" in said.message
            assert "\n" not in said.message
            assert untouched(opened)


def test_a_result_sheet_with_a_password_is_named_and_nothing_changes(extended: Office, contract: Workbook) -> None:
    document = contract.document
    statement(contract).unprotect("")
    statement(contract).protect("secret")
    document.setModified(False)
    before, steps = sheets(contract), document.UndoManager.getAllUndoActionTitles()
    said = dispatch(extended, contract, f"settle?period=1&as_of={AS_OF}")
    assert not said.done
    assert statement(contract).Name in said.message
    assert sheets(contract) == before
    assert (document.isModified(), document.UndoManager.getAllUndoActionTitles()) == (False, steps)


def statement(opened: Workbook) -> Any:
    """The sheet on which settling writes."""
    document = opened.document
    return document.Sheets.getByIndex(document.DatabaseRanges.getByName("tblSettlement").DataArea.Sheet)


def untouched(opened: Workbook) -> bool:
    """Whether the document knows of no change at all."""
    return not opened.document.isModified() and not opened.document.UndoManager.isUndoPossible()


def tables(opened: Workbook) -> dict[str, tuple[int, ...]]:
    """Where each table stands."""
    places = {found.Name: found.DataArea for found in opened.document.DatabaseRanges}
    return {
        name: (place.Sheet, place.StartRow, place.EndRow, place.StartColumn, place.EndColumn)
        for name, place in places.items()
    }


def looks(opened: Workbook) -> list[tuple[object, ...]]:
    """Each row of the statement: its height, whether it can be seen, and how its cells look."""
    document, sheet = opened.document, statement(opened)
    rows = len(sheets(opened)[sheet.Name])
    formats = {
        (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn): (
            document.NumberFormats.getByKey(group.NumberFormat).FormatString,
            group.CellBackColor,
            group.CharWeight,
            group.CharHeight,
            group.IsTextWrapped,
        )
        for group in sheet.getCellRangeByPosition(0, 0, 12, rows - 1).UniqueCellFormatRanges
        for area in group.RangeAddresses
    }
    cells = {
        (row, column): look
        for (top, left, bottom, right), look in formats.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    lines = (sheet.Rows.getByIndex(row) for row in range(rows))
    return [
        (line.Height, line.IsVisible, *(cells[row, column] for column in range(13))) for row, line in enumerate(lines)
    ]
