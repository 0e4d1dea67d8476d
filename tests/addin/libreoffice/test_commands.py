"""Do the commands that write act on an open document as the command line acts on its file?"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.measures.opening.generated import generate
from tests.addin.conftest import AS_OF, PERIODS
from tests.addin.libreoffice.extension import count_as_saved, dispatch, untouched
from tests.support.libreoffice import Office, Workbook
from tests.support.seen import at_no_time, looks, sheets, tables

pytestmark = pytest.mark.libreoffice

WRITING = {"actions", "balance", "check", "dashboard", "lock", "measure", "seal", "settle", "team", "unlock"}


def test_every_command_that_writes_is_tested_here() -> None:
    assert {name for name, command in COMMANDS.items() if command.writes} == WRITING


def test_settling_gives_the_sheets_and_tables_of_the_command_line(
    extended: Office, by_command_line: Path, either: Workbook
) -> None:
    for period in PERIODS:
        said = dispatch(extended, either, f"settle?period={period}&as_of={AS_OF}")
        assert said.done, said.message
        assert not untouched(extended, either)
    with extended.open(by_command_line, for_paper=False) as expected:
        assert at_no_time(either) == at_no_time(expected)
        assert tables(either) == tables(expected)


def test_the_rows_look_as_those_of_the_command_line(
    extended: Office, by_command_line: Path, contract: Workbook
) -> None:
    assert dispatch(extended, contract, f"settle?period={PERIODS[-1]}&as_of={AS_OF}").done
    with extended.open(by_command_line, for_paper=False) as expected:
        assert looks(contract) == looks(expected)


def test_checking_writes_what_the_command_line_writes_and_start_counts_it(
    extended: Office, filled: Path, contract: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "checked.xlsx"
    shutil.copyfile(filled, path)
    main(["check", str(path), "--write"])
    assert dispatch(extended, contract, "check").message.splitlines()[0] == capsys.readouterr().out.splitlines()[-1]
    with extended.open(path, for_paper=False) as expected:
        assert sheets(contract) == sheets(expected)
        assert tables(contract) == tables(expected)
        assert findings(contract) == findings(expected)
        assert marks_found(contract) == marks_found(expected) > 0


def findings(workbook: Workbook) -> tuple[tuple[str, ...], ...]:
    """The formulas of the table of findings: its links, and its texts as they are."""
    place = workbook.document.DatabaseRanges.getByName("tblChecks").DataArea
    sheet = workbook.document.Sheets.getByIndex(place.Sheet)
    area = (place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
    found: tuple[tuple[str, ...], ...] = sheet.getCellRangeByPosition(*area).FormulaArray
    return found


def marks_found(workbook: Workbook) -> float:
    """How many marks the input sheets' conditional formats find by the name under which they look them up."""
    cell = workbook.document.Sheets.getByIndex(0).getCellRangeByName("ZZ1")
    cell.Formula = '=COUNTIFS(check_marks;"?:*!*")'
    return float(cell.Value)


def test_a_mistake_is_named_with_its_cell_and_stops_the_settlement(extended: Office, contract: Workbook) -> None:
    table = contract.document.DatabaseRanges.getByName("tblMonths").DataArea
    cell = contract.document.Sheets.getByIndex(table.Sheet).getCellByPosition(table.StartColumn + 2, table.StartRow + 1)
    cell.String = "12,5 of zo"
    refused = [dispatch(extended, contract, "check")]
    before = sheets(contract)
    refused.append(dispatch(extended, contract, "settle?period=1"))
    address = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    assert [(said.done, address in said.message) for said in refused] == [(False, True)] * 2
    assert sheets(contract) == before


@pytest.mark.parametrize("command", ["seal", "dashboard"])
def test_the_sheets_are_those_of_the_command_line(
    command: str, extended: Office, filled: Path, contract: Workbook, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.xlsx"
    shutil.copyfile(filled, path)
    assert main([command, str(path)]) == 0
    said = dispatch(extended, contract, command)
    assert said.done, said.message
    with extended.open(path, for_paper=False) as expected:
        assert at_no_time(contract) == at_no_time(expected)
        assert seen_sheets(contract) == seen_sheets(expected)


def seen_sheets(workbook: Workbook) -> list[str]:
    """The sheets that are not hidden."""
    return [sheet.Name for sheet in workbook.document.Sheets if sheet.IsVisible]


def test_teams_are_scored_as_by_the_command_line(
    extended: Office, filled: Path, contract: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "records").mkdir()
    generate(tmp_path / "records", 500, date(2026, 1, 1), 60)
    path = tmp_path / "theirs.xlsx"
    shutil.copyfile(filled, path)
    records = tmp_path / "records"
    assert main(["team", str(path), "--records", str(records), "--period", "1"]) == 0
    said = dispatch(extended, contract, f"team?records={records}&period=1")
    assert said.done, said.message
    with extended.open(path, for_paper=False) as expected:
        assert at_no_time(contract) == at_no_time(expected)


def test_the_balance_is_the_sheet_of_the_command_line_and_its_charts_stay(
    extended: Office, filled: Path, either: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "balanced.xlsx"
    shutil.copyfile(filled, path)
    main(["balance", str(path), "--period", "3", "--draws", "1000", "--write"])
    told = capsys.readouterr().out.splitlines()[-1]
    said = dispatch(extended, either, "balance?period=3&draws=1000")
    assert said.done
    assert told in said.message
    with extended.open(path, for_paper=False) as expected:
        assert sheets(either) == sheets(expected)
        assert tables(either) == tables(expected)
        assert hidden_rows(either) == hidden_rows(expected)
        assert drawn(either) == drawn(expected)


def balance_sheet(workbook: Workbook) -> Any:
    document = workbook.document
    return document.Sheets.getByIndex(document.DatabaseRanges.getByName("tblBalance").DataArea.Sheet)


def hidden_rows(workbook: Workbook) -> list[bool]:
    """Which of the rows with figures are hidden."""
    rows = balance_sheet(workbook).Rows
    return [rows.getByIndex(number).IsVisible for number in range(150)]


def drawn(workbook: Workbook) -> list[list[str]]:
    """The values that each chart shows, nothing among them."""
    charts = (chart.EmbeddedObject.FirstDiagram for chart in balance_sheet(workbook).Charts)
    types = (chart.CoordinateSystems[0].ChartTypes[0] for chart in charts)
    return [[str(each.DataSequences[0].Values.NumericalData) for each in found.DataSeries] for found in types]


def test_measuring_fills_in_what_is_blank_as_the_command_line_does(
    extended: Office, filled: Path, contract: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate(tmp_path, 2_000, date(2026, 1, 1), 60)
    main(["measure", str(filled), "--records", str(tmp_path), "--dry-run", "--json"])
    assert json.loads(capsys.readouterr().out)["rows"] == []
    table = contract.document.DatabaseRanges.getByName("tblMeasurements").DataArea
    sheet = contract.document.Sheets.getByIndex(table.Sheet)
    numerator, denominator = (sheet.getCellByPosition(table.StartColumn + n, table.StartRow + 1) for n in (2, 3))
    numerator.String = denominator.String = ""
    said = dispatch(extended, contract, f"measure?records={tmp_path}")
    assert said.done, said.message
    assert 0 < numerator.Value < denominator.Value < 2_000


def test_proposing_actions_fills_the_register_once_and_shows_it(extended: Office, contract: Workbook) -> None:
    table = contract.document.DatabaseRanges.getByName("tblActions").DataArea
    sheet = contract.document.Sheets.getByIndex(table.Sheet)

    def codes() -> list[str]:
        column = (sheet.getCellByPosition(table.StartColumn + 1, row) for row in range(table.StartRow, table.EndRow))
        return [cell.String for cell in column if cell.String]

    for added in (5, 0):
        said = dispatch(extended, contract, "actions?period=1")
        assert said.done, said.message
        assert f"waarvan nieuw in het register: {added};" in said.message
        assert codes() == ["KPI", "FCR", "CES", "SL60", "SL120", "DD"]
    assert sheet.IsVisible


def test_without_a_period_the_oldest_that_the_history_does_not_hold_is_settled(
    extended: Office, contract: Workbook
) -> None:
    assert dispatch(extended, contract, f"settle?period=2&as_of={AS_OF}").done
    said = [dispatch(extended, contract, f"settle?as_of={AS_OF}").message for _ in range(2)]
    assert [message.split(" ")[0] for message in said] == ["2026-01/2026-03", "2026-07/2026-09"]


def test_the_oldest_period_whose_figures_are_complete_is_proposed(extended: Office, contract: Workbook) -> None:
    table = contract.document.DatabaseRanges.getByName("tblMonths").DataArea
    january = (table.StartColumn + 2, table.StartRow + 1)
    contract.document.Sheets.getByIndex(table.Sheet).getCellByPosition(*january).clearContents(1023)
    assert dispatch(extended, contract, f"settle?as_of={AS_OF}").message.startswith("2026-04/2026-06 ")


def test_a_settlement_is_locked_unlocked_and_verified_and_each_step_can_be_undone(
    extended: Office, contract: Workbook
) -> None:
    steps = [f"settle?period=1&as_of={AS_OF}", f"settle?period=2&as_of={AS_OF}", "lock?period=1"]
    steps += ["unlock?period=1&reason=typing error"]
    before = [sheets(contract)]
    for step in steps:
        said = dispatch(extended, contract, step)
        assert said.done, said.message
        before.append(sheets(contract))
    assert dispatch(extended, contract, "verify").done
    assert [row[1] for row in before[-1]["Historiek"][4:]] == ["verrekend", "verrekend", "vergrendeld", "ontgrendeld"]
    for shown in reversed(before[:-1]):
        contract.document.UndoManager.undo()
        assert sheets(contract) == shown


def test_a_locked_period_is_not_settled_and_an_edited_history_is_found(extended: Office, contract: Workbook) -> None:
    assert dispatch(extended, contract, f"settle?period=1&as_of={AS_OF}").done
    assert dispatch(extended, contract, "lock?period=1").done
    refused = dispatch(extended, contract, f"settle?period=1&as_of={AS_OF}")
    assert not refused.done
    assert "vergrendeld" in refused.message
    place = contract.document.DatabaseRanges.getByName("tblHistory").DataArea
    sheet = contract.document.Sheets.getByIndex(place.Sheet)
    sheet.unprotect("")
    sheet.getCellByPosition(place.StartColumn + 6, place.StartRow + 1).setValue(1)
    found = dispatch(extended, contract, "verify")
    assert not found.done
    assert found.message.count("Historiek") >= 2


@pytest.mark.parametrize("command", ["dashboard", "actions?period=1"])
def test_a_sheet_that_the_protected_structure_keeps_hidden_stops_the_command(
    extended: Office, contract: Workbook, command: str
) -> None:
    contract.document.protect("")
    count_as_saved(contract)
    before = sheets(contract)
    said = dispatch(extended, contract, command)
    assert not said.done
    assert "the structure is protected" in said.message
    assert sheets(contract) == before
    assert untouched(extended, contract)


@pytest.mark.parametrize("day", ["31/12/2026", "31-12-2026", "2026-31-12", "morgen"])
def test_a_day_written_in_another_way_is_refused_at_once(extended: Office, contract: Workbook, day: str) -> None:
    said = dispatch(extended, contract, f"settle?period=1&as_of={day}")
    assert not said.done
    assert said.message.startswith(f"“{day}”")
