"""What does a command leave behind: one step to undo, a free window, and nothing at all where it could not act?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import label
from tests.addin.libreoffice.extension import count_as_saved, dispatch, untouched
from tests.support.libreoffice import Office, Workbook
from tests.support.seen import sheets, statement, tables

pytestmark = pytest.mark.libreoffice

AS_OF = "2027-02-01"


@dataclass(frozen=True)
class Bar:
    """A status bar that keeps what it was told."""

    told: list[object]

    def start(self, text: str) -> Bar:
        self.told.append(text)
        return self

    def setValue(self, step: int) -> None:  # noqa: N802 - UNO's name
        self.told.append(step)

    def end(self) -> None:
        self.told.append("end")


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
            assert untouched(extended, opened)


def test_a_statement_sheet_without_its_marks_is_named_and_nothing_changes(extended: Office, either: Workbook) -> None:
    sheet = statement(either)
    sheet.unprotect("")
    sheet.getCellRangeByName("A1:A200").clearContents(1023)
    count_as_saved(either)
    before = sheets(either)
    said = dispatch(extended, either, f"settle?period=1&as_of={AS_OF}")
    assert not said.done
    assert sheet.Name in said.message
    assert "new workbook" in said.message
    assert sheets(either) == before
    assert untouched(extended, either)


@pytest.mark.parametrize(
    ("command", "given"),
    [("settle", {"period": "1"}), ("check", {}), ("export", {}), ("whatif", {"period": "1", "figures": "volume=1"})],
)
def test_the_status_bar_shows_the_command_and_is_given_back_whatever_comes(
    extended: Office, contract: Workbook, command: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bonusmalus_addin.libreoffice import live
    from bonusmalus_addin.libreoffice.desk import Desk
    from bonusmalus_core.hosts.live import acting

    name = label(COMMANDS[command], "en")
    bars = Bar([]), Bar([])
    waiting = list(bars)
    monkeypatch.setattr(Desk, "progress", lambda _, text: waiting.pop(0).start(text))
    desk = Desk(extended.context, contract.document.CurrentController.Frame)
    for broken in (False, True):
        if broken:
            monkeypatch.setattr(acting, "carry_out", lambda *_: 1 / 0)
        with suppress(ZeroDivisionError):
            live.act(desk, command, given)
    assert [bar.told for bar in bars] == [[name, 1, 2, "end"], [name, 1, "end"]]


def test_a_result_sheet_with_a_password_is_named_and_nothing_changes(extended: Office, contract: Workbook) -> None:
    statement(contract).unprotect("")
    statement(contract).protect("secret")
    count_as_saved(contract)
    before = sheets(contract)
    said = dispatch(extended, contract, f"settle?period=1&as_of={AS_OF}")
    assert not said.done
    assert statement(contract).Name in said.message
    assert sheets(contract) == before
    assert untouched(extended, contract)
