"""Is nothing lost, and everything told, while Excel takes no call: somebody types in a cell, or a dialog is open?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
import xlwings
from xlwings import Book

from bonusmalus_addin.excel import commands
from bonusmalus_addin.excel import native as excel
from bonusmalus_addin.excel.commands import act, go_on
from bonusmalus_addin.excel.names import RUNNING
from tests.addin.conftest import AS_OF
from tests.addin.excel.watching import free, held
from tests.support.excel import native
from tests.support.excel.engine import App, opened
from tests.support.seen import at_no_time, sheets

GIVEN = {"period": "1", "as_of": AS_OF}
READING, WRITING = "bonusmalus_addin.excel.reading.read", "bonusmalus_addin.excel.result_sheet.write_rows"
MARKING, SHOWING = "bonusmalus_addin.excel.commands.mark", "bonusmalus_addin.excel.native.go_to"
ASKING, OPENING = "tests.support.excel.engine.App.pid", "bonusmalus_addin.excel.seat.ExcelSeat.open"
FREEING, GUARDING = (f"tests.support.excel.native.Worksheet.{name}" for name in ("Unprotect", "Protect"))
REFUSING = "bonusmalus_addin.excel.book.refuse_torn"
KEPT = f"{RUNNING}“Periode verrekenen” is klaar, maar Excel is bezig"

Begun = Callable[[Book, str], None]


def busy(*_: object) -> NoReturn:
    raise native.Busy


@pytest.fixture
def begun() -> Iterator[Begun]:
    """Begins a command, lets Excel go, and waits until the command has been worked out."""

    def begin(book: Book, name: str) -> None:
        assert act(name, book, "nl", GIVEN if name == "settle" else {}, patience=0).startswith(RUNNING)
        assert commands._AT_WORK[0].is_done(60)

    yield begin
    commands._AT_WORK.clear()


@pytest.mark.libreoffice
@pytest.mark.parametrize("place", [ASKING, READING, FREEING, SHOWING])
def test_what_was_found_is_kept_until_it_is_written_and_told(
    contract: Book, at_once: tuple[str, dict[str, Any]], begun: Begun, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    app = contract.app.impl
    app.calculation = "semiautomatic"
    begun(contract, "settle")
    with monkeypatch.context() as typing:
        typing.setattr(place, property(busy) if place == ASKING else busy)
        assert [go_on(contract).startswith(KEPT) for _ in range(2)] == [True, True]
    said = go_on(contract)
    assert said.startswith("2026-01/2026-03")
    assert (go_on(contract), free(app)) == ("", True)
    assert (said, at_no_time(held(contract))) == at_once


@pytest.mark.libreoffice
def test_cells_that_could_not_be_marked_yet_are_marked_later(
    contract: Book, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = contract.sheets["Metingen"].tables["tblMonths"].range(2, 3)
    cell.raw_value = "'12,5 of zo"
    begun(contract, "check")
    with monkeypatch.context() as typing:
        typing.setattr(MARKING, busy)
        assert go_on(contract).startswith(RUNNING)
    assert cell.get_address(False, False) in go_on(contract)
    assert cell.note


@pytest.mark.libreoffice
def test_a_workbook_that_is_closed_before_its_result_could_be_written_is_named(
    app: App, unchanged: Book, filled: Path, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(app, filled) as book:
        begun(book, "settle")
        with monkeypatch.context() as typing:
            typing.setattr(READING, busy)
            assert go_on(book).startswith(KEPT)
    assert go_on(unchanged).startswith(f"{filled.name} werd gesloten")


@pytest.mark.libreoffice
def test_figures_that_are_changed_before_the_result_could_be_written_stop_it(
    contract: Book, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(contract, "settle")
    with monkeypatch.context() as typing:
        typing.setattr(READING, busy)
        assert go_on(contract).startswith(KEPT)
    contract.sheets["Metingen"].tables["tblMonths"].range(2, 3).raw_value = 11_111
    changed = sheets(held(contract))
    assert "gewijzigd sinds het gelezen werd" in go_on(contract)
    assert sheets(held(contract)) == changed


@pytest.mark.libreoffice
def test_a_result_of_which_half_was_written_is_named_and_the_command_can_be_run_again(
    app: App, contract: Book, at_once: tuple[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.calculation = "semiautomatic"
    with monkeypatch.context() as hanging:
        hanging.setattr(WRITING, busy)
        assert "onvolledig" in act("settle", contract, "nl", GIVEN)
    assert free(app)
    assert (act("settle", contract, "nl", GIVEN), at_no_time(held(contract))) == at_once


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "hanging",
    [
        ([WRITING, GUARDING], "onvolledig"),
        ([GUARDING], "Het resultaat staat volledig in"),
        ([REFUSING, GUARDING], "zonder zijn beveiliging bleef"),
    ],
)
def test_how_a_workbook_is_left_whose_protected_sheet_cannot_be_protected_again_is_told_and_nothing_is_kept(
    contract: Book, begun: Begun, monkeypatch: pytest.MonkeyPatch, hanging: tuple[list[str], str]
) -> None:
    app, (places, told) = contract.app.impl, hanging
    app.calculation = "semiautomatic"
    begun(contract, "settle")
    cells = contract.sheets["Verrekening"].range("A1:M60")
    before = cells.raw_value
    with monkeypatch.context() as typing:
        for place in places:
            typing.setattr(place, busy)
        assert told in go_on(contract)
        assert (go_on(contract), free(app)) == ("", True)
    assert (cells.raw_value != before) is (places == [GUARDING])


@pytest.mark.libreoffice
def test_while_work_goes_on_that_excel_cannot_be_asked_about_it_is_asked_about_again(
    unchanged: Book, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(unchanged, "settle")
    with monkeypatch.context() as typing:
        typing.setattr(ASKING, property(busy))
        typing.setattr("bonusmalus_addin.excel.work.Work.is_done", lambda *_: False)
        assert go_on(unchanged).startswith(f"{RUNNING}Periode verrekenen … ")


@pytest.mark.libreoffice
def test_a_file_that_was_made_but_not_opened_yet_is_asked_for_once_and_opened_later(
    app: App, unchanged: Book, begun: Begun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun(unchanged, "annex")
    app.api.files = [tmp_path / "annex.xlsx"]
    with monkeypatch.context() as typing:
        typing.setattr(OPENING, busy)
        assert [go_on(unchanged).startswith(RUNNING) for _ in range(2)] == [True, True]
    assert (tmp_path / "annex.xlsx").is_file()
    assert go_on(unchanged) == f"{tmp_path / 'annex.xlsx'} is gemaakt."
    assert app.books.active.name == "annex.xlsx"
    app.books.active.close()


@pytest.mark.libreoffice
def test_a_call_is_tried_again_for_about_a_second_and_for_much_longer_once_writing_has_begun(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows: Any = ModuleType("xlwings._xlwindows")
    windows.N_COM_ATTEMPTS = 0
    monkeypatch.setitem(sys.modules, windows.__name__, windows)
    told = []
    with excel.patient():
        told.append(windows.N_COM_ATTEMPTS)
        with suppress(native.Busy), excel.undisturbed(xlwings.App(impl=app)):
            told.append(windows.N_COM_ATTEMPTS)
            busy()
        told.append(windows.N_COM_ATTEMPTS)
    assert [*told, windows.N_COM_ATTEMPTS] == [2_000, 120_000, 2_000, 0]


class Told(Exception):
    """What COM told: an error of Windows, and perhaps what stands behind it."""

    def __init__(self, hresult: int, behind: int | None = None) -> None:
        super().__init__(hresult)
        self.hresult, self.excepinfo = hresult, (0, None, None, None, 0, behind) if behind else None


class ExcelBusyError(Exception):
    """As xlwings calls it."""


@pytest.mark.parametrize(
    ("error", "is_busy"),
    [
        (Told(-2147418111), True),
        (Told(-2147417846), True),
        (Told(-2147352567, -2146777998), True),
        (Told(-2147352567, -2146827284), False),
        (Told(-2147352567), False),
        (ExcelBusyError(), True),
        (ValueError("no"), False),
    ],
)
def test_a_call_that_excel_was_too_busy_for_is_told_from_one_that_is_wrong(error: Exception, is_busy: bool) -> None:
    assert excel.is_busy(error) is is_busy
