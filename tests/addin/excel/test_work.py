"""Does a command that takes long leave Excel free, and is what it found written whole, or not at all?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from xlwings import Book

from bonusmalus_addin.excel import commands, work
from bonusmalus_addin.excel.commands import act, go_on
from bonusmalus_addin.excel.names import RUNNING
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from tests.addin.conftest import AS_OF
from tests.addin.excel.watching import free, held
from tests.support.excel.engine import App, opened
from tests.support.seen import at_no_time, sheets

pytestmark = pytest.mark.libreoffice

GIVEN = {"period": "1", "as_of": AS_OF}


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Commands take until it is opened."""
    gate = Event()

    def late(*given: Any) -> Outcome:
        assert gate.wait(30)
        return carry_out(*given)

    monkeypatch.setattr(work, "carry_out", late)
    yield gate
    gate.set()
    for left in commands._AT_WORK:
        left.is_done(None)
    commands._AT_WORK.clear()


def ended(gate: Event, asking: Book) -> str:
    """What is told once the work may end, to a workbook of the Excel that asks."""
    assert go_on(asking).startswith(RUNNING)
    gate.set()
    assert commands._AT_WORK[0].is_done(30)
    return go_on(asking)


def test_excel_is_let_go_and_comes_back_for_what_was_found(
    app: App, contract: Book, at_once: tuple[str, dict[str, Any]], gate: Event
) -> None:
    app.calculation = "semiautomatic"
    before = sheets(held(contract))
    told = act("settle", contract, "nl", GIVEN, patience=0)
    assert told == f"{RUNNING}Periode verrekenen … 0\u00a0s, u kunt intussen verder werken"
    assert sheets(held(contract)) == before
    said = ended(gate, contract)
    assert said.startswith("2026-01/2026-03")
    assert free(app)
    assert go_on(contract) == ""
    assert (said, at_no_time(held(contract))) == at_once


@pytest.mark.parametrize("in_another_excel", [False, True])
def test_a_second_click_is_told_what_is_at_work_and_begins_nothing(
    app: App, contract: Book, filled: Path, gate: Event, in_another_excel: bool
) -> None:
    act("settle", contract, "nl", GIVEN, patience=0)
    theirs = App(app.engine, app.office) if in_another_excel else app
    with opened(theirs, filled) as other:
        before = sheets(held(other))
        told = act("check", other, "en", patience=0)
        assert told.startswith(f"“Periode verrekenen” is still at work in {contract.name}")
        if in_another_excel:
            assert go_on(other) == ""
        assert ended(gate, contract).startswith("2026-01/2026-03")
        assert sheets(held(other)) == before


def test_an_end_that_nobody_came_for_is_told_at_the_next_click(contract: Book, gate: Event) -> None:
    act("settle", contract, "nl", GIVEN, patience=0)
    gate.set()
    assert commands._AT_WORK[0].is_done(30)
    assert act("verify", contract, "nl").startswith("2026-01/2026-03")
    assert act("verify", contract, "nl").startswith("Alles")


@pytest.mark.parametrize(("name", "is_written"), [("settle", False), ("statement", True)])
def test_what_is_found_of_other_figures_is_not_written(
    contract: Book, gate: Event, name: str, is_written: bool
) -> None:
    act(name, contract, "nl", GIVEN, patience=0)
    contract.sheets["Metingen"].tables["tblMonths"].range(2, 3).raw_value = 11_111
    changed = sheets(held(contract))
    assert ("gewijzigd sinds het gelezen werd" in ended(gate, contract)) is not is_written
    assert sheets(held(contract)) == changed


def test_a_workbook_that_was_closed_meanwhile_is_named(app: App, unchanged: Book, filled: Path, gate: Event) -> None:
    with opened(app, filled) as book:
        act("settle", book, "nl", GIVEN, patience=0)
    assert ended(gate, unchanged).startswith(f"{filled.name} werd gesloten terwijl “Periode verrekenen” bezig was")
    assert go_on(unchanged) == ""


def test_a_click_in_another_workbook_is_told_of_the_one_that_was_closed(
    app: App, unchanged: Book, filled: Path, gate: Event
) -> None:
    with opened(app, filled) as book:
        act("settle", book, "nl", GIVEN, patience=0)
    gate.set()
    assert commands._AT_WORK[0].is_done(30)
    assert "werd gesloten" in act("verify", unchanged, "nl")
    assert act("verify", unchanged, "nl").startswith("Er is nog niets")


def test_a_new_contract_is_opened_though_the_workbook_before_it_was_closed(
    app: App, unchanged: Book, filled: Path, gate: Event, tmp_path: Path
) -> None:
    with opened(app, filled) as book:
        act("new", book, "nl", {"file": str(tmp_path / "new.xlsx"), "sector": "sales", "language": "nl"}, patience=0)
    assert str(tmp_path / "new.xlsx") in ended(gate, unchanged)
    app.books.active.close()


def test_a_workbook_of_an_excel_that_is_gone_stops_nobody(app: App, unchanged: Book, filled: Path, gate: Event) -> None:
    with opened(App(app.engine, app.office), filled) as book:
        act("settle", book, "nl", GIVEN, patience=0)
    gate.set()
    assert commands._AT_WORK[0].is_done(30)
    assert act("verify", unchanged, "nl").startswith("Er is nog niets")


def test_a_fault_in_the_work_is_told_and_the_next_command_begins(
    unchanged: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Outcome:
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(work, "carry_out", broken)
        assert "RuntimeError" in act("verify", unchanged, "nl")
    assert act("verify", unchanged, "nl").startswith("Er is nog niets")


def test_a_button_waits_for_what_is_soon_done(unchanged: Book) -> None:
    assert not commands.press("verify", unchanged, "nl").startswith(RUNNING)
